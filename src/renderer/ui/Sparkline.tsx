/** A small line of how a figure moved; it only hints, the chart beside it has the numbers. */

type SparklineProps = {
  /** In any unit, for drawing only. */
  readonly sizes: readonly number[];
  readonly color: string;
};

const width = 112;
const height = 34;
const inset = 3;

export const Sparkline = ({ sizes, color }: SparklineProps) => {
  const most = Math.max(...sizes, 0);
  if (sizes.length < 2 || most === 0) return null;
  const points = sizes.map((size, index) => ({
    x: inset + (index * (width - 2 * inset)) / (sizes.length - 1),
    y: height - inset - (size / most) * (height - 2 * inset),
  }));
  const last = points.at(-1);
  return (
    <svg className="sparkline" width={width} height={height} aria-hidden="true">
      <polyline
        points={points.map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' ')}
        fill="none"
        stroke={color}
        strokeWidth="1.75"
      />
      {last ? <circle cx={last.x} cy={last.y} r="3" fill={color} /> : null}
    </svg>
  );
};

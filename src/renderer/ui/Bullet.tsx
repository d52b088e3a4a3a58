/** A bar of a part within its whole, with a tick where the comparison stands. */

type BulletProps = {
  /** Shares of the whole width, 0 to 1; for drawing only. */
  readonly part: number;
  readonly whole: number;
  readonly tick?: number;
  readonly color: string;
};

const width = 260;

export const Bullet = ({ part, whole, tick, color }: BulletProps) => (
  <svg className="bullet" width="100%" height="14" viewBox={`0 0 ${width} 14`} preserveAspectRatio="none" aria-hidden="true">
    <rect y="3" width={width} height="8" fill="var(--track)" />
    <rect y="3" width={width * whole} height="8" fill={color} opacity="0.28" />
    <rect y="3" width={width * part} height="8" fill={color} />
    {tick === undefined ? null : (
      <>
        <line
          stroke="var(--surface)"
          strokeWidth="6"
          x1={width * tick}
          x2={width * tick}
          y1="3"
          y2="11"
          vectorEffect="non-scaling-stroke"
        />
        <line stroke="var(--target)" strokeWidth="2" x1={width * tick} x2={width * tick} y1="0" y2="14" vectorEffect="non-scaling-stroke" />
      </>
    )}
  </svg>
);

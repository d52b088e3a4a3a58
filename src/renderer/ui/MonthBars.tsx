/** Amounts per month as bars from zero, each labelled, each opening what is in it; a month that is not over is hatched. */
import { useId } from 'react';
import type { BarShapeProps } from 'recharts';
import { Bar, BarChart, ResponsiveContainer, XAxis, YAxis } from 'recharts';
import { Hatch } from './Hatch.tsx';

export type MonthBar = {
  readonly id: string;
  /** Height in any unit, for drawing only. */
  readonly size: number;
  readonly label: string;
  readonly value: string;
  readonly isPartial: boolean;
  /** The whole figure in words, for those who hear it. */
  readonly spoken: string;
};

type MonthBarsProps = {
  readonly bars: readonly MonthBar[];
  readonly ariaLabel: string;
  readonly height: number;
  readonly onOpen: (id: string) => void;
};

const labelRoom = 16;

export const MonthBars = ({ bars, ariaLabel, height, onOpen }: MonthBarsProps) => {
  const hatch = useId();
  const shape = ({ x, y, width, height: barHeight, index }: BarShapeProps) => {
    const bar = bars[index];
    if (!bar) return <g />;
    const base = height - 30;
    return (
      <g
        className="mark"
        role="button"
        tabIndex={0}
        aria-describedby={`${hatch}${bar.id}`}
        onClick={() => {
          onOpen(bar.id);
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' && event.key !== ' ') return;
          event.preventDefault();
          onOpen(bar.id);
        }}
      >
        <desc id={`${hatch}${bar.id}`}>{bar.spoken}</desc>
        <rect className="halo" x={x - 5} y={1} width={width + 10} height={height - 3} />
        <rect x={x - 5} y={0} width={width + 10} height={height} fill="transparent" />
        <rect x={x} y={y} width={width} height={Math.max(barHeight, 0)} fill={bar.isPartial ? `url(#${hatch})` : 'var(--shared-fill)'} />
        <text className="strong" x={x + width / 2} y={y - 6} textAnchor="middle">
          {bar.value}
        </text>
        <text className={bar.isPartial ? 'strong' : 'faded'} x={x + width / 2} y={base + 18} textAnchor="middle">
          {bar.label}
        </text>
      </g>
    );
  };
  return (
    <div style={{ height }} role="group" aria-label={ariaLabel}>
      <ResponsiveContainer width="100%" height={height} initialDimension={{ width: 560, height }}>
        <BarChart data={bars} margin={{ top: labelRoom + 4, right: 0, bottom: 0, left: 0 }} barCategoryGap="22%" accessibilityLayer={false}>
          <defs>
            <Hatch id={hatch} color="var(--shared-fill)" />
          </defs>
          <XAxis dataKey="label" height={30} tick={false} tickLine={false} axisLine={{ stroke: 'var(--control)' }} />
          <YAxis hide domain={[0, (most: number) => Math.max(most, 1)]} />
          <Bar dataKey="size" isAnimationActive={false} shape={shape} />
        </BarChart>
      </ResponsiveContainer>
    </div>
  );
};

/** Won per month as columns at a fixed size, each with its figure; a month that is not over is hatched. */
import { formatCompactMoney, formatInScale, formatMonth, formatMonthInFull, moneyScale, scaleUnit } from '../../shared/i18n/format.ts';
import { inBase } from '../../shared/pipeline/currencySums.ts';
import type { PipelineReport } from '../../shared/reports/pipelineContract.ts';
import { useText } from '../app/i18n.ts';
import { Hatch } from '../ui/Hatch.tsx';
import { codesNotDrawn, NotDrawn } from './NotDrawn.tsx';

const size = { width: 500, height: 172 };
const room = { top: 18, bottom: 22 };
const columnShare = 0.62;

export const MonthColumns = ({ report }: { readonly report: PipelineReport }) => {
  const { t, language } = useText();
  const { currency, rates } = report;
  const months = report.months.map(({ month, amount, partial }) => ({ month, partial, won: inBase(amount, rates, currency).minor }));
  const most = months.reduce((largest, { won }) => (won > largest ? won : largest), 0n);
  const scale = moneyScale({ minor: most, currency });
  const step = size.width / Math.max(months.length, 1);
  const base = size.height - room.bottom;
  // A drawing's height: losing the last digits of a very large sum cannot be seen.
  const heightOf = (won: bigint): number => (most <= 0n || won <= 0n ? 0 : Number((won * 1_000n) / most) * ((base - room.top) / 1_000));
  const spoken = months.map(
    ({ month, won }) => `${formatMonth(language, month, true)}: ${formatCompactMoney(language, { minor: won, currency }, false)}`,
  );
  const best = months.reduce<(typeof months)[number] | null>((top, month) => (month.won > (top?.won ?? 0n) ? month : top), null);
  const unit = scaleUnit(language, currency, scale, false);
  return (
    <figure role="img" aria-label={t('reports.monthAlt', { parts: spoken.join('; ') })}>
      <h2 className="hSection">
        {best === null
          ? t('cockpit.monthFindingNothing')
          : t('reports.monthTitle', {
              month: formatMonthInFull(language, best.month),
              won: formatCompactMoney(language, { minor: best.won, currency }, false),
            })}
      </h2>
      <p className="small muted">{t(months.some(({ partial }) => partial) ? 'reports.monthUnit' : 'reports.monthUnitWhole', { unit })}</p>
      <svg width={size.width} height={size.height} viewBox={`0 0 ${size.width} ${size.height}`}>
        <defs>
          <Hatch id="notOver" color="var(--shared-fill)" />
        </defs>
        {months.map(({ month, won, partial }, at) => {
          const height = heightOf(won);
          const middle = (at + 0.5) * step;
          return (
            <g key={month}>
              <rect
                className="dark"
                x={middle - (step * columnShare) / 2}
                y={base - height}
                width={step * columnShare}
                height={height}
                {...(partial ? { style: { fill: 'url(#notOver)' } } : {})}
              />
              <text className="strong" x={middle} y={base - height - 5} textAnchor="middle">
                {won === 0n ? '' : formatInScale(language, { minor: won, currency }, scale)}
              </text>
              <text className="axis" x={middle} y={base + 15} textAnchor="middle">
                {formatMonth(language, month)}
              </text>
            </g>
          );
        })}
        <line className="baseLine" x1={0} x2={size.width} y1={base} y2={base} />
      </svg>
      <NotDrawn
        codes={codesNotDrawn(
          report.months.map(({ amount }) => amount),
          report,
        )}
      />
    </figure>
  );
};

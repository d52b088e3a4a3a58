/** Open deals by stage as bars at a fixed size: pale unweighted, dark weighted, the figures beside them. */
import {
  formatBasisPoints,
  formatCompactMoney,
  formatCount,
  formatInScale,
  formatPercent,
  moneyScale,
  noNumber,
  scaleUnit,
} from '../../shared/i18n/format.ts';
import type { StageSum } from '../../shared/pipeline/contract.ts';
import { inBase } from '../../shared/pipeline/currencySums.ts';
import type { PipelineReport } from '../../shared/reports/pipelineContract.ts';
import { useText } from '../app/i18n.ts';
import { seededName } from '../app/names.ts';
import { codesNotDrawn, NotDrawn } from './NotDrawn.tsx';

const width = 500;
const rowHeight = 30;
const headHeight = 22;
/** Left and right ends of the bars, and the right edges of the columns of figures. */
const bars = { from: 158, to: 336 };
const columns = { weight: 148, count: 380, raw: 440, weighted: 500 };
const nameLength = 18;

/** A drawing's length: losing the last digits of a very large sum cannot be seen. */
const lengthOf = (sum: bigint, most: bigint): number => (most <= 0n ? 0 : Number((sum * 1_000n) / most) * ((bars.to - bars.from) / 1_000));

const shortened = (name: string): string => (name.length > nameLength ? `${name.slice(0, nameLength - 1)}…` : name);

export const StageBars = ({ report }: { readonly report: PipelineReport }) => {
  const { t, language } = useText();
  const { stages, currency, rates } = report;
  const rows = stages.map((stage: StageSum) => ({
    name: seededName(t, stage.stage),
    bp: stage.stage.probabilityBp,
    count: stage.count,
    raw: inBase(stage.amount, rates, currency).minor,
    weighted: inBase(stage.weighted, rates, currency).minor,
  }));
  // Until deals have amounts, their number says where they stand.
  const isByCount = rows.every(({ raw }) => raw === 0n);
  const sizeOf = ({ raw, count }: (typeof rows)[number]): bigint => (isByCount ? BigInt(count) : raw);
  const weighOf = ({ weighted, count }: (typeof rows)[number]): bigint => (isByCount ? BigInt(count) : weighted);
  const total = (of: (row: (typeof rows)[number]) => bigint): bigint => rows.reduce((sum, row) => sum + of(row), 0n);
  const most = rows.reduce((largest, row) => (sizeOf(row) > largest ? sizeOf(row) : largest), 0n);
  const heaviest = rows.reduce<(typeof rows)[number] | null>(
    (top, row) => (weighOf(row) > (top === null ? 0n : weighOf(top)) ? row : top),
    null,
  );
  const scale = moneyScale({ minor: total(({ raw }) => raw), currency });
  const inScale = (minor: bigint): string => (isByCount ? noNumber : formatInScale(language, { minor, currency }, scale));
  const finding =
    heaviest === null
      ? t('cockpit.stageFindingEmpty')
      : t(isByCount ? 'reports.stageTitleCount' : 'reports.stageTitle', {
          currency,
          stage: heaviest.name,
          share: formatPercent(language, { n: weighOf(heaviest), d: total(weighOf) }, 0),
        });
  const spoken = rows.map(({ name, count, raw, weighted }) =>
    isByCount
      ? `${name}: ${formatCount(language, count)}`
      : t('reports.stagePart', {
          stage: name,
          raw: formatCompactMoney(language, { minor: raw, currency }, false),
          weighted: formatCompactMoney(language, { minor: weighted, currency }, false),
        }),
  );
  const height = headHeight + rows.length * rowHeight + 4;
  return (
    <figure role="img" aria-label={t('reports.stageAlt', { parts: spoken.length === 0 ? t('reports.chartEmpty') : spoken.join('; ') })}>
      <h2 className="hSection">{finding}</h2>
      <p className="small muted">
        {isByCount ? t('reports.stageUnitCount') : t('reports.stageUnit', { unit: scaleUnit(language, currency, scale, false) })}
      </p>
      <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`}>
        <g className="axis">
          <text x={columns.weight} y={12} textAnchor="end">
            {t('common.weight')}
          </text>
          <text x={columns.count} y={12} textAnchor="end">
            {t('cockpit.deals')}
          </text>
          <text x={columns.raw} y={12} textAnchor="end">
            {t('cockpit.raw')}
          </text>
          <text x={columns.weighted} y={12} textAnchor="end">
            {t('common.weighted')}
          </text>
        </g>
        <line className="baseLine" x1={bars.from} x2={bars.from} y1={headHeight - 4} y2={height} />
        {rows.map((row, at) => {
          const { name, bp, count, raw, weighted } = row;
          const top = headHeight + at * rowHeight;
          const line = top + rowHeight / 2 + 4;
          return (
            // Stages keep their places.
            <g key={`${at} ${name}`}>
              <text x={0} y={line}>
                {shortened(name)}
              </text>
              <text x={columns.weight} y={line} textAnchor="end" className="faded">
                {formatBasisPoints(language, bp)}
              </text>
              <rect className="pale" x={bars.from} y={top + 6} width={lengthOf(sizeOf(row), most)} height={rowHeight - 12} />
              <rect className="dark" x={bars.from} y={top + 6} width={lengthOf(isByCount ? 0n : weighted, most)} height={rowHeight - 12} />
              <text x={columns.count} y={line} textAnchor="end">
                {formatCount(language, count)}
              </text>
              <text x={columns.raw} y={line} textAnchor="end">
                {inScale(raw)}
              </text>
              <text x={columns.weighted} y={line} textAnchor="end" className="strong">
                {inScale(weighted)}
              </text>
            </g>
          );
        })}
      </svg>
      <NotDrawn
        codes={codesNotDrawn(
          stages.map(({ amount }) => amount),
          report,
        )}
      />
    </figure>
  );
};

/** Open pipeline by stage, unweighted and weighted on one scale, in the currency on screen. */
import {
  formatBasisPoints,
  formatCount,
  formatInScale,
  formatMoney,
  formatPercent,
  moneyScale,
  noNumber,
  scaleUnit,
} from '../../../shared/i18n/format.ts';
import { useText } from '../../app/i18n.ts';
import { Chart } from '../../ui/Chart.tsx';
import { TracedText } from '../../ui/TracedText.tsx';
import { Trace } from '../../ui/Trace.tsx';
import { seededName } from '../../app/names.ts';
import type { StageSum } from '../../../shared/pipeline/contract.ts';
import { inCurrency, othersIn } from './cockpitView.ts';

/** What the total is of: every stage, whatever the period. */
export const allStages = 'all';

type StageFigure = 'openCount' | 'openAmount' | 'weightedAmount';

type StageChartProps = {
  readonly stages: readonly StageSum[];
  readonly currency: string;
  readonly alone: boolean;
  /** `figure stageId` of what is open at the side. */
  readonly openMark: string | null;
  readonly hrefOf: (figure: StageFigure, part: string) => string;
};

/** Deals are in the stage, and nobody has put an amount on any of them. */
const hasNoAmount = ({ count, withoutAmount }: StageSum): boolean => count > 0 && withoutAmount === count;

const total = (stages: readonly StageSum[], pick: (stage: StageSum) => bigint): bigint =>
  stages.reduce((sum, stage) => sum + pick(stage), 0n);

export const StageChart = ({ stages, currency, alone, openMark, hrefOf }: StageChartProps) => {
  const { t, language } = useText();
  const nameOf = ({ stage }: StageSum): string => seededName(t, stage);
  const raw = (stage: StageSum): bigint => inCurrency(stage.amount, currency);
  const weighted = (stage: StageSum): bigint => inCurrency(stage.weighted, currency);
  const scale = stages.reduce((most, stage) => (raw(stage) > most ? raw(stage) : most), 0n);
  const width = (value: bigint): string => `${scale === 0n ? 0 : Number((value * 10_000n) / scale) / 100}%`;
  const mostDeals = Math.max(1, ...stages.map((stage) => stage.count));
  const allWeighted = total(stages, weighted);
  const count = stages.reduce((sum, stage) => sum + stage.count, 0);
  // Without a single amount the bars show the deals themselves, rather than nought everywhere.
  const isByCount = count > 0 && stages.every((stage) => stage.count === 0 || hasNoAmount(stage));
  const weigh = (stage: StageSum): bigint => (isByCount ? BigInt(stage.count) : weighted(stage));
  const heaviest = stages.reduce<StageSum | null>(
    (most, stage) => (weigh(stage) > 0n && (most === null || weigh(stage) > weigh(most)) ? stage : most),
    null,
  );
  const power = moneyScale({ minor: scale, currency });
  const unit = scaleUnit(language, currency, power, alone);
  const money = (minor: bigint | null): string => (minor === null ? noNumber : formatInScale(language, { minor, currency }, power));
  const full = (minor: bigint | null): string => (minor === null ? noNumber : formatMoney(language, { minor, currency }));
  const finding = (): string => {
    if (count === 0) return t('cockpit.stageFindingEmpty');
    if (heaviest === null) return t('cockpit.stageFindingNoAmount', { currency });
    const share = formatPercent(language, { n: weigh(heaviest), d: isByCount ? BigInt(count) : allWeighted }, 0);
    const isMixed = stages.some(({ weighted: sums }) => othersIn(sums, currency).length > 0);
    const key = isByCount ? 'cockpit.stageFindingCount' : isMixed ? 'cockpit.stageFindingMixed' : 'cockpit.stageFinding';
    return t(key, { stage: nameOf(heaviest), share, currency });
  };
  const trace = (figure: StageFigure, part: string, name: string, text: string) => (
    <Trace
      href={hrefOf(figure, part)}
      isOpen={openMark === `${figure} ${part}`}
      label={t('cockpit.figureIs', { name: `${name}, ${t(`definitions.${figure}Name`)}`, value: text })}
    >
      {text}
    </Trace>
  );
  const sums = [
    ...stages.map((each) => ({
      part: each.stage.id as string,
      name: nameOf(each),
      bp: each.stage.probabilityBp,
      count: each.count,
      raw: hasNoAmount(each) ? null : raw(each),
      weighted: hasNoAmount(each) ? null : weighted(each),
      bars: isByCount ? [`${(each.count * 100) / mostDeals}%`] : [width(raw(each)), width(weighted(each))],
    })),
    {
      part: allStages,
      name: t('common.total'),
      bp: null,
      count,
      raw: isByCount ? null : total(stages, raw),
      weighted: isByCount ? null : allWeighted,
      bars: [],
    },
  ];
  return (
    <Chart
      finding={
        <TracedText
          text={finding()}
          openFigure={null}
          hrefOf={() => hrefOf(isByCount ? 'openCount' : 'weightedAmount', heaviest?.stage.id ?? allStages)}
        />
      }
      summary={isByCount ? t('cockpit.stageSummaryCount') : t('cockpit.stageSummary', { unit })}
      picture={
        <div className="barRows">
          <div className="barRow barHead" aria-hidden="true">
            <span />
            <span className="num">{t('common.weight')}</span>
            <span />
            <span className="num">{t('cockpit.deals')}</span>
            <span className="num">{t('cockpit.raw')}</span>
            <span className="num">{t('common.weighted')}</span>
          </div>
          {sums.map((sum) => (
            <div className={sum.bp === null ? 'barRow sum' : 'barRow'} key={sum.part}>
              <span className={sum.part === heaviest?.stage.id ? 'strong' : ''}>{sum.name}</span>
              <span className="num muted">{sum.bp === null ? '' : formatBasisPoints(language, sum.bp)}</span>
              {sum.bp === null ? (
                <span />
              ) : (
                <span className="bar" aria-hidden="true">
                  {sum.bars.map((bar, index) => (
                    // The unweighted bar lies under the weighted one.
                    <i key={index} style={{ width: bar }} />
                  ))}
                </span>
              )}
              <span className="num">{trace('openCount', sum.part, sum.name, formatCount(language, sum.count))}</span>
              <span className="num">{trace('openAmount', sum.part, sum.name, money(sum.raw))}</span>
              <span className="num strong">{trace('weightedAmount', sum.part, sum.name, money(sum.weighted))}</span>
            </div>
          ))}
        </div>
      }
      table={
        <table className="ledger dense">
          <thead>
            <tr>
              <th scope="col">{t('common.stage')}</th>
              <th scope="col" className="num">
                {t('common.weight')}
              </th>
              <th scope="col" className="num">
                {t('cockpit.deals')}
              </th>
              <th scope="col" className="num">
                {t('cockpit.raw')}
              </th>
              <th scope="col" className="num">
                {t('common.weighted')}
              </th>
            </tr>
          </thead>
          <tbody>
            {sums.map((sum) => (
              <tr key={sum.part} className={sum.bp === null ? 'total' : undefined}>
                <td>{sum.name}</td>
                <td className="num">{sum.bp === null ? '' : formatBasisPoints(language, sum.bp)}</td>
                <td className="num">{trace('openCount', sum.part, sum.name, formatCount(language, sum.count))}</td>
                <td className="num">{trace('openAmount', sum.part, sum.name, full(sum.raw))}</td>
                <td className="num">{trace('weightedAmount', sum.part, sum.name, full(sum.weighted))}</td>
              </tr>
            ))}
          </tbody>
        </table>
      }
    />
  );
};

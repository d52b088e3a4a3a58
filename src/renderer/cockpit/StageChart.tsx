/** Open pipeline by stage, unweighted and weighted on one scale, in the currency on screen. */
import { formatBasisPoints, formatCount, formatInScale, formatMoney, formatPercent, moneyScale, scaleUnit } from '../app/format.ts';
import { useText } from '../app/i18n.ts';
import { Chart } from '../ui/Chart.tsx';
import { Trace } from '../ui/Trace.tsx';
import { seededName } from '../app/names.ts';
import type { StageSum } from '../../shared/pipeline/contract.ts';
import { inCurrency } from './cockpitView.ts';

type StageChartProps = {
  readonly stages: readonly StageSum[];
  readonly currency: string;
  readonly alone: boolean;
  /** `figure stageId` of what is open at the side. */
  readonly openMark: string | null;
  readonly onOpen: (figure: 'openCount' | 'openAmount' | 'weightedAmount', stageId: string) => void;
};

const total = (stages: readonly StageSum[], pick: (stage: StageSum) => bigint): bigint =>
  stages.reduce((sum, stage) => sum + pick(stage), 0n);

export const StageChart = ({ stages, currency, alone, openMark, onOpen }: StageChartProps) => {
  const { t, language } = useText();
  const nameOf = ({ stage }: StageSum): string => seededName(t, stage);
  const raw = (stage: StageSum): bigint => inCurrency(stage.amount, currency);
  const weighted = (stage: StageSum): bigint => inCurrency(stage.weighted, currency);
  const scale = stages.reduce((most, stage) => (raw(stage) > most ? raw(stage) : most), 0n);
  const width = (value: bigint): string => `${scale === 0n ? 0 : Number((value * 10_000n) / scale) / 100}%`;
  const allWeighted = total(stages, weighted);
  const heaviest = stages.reduce<StageSum | null>(
    (most, stage) => (most === null || weighted(stage) > weighted(most) ? stage : most),
    null,
  );
  const count = stages.reduce((sum, stage) => sum + stage.count, 0);
  const power = moneyScale({ minor: scale, currency });
  const unit = scaleUnit(language, currency, power, alone);
  const money = (minor: bigint): string => formatInScale(language, { minor, currency }, power);
  const finding =
    count === 0
      ? t('cockpit.stageFindingEmpty')
      : heaviest === null || allWeighted <= 0n
        ? t('cockpit.stageFindingNoAmount', { currency })
        : t('cockpit.stageFinding', {
            stage: nameOf(heaviest),
            share: formatPercent(language, { n: weighted(heaviest), d: allWeighted }, 0),
          });
  const trace = (figure: 'openCount' | 'openAmount' | 'weightedAmount', stage: StageSum, text: string) => (
    <Trace
      figure={figure}
      isOpen={openMark === `${figure} ${stage.stage.id}`}
      onOpen={() => {
        onOpen(figure, stage.stage.id);
      }}
      label={t('cockpit.figureIs', { name: `${nameOf(stage)}, ${t(`definitions.${figure}Name`)}`, value: text })}
    >
      {text}
    </Trace>
  );
  return (
    <Chart
      finding={finding}
      summary={t('cockpit.stageSummary', { unit })}
      picture={
        <div className="barRows">
          <div className="barRow barHead" aria-hidden="true">
            <span />
            <span className="num">{t('cockpit.weight')}</span>
            <span />
            <span className="num">{t('cockpit.deals')}</span>
            <span className="num">{t('cockpit.raw')}</span>
            <span className="num">{t('cockpit.weighted')}</span>
          </div>
          {stages.map((stage) => (
            <div className="barRow" key={stage.stage.id}>
              <span className={stage === heaviest ? 'strong' : ''}>{nameOf(stage)}</span>
              <span className="num muted">{formatBasisPoints(language, stage.stage.probabilityBp)}</span>
              <span className="bar" aria-hidden="true">
                <i style={{ width: width(raw(stage)) }} />
                <i style={{ width: width(weighted(stage)) }} />
              </span>
              <span className="num">{trace('openCount', stage, formatCount(language, stage.count))}</span>
              <span className="num">{trace('openAmount', stage, money(raw(stage)))}</span>
              <span className="num strong">{trace('weightedAmount', stage, money(weighted(stage)))}</span>
            </div>
          ))}
        </div>
      }
      table={
        <table className="ledger dense">
          <thead>
            <tr>
              <th scope="col">{t('cockpit.stage')}</th>
              <th scope="col" className="num">
                {t('cockpit.weight')}
              </th>
              <th scope="col" className="num">
                {t('cockpit.deals')}
              </th>
              <th scope="col" className="num">
                {t('cockpit.raw')}
              </th>
              <th scope="col" className="num">
                {t('cockpit.weighted')}
              </th>
            </tr>
          </thead>
          <tbody>
            {stages.map((stage) => (
              <tr key={stage.stage.id}>
                <td>{nameOf(stage)}</td>
                <td className="num">{formatBasisPoints(language, stage.stage.probabilityBp)}</td>
                <td className="num">{trace('openCount', stage, formatCount(language, stage.count))}</td>
                <td className="num">{trace('openAmount', stage, formatMoney(language, { minor: raw(stage), currency }))}</td>
                <td className="num">{trace('weightedAmount', stage, formatMoney(language, { minor: weighted(stage), currency }))}</td>
              </tr>
            ))}
          </tbody>
        </table>
      }
    />
  );
};

/** Won per month over the last twelve months, in the currency on screen; the month that still runs is hatched. */
import {
  formatCompactMoney,
  formatCount,
  formatDay,
  formatInScale,
  formatMoney,
  formatMonth,
  formatMonthInFull,
  moneyScale,
  scaleUnit,
} from '../../shared/i18n/format.ts';
import { useText } from '../app/i18n.ts';
import { Chart } from '../ui/Chart.tsx';
import { MonthBars } from '../ui/MonthBars.tsx';
import { TracedText, tracedParts } from '../ui/TracedText.tsx';
import { Trace } from '../ui/Trace.tsx';
import type { MonthSum } from '../../shared/pipeline/contract.ts';
import { inCurrency } from './cockpitView.ts';

type MonthChartProps = {
  readonly months: readonly MonthSum[];
  readonly asOf: string;
  readonly currency: string;
  readonly alone: boolean;
  readonly openMonth: string | null;
  readonly hrefOf: (month: MonthSum) => string;
};

const chartHeight = 232;

export const MonthChart = ({ months, asOf, currency, alone, openMonth, hrefOf }: MonthChartProps) => {
  const { t, language } = useText();
  const won = (month: MonthSum): bigint => inCurrency(month.amount, currency);
  const best = months.reduce<MonthSum | null>(
    (most, month) => (won(month) > 0n && (most === null || won(month) > won(most)) ? month : most),
    null,
  );
  const partial = months.find((month) => month.partial);
  // All labels share the scale of the highest bar, so that they compare.
  const scale = moneyScale({ minor: best === null ? 0n : won(best), currency });
  const unit = scaleUnit(language, currency, scale, alone);
  const inUnit = (minor: bigint): string => (minor === 0n ? '0' : formatInScale(language, { minor, currency }, scale));
  const open = (id: string): void => {
    const month = months.find((each) => each.month === id);
    if (month) location.hash = hrefOf(month);
  };
  const finding =
    best === null
      ? t('cockpit.monthFindingNothing')
      : t('cockpit.monthFinding', {
          month: formatMonthInFull(language, best.month),
          won: formatCompactMoney(language, { minor: won(best), currency }, alone),
        });
  return (
    <Chart
      finding={<TracedText text={finding} openFigure={null} hrefOf={() => (best === null ? '' : hrefOf(best))} />}
      summary={
        partial
          ? t('cockpit.monthSummary', { unit, month: formatMonth(language, partial.month), day: formatDay(language, asOf) })
          : t('cockpit.monthSummaryWhole', { unit })
      }
      picture={
        <MonthBars
          height={chartHeight}
          ariaLabel={tracedParts(finding)
            .map(({ text }) => text)
            .join('')}
          onOpen={open}
          bars={months.map((month) => ({
            id: month.month,
            // A drawing's height: losing the last digits of a very large sum cannot be seen.
            size: Number(won(month)),
            label: formatMonth(language, month.month),
            value: inUnit(won(month)),
            isPartial: month.partial,
            spoken: t('cockpit.monthSpoken', {
              month: formatMonth(language, month.month, true),
              won: formatMoney(language, { minor: won(month), currency }),
              count: month.count,
            }),
          }))}
        />
      }
      table={
        <table className="ledger dense">
          <thead>
            <tr>
              <th scope="col">{t('cockpit.month')}</th>
              <th scope="col" className="num">
                {t('cockpit.deals')}
              </th>
              <th scope="col" className="num">
                {t('definitions.wonAmountName')}
              </th>
            </tr>
          </thead>
          <tbody>
            {months.map((month) => (
              <tr key={month.month}>
                <td>{formatMonth(language, month.month, true)}</td>
                <td className="num">{formatCount(language, month.count)}</td>
                <td className="num">
                  <Trace href={hrefOf(month)} isOpen={openMonth === month.month}>
                    {formatMoney(language, { minor: won(month), currency })}
                  </Trace>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      }
    />
  );
};

/** `kpi`: the figures of the cockpit, as JSON with fixed keys and as a small table. */
import type { TextKey } from '../../../shared/i18n/dictionary.ts';
import {
  formatCount,
  formatDay,
  formatDayRange,
  formatInstant,
  formatMoney,
  formatPercent,
  noNumber,
  toDecimalText,
} from '../../../shared/i18n/format.ts';
import type { MoneyByCurrency } from '../../../shared/kernel/money.ts';
import type { Kpi, ExactShare } from '../../../shared/pipeline/contract.ts';
import { aligned } from './answer.ts';
import type { Words } from './answer.ts';

const shareDecimals = 4;

/** The share as a fraction of one, cut to four decimals by whole-number division; null where there is no share. */
const toShare = (share: ExactShare): number | null =>
  share.known ? Number(toDecimalText((share.n * 10n ** BigInt(shareDecimals)) / share.d, shareDecimals)) : null;

const toExactShare = (share: ExactShare) => (share.known ? { won: share.n, decided: share.d } : { reason: share.reason });

/** The keys that the README promises: amounts in minor units per currency, the exact parts of both win rates beside their shares. */
export const kpiJson = (kpi: Kpi) => ({
  asOf: kpi.asOf,
  from: kpi.from,
  to: kpi.to,
  provisional: kpi.provisional,
  wonCount: kpi.wonCount,
  lostCount: kpi.lostCount,
  notALossCount: kpi.notALossCount,
  openCount: kpi.openCount,
  dayUnknown: kpi.dayUnknown,
  openWithoutDate: kpi.openWithoutDate,
  wonAmount: kpi.wonAmount,
  lostAmount: kpi.lostAmount,
  openAmount: kpi.openAmount,
  weightedAmount: kpi.weightedAmount,
  withoutAmount: kpi.withoutAmount,
  wonWithoutAmount: kpi.wonWithoutAmount,
  lostWithoutAmount: kpi.lostWithoutAmount,
  winRateByCount: toShare(kpi.winRateByCount),
  winRateByValue: toShare(kpi.winRateByValue),
  winRates: { byCount: toExactShare(kpi.winRateByCount), byValue: toExactShare(kpi.winRateByValue) },
});

const reasons: Readonly<Record<Extract<ExactShare, { known: false }>['reason'], TextKey>> = {
  nothingDecided: 'cockpit.reasonNothingDecided',
  lostWithoutAmount: 'cockpit.reasonLostWithoutAmount',
  mixedCurrencies: 'cockpit.reasonMixedCurrencies',
  wonWithoutAmount: 'cockpit.reasonWonWithoutAmount',
};

export type Recorded = { readonly at: number; readonly zone: string };

/** A heading and one line a figure; a figure in several currencies takes a line for each. */
export const kpiLines = ({ say, language }: Words, kpi: Kpi, recorded: Recorded | null): readonly string[] => {
  const count = (key: TextKey, value: number) => [[say(key), formatCount(language, value), '']];
  const money = (key: TextKey, sums: MoneyByCurrency) => {
    const amounts = Object.entries(sums).map(([currency, minor]) => formatMoney(language, { minor, currency }));
    if (amounts.length === 0) return [[say(key), noNumber, say('pipeline.noAmount')]];
    return amounts.map((amount, at) => [at === 0 ? say(key) : '', amount, '']);
  };
  const share = (key: TextKey, value: ExactShare) => [
    value.known ? [say(key), formatPercent(language, value, 2), ''] : [say(key), noNumber, say(reasons[value.reason])],
  ];
  const figures = [
    ...count('definitions.wonCountName', kpi.wonCount),
    ...money('definitions.wonAmountName', kpi.wonAmount),
    ...count('cli.wonWithoutAmount', kpi.wonWithoutAmount),
    ...count('definitions.lostCountName', kpi.lostCount),
    ...money('cli.lostAmount', kpi.lostAmount),
    ...count('cli.lostWithoutAmount', kpi.lostWithoutAmount),
    ...count('cli.notALoss', kpi.notALossCount),
    ...count('definitions.openCountName', kpi.openCount),
    ...money('definitions.openAmountName', kpi.openAmount),
    ...money('definitions.weightedAmountName', kpi.weightedAmount),
    ...count('definitions.withoutAmountName', kpi.withoutAmount),
    ...count('definitions.dayUnknownName', kpi.dayUnknown),
    ...(kpi.from === null && kpi.to === null ? [] : count('definitions.openWithoutDateName', kpi.openWithoutDate)),
    ...share('definitions.winRateByCountName', kpi.winRateByCount),
    ...share('definitions.winRateByValueName', kpi.winRateByValue),
  ];
  return [heading({ say, language }, kpi, recorded), '', ...aligned(figures, [1])];
};

const heading = ({ say, language }: Words, { asOf, from, to, provisional }: Kpi, recorded: Recorded | null): string => {
  const period =
    from !== null && to !== null
      ? formatDayRange(language, from, to)
      : from !== null
        ? say('cli.periodFrom', { day: formatDay(language, from) })
        : to !== null
          ? say('cli.periodTo', { day: formatDay(language, to) })
          : say('cockpit.periodAll');
  const asRecorded = recorded === null ? [] : [say('cli.recordedBy', { instant: formatInstant(language, recorded.at, recorded.zone) })];
  const waits = provisional === 0 ? [] : [say('others.holdProvisional', { count: provisional })];
  return [say('common.asOf', { day: formatDay(language, asOf) }), period, ...asRecorded, ...waits].join(' · ');
};

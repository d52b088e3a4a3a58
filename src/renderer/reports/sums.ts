/** Sums as a report writes them: in one currency where rates allow it, and what has no rate by its own code beside it. */
import { formatCompactMoney, formatList } from '../../shared/i18n/format.ts';
import type { Language } from '../../shared/i18n/languages.ts';
import type { MoneyByCurrency } from '../../shared/kernel/money.ts';
import { inBase } from '../../shared/pipeline/currencySums.ts';
import type { PipelineReport } from '../../shared/reports/pipelineContract.ts';

type Reading = Pick<PipelineReport, 'currency' | 'rates'>;

/** What the currency of the report and its rates reach, and the rest as texts by code. */
export const readSums = (language: Language, sums: MoneyByCurrency, { currency, rates }: Reading) => {
  const { minor, apart } = inBase(sums, rates, currency);
  const others = Object.entries(apart).map(([code, sum]) => formatCompactMoney(language, { minor: sum, currency: code }, false));
  return { main: { minor, currency }, others };
};

/** All of it as one text: "16,8 mill. NOK, 1,5 mill. DKK og 291 000 EUR". */
export const sumsText = (language: Language, sums: MoneyByCurrency, reading: Reading): string => {
  const { main, others } = readSums(language, sums, reading);
  const own = main.minor === 0n && others.length > 0 ? [] : [formatCompactMoney(language, main, false)];
  return formatList(language, [...own, ...others]);
};

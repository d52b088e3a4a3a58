/** The filters in force that have no field of their own in sight, each in words and with what takes it away. */
import { formatDay, formatMoney } from '../../shared/i18n/format.ts';
import type { Language } from '../../shared/i18n/languages.ts';
import type { DealFilter } from '../../shared/pipeline/dealFilter.ts';
import type { Translate } from '../app/i18n.ts';
import type { RouteParams } from '../app/routes.ts';
import { lacking } from './MoreFilters.tsx';

export type FilterChip = { readonly text: string; readonly without: RouteParams };

const rangeText = (t: Translate, from: string | null, to: string | null): string | null => {
  if (from !== null && to !== null) return t('table.chipBetween', { from, to });
  if (from !== null) return t('table.chipFrom', { from });
  return to === null ? null : t('table.chipTo', { to });
};

export const filterChips = (t: Translate, language: Language, filter: DealFilter, accountName: string | null): readonly FilterChip[] => {
  const { amount, closeFrom, closeTo, quietOver, accountId } = filter;
  const money = (minor: bigint | null): string | null =>
    minor === null || amount === null ? null : formatMoney(language, { minor, currency: amount.currency });
  const day = (value: DealFilter['closeFrom']): string | null => (value === null ? null : formatDay(language, value));
  const amounts = amount === null ? null : (rangeText(t, money(amount.from), money(amount.to)) ?? amount.currency);
  const days = rangeText(t, day(closeFrom), day(closeTo));
  return [
    ...(amounts === null ? [] : [{ text: t('table.chipAmount', { range: amounts }), without: { cur: null, min: null, max: null } }]),
    ...(days === null ? [] : [{ text: t('table.chipClose', { range: days }), without: { closeFrom: null, closeTo: null } }]),
    ...(quietOver === null ? [] : [{ text: t('table.chipQuiet', { count: quietOver }), without: { quiet: null } }]),
    ...(filter.withoutAmount ? [{ text: t('definitions.withoutAmountName'), without: lacking({ ...filter, withoutAmount: false }) }] : []),
    ...(filter.withoutNextStep ? [{ text: t('table.withoutNextStep'), without: lacking({ ...filter, withoutNextStep: false }) }] : []),
    ...(accountId === null ? [] : [{ text: t('table.chipAccount', { name: accountName ?? '…' }), without: { account: null } }]),
  ];
};

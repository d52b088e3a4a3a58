/** What can be asked and done about currency rates into the base currency (rules 27 and P14). */
import { z } from 'zod';
import type { Id } from '../kernel/brand.ts';
import { can, command, errors, output, query } from '../kernel/contract.ts';
import type { Instant } from '../kernel/day.ts';
import { aCurrency, aCursor, aDay, aLimit, anId, aTextFor, type CursorInvalid, type DayInFuture, type Window } from '../kernel/inputs.ts';
import { ratePattern } from '../kernel/money.ts';
import type { PublishedRate } from './rates.ts';
import { currencyRate as currencyRateTable } from './schema.ts';

export type RateLine = PublishedRate & {
  readonly id: Id<'CurrencyRate'>;
  /** The newest of its currency, published today or before: the one that sums are read by. */
  readonly isInForce: boolean;
  readonly recordedAt: Instant;
};
/** The rates into the base currency, the newest first. */
export const rates = query('admin.rates', {
  input: z.strictObject({ after: aCursor, limit: aLimit }),
  output: output<
    Window<RateLine> & {
      readonly baseCurrency: string;
      /** Currencies that open deals are in, that have no rate into the base currency: their sums stay apart. */
      readonly missing: readonly string[];
    }
  >(),
  errors: errors<CursorInvalid>(),
  allow: can('deal.read'),
  reads: ['exchange_rate', 'workspace', 'deal_state'],
});

/** The base currency is worth itself: a rate of it would be a second truth. */
export type RateOfBase = { readonly type: 'RateOfBase'; readonly currency: string };
/** Records what was published on a day; a later record of the same day replaces it. */
export const addRate = command('admin.addRate', {
  input: z.strictObject({
    currency: aCurrency,
    rate: z.string().regex(ratePattern),
    perUnits: z.union([z.literal(1), z.literal(100)]),
    day: aDay,
    source: aTextFor(currencyRateTable.columns.source),
  }),
  output: output<{ readonly id: Id<'CurrencyRate'> }>(),
  errors: errors<DayInFuture | RateOfBase>(),
  allow: can('rate.edit'),
});

export type RateNotFound = { readonly type: 'RateNotFound' };
/** Takes a rate back: sums are read by the one before it. */
export const removeRate = command('admin.removeRate', {
  input: z.strictObject({ id: anId<'CurrencyRate'>() }),
  output: output<null>(),
  errors: errors<RateNotFound>(),
  allow: can('rate.edit'),
});

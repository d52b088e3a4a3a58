/** Currency rates: the list, what is recorded and taken back, and the newest rate of each currency on a day. */
import type { PublishedRate } from '../../../shared/admin/rates.ts';
import type * as contract from '../../../shared/admin/ratesContract.ts';
import { currencyRate } from '../../../shared/admin/schema.ts';
import { fits } from '../../../shared/kernel/column.ts';
import type { Day } from '../../../shared/kernel/day.ts';
import { isCurrency } from '../../../shared/kernel/money.ts';
import { err, ok } from '../../../shared/kernel/result.ts';
import type { ReadTx } from '../../core/tx.ts';
import { readCursor, readWindow, type WindowSpec } from '../../core/window.ts';
import type { HandlersOf } from '../handlers.ts';
import { afterThoseOf, happenedAt } from '../happened.ts';

export const baseCurrencyOf = (tx: ReadTx): string =>
  tx.get<{ code: string }>('SELECT base_currency AS code FROM workspace WHERE deleted = 0 ORDER BY id LIMIT 1')?.code ?? '';

/** Picks the rate of a currency (the SQL expression) that holds on a day: the last one published on it or before (P14). */
const inForceSql = (
  currency: string,
): string => `SELECT x.id FROM exchange_rate x WHERE x.currency = ${currency} AND x.in_currency = ? AND x.voided = 0
  AND (x.happened_day IS NULL OR x.happened_day <= ?) ORDER BY x.happened_at DESC, x.hlc DESC, x.id DESC LIMIT 1`;

/** The newest rate of each currency into the base currency, published on the day or before; one that cannot be read brings nothing. */
export const ratesInto = (tx: ReadTx, base: string, on: Day): readonly PublishedRate[] =>
  ratesOn(tx, base, on).filter(
    ({ rate, perUnits }) => fits(currencyRate.columns.rate, rate) && fits(currencyRate.columns.perUnits, perUnits),
  );

const ratesOn = (tx: ReadTx, base: string, on: Day): readonly PublishedRate[] =>
  tx.all<PublishedRate>(
    `SELECT r.currency, r.rate, r.per_units AS perUnits, r.happened_day AS day, r.source
     FROM (SELECT DISTINCT currency FROM exchange_rate WHERE in_currency = ?) c JOIN exchange_rate r ON r.id = (${inForceSql('c.currency')})
     ORDER BY r.currency`,
    base,
    base,
    on,
  );

/** Currencies of open deals that no rate brings into the base currency. */
const missingRates = (tx: ReadTx, base: string): readonly string[] => {
  const known = new Set(ratesInto(tx, base, tx.today).map(({ currency }) => currency));
  return tx
    .all<{ currency: string }>(
      "SELECT DISTINCT currency FROM deal_state WHERE status = 'open' AND amount_minor IS NOT NULL AND currency IS NOT NULL AND currency <> ? ORDER BY currency",
      base,
    )
    .map(({ currency }) => currency)
    .filter((code) => !known.has(code));
};

const ratesWindow = (base: string, today: Day, limit: number): WindowSpec => ({
  from: 'exchange_rate r',
  select: `r.id, r.currency, r.rate, r.per_units AS perUnits, r.happened_day AS day, r.source, r.recorded_at AS recordedAt,
    r.id = (${inForceSql('r.currency').replace('?', `'${base}'`).replace('?', `'${today}'`)}) AS isInForce`,
  where: 'r.in_currency = ? AND r.voided = 0',
  params: [base],
  keys: ['r.happened_at'],
  id: 'r.id',
  nullable: true,
  descending: true,
  limit,
});

export const rateHandlers: HandlersOf<typeof contract> = {
  rates: (tx, { after, limit }) => {
    const base = baseCurrencyOf(tx);
    // The code stands in the text of a column: only what is one may, and nothing is a rate into what is none.
    const spec = ratesWindow(isCurrency(base) ? base : '', tx.today, limit);
    const cursor = readCursor(after, spec);
    if (cursor === null) return err({ type: 'CursorInvalid' });
    const { rows, next } = readWindow<Omit<contract.RateLine, 'isInForce'> & { isInForce: number | null }>(tx, [spec], cursor);
    return ok({
      rows: rows.map((row) => ({ ...row, isInForce: row.isInForce === 1 })),
      next,
      count: tx.get<{ n: number }>('SELECT count(*) AS n FROM exchange_rate WHERE in_currency = ? AND voided = 0', base)?.n ?? 0,
      baseCurrency: base,
      missing: missingRates(tx, base),
    });
  },
  addRate: (tx, { currency, rate, perUnits, day, source }) => {
    const base = baseCurrencyOf(tx);
    if (currency === base || !isCurrency(base)) return err({ type: 'RateOfBase', currency });
    const happened = happenedAt(tx, day);
    if (!happened.ok) return happened;
    const id = tx.newId<'CurrencyRate'>();
    tx.record(
      currencyRate,
      { id, currency, inCurrency: base, rate, perUnits, source },
      afterThoseOf(tx, currencyRate, 'currency', currency, happened.value),
    );
    return ok({ id });
  },
  removeRate: (tx, { id }) => {
    if (tx.find(currencyRate, id) === undefined) return err({ type: 'RateNotFound' });
    tx.voidFact(currencyRate, id);
    return ok(null);
  },
};

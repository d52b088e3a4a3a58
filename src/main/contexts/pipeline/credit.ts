/** What a deal is worth by its parts, and who shares the credit for it. */
import { person as personTable } from '../../../shared/admin/schema.ts';
import type { Id } from '../../../shared/kernel/brand.ts';
import { readCell } from '../../../shared/kernel/column.ts';
import type { Day } from '../../../shared/kernel/day.ts';
import { err, ok } from '../../../shared/kernel/result.ts';
import { creditFault, type CreditShare, splitCredit } from '../../../shared/pipeline/credit.ts';
import type * as contract from '../../../shared/pipeline/creditContract.ts';
import { dealAmount, fits, oneOffOf, wholeTerm } from '../../../shared/pipeline/dealAmount.ts';
import { dealCredit, dealState, dealValue } from '../../../shared/pipeline/schema.ts';
import type { ReadTx } from '../../core/tx.ts';
import type { HandlersOf } from '../handlers.ts';
import { afterThoseOf, happenedAt } from '../happened.ts';
import { dealToEdit } from './commands.ts';

type Shares = readonly CreditShare<Id<'Person'>>[];

/** The newest split that counts; an empty one means that the owner has it all. */
const creditOf = (tx: ReadTx, dealId: string): { readonly shares: Shares; readonly from: Day | null; readonly isUnreadable: boolean } => {
  const row = tx.get<{ shares: string; day: Day | null }>(
    `SELECT shares, happened_day AS day FROM deal_credit WHERE deal_id = ? AND voided = 0
     ORDER BY happened_at DESC, hlc DESC, id DESC LIMIT 1`,
    dealId,
  );
  if (row === undefined) return { shares: [], from: null, isUnreadable: false };
  const shares = readCell<Shares>(dealCredit.columns.shares, row.shares) ?? [];
  // A split that is none is nobody's: it is said, and a new one takes its place.
  const isUnreadable = shares.length === 0 ? row.shares !== '[]' : creditFault(shares) !== null;
  return { shares: isUnreadable ? [] : shares, from: row.day, isUnreadable };
};

export const creditHandlers: HandlersOf<typeof contract> = {
  dealTerms: (tx, { id }) => {
    const state = tx.find(dealState, id);
    if (state === undefined) return err({ type: 'DealNotFound' });
    const { amountMinor: amount, currency, monthlyMinor: monthly, termMonths } = state;
    const oneOff = amount === null ? null : oneOffOf(amount, monthly ?? 0n, termMonths);
    const { shares, from, isUnreadable } = creditOf(tx, id);
    const parts = amount === null || shares.length === 0 ? null : splitCredit(amount, shares);
    return ok({
      currency,
      oneOff,
      monthly,
      termMonths,
      amount,
      whole: oneOff === null ? null : wholeTerm({ oneOff, monthly: monthly ?? 0n, termMonths }),
      credit: shares.map(({ personId, shareBp }, at) => ({
        personId,
        name: tx.get<{ name: string }>('SELECT name FROM person WHERE id = ?', personId)?.name ?? null,
        shareBp,
        minor: parts?.[at] ?? null,
      })),
      creditFrom: from,
      isCreditUnreadable: isUnreadable,
    });
  },
  setDealTerms: (tx, input, context) => {
    const found = dealToEdit(tx, input.id, context);
    if (!found.ok) return found;
    const happened = happenedAt(tx, input.happenedOn);
    if (!happened.ok) return happened;
    const { state } = found.value;
    const monthly = input.monthly === 0n ? null : input.monthly;
    const termMonths = monthly === null ? null : input.termMonths;
    const terms = input.oneOff === null ? null : { oneOff: input.oneOff, monthly: monthly ?? 0n, termMonths };
    if (terms !== null && !fits(terms)) return err({ type: 'AmountOutOfRange' });
    const next = {
      amountMinor: terms === null ? null : dealAmount(terms),
      currency: terms === null ? null : input.currency,
      monthlyMinor: terms === null ? null : monthly,
      termMonths: terms === null ? null : termMonths,
    };
    const isSame =
      next.amountMinor === state.amountMinor &&
      next.currency === state.currency &&
      next.monthlyMinor === state.monthlyMinor &&
      next.termMonths === state.termMonths &&
      !state.estimate;
    if (isSame) return ok(null);
    tx.record(
      dealValue,
      { id: tx.newId<'DealValue'>(), dealId: input.id, ...next, expectedClose: state.expectedClose, estimate: false },
      afterThoseOf(tx, dealValue, 'dealId', input.id, happened.value),
    );
    return ok(null);
  },
  setDealCredit: (tx, { id, shares, from }, context) => {
    const found = dealToEdit(tx, id, context);
    if (!found.ok) return found;
    const fault = shares.length === 0 ? null : creditFault(shares);
    if (fault !== null) return err({ type: 'CreditInvalid', fault });
    if (shares.some(({ personId }) => tx.find(personTable, personId) === undefined)) return err({ type: 'PersonNotFound' });
    const happened = happenedAt(tx, from);
    if (!happened.ok) return happened;
    const text = JSON.stringify(shares);
    const now = creditOf(tx, id);
    if (!now.isUnreadable && text === JSON.stringify(now.shares)) return ok(null);
    const since = afterThoseOf(tx, dealCredit, 'dealId', id, happened.value);
    tx.record(dealCredit, { id: tx.newId<'DealCredit'>(), dealId: id, shares: text }, since);
    return ok(null);
  },
};

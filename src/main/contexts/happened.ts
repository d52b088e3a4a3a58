/** When a command says that something happened: now, or on an earlier day. */
import type { Day } from '../../shared/kernel/day.ts';
import { err, ok, type Result } from '../../shared/kernel/result.ts';
import type { Happened, ReadTx } from '../core/tx.ts';

/** Null means now. A day in the future is refused: facts are about what has happened. */
export const happenedAt = (tx: ReadTx, on: Day | null): Result<NonNullable<Happened>, { readonly type: 'DayInFuture' }> => {
  if (on === null || on === tx.today) return ok({ day: tx.today, at: tx.now });
  return on > tx.today ? err({ type: 'DayInFuture' }) : ok({ day: on });
};

/** When a command says that something happened: now, or on an earlier day. */
import type { Day, Instant } from '../../shared/kernel/day.ts';
import type { DayInFuture } from '../../shared/kernel/inputs.ts';
import { err, ok, type Result } from '../../shared/kernel/result.ts';
import { sqlName, type Table } from '../../shared/kernel/table.ts';
import type { Happened, ReadTx } from '../core/tx.ts';

/** Null means now. A day in the future is refused: facts are about what has happened. */
export const happenedAt = (tx: ReadTx, on: Day | null): Result<NonNullable<Happened>, DayInFuture> => {
  if (on === null || on === tx.today) return ok({ day: tx.today, at: tx.now });
  return on > tx.today ? err({ type: 'DayInFuture' }) : ok({ day: on });
};

/**
 * A fact that names only its day comes after the facts of that day that are there already: the later claim is the one that holds. At the start
 * of the day, where a day alone would put it, it would be accepted and change nothing.
 */
export const afterThoseOf = (
  tx: ReadTx,
  table: Table,
  about: string,
  recordId: string,
  happened: NonNullable<Happened>,
): NonNullable<Happened> => {
  if (happened.at !== undefined) return happened;
  const latest = tx.get<{ at: Instant | null }>(
    `SELECT max(happened_at) AS at FROM ${table.name} WHERE ${sqlName(about)} = ? AND happened_day = ? AND voided = 0`,
    recordId,
    happened.day,
  )?.at;
  return latest === null || latest === undefined ? happened : { ...happened, at: latest };
};

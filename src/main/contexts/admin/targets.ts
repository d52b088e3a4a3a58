/** Revenue targets: the list, and setting and removing one. */
import { person, revenueTarget, team } from '../../../shared/admin/schema.ts';
import type * as contract from '../../../shared/admin/targetsContract.ts';
import type { Id } from '../../../shared/kernel/brand.ts';
import type { Day } from '../../../shared/kernel/day.ts';
import { isCurrency } from '../../../shared/kernel/money.ts';
import { err, ok } from '../../../shared/kernel/result.ts';
import { readCursor, readWindow, type WindowSpec } from '../../core/window.ts';
import type { HandlersOf } from '../handlers.ts';

type Row = {
  readonly id: Id<'RevenueTarget'>;
  readonly fromDay: Day;
  readonly toDay: Day;
  readonly teamId: Id<'Team'> | null;
  readonly team: string | null;
  readonly personId: Id<'Person'> | null;
  readonly person: string | null;
  readonly amount: number;
  readonly currency: string;
};

const holderOf = (row: Row): contract.TargetHolder => {
  if (row.teamId !== null) return { type: 'team', id: row.teamId, name: row.team ?? '' };
  return row.personId === null ? { type: 'company' } : { type: 'person', id: row.personId, name: row.person ?? '' };
};

const windowOf = (limit: number): WindowSpec => ({
  from: 'revenue_target r LEFT JOIN team t ON t.id = r.team_id LEFT JOIN person p ON p.id = r.person_id',
  select: `r.id, r.from_day AS fromDay, r.to_day AS toDay, r.team_id AS teamId, t.name AS team, r.person_id AS personId, p.name AS person,
    r.amount_minor AS amount, r.currency`,
  where: 'r.deleted = 0',
  params: [],
  keys: ['r.from_day', 'r.to_day'],
  id: 'r.id',
  nullable: false,
  descending: true,
  limit,
});

export const targetHandlers: HandlersOf<typeof contract> = {
  revenueTargets: (tx, { after, limit }) => {
    const spec = windowOf(limit);
    const cursor = readCursor(after, spec);
    if (cursor === null) return err({ type: 'CursorInvalid' });
    const { rows, next } = readWindow<Row>(tx, [spec], cursor);
    return ok({
      rows: rows.flatMap((row) =>
        isCurrency(row.currency)
          ? [
              {
                id: row.id,
                fromDay: row.fromDay,
                toDay: row.toDay,
                scope: holderOf(row),
                amount: { minor: BigInt(row.amount), currency: row.currency },
              },
            ]
          : [],
      ),
      next,
      count: tx.get<{ n: number }>('SELECT count(*) AS n FROM revenue_target WHERE deleted = 0')?.n ?? 0,
    });
  },
  setRevenueTarget: (tx, { fromDay, toDay, scope, amount }) => {
    if (fromDay > toDay) return err({ type: 'PeriodBackwards' });
    if (amount.minor <= 0n) return err({ type: 'TargetNotPositive' });
    if (scope.type === 'team' && tx.find(team, scope.id) === undefined) return err({ type: 'TeamNotFound' });
    if (scope.type === 'person' && tx.find(person, scope.id) === undefined) return err({ type: 'PersonNotFound' });
    const teamId = scope.type === 'team' ? scope.id : null;
    const personId = scope.type === 'person' ? scope.id : null;
    const known = tx.get<{ id: Id<'RevenueTarget'> }>(
      'SELECT id FROM revenue_target WHERE deleted = 0 AND from_day = ? AND to_day = ? AND team_id IS ? AND person_id IS ? ORDER BY id LIMIT 1',
      fromDay,
      toDay,
      teamId,
      personId,
    );
    if (known !== undefined) {
      tx.update(revenueTarget, known.id, { amountMinor: amount.minor, currency: amount.currency });
      return ok(known);
    }
    const id = tx.newId<'RevenueTarget'>();
    tx.insert(revenueTarget, { id, fromDay, toDay, teamId, personId, amountMinor: amount.minor, currency: amount.currency });
    return ok({ id });
  },
  removeRevenueTarget: (tx, { id }) => {
    if (tx.find(revenueTarget, id) === undefined) return err({ type: 'TargetNotFound' });
    tx.remove(revenueTarget, id);
    return ok(null);
  },
};

/** The roles of people: given, ended and changed, each from a day to a day, so that what somebody was on a day stays known. */
import type * as contract from '../../../shared/admin/contract.ts';
import { type Membership, membership, person } from '../../../shared/admin/schema.ts';
import type { Id } from '../../../shared/kernel/brand.ts';
import { addDays } from '../../../shared/kernel/day.ts';
import { err, ok } from '../../../shared/kernel/result.ts';
import type { ReadTx } from '../../core/tx.ts';
import type { CallContext, HandlersOf } from '../handlers.ts';
import { sortKeySql } from '../nameOrder.ts';
import { ceosOf, hasAdmin, heldToday } from './actor.ts';

type Handlers = Pick<HandlersOf<typeof contract>, 'addMembership' | 'endMembership' | 'changeRoles' | 'unsaidRoles'>;

/** Why the actor may not write roles with these positions; null: they may. */
const positionFault = (
  tx: ReadTx,
  { may }: CallContext,
  positions: readonly Membership['position'][],
): contract.PositionsAreTheCeos | null => {
  if (positions.every((position) => position === 'none') || may('position.give', null)) return null;
  const [ceo] = ceosOf(tx);
  return { type: 'PositionsAreTheCeos', ceo: (ceo === undefined ? undefined : tx.find(person, ceo)?.name) ?? '' };
};

/** Commands that the log knows an answer to the question by: who made a role, and what it says. */
const changedBy = 'admin.changeRoles';
const invitedBy = 'sync.invite';

const unsaidRoles = (tx: ReadTx): readonly contract.UnsaidRole[] => {
  const isSaid =
    tx.get(
      `SELECT 1 FROM membership m JOIN change_set c ON c.local_seq = m.seq
       WHERE m.deleted = 0 AND (c.command = ? OR (c.command = ? AND m.function <> 'sales'))
       UNION ALL SELECT 1 FROM workspace WHERE sample = 1 LIMIT 1`,
      changedBy,
      invitedBy,
    ) !== undefined;
  if (isSaid) return [];
  return tx.all<contract.UnsaidRole>(
    `SELECT m.id, p.id AS personId, p.name, m.access, m.from_day AS fromDay FROM membership m JOIN change_set c ON c.local_seq = m.seq
     JOIN person p ON p.id = m.person_id AND p.deleted = 0
     WHERE c.command = ? AND m.access <> 'guest' AND m.position = 'none' AND ${heldToday('m')} ORDER BY ${sortKeySql('p.name')}, m.id`,
    invitedBy,
    tx.today,
    tx.today,
  );
};

export const roleHandlers: Handlers = {
  addMembership: (tx, input, context) => {
    if (tx.find(person, input.personId) === undefined) return err({ type: 'PersonNotFound' });
    if (input.fromDay !== null && input.toDay !== null && input.fromDay > input.toDay) return err({ type: 'PeriodBackwards' });
    const fault = positionFault(tx, context, [input.position]);
    if (fault !== null) return err(fault);
    const id = tx.newId<'Membership'>();
    tx.insert(membership, { id, ...input });
    return ok({ id });
  },
  endMembership: (tx, { id, lastDay }, context) => {
    const found = tx.find(membership, id);
    if (found === undefined) return err({ type: 'MembershipNotFound' });
    const hasBegun = found.fromDay === null || found.fromDay <= tx.today;
    if (hasBegun && found.fromDay !== null && lastDay < found.fromDay) return err({ type: 'PeriodBackwards' });
    const fault = positionFault(tx, context, [found.position]);
    if (fault !== null) return err(fault);
    // One that ends before it begins never holds.
    if (found.fromDay !== null && lastDay < found.fromDay) tx.remove(membership, id);
    else tx.update(membership, id, { toDay: lastDay });
    return found.access === 'admin' && !hasAdmin(tx) ? err({ type: 'LastAdmin' }) : ok(null);
  },
  changeRoles: (tx, { changes }, context) => {
    const ids: Id<'Membership'>[] = [];
    let endsAdmin = false;
    for (const { id, ...role } of changes) {
      const found = tx.find(membership, id);
      if (found === undefined || (found.toDay !== null && found.toDay < tx.today)) return err({ type: 'MembershipNotFound' });
      const fault = positionFault(tx, context, [found.position, role.position]);
      if (fault !== null) return err(fault);
      endsAdmin ||= found.access === 'admin';
      const begins = found.fromDay !== null && found.fromDay > tx.today ? found.fromDay : tx.today;
      if (found.fromDay !== null && found.fromDay >= tx.today) tx.remove(membership, id);
      else tx.update(membership, id, { toDay: addDays(tx.today, -1) });
      const next = tx.newId<'Membership'>();
      tx.insert(membership, { id: next, personId: found.personId, ...role, fromDay: begins, toDay: found.toDay });
      ids.push(next);
    }
    return endsAdmin && !hasAdmin(tx) ? err({ type: 'LastAdmin' }) : ok({ ids });
  },
  unsaidRoles: (tx) => ok(unsaidRoles(tx)),
};

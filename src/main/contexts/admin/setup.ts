/** The beginning of a workspace: whether it is one still, what its first person says of it, and the checks before a host opens another store. */
import { membership, person, workspace } from '../../../shared/admin/schema.ts';
import type * as contract from '../../../shared/admin/setupContract.ts';
import { functionsOfRole } from '../../../shared/admin/setupRoles.ts';
import type { Id } from '../../../shared/kernel/brand.ts';
import { isZone } from '../../../shared/kernel/day.ts';
import { err, ok } from '../../../shared/kernel/result.ts';
import type { ReadTx } from '../../core/tx.ts';
import type { HandlersOf } from '../handlers.ts';
import { setUpActor } from './seed.ts';
import type { RunnersOf } from '../tasks.ts';

const isSample = (tx: ReadTx): boolean => tx.get<{ sample: number }>('SELECT sample FROM workspace ORDER BY id LIMIT 1')?.sample === 1;

/** Nothing was written since the store was made. */
export const isFresh = (tx: ReadTx): boolean =>
  !isSample(tx) && tx.get('SELECT 1 FROM change_set WHERE actor <> ? LIMIT 1', setUpActor) === undefined;

export const setupHandlers: HandlersOf<typeof contract> = {
  // A host that can open another store says so in its own answer.
  beginning: (tx) => ok({ isFresh: isFresh(tx), canExplore: false, canLeave: false }),
  setUp: (tx, { personName, role, ...basics }, { actor }) => {
    if (!isFresh(tx)) return err({ type: 'OwnStoreThere' });
    if (!isZone(basics.zone)) return err({ type: 'NotAZone' });
    const id = tx.get<{ id: Id<'Workspace'> }>('SELECT id FROM workspace WHERE deleted = 0 ORDER BY id LIMIT 1')?.id;
    const held = tx.get<{ id: Id<'Membership'> }>(
      "SELECT id FROM membership WHERE person_id = ? AND access = 'admin' AND deleted = 0 ORDER BY id LIMIT 1",
      actor.personId,
    )?.id;
    if (id === undefined || held === undefined) throw new Error('a fresh store has a workspace and an admin');
    const me = actor.personId as Id<'Person'>;
    const [first, ...others] = functionsOfRole(role);
    tx.update(workspace, id, basics);
    tx.update(person, me, { name: personName });
    tx.update(membership, held, { function: first });
    for (const other of others)
      tx.insert(membership, { id: tx.newId<'Membership'>(), personId: me, access: 'admin', function: other, position: 'none' });
    return ok(null);
  },
};

export const setupTasks: RunnersOf<typeof contract> = {
  prepareStore: async (wanted, { store }) => {
    if (!store.read(isSample)) return err({ type: 'NoSetup' });
    return isZone(wanted.zone) ? ok(wanted) : err({ type: 'NotAZone' });
  },
  prepareSwitch: async ({ to }, { store }) => (store.read(to === 'own' ? isSample : isFresh) ? ok(null) : err({ type: 'NoSetup' })),
};

/** Removing much at once, for the contract: said yes to here, allowed at the hub, and sent again. */
import type { Instant } from '../../../shared/kernel/day.ts';
import { ok } from '../../../shared/kernel/result.ts';
import type * as contract from '../../../shared/sync/removalContract.ts';
import { sendAgain } from '../../core/sendAgain.ts';
import { personName } from '../rowRights.ts';
import type { RunnersOf } from '../tasks.ts';
import { askHub } from './statusHandlers.ts';

export const removalTasks: RunnersOf<typeof contract> = {
  confirmRemoval: async (asked, { store }) => {
    store.confirmRemoval(asked);
    return ok(null);
  },
  askedRemovals: async (_input, context) => {
    const listed = await askHub(context, ({ ask }) => ask((hub, token) => hub.removals({}, token)));
    if (!listed.ok) return listed.error.type === 'HubFailed' && listed.error.error === 'notFound' ? ok([]) : listed;
    return ok(
      context.store.read((tx) =>
        listed.value.removals.map(({ person, table, rows, askedAt, allowed, allowedUntil }) => ({
          person,
          personName: personName(tx, person),
          table,
          rows,
          askedAt: askedAt as Instant,
          allowed: allowedUntil === null ? null : { rows: allowed, until: allowedUntil as Instant },
        })),
      ),
    );
  },
  allowRemoval: async (input, context) => {
    const done = await askHub(context, ({ ask }) => ask((hub, token) => hub.allowRemoval(input, token)));
    return done.ok ? ok(null) : done;
  },
  sendAgain: async ({ seq }, { undoing, tell }) => {
    const sent = sendAgain(undoing, seq);
    if (sent.ok) tell({ type: 'changed', tables: [] });
    return sent;
  },
};

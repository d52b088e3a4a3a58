/** Runs what people decide about the home of their workspace: bringing a hub up to date again, moving to another one, leaving. */
import { err, ok } from '../../../shared/kernel/result.ts';
import type * as contract from '../../../shared/sync/homeContract.ts';
import { forgetEpoch, readHubLink, unlinkHub } from '../../core/hubLink.ts';
import { syncLog } from '../../core/syncLog.ts';
import type { RunnersOf } from '../tasks.ts';
import { moveStore } from './joining.ts';
import { keeperOf } from './keeper.ts';
import { exchangeNow, worldOf } from './statusHandlers.ts';

export const homeTasks: RunnersOf<typeof contract> = {
  pushAgain: async (_input, context) => {
    forgetEpoch(context.store);
    const exchanged = await exchangeNow(context);
    context.tell({ type: 'changed', tables: [] });
    return exchanged;
  },
  moveHome: async (input, context) => {
    const moved = await moveStore(worldOf(context), input, new AbortController().signal);
    context.tell({ type: 'changed', tables: [] });
    return moved;
  },
  leave: async (_input, context) => {
    const { store } = context;
    if (readHubLink(store.db) === null) return err({ type: 'NotLinked' });
    const { secrets } = worldOf(context);
    const waiting = syncLog(store).waiting();
    unlinkHub(store);
    // The keys stay: what waits was written under them, and goes out by them if this device comes back.
    const held = secrets.read();
    if (held !== null) secrets.write({ ...held, tokens: null });
    await keeperOf(store.dir)?.now();
    context.tell({ type: 'changed', tables: [] });
    return ok({ waiting });
  },
};

/** What answers the contract of the change log and its exchange. */
import { sync } from '../../../shared/sync/context.ts';
import { register } from '../context.ts';
import { syncHandlers } from './handlers.ts';
import { homeTasks } from './homeTasks.ts';
import { removalTasks } from './removalTasks.ts';
import { seenHandlers } from './seenHandlers.ts';
import { syncStatusHandlers, syncTasks } from './statusHandlers.ts';
import { undoTasks } from './undoTasks.ts';

export const syncContext = register(sync, {
  contract: { store: syncHandlers, task: undoTasks },
  status: { store: syncStatusHandlers, task: syncTasks },
  seen: { store: seenHandlers },
  homes: { task: homeTasks },
  removals: { task: removalTasks },
});

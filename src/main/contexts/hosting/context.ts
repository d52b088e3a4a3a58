/** What answers the contract of a device that is a hub. */
import { hosting } from '../../../shared/sync/context.ts';
import { register } from '../context.ts';
import { hostHandlers, hostTasks } from './tasks.ts';

export const hostingContext = register(hosting, { host: { store: hostHandlers, task: hostTasks } });

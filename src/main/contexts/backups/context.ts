/** What answers the contract of backups. */
import { backups } from '../../../shared/backups/context.ts';
import { register } from '../context.ts';
import { backupHandlers, backupTasks } from './handlers.ts';

export const backupsContext = register(backups, { contract: { store: backupHandlers, task: backupTasks } });

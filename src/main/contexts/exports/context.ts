/** What answers the contract of exports. */
import { exporting } from '../../../shared/exports/context.ts';
import { register } from '../context.ts';
import { exportTasks } from './tasks.ts';

export const exportsContext = register(exporting, { contract: { task: exportTasks } });

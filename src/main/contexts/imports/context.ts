/** What answers the contract of imports. */
import { imports } from '../../../shared/imports/context.ts';
import { register } from '../context.ts';
import { importHandlers, wizardHandlers } from './handlers.ts';
import { importTasks, wizardTasks } from './tasks.ts';

export const importsContext = register(imports, {
  contract: { store: importHandlers, task: importTasks },
  wizard: { store: wizardHandlers, task: wizardTasks },
});

/** What answers the contract of exports, and every list that a context declares as a file. */
import { exporting } from '../../../shared/exports/context.ts';
import { type Answer, register, type RegisteredContext } from '../context.ts';
import type { ErasedRunner } from '../tasks.ts';
import { sheets } from './sheets.ts';
import { exportTasks, sheetRunner } from './tasks.ts';

const own = register(exporting, { contract: { task: exportTasks } });

export const exportsContext: RegisteredContext = {
  ...own,
  answers: (store) => [
    ...own.answers(store),
    ...[...sheets.values()].map((sheet): Answer => ({ entry: sheet.list, runner: sheetRunner(sheet) as ErasedRunner })),
  ],
};

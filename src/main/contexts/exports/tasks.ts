/** Lists written to files, each in a thread and from a connection of its own: one moment of the store, whatever is written meanwhile. */
import type * as contract from '../../../shared/exports/contract.ts';
import type { Language } from '../../../shared/i18n/languages.ts';
import { translate } from '../../../shared/i18n/translate.ts';
import type { ExportError, ExportFormat, MadeFile } from '../../../shared/kernel/exportList.ts';
import { err, ok, type Result } from '../../../shared/kernel/result.ts';
import { systemPorts } from '../../platform/ports.ts';
import { removeOut, writeCsv, writeXlsx } from '../../platform/spreadsheetOut.ts';
import { type RunningTask, runTask, startTask } from '../../platform/taskThread.ts';
import { mostSheetRows } from '../../platform/xlsxOut.ts';
import { openWorkspaceStore } from '../openWorkspace.ts';
import type { RunnersOf, TaskContext } from '../tasks.ts';
import type { AnySheet } from '../sheet.ts';
import { sheets } from './sheets.ts';

type Question = { readonly taskId: string; readonly format: ExportFormat; readonly language: Language };
type Input = { readonly storeDir: string; readonly path: string; readonly list: string; readonly question: Question };
type Written = Result<{ readonly rows: number }, ExportError>;
type Progress = { readonly done: number; readonly total: number };

const rowsBetweenLooks = 256;

runTask(import.meta.url, ({ storeDir, path, list: name, question }: Input, { post, isCancelled }): Written => {
  const opened = openWorkspaceStore({ dir: storeDir, ports: systemPorts, create: false, readOnly: true });
  if (!opened.ok) return err({ type: 'StoreIoError' });
  const store = opened.value;
  const { language, format } = question;
  try {
    const sheet = sheets.get(name);
    if (sheet === undefined) throw new Error(`no sheet is written for ${name}`);
    return store.read((tx): Written => {
      const list = sheet.read(tx, question, language);
      if (format === 'xlsx' && list.count >= mostSheetRows) return err({ type: 'TooManyForSheet', limit: mostSheetRows - 1 });
      let done = 0;
      let stopped = false;
      const rows = function* () {
        for (const row of list.rows()) {
          if (done % rowsBetweenLooks === 0) {
            post({ done, total: list.count });
            stopped = isCancelled();
            if (stopped) return;
          }
          yield row;
          done++;
        }
      };
      const written =
        format === 'csv'
          ? writeCsv(path, list.heads, rows(), language === 'en' ? '.' : ',')
          : writeXlsx(path, translate(language, sheet.list.called), list.heads, rows());
      if (!written.ok) return written;
      if (stopped) {
        removeOut(path);
        return err({ type: 'ExportStopped' });
      }
      post({ done, total: done });
      return ok({ rows: done });
    });
  } finally {
    store.close();
  }
});

const mimes = { csv: 'text/csv; charset=utf-8', xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' } as const;

/** Running exports by the id their caller gave them, for stopping. */
const running = new Map<string, () => void>();

/** Writes the sheet of a list that its context declares. */
export const sheetRunner =
  ({ list }: AnySheet) =>
  async (question: Question, context: TaskContext): Promise<Result<MadeFile, ExportError>> => {
    const { language, format, taskId } = question;
    const today = context.store.read((tx) => tx.today);
    const name = `${translate(language, list.called)} ${today}.${format}`;
    const { path, id } = context.files.produce(name, mimes[format]);
    const input: Input = { storeDir: context.store.dir, path, list: list.name, question };
    const task: RunningTask<Written> = startTask<Written>(new URL(import.meta.url), input, (message) => {
      const { done, total } = message as Progress;
      context.tell({ type: 'progress', task: taskId, done, total });
    });
    running.set(taskId, task.cancel);
    try {
      const written = await task.result;
      return written.ok ? ok({ fileId: id, name, rows: written.value.rows }) : written;
    } finally {
      running.delete(taskId);
    }
  };

export const exportTasks: RunnersOf<typeof contract> = {
  cancelExport: async ({ taskId }) => {
    const stop = running.get(taskId);
    stop?.();
    return ok({ wasRunning: stop !== undefined });
  },
};

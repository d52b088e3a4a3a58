/** Answers what a window asks of the shell; inputs are decoded here and nowhere else. */
import type { BrowserWindow, WebContents } from 'electron';
import type { z } from 'zod';
import * as desktop from '../../../shared/desktop.ts';
import type { CallError } from '../../../shared/kernel/contract.ts';
import { err, ok } from '../../../shared/kernel/result.ts';
import type { Result } from '../../../shared/kernel/result.ts';
import { defectId, type Log } from '../../../platform/ports.ts';
import type { Answerer } from './calls.ts';
import type { FileShell } from './fileShell.ts';
import type { Updates } from './updates.ts';
import type { Windows } from './windows.ts';

type Parts = {
  readonly windows: Pick<Windows, 'open' | 'of' | 'showMenu'>;
  readonly files: FileShell;
  readonly copyDiagnostics: () => void;
  readonly updates: Pick<Updates, 'state' | 'look'>;
  readonly log: Log;
};

type Asked = { readonly window: BrowserWindow | null; readonly contents: WebContents };
type Run = (input: never, asked: Asked) => Promise<Result<unknown, CallError>>;

/** One handler for each entry; a pair keeps the types of its two sides together. */
const pair = <I, O>(
  entry: desktop.ShellEntry<z.ZodType<I>, O>,
  run: (input: I, asked: Asked) => Promise<Result<O, CallError>>,
): readonly [string, { readonly entry: desktop.ShellEntry; readonly run: Run }] => [entry.name, { entry, run }];

const done = Promise.resolve(ok(null));

export const answerShell = ({ windows, files, copyDiagnostics, updates, log }: Parts): Answerer => {
  const handlers = new Map([
    pair(desktop.chooseFiles, (_input, { window }) => files.choose(window)),
    pair(desktop.beginFile, (input) => files.begin(input)),
    pair(desktop.addPiece, (input) => files.add(input)),
    pair(desktop.endFile, (input) => files.end(input)),
    pair(desktop.keepFile, ({ fileId }, { window }) => files.keep(window, fileId)),
    pair(desktop.keepText, ({ name, text }, { window }) => files.keepText(window, name, text)),
    pair(desktop.dragFile, ({ fileId }, { contents }) => files.drag(contents, fileId)),
    pair(desktop.openWindow, ({ address }) => {
      windows.open(address);
      return done;
    }),
    pair(desktop.showMenu, (model, { contents }) => {
      windows.showMenu(contents, model);
      return done;
    }),
    pair(desktop.undoTyping, ({ isAgain }, { contents }) => {
      if (isAgain) contents.redo();
      else contents.undo();
      return done;
    }),
    pair(desktop.copyDiagnostics, () => {
      copyDiagnostics();
      return done;
    }),
    pair(desktop.updateState, () => Promise.resolve(ok(updates.state()))),
    pair(desktop.lookForUpdate, async () => ok(await updates.look())),
  ]);

  return (name, input, contents) => {
    const handler = handlers.get(name);
    if (handler === undefined) return null;
    const decoded = handler.entry.input.safeParse(input);
    if (!decoded.success) {
      const issues = decoded.error.issues.slice(0, 20).map(({ path, code }) => ({ path: path.map(String).join('.').slice(0, 100), code }));
      return Promise.resolve(err({ type: 'InvalidInput', issues }));
    }
    const asked = { window: windows.of(contents), contents };
    return handler.run(decoded.data as never, asked).catch((cause: unknown) => {
      const id = defectId();
      log.defect(id, cause);
      return err({ type: 'Defect', id });
    });
  };
};

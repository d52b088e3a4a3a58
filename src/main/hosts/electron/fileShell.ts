/** Files through the system: chosen in its dialog, handed in piece by piece, kept where the person says, dragged out of the window. */
import { appendFile, copyFile, mkdir, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { BrowserWindow, Dialog, NativeImage, WebContents } from 'electron';
import type { ChosenFiles } from '../../../shared/desktop.ts';
import type { Language } from '../../../shared/i18n/languages.ts';
import { translate } from '../../../shared/i18n/translate.ts';
import type { CallError } from '../../../shared/kernel/contract.ts';
import { err, ok } from '../../../shared/kernel/result.ts';
import type { Result } from '../../../shared/kernel/result.ts';
import { hex } from '../../../platform/hash.ts';
import type { Random } from '../../../platform/ports.ts';
import { createUploads, type Folder, newFile, shownName, type Uploads, type WebFiles } from '../web/files.ts';

export type FileShellOptions = {
  readonly files: WebFiles;
  readonly random: Random;
  /** Looked up at each use, so that nothing holds on to a function that was replaced. */
  readonly dialog: Dialog;
  readonly dragIcon: NativeImage;
  readonly language: () => Language;
};

type Answer<T> = Promise<Result<T, CallError>>;

export type FileShell = {
  readonly choose: (window: BrowserWindow | null) => Answer<ChosenFiles | null>;
  readonly begin: (input: { readonly name: string; readonly beside: string | null }) => Answer<{ readonly file: string }>;
  readonly add: (input: { readonly file: string; readonly bytes: Uint8Array }) => Answer<null>;
  readonly end: (input: { readonly file: string }) => Answer<{ readonly upload: string; readonly grant: string }>;
  readonly keep: (window: BrowserWindow | null, fileId: string) => Answer<{ readonly isKept: boolean }>;
  readonly keepText: (window: BrowserWindow | null, name: string, text: string) => Answer<{ readonly isKept: boolean }>;
  readonly drag: (contents: WebContents, fileId: string) => Answer<null>;
  /** Removes what was handed in. */
  readonly clear: () => Promise<void>;
};

/** What the import reads; the dialog shows these first and lets the person see all others. */
const readable = ['csv', 'tsv', 'txt', 'xlsx'];

/** The mark by which spreadsheets know UTF-8. */
const byteOrderMark = '\uFEFF';

const failureOf = (cause: unknown): CallError => {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  if (code === 'ENOSPC' || code === 'EDQUOT') return { type: 'DiskFull' };
  if (['EACCES', 'EPERM', 'EROFS', 'ENOENT', 'EISDIR', 'EBUSY'].includes(code)) return { type: 'FileUnwritable' };
  throw cause;
};

export const createFileShell = async (options: FileShellOptions): Promise<FileShell> => {
  const { files, random, dialog } = options;
  const uploads: Uploads = await createUploads(files, random);
  type Open = { readonly upload: string; readonly folder: Folder; readonly path: string; readonly onDisk: string; size: number };
  const open = new Map<string, Open>();
  const newKey = (): string => hex(random.bytes(16));
  const grantOf = (folder: Folder): Promise<string> => Promise.resolve(uploads.lend(folder.path, Object.fromEntries(folder.names)));
  const t = (key: Parameters<typeof translate>[1]): string => translate(options.language(), key);

  /** Asks where to, then writes; `isKept` is false when the person thought better of it. */
  const keepAs = async (
    window: BrowserWindow | null,
    name: string,
    write: (path: string) => Promise<void>,
  ): Answer<{ readonly isKept: boolean }> => {
    const question = { title: t('desktop.keepTitle'), defaultPath: shownName(name) };
    const { canceled, filePath } = await (window === null ? dialog.showSaveDialog(question) : dialog.showSaveDialog(window, question));
    if (canceled || filePath === '') return ok({ isKept: false });
    try {
      await write(filePath);
      return ok({ isKept: true });
    } catch (cause) {
      return err(failureOf(cause));
    }
  };

  return {
    choose: async (window) => {
      const question = {
        title: t('desktop.chooseTitle'),
        properties: ['openFile', 'multiSelections'] as ('openFile' | 'multiSelections')[],
        filters: [
          { name: t('desktop.tables'), extensions: readable },
          { name: t('desktop.allFiles'), extensions: ['*'] },
        ],
      };
      const { canceled, filePaths } = await (window === null ? dialog.showOpenDialog(question) : dialog.showOpenDialog(window, question));
      if (canceled || filePaths.length === 0) return ok(null);
      const place = await uploads.folder(null);
      if (place === null) return err({ type: 'NotFound' });
      const { folder } = place;
      try {
        for (const path of filePaths.slice(0, 100)) {
          if ((await stat(path)).size > uploads.limit) return err({ type: 'TooLarge', name: basename(path) });
          // A copy: what is imported is what was chosen, also when the file is written to meanwhile.
          await copyFile(path, newFile(folder, basename(path)).path);
        }
      } catch (cause) {
        const failure = failureOf(cause);
        return err(failure.type === 'FileUnwritable' ? { type: 'FileUnreadable' } : failure);
      }
      return ok({ grant: await grantOf(folder), names: [...folder.names.values()] });
    },
    begin: async ({ name, beside }) => {
      const place = await uploads.folder(beside);
      if (place === null) return err({ type: 'NotFound' });
      const { path, onDisk } = newFile(place.folder, name);
      const file = newKey();
      try {
        await writeFile(path, '', { flag: 'wx', mode: 0o600 });
      } catch (cause) {
        return err(failureOf(cause));
      }
      open.set(file, { upload: place.id, folder: place.folder, path, onDisk, size: 0 });
      return ok({ file });
    },
    add: async ({ file, bytes }) => {
      const entry = open.get(file);
      if (entry === undefined) return err({ type: 'NotFound' });
      entry.size += bytes.byteLength;
      if (entry.size > uploads.limit) {
        entry.folder.names.delete(entry.onDisk);
        open.delete(file);
        return err({ type: 'TooLarge' });
      }
      try {
        await appendFile(entry.path, bytes);
        return ok(null);
      } catch (cause) {
        return err(failureOf(cause));
      }
    },
    end: async ({ file }) => {
      const entry = open.get(file);
      if (entry === undefined) return err({ type: 'NotFound' });
      open.delete(file);
      return ok({ upload: entry.upload, grant: await grantOf(entry.folder) });
    },
    keep: async (window, fileId) => {
      const file = await files.produced(fileId);
      if (file === null) return err({ type: 'NotFound' });
      return keepAs(window, file.name, (path) => copyFile(file.path, path));
    },
    keepText: (window, name, text) => keepAs(window, name, (path) => writeFile(path, `${byteOrderMark}${text}`)),
    drag: async (contents, fileId) => {
      const file = await files.produced(fileId);
      if (file === null) return err({ type: 'NotFound' });
      // What is dropped elsewhere keeps the name it has on the disk, so the copy gets the one that the person knows.
      const folder = join(files.folder, `out-${newKey()}`);
      const path = join(folder, shownName(file.name));
      try {
        await mkdir(folder, { recursive: true, mode: 0o700 });
        await copyFile(file.path, path);
      } catch (cause) {
        return err(failureOf(cause));
      }
      contents.startDrag({ file: path, icon: options.dragIcon });
      return ok(null);
    },
    clear: () => uploads.clear(),
  };
};

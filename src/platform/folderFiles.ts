/** Files of a folder that are moved, copied and removed so that a crash leaves each of them in one place, whole. */
import { closeSync, constants, copyFileSync, existsSync, fsyncSync, openSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { syncFolder } from './storeFiles.ts';

const isMissing = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'ENOENT';

/** The names in a folder; null where there is none, or none that can be listed (a share that is gone, no right to look). */
export const namesIn = (folder: string): readonly string[] | null => {
  try {
    return readdirSync(folder).toSorted();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== undefined) return null;
    throw error;
  }
};

/** Bytes of a file; null where there is none. */
export const bytesOf = (path: string): number | null => {
  const found = statSync(path, { throwIfNoEntry: false });
  return found?.isFile() === true ? found.size : null;
};

/** Which file lies under this name: it stays the same when the file is moved. Null where there is none. */
export const fileId = (path: string): string | null => {
  const found = statSync(path, { throwIfNoEntry: false, bigint: true });
  return found?.isFile() === true ? `${found.dev}:${found.ino}` : null;
};

export const syncFile = (path: string): void => {
  const file = openSync(path, constants.O_RDWR);
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
};

/** Moves a file on one disk and makes the move durable; false where it is not there (any more). */
export const moveFile = (from: string, to: string): boolean => {
  if (!existsSync(from)) return false;
  try {
    renameSync(from, to);
  } catch (error) {
    // Another process that finishes the same work may have moved it in between.
    if (isMissing(error) && !existsSync(from)) return false;
    throw error;
  }
  syncFolder(dirname(to));
  if (dirname(from) !== dirname(to)) syncFolder(dirname(from));
  return true;
};

/** Copies a file to a new name and makes its bytes durable. */
export const copyWhole = (from: string, to: string): void => {
  copyFileSync(from, to, constants.COPYFILE_FICLONE);
  syncFile(to);
};

/** Removes a file or a folder with what is in it; what is not there is no error. */
export const removeAll = (path: string): void => {
  rmSync(path, { recursive: true, force: true, maxRetries: 3 });
};

/** Whether a process of this machine still runs. */
export const isRunning = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
};

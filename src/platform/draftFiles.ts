/** The folder of drafts in a store: one small file each, replaced whole, so that a kill leaves the text before or the text after. */
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureFolder, readTextFile, replaceFile } from './storeFiles.ts';

const folderOf = (storeDir: string): string => join(storeDir, 'drafts');
const ending = '.json';

/** Writes a file of the folder; `name` holds letters and digits only. Throws as the file system does. */
export const writeDraftFile = (storeDir: string, name: string, text: string): void => {
  ensureFolder(folderOf(storeDir));
  replaceFile(join(folderOf(storeDir), name + ending), text);
};

export const removeDraftFile = (storeDir: string, name: string): void => {
  rmSync(join(folderOf(storeDir), name + ending), { force: true });
};

/** The texts of all files; a store without the folder has none. */
export const readDraftFiles = (storeDir: string): readonly string[] => {
  const folder = folderOf(storeDir);
  try {
    const names = readdirSync(folder).filter((name) => name.endsWith(ending));
    // One that another window removed in between is no draft any more.
    return names.map((name) => readTextFile(join(folder, name))).filter((text) => text !== null);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
};

export const isDiskFull = (error: unknown): boolean => (error as NodeJS.ErrnoException | null)?.code === 'ENOSPC';

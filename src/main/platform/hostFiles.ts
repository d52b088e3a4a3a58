/** Where the hub of a device that is one lies: a folder of the store, with the hub's data and its key, for the owner alone. */
import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { ensureFolder, readTextFile, replaceFile } from './storeFiles.ts';

export const hostFolder = (storeDir: string): string => join(storeDir, 'hub');

const fileOf = (storeDir: string): string => join(hostFolder(storeDir), 'host.json');

export const readHostText = (storeDir: string): string | null => readTextFile(fileOf(storeDir));

/** Throws where the folder cannot be written. */
export const writeHostText = (storeDir: string, text: string): void => {
  ensureFolder(hostFolder(storeDir));
  replaceFile(fileOf(storeDir), text);
  chmodSync(fileOf(storeDir), 0o600);
};

/** Where the hub of a device that is one lies: a folder of the store, with the hub's data and its key, for the owner alone. */
import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { moveFile } from './folderFiles.ts';
import { ensureFolder, fileExists, readTextFile, replaceFile } from './storeFiles.ts';

export const hostFolder = (storeDir: string): string => join(storeDir, 'hub');

const fileOf = (storeDir: string): string => join(hostFolder(storeDir), 'host.json');

/** What SQLite may have beside the database of a hub, the database last. */
const dataNames = ['hub.db-wal', 'hub.db-shm', 'hub.db'] as const;

/** Moves the data of a hub that nobody runs into a folder of this name in `hub/kept`; what is not there is no error. */
export const setHubAside = (storeDir: string, name: string): void => {
  const aside = join(hostFolder(storeDir), 'kept', name);
  if (!fileExists(join(hostFolder(storeDir), 'hub.db'))) return;
  ensureFolder(aside);
  for (const part of dataNames) moveFile(join(hostFolder(storeDir), part), join(aside, part));
};

export const readHostText = (storeDir: string): string | null => readTextFile(fileOf(storeDir));

/** Throws where the folder cannot be written. */
export const writeHostText = (storeDir: string, text: string): void => {
  ensureFolder(hostFolder(storeDir));
  replaceFile(fileOf(storeDir), text);
  chmodSync(fileOf(storeDir), 0o600);
};

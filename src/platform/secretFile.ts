/** The file of a store's folder that holds what must not be in its database: readable by its owner alone, replaced whole. */
import { chmodSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { readTextFile, replaceFile } from './storeFiles.ts';

const pathOf = (dir: string): string => join(dir, 'hub.json');

export const readSecretFile = (dir: string): string | null => readTextFile(pathOf(dir));

/** Throws where the folder cannot be written. */
export const writeSecretFile = (dir: string, text: string): void => {
  replaceFile(pathOf(dir), text);
  chmodSync(pathOf(dir), 0o600);
};

export const removeSecretFile = (dir: string): void => {
  rmSync(pathOf(dir), { force: true });
};

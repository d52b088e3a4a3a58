/** Files that grow part by part while something large is fetched; what was written stays for the next try. */
import { closeSync, constants, ftruncateSync, mkdirSync, openSync, readFileSync, rmSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/** What is there so far; empty where nothing is. */
export const readParts = (folder: string, name: string): Uint8Array => {
  try {
    return readFileSync(join(folder, name));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return new Uint8Array(0);
    throw error;
  }
};

/** How many bytes are there so far. */
export const partsLength = (folder: string, name: string): number => statSync(join(folder, name), { throwIfNoEntry: false })?.size ?? 0;

/** Writes a part at its place and cuts off whatever half a part a kill left behind it. */
export const keepPart = (folder: string, name: string, offset: number, bytes: Uint8Array): void => {
  mkdirSync(folder, { recursive: true });
  const file = openSync(join(folder, name), constants.O_RDWR | constants.O_CREAT, 0o600);
  try {
    ftruncateSync(file, offset);
    writeSync(file, bytes, 0, bytes.byteLength, offset);
  } finally {
    closeSync(file);
  }
};

export const dropPart = (folder: string, name: string): void => {
  rmSync(join(folder, name), { force: true });
};

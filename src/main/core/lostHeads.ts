/** Heads that a store once had and lost, kept aside as evidence: the changes made since must not write over the only trace of a loss. */
import { join } from 'node:path';
import { moveFile } from '../../platform/folderFiles.ts';
import { readTextFile, replaceFile } from '../../platform/storeFiles.ts';
import type { Head } from './head.ts';

/** `found`: the end of the log when the loss was noticed. */
export type LostHead = Head & { readonly found: number };

export const lostHeadsName = 'lost-heads.json';

const isLostHead = (value: unknown): value is LostHead => {
  const { seq, ops, hash, found } = Object(value) as Partial<Record<keyof LostHead, unknown>>;
  return Number.isSafeInteger(seq) && Number.isSafeInteger(ops) && Number.isSafeInteger(found) && typeof hash === 'string';
};

/** Oldest first. A file that cannot be understood still says that something was lost. */
export const readLostHeads = (dir: string): readonly LostHead[] => {
  const text = readTextFile(join(dir, lostHeadsName));
  if (text === null) return [];
  const spoiled: LostHead = { seq: 0, ops: 0, hash: '', found: 0 };
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) && value.length > 0 && value.every(isLostHead) ? value : [spoiled];
  } catch {
    return [spoiled];
  }
};

/** Adds one, durably, before anything may write over where it was read. The same loss noticed twice is kept once. */
export const keepLostHead = (dir: string, lost: LostHead): void => {
  const known = readLostHeads(dir);
  if (known.some(({ seq, hash }) => seq === lost.seq && hash === lost.hash)) return;
  replaceFile(join(dir, lostHeadsName), `${JSON.stringify([...known, lost], null, 2)}\n`);
};

/** Somebody has taken note of the losses: they are reported no more, and their trace stays under a name of its own. */
export const settleLostHeads = (dir: string): void => {
  const last = readLostHeads(dir).at(-1);
  if (last !== undefined) moveFile(join(dir, lostHeadsName), join(dir, `settled-heads-${last.seq}-${last.found}.json`));
};

/** The head of the change log kept outside the database: plain SQLite would not notice that its newest commits are gone. */
import { openSlotFile, readTextFile } from '../platform/storeFiles.ts';

export type Head = { readonly seq: number; readonly ops: number; readonly hash: string };

// Four fixed-width slots, written in turn: a torn write spoils one slot, and two processes that finish out of order do not hide the newer one.
const slots = 4;
const slotText = (head: Head): string =>
  `{"seq":"${String(head.seq).padStart(15, '0')}","ops":"${String(head.ops).padStart(15, '0')}","hash":"${head.hash.padEnd(64, '0').slice(0, 64)}"}`;
const emptySlot = slotText({ seq: 0, ops: 0, hash: '' });
const offsetOf = (slot: number): number => 2 + slot * (emptySlot.length + 2);
const emptyFile = `[\n${Array.from({ length: slots }, () => emptySlot).join(',\n')}\n]\n`;

export type HeadFile = { readonly write: (head: Head) => void; readonly close: () => void };

export const openHeadFile = (path: string): HeadFile => {
  const file = openSlotFile(path, emptyFile);
  return {
    write: (head) => {
      file.write(offsetOf(head.seq % slots), slotText(head));
    },
    close: file.close,
  };
};

const slotShape = /\{"seq":"(\d{15})","ops":"(\d{15})","hash":"([0-9a-f]{64})"\}/g;

/** The newest head that the file holds; seq 0 for an empty or missing file. Spoiled slots are passed over. */
export const readHead = (path: string): Head => {
  const text = readTextFile(path) ?? '';
  let newest: Head = { seq: 0, ops: 0, hash: '' };
  for (const [, seq, ops, hash] of text.matchAll(slotShape)) {
    if (Number(seq) > newest.seq) newest = { seq: Number(seq), ops: Number(ops), hash: hash ?? '' };
  }
  return newest;
};

/** The head of the change log kept outside the database: plain SQLite would not notice that its newest commits are gone. */
import { openSlotFile, readTextFile } from '../platform/storeFiles.ts';

export type Head = { readonly seq: number; readonly ops: number; readonly hash: string };

/** What the head outside the database says about the log inside it. */
export type Integrity =
  | { readonly state: 'whole' }
  /** The database has lost acknowledged changes: its log ends before the head that was written down. */
  | { readonly state: 'behind'; readonly missing: number }
  /** The log is not the one whose head was written down. */
  | { readonly state: 'different' };

// Four fixed-width slots, written in turn: a torn write spoils one slot, and two processes that finish out of order do not hide the newer one.
const slots = 4;
const slotText = (head: Head): string =>
  `{"seq":"${String(head.seq).padStart(15, '0')}","ops":"${String(head.ops).padStart(15, '0')}","hash":"${head.hash.padEnd(64, '0').slice(0, 64)}"}`;
const emptySlot = slotText({ seq: 0, ops: 0, hash: '' });
const offsetOf = (slot: number): number => 2 + slot * (emptySlot.length + 2);
const emptyFile = `[\n${Array.from({ length: slots }, () => emptySlot).join(',\n')}\n]\n`;

export type HeadFile = {
  readonly write: (head: Head) => void;
  /** Forgets what the slots hold, for a head that is older than they are; what they said must be kept elsewhere before. */
  readonly reset: (head: Head) => void;
  readonly close: () => void;
};

export const openHeadFile = (path: string): HeadFile => {
  const file = openSlotFile(path, emptyFile);
  const write = (head: Head): void => {
    file.write(offsetOf(head.seq % slots), slotText(head));
  };
  return {
    write,
    reset: (head) => {
      for (let slot = 0; slot < slots; slot += 1) file.write(offsetOf(slot), emptySlot);
      write(head);
    },
    close: file.close,
  };
};

/** A head file that never fails its caller: what it follows is stored already, and must not be answered as if it were not. */
export type HeadKeeper = {
  readonly write: (head: Head) => void;
  readonly reset: (head: Head) => void;
  /** Tries again what could not be written. */
  readonly retry: () => void;
  /** Whether the newest head is not in the file because it could not be written. */
  readonly isLagging: () => boolean;
  readonly close: () => void;
};

/** `onLag` is told once each time that the file can no longer be written. */
export const keepHead = (path: string, onLag: (error: unknown) => void, open: (path: string) => HeadFile = openHeadFile): HeadKeeper => {
  let file: HeadFile | null = null;
  let owed: ((to: HeadFile) => void) | null = null;
  const attempt = (work: (to: HeadFile) => void): void => {
    try {
      file ??= open(path);
      work(file);
      owed = null;
    } catch (error) {
      if (owed === null) onLag(error);
      owed = work;
      closeQuietly();
    }
  };
  const closeQuietly = (): void => {
    try {
      file?.close();
    } catch {
      // It is given up in any case; the next attempt opens it anew.
    }
    file = null;
  };
  return {
    write: (head) => {
      attempt((to) => to.write(head));
    },
    reset: (head) => {
      attempt((to) => to.reset(head));
    },
    retry: () => {
      if (owed !== null) attempt(owed);
    },
    isLagging: () => owed !== null,
    close: () => {
      if (owed !== null) attempt(owed);
      closeQuietly();
    },
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

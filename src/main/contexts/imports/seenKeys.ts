/** The keys of one file that were there already, as 64-bit hashes: eight bytes a key, where the texts themselves would take a hundred. */
import { keyHash } from '../../../shared/imports/fingerprint.ts';
import type { ScratchFile } from '../../../platform/scratchFile.ts';

export type SeenKeys = {
  /** Notes the key; true when it was there before. */
  readonly note: (key: string) => boolean;
  readonly close: () => void;
};

export type SeenKeysOptions = {
  /** Keys that will be noted at most, as far as is known. */
  readonly most: number;
  /** Past so many keys they are kept in a file. */
  readonly inMemory?: number;
  /** A file of so many zero bytes; null where there can be none. */
  readonly openFile: (bytes: number) => ScratchFile | null;
};

/** Keys that take at most 2 MB of memory. */
export const keysInMemory = 1 << 17;

/**
 * Open addressing over pairs of 32-bit words, at most half full; two zeros mark an empty slot. Two different keys of two million meet in one
 * hash with a chance of about 10^-7; the row would then wait among the problems as a duplicate, and nothing would be lost.
 */
type Slots = {
  /** True when the pair was there, false when it is now; null where it cannot be kept. */
  readonly put: (high: number, low: number) => boolean | null;
  readonly close: () => void;
};

const firstSlots = 1 << 12;
/** 1 GB of slots in a file; what would need more goes on in memory when they are half full. */
const mostSlots = 2 ** 27;
const slotBytes = 8;
/** Slots read from the file at once. */
const readSlots = 64;

const slotOf = (high: number, low: number, slots: number): number => (low ^ (high >>> 7)) & (slots - 1);

const slotsInMemory = (): Slots => {
  let slots = firstSlots;
  let words = new Uint32Array(slots * 2);
  let count = 0;

  const find = (high: number, low: number): boolean => {
    let slot = slotOf(high, low, slots);
    for (;;) {
      const first = words[slot * 2];
      const second = words[slot * 2 + 1];
      if (first === 0 && second === 0) {
        words[slot * 2] = high;
        words[slot * 2 + 1] = low;
        return false;
      }
      if (first === high && second === low) return true;
      slot = (slot + 1) & (slots - 1);
    }
  };

  const grow = (): void => {
    const before = words;
    slots *= 2;
    words = new Uint32Array(slots * 2);
    for (let at = 0; at < before.length; at += 2) {
      const high = before[at] ?? 0;
      const low = before[at + 1] ?? 0;
      if (high !== 0 || low !== 0) find(high, low);
    }
  };

  return {
    put: (high, low) => {
      const wasThere = find(high, low);
      if (!wasThere) {
        count++;
        if (count * 2 > slots) grow();
      }
      return wasThere;
    },
    close: () => {},
  };
};

type FileSlots = Slots & { readonly each: (take: (high: number, low: number) => void) => void };

/** The same in a file that does not grow: the pages of it that are in memory are the system's to drop. */
const slotsInFile = (file: ScratchFile, slots: number): FileSlots => {
  const words = new Uint32Array(readSlots * 2);
  const bytes = new Uint8Array(words.buffer);
  const pair = new Uint32Array(2);
  const pairBytes = new Uint8Array(pair.buffer);
  let count = 0;

  const keep = (slot: number, high: number, low: number): false | null => {
    pair[0] = high;
    pair[1] = low;
    if (count * 2 >= slots || !file.write(pairBytes, slot * slotBytes)) return null;
    count++;
    return false;
  };

  return {
    put: (high, low) => {
      let slot = slotOf(high, low, slots);
      for (;;) {
        const first = slot - (slot % readSlots);
        file.read(bytes, first * slotBytes);
        for (; slot < first + readSlots; slot++) {
          const at = (slot - first) * 2;
          if (words[at] === 0 && words[at + 1] === 0) return keep(slot, high, low);
          if (words[at] === high && words[at + 1] === low) return true;
        }
        slot &= slots - 1;
      }
    },
    each: (take) => {
      for (let first = 0; first < slots; first += readSlots) {
        file.read(bytes, first * slotBytes);
        for (let at = 0; at < words.length; at += 2) {
          const high = words[at] ?? 0;
          const low = words[at + 1] ?? 0;
          if (high !== 0 || low !== 0) take(high, low);
        }
      }
    },
    close: file.close,
  };
};

/** Twice as many slots as keys, as a power of two. */
const slotsFor = (keys: number): number => {
  let slots = readSlots;
  while (slots < keys * 2 && slots < mostSlots) slots *= 2;
  return slots;
};

/** To be closed. Where no file can be made, or it takes no more, all keys are kept in memory. */
export const createSeenKeys = ({ most, inMemory = keysInMemory, openFile }: SeenKeysOptions): SeenKeys => {
  const slots = slotsFor(most);
  const file = most <= inMemory ? null : openFile(slots * slotBytes);
  let inFile = file === null ? null : slotsInFile(file, slots);
  let table: Slots = inFile ?? slotsInMemory();
  const hash = new Uint32Array(2);

  const goOnInMemory = (from: FileSlots): Slots => {
    const memory = slotsInMemory();
    from.each(memory.put);
    from.close();
    inFile = null;
    return memory;
  };

  return {
    note: (key) => {
      keyHash(key, hash);
      const high = hash[0] ?? 0;
      const low = (hash[1] ?? 0) || 1;
      const wasThere = table.put(high, low);
      if (wasThere !== null) return wasThere;
      if (inFile !== null) table = goOnInMemory(inFile);
      return table.put(high, low) === true;
    },
    close: () => {
      table.close();
    },
  };
};

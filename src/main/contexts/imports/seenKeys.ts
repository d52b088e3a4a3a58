/** The keys of one file that were there already, as 64-bit hashes in one block: eight bytes a key, where the texts themselves would take a hundred. */
import { keyHash } from '../../../shared/imports/fingerprint.ts';

export type SeenKeys = {
  /** Notes the key; true when it was there before. */
  readonly note: (key: string) => boolean;
};

const firstSlots = 1 << 12;

/**
 * Open addressing over pairs of 32-bit words, at most half full. Two different keys of two million meet in one hash with a chance of about
 * 10^-7; the row would then wait among the problems as a duplicate, and nothing would be lost.
 */
export const createSeenKeys = (): SeenKeys => {
  let slots = firstSlots;
  let words = new Uint32Array(slots * 2);
  let count = 0;
  const hash = new Uint32Array(2);

  /** True when the pair was there. */
  const put = (high: number, low: number): boolean => {
    let slot = (low ^ (high >>> 7)) & (slots - 1);
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
      if (high !== 0 || low !== 0) put(high, low);
    }
  };

  return {
    note: (key) => {
      keyHash(key, hash);
      // Two zeros mark an empty slot.
      const wasThere = put(hash[0] ?? 0, (hash[1] ?? 0) || 1);
      if (!wasThere) {
        count++;
        if (count * 2 > slots) grow();
      }
      return wasThere;
    },
  };
};

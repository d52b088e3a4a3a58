/** UUIDv7 from the injected clock and randomness: ids sort by the time they were made, and within one millisecond by a counter. */
import type { Clock, Random } from './ports.ts';

const hexByte = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));
const poolSize = 4096;

/** A generator; each call gives a new id, later ids sort after earlier ones of the same generator even if the clock steps back. */
export const uuidGenerator = (clock: Clock, random: Random): (() => string) => {
  let pool = new Uint8Array(0);
  let used = 0;
  let lastMs = 0;
  let counter = 0;
  const nextByte = (): string => {
    if (used === pool.length) {
      pool = Uint8Array.from(random.bytes(poolSize));
      used = 0;
    }
    const byte = pool[used] ?? 0;
    used += 1;
    return hexByte[byte] ?? '00';
  };
  return () => {
    const now = clock.now();
    if (now > lastMs) {
      lastMs = now;
      counter = 0;
    } else {
      counter += 1;
      // 12 bits of counter are used up: borrow from the next millisecond instead of waiting for it.
      if (counter > 0xfff) {
        lastMs += 1;
        counter = 0;
      }
    }
    const time = lastMs.toString(16).padStart(12, '0');
    const variant = (8 + (Number.parseInt(nextByte(), 16) & 3)).toString(16);
    const tail = nextByte() + nextByte() + nextByte() + nextByte() + nextByte() + nextByte();
    const middle = nextByte() + nextByte();
    return `${time.slice(0, 8)}-${time.slice(8)}-7${counter.toString(16).padStart(3, '0')}-${variant}${middle.slice(1)}-${tail}`;
  };
};

/** UUIDv7 from the injected clock and randomness: ids sort by the time they were made, and within one millisecond by a counter. */
import { hex } from './hash.ts';
import type { Clock, Random } from './ports.ts';

const hexDigits = (value: number, digits: number): string => value.toString(16).padStart(digits, '0');
/** The 12 bits of the counter as text: an import asks for some hundred thousand ids. */
const counterText = Array.from({ length: 0x1000 }, (_, counter) => hexDigits(counter, 3));
const variants = ['8', '9', 'a', 'b'] as const;
/** Hex digits that one id takes: one for the variant, fifteen as they are. */
const digitsOfId = 16;
const poolSize = 4096;

/** A generator; each call gives a new id, later ids sort after earlier ones of the same generator even if the clock steps back. */
export const uuidGenerator = (clock: Clock, random: Random): (() => string) => {
  let pool = '';
  let used = 0;
  let lastMs = 0;
  let counter = 0;
  let prefix = '';
  const setTime = (ms: number): void => {
    lastMs = ms;
    counter = 0;
    const time = hexDigits(ms, 12);
    prefix = `${time.slice(0, 8)}-${time.slice(8)}-7`;
  };
  return () => {
    const now = clock.now();
    if (now > lastMs) setTime(now);
    else {
      counter += 1;
      // 12 bits of counter are used up: borrow from the next millisecond instead of waiting for it.
      if (counter > 0xfff) setTime(lastMs + 1);
    }
    if (used + digitsOfId > pool.length) {
      pool = hex(random.bytes(poolSize));
      used = 0;
    }
    const at = used;
    used += digitsOfId;
    const variant = variants[Number.parseInt(pool.charAt(at), 16) & 3] ?? '8';
    return `${prefix}${counterText[counter] ?? '000'}-${variant}${pool.slice(at + 1, at + 4)}-${pool.slice(at + 4, at + digitsOfId)}`;
  };
};

/** The text form of contract values where structured clone is not available (HTTP, files): JSON in which a bigint is `{"$int":"…"}`. */
import { isWithin } from './boundedJson.ts';

/** Deeper and more than any call or answer. */
const callBounds = { deepest: 64, most: 2_000_000 } as const;

type Tagged = { readonly $int: string };

const isTagged = (value: unknown): value is Tagged =>
  typeof value === 'object' && value !== null && typeof (value as { $int?: unknown }).$int === 'string' && Object.keys(value).length === 1;

/** Plain data (bigint included) to JSON text. */
export const encodeWire = (value: unknown): string =>
  JSON.stringify(value, (_key, part: unknown) => (typeof part === 'bigint' ? { $int: part.toString() } : part)) ?? 'null';

/** The value that `encodeWire` was given. Throws a SyntaxError on text that is not such JSON. */
export const decodeWire = (text: string): unknown => {
  if (!isWithin(text, callBounds)) throw new SyntaxError('deeper or more than any call');
  return JSON.parse(text, (key, part: unknown) => {
    // A "__proto__" key would become a prototype when the object is copied: such input is refused, never cleaned.
    if (key === '__proto__') throw new SyntaxError('forbidden key');
    if (!isTagged(part)) return part;
    if (!/^-?\d{1,40}$/.test(part.$int)) throw new SyntaxError('not an integer');
    return BigInt(part.$int);
  });
};

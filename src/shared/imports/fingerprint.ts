/** Short hashes of fields: they tell a field that the source changed from one that a person edited, without keeping a second copy of it. */

const alphabet = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_';

/**
 * A hash of 60 bits as ten characters: two multiplicative hashes of 32 bits with different odd factors, mixed at the end. Not
 * cryptographic: it compares a field with its own earlier value, and nobody gains by a collision (chance about 10^-18).
 */
export const fieldHash = (text: string): string => {
  let high = 0x9e_37_79_b1 ^ text.length;
  let low = 0x85_eb_ca_6b;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    high = Math.imul(high ^ code, 0x27_d4_eb_2f);
    low = Math.imul(low ^ code, 0x16_56_67_b1);
    high = (high << 13) | (high >>> 19);
    low = (low << 17) | (low >>> 15);
  }
  high = Math.imul(high ^ (low >>> 15), 0x2c_1b_3c_6d);
  low = Math.imul(low ^ (high >>> 13), 0x29_7a_2d_39);
  high ^= low >>> 16;
  let out = '';
  for (let shift = 0; shift < 30; shift += 6) out += alphabet.charAt((high >>> shift) & 63) + alphabet.charAt((low >>> shift) & 63);
  return out;
};

const empty = '-';

export type Hashable = string | number | bigint | boolean | null | readonly Hashable[];

/** A field as text that two equal fields share; null is "nothing". */
const canonical = (value: Hashable): string => {
  if (value === null) return '';
  if (typeof value === 'object') return `[${value.map(canonical).join('\u001F')}]`;
  return `${(typeof value).charAt(0)}:${String(value)}`;
};

/** The hash of a field's value; one character for nothing, so that sparse records stay short. */
export const valueHash = (value: Hashable): string => {
  const text = canonical(value);
  return text === '' || text === '[]' ? empty : fieldHash(text);
};

/** The fields of a record, in the fixed order of its kind, as one fingerprint. */
export const joinHashes = (hashes: readonly string[]): string => hashes.join('.');
export const splitHashes = (fingerprint: string): readonly string[] => (fingerprint === '' ? [] : fingerprint.split('.'));

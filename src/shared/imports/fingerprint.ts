/** Short hashes of fields: they tell a field that the source changed from one that a person edited, without keeping a second copy of it. */

const alphabet = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_';
const pairs = Array.from({ length: 4096 }, (_pair, bits) => alphabet.charAt(bits >>> 6) + alphabet.charAt(bits & 63));

export type Hashable = string | number | bigint | boolean | null | readonly Hashable[];

// The two running states; module variables because an import hashes millions of short values and an object for each would cost more than the hash.
let high = 0;
let low = 0;

const step = (code: number): void => {
  high = Math.imul(high ^ code, 0x27_d4_eb_2f);
  low = Math.imul(low ^ code, 0x16_56_67_b1);
  high = (high << 13) | (high >>> 19);
  low = (low << 17) | (low >>> 15);
};

const stepText = (text: string): void => {
  // In locals: writing the module's variables for every letter would cost several times as much.
  let a = high;
  let b = low;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    a = Math.imul(a ^ code, 0x27_d4_eb_2f);
    b = Math.imul(b ^ code, 0x16_56_67_b1);
    a = (a << 13) | (a >>> 19);
    b = (b << 17) | (b >>> 15);
  }
  high = a;
  low = b;
};

// Above every UTF-16 unit, so that no text can look like a mark.
const marks = {
  text: 0x1_00_01,
  number: 0x1_00_02,
  bigint: 0x1_00_03,
  boolean: 0x1_00_04,
  none: 0x1_00_05,
  list: 0x1_00_06,
  end: 0x1_00_07,
} as const;

const stepValue = (value: Hashable): void => {
  if (value === null) step(marks.none);
  else if (typeof value === 'string') {
    step(marks.text);
    stepText(value);
  } else if (typeof value === 'object') {
    step(marks.list);
    for (const part of value) stepValue(part);
  } else {
    step(typeof value === 'bigint' ? marks.bigint : typeof value === 'number' ? marks.number : marks.boolean);
    stepText(String(value));
  }
  step(marks.end);
};

/** 48 bits of the states as eight characters. */
const finish = (): string => {
  high = Math.imul(high ^ (low >>> 15), 0x2c_1b_3c_6d);
  low = Math.imul(low ^ (high >>> 13), 0x29_7a_2d_39);
  high ^= low >>> 16;
  const pair = (bits: number): string => pairs[bits & 4095] ?? '';
  return pair(high) + pair(high >>> 12) + pair(low) + pair(low >>> 12);
};

const begin = (): void => {
  high = 0x9e_37_79_b1;
  low = 0x85_eb_ca_6b;
};

/**
 * A hash of 48 bits: two multiplicative hashes of 32 bits with different odd factors, mixed at the end. Not cryptographic: it compares
 * a field with its own earlier value, and nobody gains by a collision (chance about 4 × 10^-15).
 */
export const fieldHash = (text: string): string => {
  begin();
  stepText(text);
  return finish();
};

/** 64 bits of the states for a key, as two words into `into`: for telling keys apart without keeping them. */
export const keyHash = (text: string, into: Uint32Array): void => {
  begin();
  stepText(text);
  const mixed = Math.imul(high ^ (low >>> 15), 0x2c_1b_3c_6d);
  const other = Math.imul(low ^ (mixed >>> 13), 0x29_7a_2d_39);
  into[0] = mixed ^ (other >>> 16);
  into[1] = other;
};

const empty = '-';

/** The hash of a field's value; one character for nothing, so that sparse records stay short. */
export const valueHash = (value: Hashable): string => {
  if (value === null || (typeof value === 'object' && value.length === 0)) return empty;
  begin();
  stepValue(value);
  return finish();
};

/** The fields of a record, in the fixed order of its kind, as one fingerprint. */
export const joinHashes = (hashes: readonly string[]): string => hashes.join('.');
export const splitHashes = (fingerprint: string): readonly string[] => (fingerprint === '' ? [] : fingerprint.split('.'));

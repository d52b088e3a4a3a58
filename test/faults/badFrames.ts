/** Messages as a broken line, a broken program or an attacker sends them: cut, flipped, too large, packed wrongly, or saying what cannot be said. */
import { brotliCompressSync, constants, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { wireLimit } from '../../src/shared/sync/hubProtocol.ts';
import type { Seeded } from '../support/seeded.ts';

/** Bytes on the wire. `encoding`: what the header says of them; null where it says nothing. */
export type Frame = { readonly kind: string; readonly bytes: Buffer; readonly encoding: string | null };

const flipped = (bytes: Buffer, random: Seeded): Buffer => {
  const other = Buffer.from(bytes);
  for (let count = 1 + random.below(3); count > 0; count -= 1) {
    const at = random.below(other.length);
    other[at] = (other[at] ?? 0) ^ (1 << random.below(8));
  }
  return other;
};

const cut = (bytes: Buffer, random: Seeded): Buffer => bytes.subarray(0, random.below(bytes.length));

const swapped = (bytes: Buffer, random: Seeded): Buffer => {
  const at = random.below(Math.max(1, bytes.length - 8));
  return Buffer.concat([bytes.subarray(0, at), Buffer.from(bytes.subarray(at, at + 8)).reverse(), bytes.subarray(at + 8)]);
};

type Json = { readonly [name: string]: unknown };
const isRecord = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);

const strange: readonly unknown[] = [null, true, -1, 1.5, 1_000_000, 2 ** 53, '', 'x', '\u0000', [], {}, 'ab'.repeat(32), '1'.repeat(30)];

/** One place anywhere in a message says something else, is missing, or has a sibling that nobody knows. */
const bent = (value: unknown, random: Seeded): unknown => {
  const isLeaf = !Array.isArray(value) && !isRecord(value);
  if (isLeaf || random.below(4) === 0) return strange[random.below(strange.length)];
  if (Array.isArray(value)) {
    const items: readonly unknown[] = value;
    const at = random.below(items.length);
    const what = random.below(4);
    if (items.length === 0 || what === 0) return [...items, strange[random.below(strange.length)]];
    if (what === 1) return items.toSpliced(at, 1);
    return items.with(at, bent(items[at], random));
  }
  const names = Object.keys(value);
  const name = names[random.below(names.length)] ?? 'unknown';
  const what = random.below(4);
  if (what === 0) return Object.fromEntries(Object.entries(value).filter(([one]) => one !== name));
  if (what === 1) return { ...value, unknown: strange[random.below(strange.length)] };
  return { ...value, [name]: bent(value[name], random) };
};

/** With the sum at its end, as we send it. */
const zstd = (text: string): Buffer => zstdCompressSync(text, { params: { [constants.ZSTD_c_checksumFlag]: 1 } });
const classes = ['0123456789', 'abcdef', 'ghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'] as const;

/** One character somewhere in one value is another one of its kind: damage that no shape and no check of a packer finds. */
const altered = (value: unknown, random: Seeded): unknown => {
  if (typeof value === 'number') return value + 1;
  if (typeof value === 'string') {
    const at = random.below(value.length);
    const kind = classes.find((letters) => letters.includes(value.charAt(at)) && value !== '');
    return kind === undefined ? value : `${value.slice(0, at)}${kind.charAt(random.below(kind.length))}${value.slice(at + 1)}`;
  }
  if (Array.isArray(value)) {
    const items: readonly unknown[] = value;
    const at = random.below(items.length);
    return items.length === 0 ? items : items.with(at, altered(items[at], random));
  }
  if (!isRecord(value)) return value;
  // What is largest is hit the most.
  const names = Object.keys(value).toSorted((a, b) => JSON.stringify(value[b]).length - JSON.stringify(value[a]).length);
  const name = names[random.below(random.below(names.length) + 1)];
  return name === undefined ? value : { ...value, [name]: altered(value[name], random) };
};

const packed = (text: string | Buffer): Buffer => gzipSync(text, { level: 1 });
const nested = (depth: number): string => `${'['.repeat(depth)}${']'.repeat(depth)}`;

/** Filled once: making them anew each time would take longer than what they are to strike. */
let bombs: readonly Buffer[] | null = null;
const bomb = (random: Seeded): Buffer => {
  bombs ??= [
    gzipSync(Buffer.alloc(wireLimit.unpacked + 1, 32), { level: 9 }),
    gzipSync(gzipSync(Buffer.alloc(wireLimit.unpacked * 2, 48), { level: 9 }), { level: 9 }),
    zstdCompressSync(Buffer.alloc(wireLimit.unpacked + 1, 32)),
  ];
  return bombs[random.below(bombs.length)] ?? Buffer.alloc(0);
};
/** The first four bytes of every frame of zstd (RFC 8878). */
const isZstd = (bytes: Buffer): boolean => bytes.readUInt32LE(0) === 0xfd_2f_b5_28;

type Maker = (message: unknown, text: string, random: Seeded) => Omit<Frame, 'kind'>;
const gz = (bytes: Buffer): Omit<Frame, 'kind'> => ({ bytes, encoding: 'gzip' });
const plain = (bytes: Buffer | string): Omit<Frame, 'kind'> => ({ bytes: Buffer.from(bytes), encoding: null });

const makers: Readonly<Record<string, Maker>> = {
  'packed, then cut': (_message, text, random) => gz(cut(packed(text), random)),
  'cut, then packed': (_message, text, random) => gz(packed(cut(Buffer.from(text), random))),
  'packed, then flipped': (_message, text, random) => gz(flipped(packed(text), random)),
  'packed, then swapped': (_message, text, random) => gz(swapped(packed(text), random)),
  'packed, then followed by something': (_message, text, random) => gz(Buffer.concat([packed(text), Buffer.from(random.bytes(20))])),
  'packed in two parts, the second broken': (_message, text, random) =>
    gz(Buffer.concat([packed(text.slice(0, 20)), cut(packed(text.slice(20)), random)])),
  'packed twice': (_message, text) => gz(packed(packed(text))),
  'packed with zstd, then cut': (_message, text, random) => ({ bytes: cut(zstd(text), random), encoding: 'zstd' }),
  'packed with zstd, then flipped': (_message, text, random) => ({ bytes: flipped(zstd(text), random), encoding: 'zstd' }),
  'said to be packed': (_message, text) => gz(Buffer.from(text)),
  'packed and not said to be': (_message, text) => plain(packed(text)),
  'packed in another way': (_message, text, random) =>
    random.pick<Omit<Frame, 'kind'>>([
      { bytes: deflateSync(text), encoding: 'deflate' },
      { bytes: brotliCompressSync(text), encoding: 'br' },
      { bytes: zstd(text), encoding: 'gzip' },
      { bytes: packed(text), encoding: 'zstd' },
      { bytes: deflateSync(text), encoding: 'gzip' },
      { bytes: packed(text), encoding: 'br' },
      { bytes: packed(text), encoding: 'gzip, gzip' },
    ]),
  bytes: (_message, _text, random) => ({
    bytes: Buffer.from(random.bytes(random.below(300))),
    encoding: random.below(2) === 0 ? 'gzip' : null,
  }),
  empty: (_message, _text, random) => ({ bytes: Buffer.alloc(0), encoding: random.below(2) === 0 ? 'gzip' : null }),
  'a bomb': (_message, _text, random) => {
    const bytes = bomb(random);
    return { bytes, encoding: isZstd(bytes) ? 'zstd' : 'gzip' };
  },
  'too large': (_message, text) => plain(Buffer.concat([Buffer.from(text), Buffer.alloc(wireLimit.packed, 32)])),
  deep: (_message, text, random) => plain(`${text.slice(0, -1)},"deep":${nested(1_000 + random.below(50_000))}}`),
  'no UTF-8': (_message, text, random) => {
    const bytes = Buffer.from(text);
    bytes[random.below(bytes.length)] = 0xff;
    return gz(packed(bytes));
  },
  'two messages': (_message, text) => gz(packed(`${text}${text}`)),
  altered: (message, _text, random) => gz(packed(JSON.stringify(altered(message, random)))),
  bent: (message, _text, random) => gz(packed(JSON.stringify(bent(message, random)) ?? '')),
};

/** Names of all kinds, for those who count them. */
export const badKinds: readonly string[] = Object.keys(makers);
/** Kinds that take long to make and to read come once in so many. */
const seldom: ReadonlySet<string> = new Set(['a bomb', 'too large', 'deep']);
const seldomIn = 40;

/** A message, spoiled in a way that chance picks. It may by chance say the same as before: who sends it compares. */
export const badFrame = (message: unknown, random: Seeded): Frame => {
  for (;;) {
    const kind = badKinds[random.below(badKinds.length)] ?? 'bytes';
    if (seldom.has(kind) && random.below(seldomIn) !== 0) continue;
    const made = makers[kind]?.(message, JSON.stringify(message), random);
    if (made !== undefined) return { kind, ...made };
  }
};

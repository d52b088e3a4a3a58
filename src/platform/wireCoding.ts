/** How messages are packed on their way: zstd where both sides take it, gzip where not. */
import { promisify } from 'node:util';
// Whole, because a name that this Node does not have would stop the program before it began.
import zlib from 'node:zlib';

export type WireCoding = 'gzip' | 'zstd';

const { constants } = zlib;
const [zip, unzip] = [promisify(zlib.gzip), promisify(zlib.gunzip)];

/** Null where the Node that runs is older than zstd in it, as the one of an older Electron is. */
const zstd = 'zstdCompress' in zlib ? { pack: promisify(zlib.zstdCompress), unpack: promisify(zlib.zstdDecompress) } : null;

/** What we take, as a header of requests (of their answers) and of answers (of later requests) says it. */
export const codingsTaken = zstd === null ? 'gzip' : 'zstd, gzip';

/** The better one of those that the other side says it takes; null where it takes none of ours. */
export const codingFor = (taken: string | null | undefined): WireCoding | null => {
  const said = taken ?? '';
  if (zstd !== null && /\bzstd\b/u.test(said)) return 'zstd';
  return /\bgzip\b/u.test(said) ? 'gzip' : null;
};

export const isCoding = (name: string): name is WireCoding => name === 'gzip' || (name === 'zstd' && zstd !== null);

/** At its fastest it packs what we send smaller than gzip at its usual level, in a third of the time. Unlike gzip it sums up nothing unless it is told. */
const zstdParams = { [constants.ZSTD_c_compressionLevel]: 1, [constants.ZSTD_c_checksumFlag]: 1 };

export const packWire = (text: string, coding: WireCoding): Promise<Buffer<ArrayBuffer>> =>
  coding === 'zstd' && zstd !== null ? zstd.pack(text, { params: zstdParams }) : zip(text, { level: 4 });

/** Window of any frame that we pack, as a power of two: also a short one names it, because its packer is not told how short it will be. */
const ownWindow = 20;

/**
 * Rejects with what zlib says; with `ERR_BUFFER_TOO_LARGE` where it would be more than `most` bytes. A frame of zstd may not ask for more memory
 * than that either, or than one of ours does.
 */
export const unpackWire = (bytes: Uint8Array, coding: WireCoding, most: number): Promise<Buffer<ArrayBuffer>> => {
  if (coding === 'gzip' || zstd === null) return unzip(bytes, { maxOutputLength: most });
  const window = Math.max(ownWindow, Math.ceil(Math.log2(most)));
  return zstd.unpack(bytes, { maxOutputLength: most, params: { [constants.ZSTD_d_windowLogMax]: window } });
};

/** A stream that unpacks; null for a body that comes as it is. */
export const unpacker = (coding: string | undefined): zlib.Gunzip | zlib.ZstdDecompress | null => {
  if (coding === 'gzip') return zlib.createGunzip();
  return coding === 'zstd' && zstd !== null ? zlib.createZstdDecompress() : null;
};

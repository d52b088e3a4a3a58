/** Reads the parts of a packed file one by one, and counts what really comes out: whatever its lists say of sizes and numbers is not believed. */
import { inflateRawSync } from 'node:zlib';

export class ZipTooLarge extends Error {}
export class ZipUnreadable extends Error {}

export type ZipIn = {
  /** Whether there is such a part. */
  readonly has: (name: string) => boolean;
  /** A part unpacked; throws `ZipTooLarge` where all that was asked for together is more than the limit. Null: there is none of that name. */
  readonly part: (name: string) => Uint8Array | null;
};

/** More parts than a workbook of ours could have sheets, pictures and notes. */
const mostParts = 20_000;

type Entry = { readonly method: number; readonly from: number; readonly to: number };

const startOf = (bytes: Buffer, at: number): number => {
  if (at + 30 > bytes.length || bytes.readUInt32LE(at) !== 0x04034b50) throw new ZipUnreadable();
  return at + 30 + bytes.readUInt16LE(at + 26) + bytes.readUInt16LE(at + 28);
};

/** Reads the list at the end of the file; names as they stand, the first of two alike counts. `limit`: bytes of all parts together. */
export const openZipIn = (bytes: Buffer, limit: number): ZipIn => {
  const end = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (end === -1 || end + 22 > bytes.length) throw new ZipUnreadable();
  const entries = new Map<string, Entry>();
  let at = bytes.readUInt32LE(end + 16);
  // Read as far as it goes, however many it says there are.
  while (at + 46 <= end && bytes.readUInt32LE(at) === 0x02014b50) {
    if (entries.size >= mostParts) throw new ZipTooLarge();
    const nameEnd = at + 46 + bytes.readUInt16LE(at + 28);
    const name = bytes
      .toString('utf8', at + 46, nameEnd)
      .replaceAll('\\', '/')
      .toLowerCase();
    const from = startOf(bytes, bytes.readUInt32LE(at + 42));
    const to = Math.min(bytes.length, from + bytes.readUInt32LE(at + 20));
    if (!entries.has(name)) entries.set(name, { method: bytes.readUInt16LE(at + 10), from, to });
    at = nameEnd + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  let left = limit;
  const unpacked = ({ method, from, to }: Entry): Uint8Array => {
    const packed = bytes.subarray(from, to);
    if (method === 0) return packed;
    if (method !== 8 || left <= 0) throw left <= 0 ? new ZipTooLarge() : new ZipUnreadable();
    try {
      return inflateRawSync(packed, { maxOutputLength: left });
    } catch (cause) {
      if (cause instanceof RangeError && 'code' in cause && cause.code === 'ERR_BUFFER_TOO_LARGE') throw new ZipTooLarge();
      throw new ZipUnreadable();
    }
  };
  return {
    has: (name) => entries.has(name.toLowerCase()),
    part: (name) => {
      const entry = entries.get(name.toLowerCase());
      if (entry === undefined) return null;
      const part = unpacked(entry);
      left -= part.byteLength;
      if (left < 0) throw new ZipTooLarge();
      return part;
    },
  };
};

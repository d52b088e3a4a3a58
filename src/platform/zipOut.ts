/** Writes a packed file part by part while its contents are still being made, so that memory does not grow with it. */
import { closeSync, openSync, writeSync } from 'node:fs';
import { constants, crc32, deflateRawSync } from 'node:zlib';

export type ZipOut = {
  /** Begins a part; what is written from here on belongs to it. */
  readonly part: (name: string) => void;
  readonly write: (text: string) => void;
  /** Ends the last part and writes the list of parts. */
  readonly finish: () => void;
  /** Closes the file, finished or not. */
  readonly close: () => void;
};

/** Characters that are packed at a time. */
const packedAtOnce = 256 * 1024;
/** Sizes and places are kept in 32 bits, which every reader understands. */
const mostBytes = 0xff_ff_ff_ff;

type Part = { readonly name: Buffer; readonly start: number; crc: number; packed: number; unpacked: number };

/** Days of packed files begin in 1980; a fixed one makes the same rows the same bytes. */
const packedDay = 0x00_21;

const sizes = ({ crc, packed, unpacked }: Part): Buffer => {
  const bytes = Buffer.alloc(12);
  bytes.writeUInt32LE(crc, 0);
  bytes.writeUInt32LE(packed, 4);
  bytes.writeUInt32LE(unpacked, 8);
  return bytes;
};

/** Version 2.0, names in UTF-8, deflated. */
const common = (part: Part): Buffer => {
  const bytes = Buffer.alloc(10);
  bytes.writeUInt16LE(20, 0);
  bytes.writeUInt16LE(0x08_00, 2);
  bytes.writeUInt16LE(8, 4);
  bytes.writeUInt16LE(packedDay, 8);
  const lengths = Buffer.alloc(4);
  lengths.writeUInt16LE(part.name.byteLength, 0);
  return Buffer.concat([bytes, sizes(part), lengths]);
};

/** The file at `path` must not be there yet. Throws what the file system throws, and for more than four gigabytes. */
export const openZip = (path: string): ZipOut => {
  const file = openSync(path, 'wx', 0o600);
  const parts: Part[] = [];
  let at = 0;
  let current: Part | null = null;
  let waiting = '';

  const put = (bytes: Buffer): void => {
    if (at + bytes.byteLength > mostBytes) throw new RangeError('a packed file of more than four gigabytes');
    for (let done = 0; done < bytes.byteLength;) done += writeSync(file, bytes, done, bytes.byteLength - done);
    at += bytes.byteLength;
  };

  /** Each piece is packed by itself and ends on a whole byte: put together they are one stream. */
  const pack = (part: Part, isLast: boolean): void => {
    const bytes = Buffer.from(waiting);
    waiting = '';
    const packed = deflateRawSync(bytes, { finishFlush: isLast ? constants.Z_FINISH : constants.Z_FULL_FLUSH });
    part.crc = crc32(bytes, part.crc);
    part.packed += packed.byteLength;
    part.unpacked += bytes.byteLength;
    put(packed);
  };

  const endPart = (): void => {
    if (current === null) return;
    pack(current, true);
    // The sizes stand before the contents and are known only now.
    writeSync(file, sizes(current), 0, 12, current.start + 14);
    current = null;
  };

  return {
    part: (name) => {
      endPart();
      current = { name: Buffer.from(name), start: at, crc: 0, packed: 0, unpacked: 0 };
      parts.push(current);
      put(Buffer.concat([Buffer.from('PK\u0003\u0004', 'latin1'), common(current), current.name]));
    },
    write: (text) => {
      waiting += text;
      if (current !== null && waiting.length >= packedAtOnce) pack(current, false);
    },
    finish: () => {
      endPart();
      const start = at;
      for (const part of parts) {
        const rest = Buffer.alloc(14);
        rest.writeUInt32LE(part.start, 10);
        put(Buffer.concat([Buffer.from('PK\u0001\u0002\u0014\u0000', 'latin1'), common(part), rest.subarray(0, 14), part.name]));
      }
      const end = Buffer.alloc(22);
      end.write('PK\u0005\u0006', 'latin1');
      end.writeUInt16LE(parts.length, 8);
      end.writeUInt16LE(parts.length, 10);
      end.writeUInt32LE(at - start, 12);
      end.writeUInt32LE(start, 16);
      put(end);
    },
    close: () => {
      closeSync(file);
    },
  };
};

/** Change-set payloads on disk: small ones as they are, larger ones deflated; the first byte says which. */
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createInflateRaw, deflateRawSync, inflateRawSync } from 'node:zlib';

const plain = 0;
const deflated = 1;
/** Below this many bytes deflating saves less than it costs. */
const worthwhile = 400;
/** Bytes that come out at a time. The last such piece of each call stays until the next full collection of garbage, which can be thousands of calls away. */
const pieceBytes = 1_024;

/** Packs the UTF-8 bytes of a payload. */
export const pack = (bytes: Uint8Array): Uint8Array => {
  const compressed = bytes.byteLength < worthwhile ? null : deflateRawSync(bytes, { level: 1, chunkSize: pieceBytes });
  return compressed !== null && compressed.byteLength < bytes.byteLength
    ? Buffer.concat([Buffer.of(deflated), compressed])
    : Buffer.concat([Buffer.of(plain), bytes]);
};

/** Throws on bytes that `pack` did not make. */
export const unpack = (packed: Uint8Array): string => {
  const body = packed.subarray(1);
  if (packed[0] === plain) return Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('utf8');
  if (packed[0] === deflated) return inflateRawSync(body).toString('utf8');
  throw new Error('unknown payload format');
};

const unpackedPiece = 256 * 1024;

/**
 * Unpacks what somebody else packed, whose parts come one after the other, and holds none of it: `see` is told of each piece. False where it is damaged,
 * or longer than `most` bytes.
 */
export const unpackInPieces = async (
  parts: AsyncIterable<Uint8Array>,
  most: number,
  see: (piece: Uint8Array) => void,
): Promise<boolean> => {
  let left = most;
  const tell = (piece: Uint8Array): boolean => {
    left -= piece.byteLength;
    if (left >= 0) see(piece);
    return left >= 0;
  };
  let format: number | undefined;
  const body = async function* () {
    for await (const part of parts) {
      const isFirst = format === undefined;
      format ??= part[0];
      if (part.byteLength > (isFirst ? 1 : 0)) yield isFirst ? part.subarray(1) : part;
    }
  };
  const pieces = body();
  const first = await pieces.next();
  const all = async function* () {
    if (first.done !== true) yield first.value;
    yield* pieces;
  };
  if (format === plain) {
    for await (const piece of all()) if (!tell(piece)) return false;
    return true;
  }
  if (format !== deflated) return false;
  let isWhole = true;
  try {
    await pipeline(Readable.from(all()), createInflateRaw({ chunkSize: unpackedPiece }), async (unpacked: AsyncIterable<Uint8Array>) => {
      for await (const piece of unpacked) {
        isWhole = tell(piece);
        if (!isWhole) return;
      }
    });
    return isWhole;
  } catch {
    return false;
  }
};

/** Unpacks what somebody else packed; null where it is damaged, or longer than `most` bytes. */
export const unpackWithin = (packed: Uint8Array, most: number): string | null => {
  const body = packed.subarray(1);
  try {
    const bytes = packed[0] === deflated ? inflateRawSync(body, { maxOutputLength: most }) : packed[0] === plain ? body : null;
    return bytes === null || bytes.byteLength > most ? null : new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
};

/** Change-set payloads on disk: small ones as they are, larger ones deflated; the first byte says which. */
import { deflateRawSync, inflateRawSync } from 'node:zlib';

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

/** Reads a request body within a limit and decodes it, so that nothing behind it meets half a message. */
import type { IncomingMessage } from 'node:http';
import { isWithin } from '../../../shared/kernel/boundedJson.ts';
import { err, ok } from '../../../shared/kernel/result.ts';
import type { Result } from '../../../shared/kernel/result.ts';
import { decodeWire } from '../../../shared/kernel/wire.ts';

export type BodyError = { readonly type: 'TooLarge' } | { readonly type: 'MalformedBody' };

/** Bytes; an import reads its files by path, so no call has a reason to be larger. */
export const bodyLimit = 8 * 1024 * 1024;
/** Deeper and more than any call: ten thousand decisions about an import are the most. */
const bodyBounds = { deepest: 64, most: 200_000 } as const;

/** The decoded JSON of the body. Rejects when the connection breaks while it is read. */
export const readBody = async (request: IncomingMessage): Promise<Result<unknown, BodyError>> => {
  const bytes = await readBytes(request);
  return bytes.ok ? decode(bytes.value) : bytes;
};

const readBytes = (request: IncomingMessage): Promise<Result<Uint8Array, BodyError>> =>
  new Promise((resolve, reject) => {
    const chunks: Uint8Array[] = [];
    let size = 0;
    request.on('data', (chunk: Uint8Array) => {
      size += chunk.byteLength;
      if (size <= bodyLimit) {
        chunks.push(chunk);
        return;
      }
      // The rest is read and dropped: cutting the connection would reset it before the sender has read the answer.
      chunks.length = 0;
      resolve(err({ type: 'TooLarge' }));
    });
    request.on('end', () => resolve(ok(Buffer.concat(chunks))));
    request.on('error', reject);
    request.on('close', () => reject(new Error('the connection closed before the body ended')));
  });

const decode = (bytes: Uint8Array): Result<unknown, BodyError> => {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return isWithin(text, bodyBounds) ? ok(decodeWire(text)) : err({ type: 'MalformedBody' });
  } catch {
    // Bad UTF-8, bad JSON, a forbidden key, nesting deeper than the stack: all the sender's doing, and the same answer.
    return err({ type: 'MalformedBody' });
  }
};

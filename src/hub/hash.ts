/** The hashes of the wire: a set's own, the hub's running one, signatures of devices, and what is kept of a secret. */
import { createPublicKey, verify } from 'node:crypto';
import type { WireSet } from '../shared/sync/hubProtocol.ts';
import { fromHex, hex, sha256 } from '../platform/hash.ts';

type Header = Pick<WireSet, 'device' | 'deviceSeq' | 'hlc' | 'actor' | 'command' | 'cause' | 'recordedAt' | 'schema'>;

const headerText = (set: Header): string =>
  JSON.stringify([set.device, set.deviceSeq, set.hlc, set.actor, set.command, set.cause, set.recordedAt, set.schema]);

export const payloadHashOf = (salt: string, payload: string): string => hex(sha256(fromHex(salt), payload));

/** Hash of a set: over the hash of the same device's previous one, the header, and the hash of salt and payload. */
export const setHashOf = (set: Header & Pick<WireSet, 'prevHash' | 'payloadHash'>): string =>
  hex(sha256(fromHex(set.prevHash), headerText(set), fromHex(set.payloadHash)));

/** The hub's running hash after a set. */
export const hubHeadOf = (before: string, setHash: string, hubSeq: number, effectiveHlc: string, isRefused: boolean): string =>
  hex(sha256(fromHex(before), fromHex(setHash), String(hubSeq), effectiveHlc, isRefused ? '1' : '0'));

/** What stands before the 32 bytes of a raw Ed25519 key in DER (RFC 8410). */
const derPrefix = fromHex('302a300506032b6570032100');
const rawKeyBytes = 32;

const keyOf = (publicKey: string): ReturnType<typeof createPublicKey> | null => {
  const bytes = Buffer.from(publicKey, 'base64');
  try {
    const der = bytes.length === rawKeyBytes ? Buffer.concat([derPrefix, bytes]) : bytes;
    const key = createPublicKey({ key: der, format: 'der', type: 'spki' });
    return key.asymmetricKeyType === 'ed25519' ? key : null;
  } catch {
    return null;
  }
};

/** An Ed25519 key in base64, raw or as DER. */
export const isPublicKey = (text: string): boolean => keyOf(text) !== null;

/** Whether the device's key signed the 32 bytes of this hash. */
export const isSigned = (publicKey: string, setHash: string, signature: string): boolean => {
  const key = keyOf(publicKey);
  return key !== null && verify(null, fromHex(setHash), key, Buffer.from(signature, 'base64'));
};

/** What a hub keeps of a token or a code: enough to know it again, not enough to use it. */
export const secretHash = (secret: string): string => hex(sha256(secret));

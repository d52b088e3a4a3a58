/** The hashes that chain the sets of a device, and the sets of a hub: the same on both sides of the wire. */
import type { WireSet } from '../../shared/sync/hubProtocol.ts';
import { fromHex, sha256 } from '../../platform/hash.ts';

export type HashedHeader = {
  readonly deviceName: string;
  readonly deviceSeq: number;
  readonly hlc: bigint;
  readonly actor: string;
  readonly command: string;
  readonly cause: string | null;
  readonly recordedAt: number;
};

const headerText = (header: HashedHeader, schema: number): string =>
  JSON.stringify([
    header.deviceName,
    header.deviceSeq,
    header.hlc.toString(),
    header.actor,
    header.command,
    header.cause,
    header.recordedAt,
    schema,
  ]);

/** The hash of a set. It covers salt and payload apart from the header: when a person is erased, the salt goes and the chain still verifies. */
export const setHash = (previous: Uint8Array, header: HashedHeader, schema: number, payloadHash: Uint8Array): Uint8Array =>
  sha256(previous, headerText(header, schema), payloadHash);

/** The hash of a set as it travels. */
export const wireSetHash = (set: Omit<WireSet, 'signature' | 'salt'>): Uint8Array =>
  setHash(fromHex(set.prevHash), { ...set, deviceName: set.device, hlc: BigInt(set.hlc) }, set.schema, fromHex(set.payloadHash));

/** What the hub decided of a set. */
export type HubNumbering = { readonly hubSeq: number; readonly effectiveHlc: bigint | string; readonly isRefused: boolean };

/** The hub's running hash after a set; empty before the first. */
export const hubHeadAfter = (before: Uint8Array, hash: Uint8Array, { hubSeq, effectiveHlc, isRefused }: HubNumbering): Uint8Array =>
  sha256(before, hash, String(hubSeq), String(effectiveHlc), isRefused ? '1' : '0');

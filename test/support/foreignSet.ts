/** Change sets as another program's device could have signed them, made by hand. */
import { wireSetHash } from '../../src/main/core/chainHash.ts';
import { hex, sha256 } from '../../src/platform/hash.ts';
import type { WireSet } from '../../src/shared/sync/hubProtocol.ts';
import { hlc } from '../../src/shared/sync/hlc.ts';
import { testStart } from './builders.ts';

export type Foreign = {
  readonly payload: unknown;
  readonly deviceSeq?: number;
  readonly after?: WireSet;
  readonly schema?: number;
  readonly cause?: string;
  /** Milliseconds by which its clock is off. */
  readonly late?: number;
};

export const foreignSet = ({ payload, deviceSeq = 1, after, schema = 99, cause, late = 0 }: Foreign): WireSet => {
  const written = JSON.stringify(payload);
  const salt = 'ab'.repeat(16);
  const set = {
    device: 'feedfeedfeedfeed.1',
    deviceSeq,
    hlc: String(hlc(Date.parse(testStart) + deviceSeq + late)),
    actor: 'somebody',
    command: 'pipeline.editDeal',
    cause: cause ?? null,
    recordedAt: Date.parse(testStart),
    schema,
    salt,
    payloadHash: hex(sha256(Buffer.from(salt, 'hex'), written)),
    prevHash: after === undefined ? '' : hex(wireSetHash(after)),
    seenSeq: 0,
    payload: written,
  };
  return { ...set, signature: '' };
};

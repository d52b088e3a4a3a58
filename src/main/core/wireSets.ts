/** A set of the log as it goes on the wire. */
import type { WireSet } from '../../shared/sync/hubProtocol.ts';
import type { SqlRow } from '../../platform/database.ts';
import { hex } from '../../platform/hash.ts';

export const toWire = (row: SqlRow, payload: string): Omit<WireSet, 'signature'> => ({
  device: String(row['device']),
  deviceSeq: Number(row['device_seq']),
  hlc: String(row['hlc']),
  actor: String(row['actor']),
  command: String(row['command']),
  cause: row['cause'] === null ? null : String(row['cause']),
  recordedAt: Number(row['recorded_at']),
  schema: Number(row['schema']),
  salt: hex(row['salt'] as Uint8Array),
  payloadHash: hex(row['payload_hash'] as Uint8Array),
  prevHash: hex(row['prev_hash'] as Uint8Array),
  seenSeq: Number(row['seen_seq']),
  payload,
});

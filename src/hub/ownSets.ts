/** Change sets that the hub writes itself, as a device of its own: the person and the role that an invitation names. */
import type { Payload } from '../shared/sync/changeSet.ts';
import { tick } from '../shared/sync/hlc.ts';
import type { WireSet } from '../shared/sync/hubProtocol.ts';
import { hex } from '../platform/hash.ts';
import { effectiveClock } from './admission.ts';
import { mergedRows, stampText } from './held.ts';
import { heldRows } from './heldRows.ts';
import { payloadHashOf, setHashOf } from './hash.ts';
import type { HubContext, WorkspaceRow } from './hubContext.ts';
import type { WriteSql } from './hubDb.ts';
import { readPayload } from './payload.ts';
import { number } from './push.ts';

/** The name of a new device of the hub's. */
export const newHubDevice = ({ ports }: HubContext): string => `${hex(ports.random.bytes(8))}.1`;

/** Enters the hub's device of a workspace. Nobody holds a key of it: what it writes is vouched for by the hub's running hash. */
export const enterHubDevice = async ({ ports }: HubContext, sql: WriteSql, workspace: string, device: string): Promise<void> => {
  await sql.run(
    `INSERT INTO hub_device (workspace, device, person, public_key, label, joined_at, last_seq, last_hash, last_hlc)
     VALUES (?, ?, '', '', '', ?, 0, '', '0')`,
    [workspace, device, ports.clock.now()],
  );
};

/** Writes a set in somebody's name and numbers it; returns the workspace after it. The caller holds the workspace's turn. */
export const writeOwnSet = async (
  context: HubContext,
  sql: WriteSql,
  workspace: WorkspaceRow,
  about: { readonly actor: string; readonly command: string; readonly payload: Payload },
): Promise<WorkspaceRow> => {
  const device = workspace.hubDevice;
  const end = (
    await sql.all('SELECT last_seq, last_hash, last_hlc FROM hub_device WHERE workspace = ? AND device = ?', [workspace.id, device])
  )[0];
  if (end === undefined) throw new Error('a workspace has a device of the hub');
  const now = context.ports.clock.now();
  const payload = JSON.stringify(about.payload);
  const salt = hex(context.ports.random.bytes(16));
  // The hub has seen all that it holds.
  const before = { device: BigInt(String(end['last_hlc'])), seen: BigInt(workspace.topHlc) };
  const hlc = effectiveClock(tick(0n, now), now, before).toString();
  const set: WireSet = {
    device,
    deviceSeq: Number(end['last_seq']) + 1,
    hlc,
    actor: about.actor,
    command: about.command,
    cause: null,
    recordedAt: now,
    schema: context.model.schema,
    salt,
    payloadHash: payloadHashOf(salt, payload),
    prevHash: String(end['last_hash']),
    signature: '',
    seenSeq: workspace.seq,
    payload,
  };
  const { catalog } = context.model;
  const read = readPayload(catalog, payload, { pushedUnder: context.model.schema });
  if (read.type === 'malformed') throw new Error(`the hub wrote a set that it would not take: ${read.table ?? ''}`);
  const held = heldRows(sql, workspace.id, catalog);
  await held.fetchFor(read.rows, null);
  await held.save(mergedRows(held, read.rows, stampText(hlc, device), about.actor) ?? []);
  return number(sql, workspace, { set, setHash: setHashOf(set), effectiveHlc: hlc, receivedAt: now, refused: null });
};

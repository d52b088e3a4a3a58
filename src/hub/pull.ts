/** Reading a workspace's log in the hub's order, from any number on, a page at a time. */
import type { z } from 'zod';
import { ok } from '../shared/kernel/result.ts';
import {
  chunkLimit,
  type HubSet,
  type PullAnswer,
  type pullRequest,
  type Refusal,
  stageLimit,
  type WireSet,
} from '../shared/sync/hubProtocol.ts';
import { unpack } from '../main/platform/compress.ts';
import { type Answer, answerBase, fault, type HubContext, workspaceOf } from './hubContext.ts';
import type { HubRow } from './hubDb.ts';
import type { Session } from './sessions.ts';

const mostSets = 500;

const toHubSet = (row: HubRow): HubSet => ({
  ...(JSON.parse(String(row['header'])) as Omit<WireSet, 'payload'>),
  // A large one is fetched part by part.
  payload: Number(row['size']) > stageLimit.from ? '' : unpack(row['payload'] as Uint8Array),
  hubSeq: Number(row['hub_seq']),
  effectiveHlc: String(row['effective_hlc']),
  receivedAt: Number(row['received_at']),
  refused: row['refused'] === null ? null : (JSON.parse(String(row['refused'])) as Refusal),
});

/** Sets that fit one message: at least one, however large it is. */
const fitting = (rows: readonly HubRow[]): number => {
  let size = 0;
  for (const [at, row] of rows.entries()) {
    size += Math.min(Number(row['size']), stageLimit.from);
    if (at > 0 && size > chunkLimit.bytes) return at;
  }
  return rows.length;
};

export const pull = (context: HubContext, session: Session, request: z.infer<typeof pullRequest>): Promise<Answer<PullAnswer>> =>
  context.db.read(async (sql) => {
    if (request.epoch !== context.epoch) return fault('wrongEpoch');
    const { after } = request;
    const workspace = await workspaceOf(sql, session.workspace);
    if (workspace === undefined) return fault('notFound');
    // A device that has seen more than the hub holds has seen it before the hub was put back.
    if (after > workspace.seq) return fault('wrongEpoch');
    const sizes = await sql.all('SELECT hub_seq, size FROM hub_set WHERE workspace = ? AND hub_seq > ? ORDER BY hub_seq LIMIT ?', [
      workspace.id,
      after,
      mostSets,
    ]);
    const last = after + fitting(sizes);
    const rows = await sql.all('SELECT * FROM hub_set WHERE workspace = ? AND hub_seq > ? AND hub_seq <= ? ORDER BY hub_seq', [
      workspace.id,
      after,
      last,
    ]);
    const sets = rows.map(toHubSet);
    const at = sets.at(-1)?.hubSeq ?? after;
    const headRow = (await sql.all('SELECT head FROM hub_set WHERE workspace = ? AND hub_seq = ?', [workspace.id, at]))[0];
    return ok({ ...answerBase(context), sets, head: String(headRow?.['head'] ?? ''), last: at, more: at < workspace.seq });
  });

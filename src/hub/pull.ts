/** Reading a workspace's log in the hub's order, from any number on, a page at a time: to each what its person may see. */
import type { z } from 'zod';
import { holdsWholeSets } from '../shared/admin/rights.ts';
import { ok } from '../shared/kernel/result.ts';
import {
  bareRefusal,
  chunkLimit,
  type HubSet,
  type PullAnswer,
  type pullRequest,
  type Refusal,
  stageLimit,
  type WireSet,
} from '../shared/sync/hubProtocol.ts';
import { unpack } from '../platform/compress.ts';
import { type Answer, answerBase, fault, type HubContext, workspaceOf } from './hubContext.ts';
import { amend } from './amended.ts';
import type { HubRow, Sql } from './hubDb.ts';
import { lensOf, readToken, tokenText, viewOf } from './scopeToken.ts';
import type { Session } from './sessions.ts';
import { viewerOf } from './viewer.ts';
import { type Lens, lookAt } from './visible.ts';

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

/**
 * Which row was refused is between the hub and the device that wrote it: others may never have seen that row, or may not see it tomorrow. Nobody else
 * can prove the payload, and nobody is to guess it. What the hub held of the row was told once, with the answer to the push.
 */
const asToldTo =
  (device: string) =>
  (set: HubSet): HubSet => {
    if (set.refused === null) return set;
    return set.device === device
      ? { ...set, refused: { ...set.refused, held: {} } }
      : { ...set, salt: null, refused: bareRefusal(set.refused) };
  };

/** A large payload is fetched part by part. */
const lightly = (payload: string): string => (payload.length > stageLimit.from ? '' : payload);

const seenSets = async (
  { model: { catalog } }: HubContext,
  sql: Sql,
  session: Session,
  rows: readonly HubRow[],
  lens: Lens,
): Promise<readonly HubSet[]> => {
  const told = rows.map(toHubSet).map(asToldTo(session.device));
  if (holdsWholeSets(catalog, lens.viewer)) return told;
  // What travels with its set was unpacked with it.
  const payloads = told.map(({ payload, refused }, at) =>
    refused === null && payload === '' ? unpack(rows[at]?.['payload'] as Uint8Array) : payload,
  );
  const look = await lookAt(sql, session.workspace, catalog, payloads);
  return told.map((set, at) => {
    if (set.refused !== null) return set;
    const { payload, partial } = look(payloads[at] ?? '', lens);
    return { ...set, payload: lightly(payload), ...(partial ? { partial, salt: null } : {}) };
  });
};

export const pull = (context: HubContext, session: Session, request: z.infer<typeof pullRequest>): Promise<Answer<PullAnswer>> =>
  context.db.read(async (sql) => {
    if (request.epoch !== context.epoch) return fault('wrongEpoch');
    const { after, scope } = request;
    const workspace = await workspaceOf(sql, session.workspace);
    if (workspace === undefined) return fault('notFound');
    // A device that has seen more than the hub holds has seen it before the hub was put back.
    if (after > workspace.seq) return fault('wrongEpoch');
    const { catalog } = context.model;
    const now = viewOf(catalog, await viewerOf(context, sql, session), workspace.seq);
    const lens = lensOf(now, session.person);
    // A program that knows of no scopes would take a part for a forgery.
    if (scope === undefined && !holdsWholeSets(catalog, lens.viewer)) return fault('protocolTooOld');
    const { protocol } = request;
    const asked = { sql, catalog, workspace: workspace.id, person: session.person, upTo: after, limits: context.amendLimits, protocol };
    const step = await amend(asked, readToken(scope ?? null), now);
    const told =
      scope === undefined
        ? {}
        : { amended: step.amended.map((set) => ({ ...set, payload: lightly(set.payload) })), scope: tokenText(step.parts) };
    // A large change of what is seen travels alone, as a large set does.
    const isFull = !step.isDone || step.amended.reduce((sum, { payload }) => sum + lightly(payload).length, 0) > context.amendLimits.bytes;
    const last = isFull ? after : await lastFitting(sql, workspace.id, after);
    const rows = await sql.all('SELECT * FROM hub_set WHERE workspace = ? AND hub_seq > ? AND hub_seq <= ? ORDER BY hub_seq', [
      workspace.id,
      after,
      last,
    ]);
    const sets = [...(await seenSets(context, sql, session, rows, lens))];
    const headRow = (await sql.all('SELECT head FROM hub_set WHERE workspace = ? AND hub_seq = ?', [workspace.id, last]))[0];
    return ok({ ...answerBase(context), sets, ...told, head: String(headRow?.['head'] ?? ''), last, more: isFull || last < workspace.seq });
  });

const lastFitting = async (sql: Sql, workspace: string, after: number): Promise<number> => {
  const sizes = await sql.all('SELECT hub_seq, size FROM hub_set WHERE workspace = ? AND hub_seq > ? ORDER BY hub_seq LIMIT ?', [
    workspace,
    after,
    mostSets,
  ]);
  return after + fitting(sizes);
};

/** Payloads that are too large for one message: staged part by part where they arrive, handed out part by part where they lie. */
import { createHash } from 'node:crypto';
import type { z } from 'zod';
import { holdsWholeSets } from '../shared/admin/rights.ts';
import { ok } from '../shared/kernel/result.ts';
import { type partRequest, stageLimit, type stageRequest, type WireSet } from '../shared/sync/hubProtocol.ts';
import { pack, unpack, unpackInPieces, unpackWithin } from '../platform/compress.ts';
import { type Answer, fault, type HubContext, workspaceOf } from './hubContext.ts';
import type { Sql } from './hubDb.ts';
import type { Malformed, PayloadLook } from './payload.ts';
import type { Session } from './sessions.ts';
import { seenNow, viewerOf } from './viewer.ts';

/** A device that stopped in the middle finds its parts again for so long, in ms. */
const keptFor = 7 * 24 * 3_600_000;

const partsOf = async (sql: Sql, { workspace, device }: Pick<Session, 'workspace' | 'device'>, hash: string): Promise<readonly number[]> =>
  (await sql.all('SELECT at FROM hub_part WHERE workspace = ? AND device = ? AND set_hash = ? ORDER BY at', [workspace, device, hash])).map(
    (row) => Number(row['at']),
  );

/** Bytes that all devices of a person have staged, under whichever names, without the part that comes again. */
const stagedElsewhere = async (sql: Sql, { workspace, device, person }: Session, hash: string, at: number): Promise<number> => {
  const rows = await sql.all(
    `SELECT sum(length(p.bytes)) AS bytes FROM hub_part p JOIN hub_device d ON d.workspace = p.workspace AND d.device = p.device
     WHERE p.workspace = ? AND d.person = ? AND NOT (p.device = ? AND p.set_hash = ? AND p.at = ?)`,
    [workspace, person, device, hash, at],
  );
  return Number(rows[0]?.['bytes'] ?? 0);
};

/** Keeps a part and says which one is next. A device stages one payload at a time: what it had begun for another set is given up. */
export const stage = (
  context: HubContext,
  session: Session,
  { hash, of, part }: z.infer<typeof stageRequest>,
): Promise<Answer<{ readonly next: number }>> =>
  context.db.write(async (sql) => {
    const { workspace, device } = session;
    const now = context.ports.clock.now();
    if (part !== null) {
      if (part.at >= of) return fault('malformed');
      await sql.run('DELETE FROM hub_part WHERE (workspace = ? AND device = ? AND set_hash <> ?) OR staged_at < ?', [
        workspace,
        device,
        hash,
        now - keptFor,
      ]);
      const bytes = Buffer.from(part.bytes, 'base64');
      if (bytes.length === 0 || bytes.length > stageLimit.part) return fault('malformed');
      if ((await stagedElsewhere(sql, session, hash, part.at)) + bytes.length > context.quotas.stagedBytes) return fault('slowDown');
      await sql.run(
        `INSERT INTO hub_part (workspace, device, set_hash, at, staged_at, bytes) VALUES (?, ?, ?, ?, ?, ?)
         ON CONFLICT (workspace, device, set_hash, at) DO UPDATE SET bytes = excluded.bytes`,
        [workspace, device, hash, part.at, now, bytes],
      );
    }
    const held = await partsOf(sql, session, hash);
    const gap = held.findIndex((at, index) => at !== index);
    return ok({ next: gap === -1 ? held.length : gap });
  });

/**
 * What is staged for a set: the payload; `unlike` where it is not what the set was signed over; or what is wrong with it, found without holding more of
 * it than a row.
 */
export type Staged = { readonly type: 'payload'; readonly payload: string } | { readonly type: 'unlike' } | Malformed;

const partsIn = async function* (
  sql: Sql,
  { workspace, device }: Pick<Session, 'workspace' | 'device'>,
  hash: string,
): AsyncGenerator<Uint8Array> {
  for (const at of await partsOf(sql, { workspace, device }, hash)) {
    const row = (
      await sql.all('SELECT bytes FROM hub_part WHERE workspace = ? AND device = ? AND set_hash = ? AND at = ?', [
        workspace,
        device,
        hash,
        at,
      ])
    )[0];
    if (row !== undefined) yield row['bytes'] as Uint8Array;
  }
};

/** What is staged for a set; null where it is not whole, or not what anybody packs. */
export const stagedFor = async (
  sql: Sql,
  session: Session,
  set: Pick<WireSet, 'salt' | 'payloadHash'>,
  hash: string,
  look: PayloadLook,
): Promise<Staged | null> => {
  const summed = createHash('sha256').update(Buffer.from(set.salt, 'hex'));
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let isText = true;
  let isRead = true;
  const isUnpacked = await unpackInPieces(partsIn(sql, session, hash), stageLimit.most, (piece) => {
    summed.update(piece);
    if (!isText || !isRead) return;
    try {
      isRead = look.take(decoder.decode(piece, { stream: true }));
    } catch {
      isText = false;
    }
  });
  if (!isUnpacked || !isText) return null;
  if (summed.digest('hex') !== set.payloadHash) return { type: 'unlike' };
  const wrong = look.end();
  if (wrong !== null) return wrong;
  const payload = await stagedPayload(sql, session, hash);
  return payload === null ? null : { type: 'payload', payload };
};

/** The payload staged for a set, unpacked; null where it is not whole, or not what anybody packs. */
export const stagedPayload = async (sql: Sql, { workspace, device }: Session, hash: string): Promise<string | null> => {
  const rows = await sql.all('SELECT bytes FROM hub_part WHERE workspace = ? AND device = ? AND set_hash = ? ORDER BY at', [
    workspace,
    device,
    hash,
  ]);
  const packed = Buffer.concat(rows.map((row) => row['bytes'] as Uint8Array));
  return packed.length === 0 ? null : unpackWithin(packed, stageLimit.most);
};

export const dropStaged = (sql: Sql, { workspace, device }: Session, hash: string): Promise<number> =>
  sql.run('DELETE FROM hub_part WHERE workspace = ? AND device = ? AND set_hash = ?', [workspace, device, hash]);

/** PostgreSQL counts the bytes of a value in 32 bits, and takes no greater number for a place among them. */
const furthest = 2 ** 31 - 1;

/**
 * A part of the payload of a numbered set, as whoever asks sees it. What was refused has none, and what is another workspace's is not there. Parts
 * that were asked for under two scopes do not fit together: what does not unpack is fetched anew.
 */
export const partOf = (
  context: HubContext,
  session: Session,
  { hubSeq, at }: z.infer<typeof partRequest>,
): Promise<Answer<{ readonly of: number; readonly bytes: string }>> =>
  context.db.read(async (sql) => {
    const from = at * stageLimit.part + 1;
    if (from > furthest) return fault('notFound');
    const found = 'FROM hub_set WHERE workspace = ? AND hub_seq = ? AND refused IS NULL';
    if (holdsWholeSets(context.model.catalog, await viewerOf(context, sql, session))) {
      const row = (
        await sql.all(`SELECT length(payload) AS bytes, substr(payload, ?, ?) AS part ${found}`, [
          from,
          stageLimit.part,
          session.workspace,
          hubSeq,
        ])
      )[0];
      const of = Math.ceil(Number(row?.['bytes'] ?? 0) / stageLimit.part);
      if (row === undefined || at >= of) return fault('notFound');
      return ok({ of, bytes: Buffer.from(row['part'] as Uint8Array).toString('base64') });
    }
    const row = (await sql.all(`SELECT payload ${found}`, [session.workspace, hubSeq]))[0];
    const workspace = await workspaceOf(sql, session.workspace);
    if (row === undefined || workspace === undefined) return fault('notFound');
    const seen = await seenNow(context, sql, session, workspace.seq, unpack(row['payload'] as Uint8Array));
    const packed = Buffer.from(pack(Buffer.from(seen.payload)));
    const of = Math.ceil(packed.length / stageLimit.part);
    if (at >= of) return fault('notFound');
    return ok({ of, bytes: packed.subarray(at * stageLimit.part, (at + 1) * stageLimit.part).toString('base64') });
  });

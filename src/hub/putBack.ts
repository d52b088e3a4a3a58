/** A hub that was put back or set up anew gets its own order again from an admin's device: the same sets under the same numbers, decisions included. */
import type { z } from 'zod';
import { err, ok } from '../shared/kernel/result.ts';
import { type HubSet, type markRequest, type putBackRequest, withheldSalt } from '../shared/sync/hubProtocol.ts';
import { isBeingFounded } from './beginning.ts';
import { type HeldRow, mergedRows, stampText } from './held.ts';
import { isSigned, payloadHashOf, setHashOf } from './hash.ts';
import { heldRows, type HeldRows } from './heldRows.ts';
import { type Answer, fault, type HubContext, takeTurn, type WorkspaceRow, workspaceOf } from './hubContext.ts';
import type { WriteSql } from './hubDb.ts';
import { readPayload } from './payload.ts';
import { enterVouched, number, Stop } from './push.ts';
import { isBeingPutBack, mayOpen } from './putBackWindow.ts';
import { keepScopeNote, type ScopeNote, scopeNoteOf } from './scopes.ts';
import type { Session } from './sessions.ts';
import { dropStaged, stagedPayload } from './staging.ts';

export type Marked = { readonly seq: number; readonly head: string; readonly common: number };

/** Where this hub's order ends, and how far the one that a device remembers is the same. */
export const mark = (context: HubContext, session: Session, { marks }: z.infer<typeof markRequest>): Promise<Answer<Marked>> =>
  context.db.read(async (sql) => {
    const workspace = await workspaceOf(sql, session.workspace);
    if (workspace === undefined) return fault('notFound');
    const rows = await sql.all(
      `SELECT hub_seq, head FROM hub_set WHERE workspace = ? AND hub_seq IN (${marks.map(() => '?').join(', ')})`,
      [workspace.id, ...marks.map(({ seq }) => seq)],
    );
    const heads = new Map(rows.map((row) => [Number(row['hub_seq']), String(row['head'])]));
    const same = marks.filter(({ seq, head }) => heads.get(seq) === head).map(({ seq }) => seq);
    return ok({ seq: workspace.seq, head: workspace.head, common: Math.max(0, ...same) });
  });

/** The rows of a set, merged as they were when it was taken over. */
const rowsAfter = async (held: HeldRows, set: HubSet): Promise<{ readonly rows: readonly HeldRow[]; readonly note: ScopeNote }> => {
  const payload = readPayload(held.catalog, set.payload, 'numbered');
  const isProven = set.salt !== null && payloadHashOf(set.salt, set.payload) === set.payloadHash;
  if (payload.type === 'malformed' || !isProven) throw new Stop('malformed');
  await held.fetchFor(payload.rows, null);
  const rows = mergedRows(held, payload.rows, stampText(set.effectiveHlc, set.device), set.actor);
  if (rows === null) throw new Stop('malformed');
  return { rows, note: scopeNoteOf(held, payload.rows) };
};

type Putting = { readonly session: Session; readonly context: HubContext; readonly sql: WriteSql; readonly held: HeldRows };

const putSet = async ({ context, sql, held, session }: Putting, workspace: WorkspaceRow, sent: HubSet): Promise<WorkspaceRow> => {
  const staged = sent.payload === '' && sent.refused === null ? await stagedPayload(sql, session, setHashOf(sent)) : null;
  const set = staged === null ? sent : { ...sent, payload: staged };
  if (set.hubSeq !== workspace.seq + 1) throw new Stop('malformed');
  const find = async () =>
    (
      await sql.all('SELECT public_key, last_seq, last_hash FROM hub_device WHERE workspace = ? AND device = ?', [workspace.id, set.device])
    )[0];
  if ((await find()) === undefined) await enterVouched(sql, workspace.id, set, context.ports.clock.now());
  const device = await find();
  const setHash = setHashOf(set);
  const isNext = device !== undefined && set.deviceSeq === Number(device['last_seq']) + 1 && set.prevHash === device['last_hash'];
  if (!isNext) throw new Stop('malformed');
  // A device that the hub knows speaks for itself, whoever brings its words.
  const key = String(device['public_key']);
  if (key !== '' && !isSigned(key, setHash, set.signature)) throw new Stop('malformed');
  if (set.partial === true) throw new Stop('malformed');
  const { hubSeq: _hubSeq, effectiveHlc, receivedAt, refused, partial: _partial, salt, ...wire } = set;
  if (staged !== null) await dropStaged(sql, session, setHash);
  const taken = refused === null ? await rowsAfter(held, set) : null;
  if (taken !== null) await held.save(taken.rows);
  const kept = { ...wire, salt: salt ?? withheldSalt };
  const after = await number(sql, workspace, { set: kept, setHash, effectiveHlc, receivedAt, refused });
  if (taken !== null) await keepScopeNote(sql, held, workspace.id, after.seq, taken.note);
  return after;
};

/** Takes sets under the numbers they had; all of a message or nothing. Returns how far the hub is then. */
export const putBack = async (
  context: HubContext,
  session: Session,
  request: z.infer<typeof putBackRequest>,
): Promise<Answer<{ readonly seq: number }>> => {
  if (request.epoch !== context.epoch) return err('wrongEpoch');
  try {
    return await context.db.write(async (sql) => {
      const found = await takeTurn(sql, session.workspace);
      if (found === undefined) return fault('notFound');
      const now = context.ports.clock.now();
      // A workspace that moves here brings its numbers: as long as it is founded nobody has to say so.
      const isMoving = found.publisher === session.person && isBeingFounded(found, now);
      if (!isMoving && !isBeingPutBack(found, now)) return fault('notAllowed');
      if (!(await mayOpen(context, sql, found, session))) return fault('notAllowed');
      let workspace = found;
      const putting = { session, context, sql, held: heldRows(sql, found.id, context.model.catalog) };
      for (const set of request.sets) if (set.hubSeq > found.seq) workspace = await putSet(putting, workspace, set);
      if (workspace.seq > found.seq) sql.poke({ type: 'grown', workspace: workspace.id, seq: workspace.seq });
      return ok({ seq: workspace.seq });
    });
  } catch (error) {
    if (error instanceof Stop) return err(error.why);
    throw error;
  }
};

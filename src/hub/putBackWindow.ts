/** The time in which a hub is put back: an admin opens it, and it ends when the admin is done, or by itself. Outside of it nobody speaks for others. */
import type { z } from 'zod';
import { err, ok } from '../shared/kernel/result.ts';
import type { putBackWindowRequest } from '../shared/sync/hubProtocol.ts';
import { actorAt, isAdmin } from './actors.ts';
import { isBeingFounded } from './beginning.ts';
import { heldRows } from './heldRows.ts';
import { type Answer, fault, type HubContext, takeTurn, type WorkspaceRow } from './hubContext.ts';
import type { Sql } from './hubDb.ts';
import type { Session } from './sessions.ts';

/** How long it stays open where nobody closes it, in ms. */
const openFor = 3_600_000;

export const isBeingPutBack = ({ putBackUntil }: WorkspaceRow, now: number): boolean => putBackUntil !== null && now < putBackUntil;

/** Somebody has to answer for what others wrote: an admin of the workspace, or its publisher while the hub does not have it whole. */
export const mayOpen = async ({ model, ports }: HubContext, sql: Sql, workspace: WorkspaceRow, { person }: Session): Promise<boolean> => {
  const now = ports.clock.now();
  const actor = await actorAt(heldRows(sql, workspace.id, model.catalog), person, now);
  return isAdmin(actor) || (actor === null && workspace.publisher === person && isBeingFounded(workspace, now));
};

export const setPutBackWindow = async (
  context: HubContext,
  session: Session,
  { epoch, isOpen }: z.infer<typeof putBackWindowRequest>,
): Promise<Answer<null>> => {
  if (epoch !== context.epoch) return err('wrongEpoch');
  return context.db.write(async (sql) => {
    const workspace = await takeTurn(sql, session.workspace);
    if (workspace === undefined) return fault('notFound');
    if (!(await mayOpen(context, sql, workspace, session))) return fault('notAllowed');
    const until = isOpen ? context.ports.clock.now() + openFor : null;
    await sql.run('UPDATE hub_workspace SET put_back_until = ? WHERE id = ?', [until, workspace.id]);
    return ok(null);
  });
};

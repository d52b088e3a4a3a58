/** How workspaces and devices come to a hub: publishing, invitations, joining, and going on under a new incarnation. */
import type { z } from 'zod';
import { ok } from '../shared/kernel/result.ts';
import { mayTouch, type Role, type Viewer } from '../shared/admin/policy.ts';
import { membership, person as personTable, team as teamTable, teamMember } from '../shared/admin/schema.ts';
import type { Payload } from '../shared/sync/changeSet.ts';
import type { inviteRequest, JoinAnswer, joinRequest, publishRequest, rekeyRequest, Tokens } from '../shared/sync/hubProtocol.ts';
import { codeHash, keepCode, newCode, tradeCode } from './codes.ts';
import { isPublicKey } from './hash.ts';
import { actorAt, todayAt } from './actors.ts';
import { heldRows } from './heldRows.ts';
import { type Answer, answerBase, fault, type HubContext, takeTurn, type WorkspaceRow, workspaceOf } from './hubContext.ts';
import type { WriteSql } from './hubDb.ts';
import { enterHubDevice, newHubDevice, writeOwnSet } from './ownSets.ts';
import { registerDevice, type Session, startSession } from './sessions.ts';

export const makeWorkspace = async (
  context: HubContext,
  sql: WriteSql,
  about: { readonly id: string; readonly name: string; readonly publisher: string },
): Promise<void> => {
  const device = newHubDevice(context);
  await sql.run(
    `INSERT INTO hub_workspace (id, name, seq, head, hub_device, publisher, turns, created_at) VALUES (?, ?, 0, '', ?, ?, 0, ?)`,
    [about.id, about.name, device, about.publisher, context.ports.clock.now()],
  );
  await enterHubDevice(context, sql, about.id, device);
};

const joined = (context: HubContext, workspace: string, person: string, tokens: Tokens): Answer<JoinAnswer> =>
  ok({ ...answerBase(context), workspace, person, tokens });

/** Registers a workspace and its first device by a set-up code. A refusal is answered, not thrown: the tries counted here must stay. */
export const publish = (context: HubContext, wanted: z.infer<typeof publishRequest>, address: string): Promise<Answer<JoinAnswer>> =>
  context.db.write(async (sql) => {
    if (!isPublicKey(wanted.key.publicKey)) return fault('malformed');
    const there = await workspaceOf(sql, wanted.workspace);
    const code = await tradeCode(context, sql, { code: wanted.code, kind: 'setUp', key: wanted.key.publicKey, address });
    if (typeof code === 'string') return fault(code);
    if (code.isRepeat) {
      if (there?.publisher !== wanted.person) return fault('wrongCode');
    } else if (there !== undefined) {
      // The code is not lost by a mistake: it opens the hub to another workspace still.
      await sql.run('UPDATE hub_code SET used_at = NULL, used_key = NULL WHERE hash = ?', [codeHash(wanted.code)]);
      return fault('workspaceThere');
    } else await makeWorkspace(context, sql, { id: wanted.workspace, name: wanted.name, publisher: wanted.person });
    if (!(await registerDevice(context, sql, wanted.workspace, wanted.person, wanted.key))) return fault('malformed');
    return joined(context, wanted.workspace, wanted.person, await startSession(context, sql, wanted.workspace, wanted.key.device));
  });

export const join = (context: HubContext, wanted: z.infer<typeof joinRequest>, address: string): Promise<Answer<JoinAnswer>> =>
  context.db.write(async (sql) => {
    if (!isPublicKey(wanted.key.publicKey)) return fault('malformed');
    const code = await tradeCode(context, sql, { code: wanted.code, kind: 'invitation', key: wanted.key.publicKey, address });
    if (typeof code === 'string') return fault(code);
    if (!(await registerDevice(context, sql, code.workspace, code.person, wanted.key))) {
      // The name is taken, or was shut out: the device may come again under its next one, by the same code.
      if (!code.isRepeat) await sql.run('UPDATE hub_code SET used_at = NULL, used_key = NULL WHERE hash = ?', [codeHash(wanted.code)]);
      return fault('malformed');
    }
    return joined(context, code.workspace, code.person, await startSession(context, sql, code.workspace, wanted.key.device));
  });

/** The same person goes on under the next incarnation; its tokens are the new name's from now on, and shutting that one out shuts both out. */
export const rekey = (context: HubContext, session: Session, wanted: z.infer<typeof rekeyRequest>): Promise<Answer<null>> =>
  context.db.write(async (sql) => {
    if (!isPublicKey(wanted.key.publicKey)) return fault('malformed');
    if (!(await registerDevice(context, sql, session.workspace, session.person, wanted.key))) return fault('malformed');
    for (const table of ['hub_session', 'hub_spent'])
      await sql.run(`UPDATE ${table} SET device = ? WHERE workspace = ? AND device = ?`, [
        wanted.key.device,
        session.workspace,
        session.device,
      ]);
    return ok(null);
  });

type Request = z.infer<typeof inviteRequest>;
/** Function and position null: whatever a person holds who has a role, sales and none for anybody else. */
export type Invitation = Pick<Request, 'access' | 'person' | 'name' | 'team' | 'validHours'> & {
  readonly function: Role['function'] | null;
  readonly position: Role['position'] | null;
};
export type Invited = { readonly code: string; readonly expiresAt: number; readonly person: string };

/** Rows that an invitation makes: the person where it is a new one, the role, and the place in a team. */
const invitationRows = (
  newId: () => string,
  wanted: Invitation,
  about: { readonly person: string; readonly today: string; readonly role: Role | null },
): Payload => {
  const { person, today, role } = about;
  const memberships = ['id', 'personId', 'access', 'function', 'position', 'fromDay', 'toDay'];
  return {
    i: [
      ...(wanted.person === null ? [[personTable.name, ['id', 'name', 'email'], [[person, wanted.name, null]]] as const] : []),
      ...(role === null
        ? []
        : [[membership.name, memberships, [[newId(), person, role.access, role.function, role.position, today, null]]] as const]),
      ...(wanted.team === null
        ? []
        : [[teamMember.name, ['id', 'teamId', 'personId', 'fromDay', 'toDay'], [[newId(), wanted.team, person, today, null]]] as const]),
    ],
  };
};

/** Whether an invitation asks for no other role than one that somebody has. What it does not say is as it is. */
const isAsHeld = (wanted: Invitation, held: Role): boolean =>
  held.access === wanted.access &&
  (wanted.function === null || wanted.function === held.function) &&
  (wanted.position === null || wanted.position === held.position);

/** In whose name people are invited, and whether that one may give positions. */
export type Inviter = { readonly actor: string; readonly givesPositions: boolean };

/** A one-time code for a person, who is entered with the role where the workspace does not know them. In the name of somebody who may do so. */
export const inviteTo = async (
  context: HubContext,
  sql: WriteSql,
  workspace: WorkspaceRow,
  by: Inviter,
  wanted: Invitation,
): Promise<Answer<Invited>> => {
  // A guest may read the workspace and its people, and nothing that a device would be of use for.
  if (wanted.access === 'guest') return fault('notAllowed');
  const now = context.ports.clock.now();
  const held = heldRows(sql, workspace.id, context.model.catalog);
  if (wanted.person !== null) await held.fetchRows(personTable.name, [wanted.person]);
  if (wanted.person !== null && held.row(personTable.name, wanted.person) === undefined) return fault('notFound');
  if (wanted.team !== null) await held.fetchRows(teamTable.name, [wanted.team]);
  if (wanted.team !== null && held.row(teamTable.name, wanted.team) === undefined) return fault('notFound');
  const person = wanted.person ?? context.newId();
  const roles = wanted.person === null ? [] : rolesOf(await actorAt(held, person, now));
  // An invitation gives a role to who has none; changing one is a decision of its own.
  if (roles.length > 0 && !roles.some((role) => isAsHeld(wanted, role))) return fault('otherRole');
  const { access, function: side, position } = wanted;
  const role: Role | null = roles.length > 0 ? null : { access, function: side ?? 'sales', position: position ?? 'none' };
  if (role !== null && role.position !== 'none' && !by.givesPositions) return fault('notAllowed');
  const payload = invitationRows(context.newId, wanted, { person, today: await todayAt(held, now), role });
  if ((payload.i ?? []).length > 0) {
    const after = await writeOwnSet(context, sql, workspace, { actor: by.actor, command: 'sync.invite', payload });
    sql.poke({ type: 'grown', workspace: workspace.id, seq: after.seq });
  }
  const code = newCode(context);
  const expiresAt = now + wanted.validHours * 3_600_000;
  await keepCode(sql, code, 'invitation', { workspace: workspace.id, person, expiresAt });
  return ok({ code, expiresAt, person });
};

/** Roles that let somebody do anything. */
const rolesOf = (actor: Viewer | null): readonly Role[] => (actor?.roles ?? []).filter(({ access }) => access !== 'guest');

export const invite = (context: HubContext, session: Session, wanted: Request): Promise<Answer<Invited>> =>
  context.db.write(async (sql) => {
    const workspace = await takeTurn(sql, session.workspace);
    if (workspace === undefined) return fault('notFound');
    const actor = await actorAt(heldRows(sql, workspace.id, context.model.catalog), session.person, context.ports.clock.now());
    const by = { actor: session.person, givesPositions: actor !== null && mayTouch(actor, 'position.give', null) };
    return inviteTo(context, sql, workspace, by, { ...wanted, function: wanted.function ?? null, position: wanted.position ?? null });
  });

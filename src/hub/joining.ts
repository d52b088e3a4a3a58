/** How workspaces and devices come to a hub: publishing, invitations, joining, and going on under a new incarnation. */
import type { z } from 'zod';
import { ok } from '../shared/kernel/result.ts';
import { dayOf, instant } from '../shared/kernel/day.ts';
import type { Payload } from '../shared/sync/changeSet.ts';
import type { inviteRequest, JoinAnswer, joinRequest, publishRequest, rekeyRequest, Tokens } from '../shared/sync/hubProtocol.ts';
import { codeHash, keepCode, newCode, tradeCode } from './codes.ts';
import { isPublicKey } from './hash.ts';
import { actorAt, heldRows, zoneOf } from './heldRows.ts';
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
    `INSERT INTO hub_workspace (id, name, seq, head, clamped, hub_device, publisher, turns, created_at) VALUES (?, ?, 0, '', '0', ?, ?, 0, ?)`,
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

type Invitation = Pick<z.infer<typeof inviteRequest>, 'access' | 'person' | 'name' | 'team' | 'validHours'>;
export type Invited = { readonly code: string; readonly expiresAt: number; readonly person: string };

/** Rows that an invitation makes: the person where it is a new one, the role, and the place in a team. */
const invitationRows = (
  newId: () => string,
  wanted: Invitation,
  about: { readonly person: string; readonly today: string; readonly needsRole: boolean },
): Payload => {
  const { person, today } = about;
  const memberships = ['id', 'personId', 'access', 'function', 'position', 'fromDay', 'toDay'];
  return {
    i: [
      ...(wanted.person === null ? [['person', ['id', 'name', 'email'], [[person, wanted.name, null]]] as const] : []),
      ...(about.needsRole ? [['membership', memberships, [[newId(), person, wanted.access, 'sales', 'none', today, null]]] as const] : []),
      ...(wanted.team === null
        ? []
        : [['team_member', ['id', 'teamId', 'personId', 'fromDay', 'toDay'], [[newId(), wanted.team, person, today, null]]] as const]),
    ],
  };
};

/** A one-time code for a person, who is entered with the role where the workspace does not know them. In `by`’s name, who may do so. */
export const inviteTo = async (
  context: HubContext,
  sql: WriteSql,
  workspace: WorkspaceRow,
  by: string,
  wanted: Invitation,
): Promise<Answer<Invited>> => {
  // A guest may read the workspace and its people, and nothing that a device would be of use for.
  if (wanted.access === 'guest') return fault('notAllowed');
  const now = context.ports.clock.now();
  const held = heldRows(sql, workspace.id);
  if (wanted.person !== null) await held.fetchRows('person', [wanted.person]);
  if (wanted.person !== null && held.row('person', wanted.person) === undefined) return fault('notFound');
  if (wanted.team !== null) await held.fetchRows('team', [wanted.team]);
  if (wanted.team !== null && held.row('team', wanted.team) === undefined) return fault('notFound');
  const person = wanted.person ?? context.newId();
  const actor = wanted.person === null ? null : await actorAt(sql, held, workspace.id, person, now);
  const access = actor?.access ?? 'guest';
  // An invitation gives a role to who has none; changing one is a decision of its own.
  if (access !== 'guest' && access !== wanted.access) return fault('notAllowed');
  const today = dayOf(instant(now), await zoneOf(sql, workspace.id));
  const payload = invitationRows(context.newId, wanted, { person, today, needsRole: access === 'guest' });
  if ((payload.i ?? []).length > 0) {
    const after = await writeOwnSet(context, sql, workspace, { actor: by, command: 'sync.invite', payload });
    sql.poke({ type: 'grown', workspace: workspace.id, seq: after.seq });
  }
  const code = newCode(context);
  const expiresAt = now + wanted.validHours * 3_600_000;
  await keepCode(sql, code, 'invitation', { workspace: workspace.id, person, expiresAt });
  return ok({ code, expiresAt, person });
};

export const invite = (context: HubContext, session: Session, wanted: Invitation): Promise<Answer<Invited>> =>
  context.db.write(async (sql) => {
    const workspace = await takeTurn(sql, session.workspace);
    return workspace === undefined ? fault('notFound') : inviteTo(context, sql, workspace, session.person, wanted);
  });

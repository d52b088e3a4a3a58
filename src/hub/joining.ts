/** How workspaces and devices come to a hub: publishing, invitations, joining, and going on under a new incarnation. */
import type { z } from 'zod';
import { ok } from '../shared/kernel/result.ts';
import { mayTouch, type Role, type Viewer } from '../shared/admin/policy.ts';
import { membership, person as personTable, team as teamTable, teamMember } from '../shared/admin/schema.ts';
import type { Payload } from '../shared/sync/changeSet.ts';
import type { inviteRequest, JoinAnswer, joinRequest, publishRequest, rekeyRequest, Tokens } from '../shared/sync/hubProtocol.ts';
import { foundingText, openToOthers } from './beginning.ts';
import { giveBack, makeCode, type Traded, tradeCode } from './codes.ts';
import { registerDevice } from './devices.ts';
import { isPublicKey } from './hash.ts';
import { actorAt, todayAt } from './actors.ts';
import { heldRows } from './heldRows.ts';
import { type Answer, answerBase, fault, type HubContext, takeTurn, type WorkspaceRow, workspaceOf } from './hubContext.ts';
import type { WriteSql } from './hubDb.ts';
import { enterHubDevice, newHubDevice, writeOwnSet } from './ownSets.ts';
import { type Session, startSession } from './sessions.ts';

export const makeWorkspace = async (
  context: HubContext,
  sql: WriteSql,
  about: { readonly id: string; readonly name: string; readonly publisher: string; readonly founding: string | null },
): Promise<void> => {
  const device = newHubDevice(context);
  await sql.run(
    `INSERT INTO hub_workspace (id, name, seq, head, hub_device, publisher, turns, created_at, founding) VALUES (?, ?, 0, '', ?, ?, 0, ?, ?)`,
    [about.id, about.name, device, about.publisher, context.ports.clock.now(), about.founding],
  );
  await enterHubDevice(context, sql, about.id, device);
};

const joined = (context: HubContext, workspace: string, person: string, tokens: Tokens): Answer<JoinAnswer> =>
  ok({ ...answerBase(context), workspace, person, tokens });

/** An answer to a code, and how long whoever named it waits for that, in ms. */
type ToCode = { readonly answer: Answer<JoinAnswer>; readonly pause: number };
const atOnce = (answer: Answer<JoinAnswer>): ToCode => ({ answer, pause: 0 });
const toBadCode = ({ why, pause }: Extract<Traded, { readonly type: 'bad' }>): ToCode => ({ answer: fault(why), pause });

/** A refusal is answered, not thrown: what was counted must stay. Nobody else waits meanwhile, also nobody at the same address. */
const answerCode = async (context: HubContext, body: (sql: WriteSql) => Promise<ToCode>): Promise<Answer<JoinAnswer>> => {
  const { answer, pause } = await context.db.write(body);
  if (pause > 0) await context.wait(pause);
  return answer;
};

/** Registers a workspace and its first device by a set-up code. */
export const publish = (context: HubContext, wanted: z.infer<typeof publishRequest>, address: string): Promise<Answer<JoinAnswer>> =>
  answerCode(context, async (sql) => {
    const { workspace, person, key } = wanted;
    if (!isPublicKey(key.publicKey)) return atOnce(fault('malformed'));
    const there = await workspaceOf(sql, workspace);
    const traded = await tradeCode(context, sql, { code: wanted.code, kind: 'setUp', key: key.publicKey, address });
    if (traded.type === 'bad') return toBadCode(traded);
    const { madeAt, isRepeat } = traded.code;
    if (isRepeat) {
      if (there?.publisher !== person) return atOnce(fault('wrongCode'));
    } else if (there !== undefined) {
      // The code is not lost by a mistake: it opens the hub to another workspace still.
      await giveBack(sql, wanted.code);
      return atOnce(fault('workspaceThere'));
    } else {
      const founding = foundingText(wanted.last ?? null);
      await makeWorkspace(context, sql, { id: workspace, name: wanted.name, publisher: person, founding });
    }
    const refused = await registerDevice(context, sql, { workspace, person, key, by: { type: 'code', madeAt } });
    return atOnce(
      refused === null ? joined(context, workspace, person, await startSession(context, sql, workspace, key.device)) : fault(refused),
    );
  });

export const join = (context: HubContext, wanted: z.infer<typeof joinRequest>, address: string): Promise<Answer<JoinAnswer>> =>
  answerCode(context, async (sql) => {
    const { key } = wanted;
    if (!isPublicKey(key.publicKey)) return atOnce(fault('malformed'));
    const traded = await tradeCode(context, sql, { code: wanted.code, kind: 'invitation', key: key.publicKey, address });
    if (traded.type === 'bad') return toBadCode(traded);
    const { workspace, person, madeAt, isRepeat } = traded.code;
    const refused = await registerDevice(context, sql, { workspace, person, key, by: { type: 'code', madeAt } });
    if (refused === null) return atOnce(joined(context, workspace, person, await startSession(context, sql, workspace, key.device)));
    // The name is taken, or was shut out, or the person holds too many: the device may come again, by the same code.
    if (!isRepeat) await giveBack(sql, wanted.code);
    return atOnce(fault(refused));
  });

/** The same device goes on under its next name; its tokens are the new name's from now on. */
export const rekey = (context: HubContext, session: Session, wanted: z.infer<typeof rekeyRequest>): Promise<Answer<null>> =>
  context.db.write(async (sql) => {
    if (!isPublicKey(wanted.key.publicKey)) return fault('malformed');
    const { workspace, person, device } = session;
    const refused = await registerDevice(context, sql, { workspace, person, key: wanted.key, by: { type: 'session', device } });
    if (refused !== null) return fault(refused);
    for (const table of ['hub_session', 'hub_spent'])
      await sql.run(`UPDATE ${table} SET device = ? WHERE workspace = ? AND device = ?`, [wanted.key.device, workspace, device]);
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
  if (wanted.access === 'guest') return fault('noGuests');
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
  const open = await openToOthers(sql, workspace, wanted.person, now);
  if (open === null) return fault('stillFounding');
  const payload = invitationRows(context.newId, wanted, { person, today: await todayAt(held, now), role });
  if ((payload.i ?? []).length > 0) {
    const after = await writeOwnSet(context, sql, open, { actor: by.actor, command: 'sync.invite', payload });
    sql.poke({ type: 'grown', workspace: workspace.id, seq: after.seq });
  }
  const expiresAt = now + wanted.validHours * 3_600_000;
  const code = await makeCode(context, sql, 'invitation', { workspace: workspace.id, person, expiresAt });
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

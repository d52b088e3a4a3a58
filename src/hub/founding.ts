/** A workspace that begins at the hub: an invitation to an empty one makes it, with the invited person as its first admin. */
import { err } from '../shared/kernel/result.ts';
import type { Role } from '../shared/admin/policy.ts';
import { membership, person as personTable, workspace as workspaceTable } from '../shared/admin/schema.ts';
import type { InsertGroup, Payload } from '../shared/sync/changeSet.ts';
import { hasCeoAt } from './actors.ts';
import { makeCode } from './codes.ts';
import { heldRows } from './heldRows.ts';
import { type Answer, type HubContext, isEmptyHub, takeHubTurn, takeTurn } from './hubContext.ts';
import { type Invited, inviteTo, makeWorkspace } from './joining.ts';
import { writeOwnSet } from './ownSets.ts';

/** In whose name a workspace is made, here and on a device: nobody's yet. */
const setUpActor = 'set-up';

/** What nobody has chosen yet; the first admin changes it in the settings. */
const beginning = { baseCurrency: 'NOK', zone: 'Europe/Oslo', region: 'NO' } as const;

const firstRows = (
  newId: () => string,
  about: { readonly workspace: string; readonly person: string; readonly name: string; readonly role: Role },
): readonly InsertGroup[] => {
  const { baseCurrency, zone, region } = beginning;
  const { access, function: side, position } = about.role;
  return [
    [
      workspaceTable.name,
      ['id', 'name', 'baseCurrency', 'zone', 'region', 'sample'],
      [[about.workspace, about.name, baseCurrency, zone, region, 0]],
    ],
    [personTable.name, ['id', 'name', 'email'], [[about.person, about.name, null]]],
    [
      membership.name,
      ['id', 'personId', 'access', 'function', 'position', 'fromDay', 'toDay'],
      [[newId(), about.person, access, side, position, null, null]],
    ],
  ];
};

export type InviteWish = {
  readonly role: Role['access'];
  /** Null: sales; the first person of a workspace is management. */
  readonly function: Role['function'] | null;
  readonly position: Role['position'];
  readonly name: string;
  readonly workspace: string | null;
};
export type InviteRefused = 'firstIsAdmin' | 'whichWorkspace' | 'noSuchWorkspace' | 'noGuests' | 'positionByCeo';

const validHours = 72;

/** An invitation made by whoever has the hub's own store in hand. */
export const inviteAtHub = (
  context: HubContext,
  wish: InviteWish,
): Promise<Answer<Invited> | { readonly ok: false; readonly error: InviteRefused }> =>
  context.db.write(async (sql) => {
    if (wish.role === 'guest') return err('noGuests');
    await takeHubTurn(sql);
    if (await isEmptyHub(sql)) {
      // Without an admin nobody could ever invite, or set anything.
      if (wish.role !== 'admin') return err('firstIsAdmin');
      if (wish.workspace !== null) return err('noSuchWorkspace');
      const [id, person] = [context.newId(), context.newId()];
      await makeWorkspace(context, sql, { id, name: wish.name, publisher: '', founding: null });
      const made = await takeTurn(sql, id);
      if (made === undefined) throw new Error('the workspace was just made');
      const role: Role = { access: wish.role, function: wish.function ?? 'management', position: wish.position };
      const about = { workspace: id, person, name: wish.name, role };
      const payload: Payload = { i: [...firstRows(context.newId, about), ...context.model.beginning(context.newId)] };
      await writeOwnSet(context, sql, made, { actor: setUpActor, command: 'admin.createWorkspace', payload });
      const expiresAt = context.ports.clock.now() + validHours * 3_600_000;
      const code = await makeCode(context, sql, 'invitation', { workspace: id, person, expiresAt });
      return { ok: true, value: { code, expiresAt, person } };
    }
    const ids = (await sql.all('SELECT id FROM hub_workspace ORDER BY id LIMIT 2')).map((row) => String(row['id']));
    if (wish.workspace === null && ids.length > 1) return err('whichWorkspace');
    const workspace = await takeTurn(sql, wish.workspace ?? ids[0] ?? '');
    if (workspace === undefined) return err('noSuchWorkspace');
    // Whoever has the hub in hand stands for its admin: positions are the CEO's to give once there is one.
    const hasCeo = await hasCeoAt(heldRows(sql, workspace.id, context.model.catalog), context.ports.clock.now());
    if (hasCeo && wish.position !== 'none') return err('positionByCeo');
    const { role: access, function: side, position, name } = wish;
    const by = { actor: setUpActor, givesPositions: !hasCeo };
    return inviteTo(context, sql, workspace, by, { access, function: side, position, person: null, name, team: null, validHours });
  });

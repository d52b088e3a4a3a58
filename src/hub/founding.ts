/** A workspace that begins at the hub: an invitation to an empty one makes it, with the invited person as its first admin. */
import { err } from '../shared/kernel/result.ts';
import { seededReasons, seededStages, stageStep } from '../shared/pipeline/seededProcess.ts';
import type { InsertGroup, Payload, PayloadValue } from '../shared/sync/changeSet.ts';
import { keepCode, newCode } from './codes.ts';
import { type Answer, type HubContext, isEmptyHub, takeHubTurn, takeTurn } from './hubContext.ts';
import { type Invited, inviteTo, makeWorkspace } from './joining.ts';
import { writeOwnSet } from './ownSets.ts';

/** In whose name a workspace is made, here and on a device: nobody's yet. */
const setUpActor = 'set-up';

/** What nobody has chosen yet; the first admin changes it in the settings. */
const beginning = { baseCurrency: 'NOK', zone: 'Europe/Oslo', region: 'NO' } as const;

const firstRows = (newId: () => string, about: { readonly workspace: string; readonly person: string; readonly name: string }): Payload => {
  const stages: PayloadValue[][] = [];
  const criteria: PayloadValue[][] = [];
  for (const [at, { key, name, kind, probabilityBp, criteria: agreed }] of seededStages.entries()) {
    const id = newId();
    stages.push([id, name, key, (at + 1) * stageStep, kind, probabilityBp]);
    for (const { key: seedKey, text, provenBy } of agreed) criteria.push([newId(), id, text, seedKey, provenBy]);
  }
  const reasons = seededReasons.map(({ key, kind, name, notALoss }) => [newId(), kind, name, key, notALoss ? 1 : 0]);
  const { baseCurrency, zone, region } = beginning;
  const groups: readonly InsertGroup[] = [
    [
      'workspace',
      ['id', 'name', 'baseCurrency', 'zone', 'region', 'sample'],
      [[about.workspace, about.name, baseCurrency, zone, region, 0]],
    ],
    ['person', ['id', 'name', 'email'], [[about.person, about.name, null]]],
    [
      'membership',
      ['id', 'personId', 'access', 'function', 'position', 'fromDay', 'toDay'],
      [[newId(), about.person, 'admin', 'management', 'none', null, null]],
    ],
    ['stage', ['id', 'name', 'seedKey', 'position', 'kind', 'probabilityBp'], stages],
    ['stage_criterion', ['id', 'stageId', 'text', 'seedKey', 'provenBy'], criteria],
    ['close_reason', ['id', 'kind', 'name', 'seedKey', 'notALoss'], reasons],
  ];
  return { i: groups };
};

export type InviteWish = {
  readonly role: 'admin' | 'manager' | 'seller' | 'guest';
  readonly name: string;
  readonly workspace: string | null;
};
export type InviteRefused = 'firstIsAdmin' | 'whichWorkspace' | 'noSuchWorkspace' | 'noGuests';

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
      await makeWorkspace(context, sql, { id, name: wish.name, publisher: '' });
      const made = await takeTurn(sql, id);
      if (made === undefined) throw new Error('the workspace was just made');
      const payload = firstRows(context.newId, { workspace: id, person, name: wish.name });
      await writeOwnSet(context, sql, made, { actor: setUpActor, command: 'admin.createWorkspace', payload });
      const code = newCode(context);
      const expiresAt = context.ports.clock.now() + validHours * 3_600_000;
      await keepCode(sql, code, 'invitation', { workspace: id, person, expiresAt });
      return { ok: true, value: { code, expiresAt, person } };
    }
    const ids = (await sql.all('SELECT id FROM hub_workspace ORDER BY id LIMIT 2')).map((row) => String(row['id']));
    if (wish.workspace === null && ids.length > 1) return err('whichWorkspace');
    const workspace = await takeTurn(sql, wish.workspace ?? ids[0] ?? '');
    if (workspace === undefined) return err('noSuchWorkspace');
    const invitation = { access: wish.role, person: null, name: wish.name, team: null, validHours };
    return inviteTo(context, sql, workspace, setUpActor, invitation);
  });

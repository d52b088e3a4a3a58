/** The workspace, its people and teams: answers and changes. */
import type * as contract from '../../../shared/admin/contract.ts';
import { accessOf } from '../../../shared/admin/policy.ts';
import { person, team, teamFunctions, teamMember, workspace } from '../../../shared/admin/schema.ts';
import type { Id } from '../../../shared/kernel/brand.ts';
import { isZone } from '../../../shared/kernel/day.ts';
import { fieldValues, selectFields, toCells } from '../../../shared/kernel/fields.ts';
import { err, ok } from '../../../shared/kernel/result.ts';
import type { Store } from '../../core/store.ts';
import type { ReadTx } from '../../core/tx.ts';
import { sortKeySql } from '../nameOrder.ts';
import type { HandlersOf } from '../handlers.ts';
import { given } from '../patch.ts';
import { actorOf } from './actor.ts';
import { roleHandlers } from './roles.ts';

const peopleNow = (tx: ReadTx): readonly contract.PersonView[] => {
  const teams = Map.groupBy(
    tx.all<{ personId: string; id: Id<'Team'>; name: string }>(
      `SELECT m.person_id AS personId, t.id, t.name FROM team_member m JOIN team t ON t.id = m.team_id AND t.deleted = 0
       WHERE m.deleted = 0 AND (m.from_day IS NULL OR m.from_day <= ?) AND (m.to_day IS NULL OR m.to_day >= ?) ORDER BY ${sortKeySql('t.name')}, t.id`,
      tx.today,
      tx.today,
    ),
    (row) => row.personId,
  );
  const memberships = Map.groupBy(
    tx.all<contract.PersonView['memberships'][number] & { personId: string }>(
      `SELECT person_id AS personId, id, access, function, position, from_day AS fromDay, to_day AS toDay FROM membership WHERE deleted = 0 ORDER BY from_day, id`,
    ),
    (row) => row.personId,
  );
  return tx
    .all<{ id: Id<'Person'> }>(
      `SELECT p.id, ${selectFields(person, 'p')} FROM person p WHERE p.deleted = 0 ORDER BY ${sortKeySql('p.name')}, p.id`,
    )
    .map((row) => ({
      id: row.id,
      ...fieldValues(person, row),
      teams: (teams.get(row.id) ?? []).map(({ id, name }) => ({ id, name })),
      memberships: (memberships.get(row.id) ?? []).map(({ id, access, function: role, position, fromDay, toDay }) => ({
        id,
        access,
        function: role,
        position,
        fromDay,
        toDay,
      })),
    }));
};

const teamsNow = (tx: ReadTx): readonly contract.TeamView[] => {
  const members = Map.groupBy(
    tx.all<{ teamId: string; id: Id<'Person'>; name: string }>(
      `SELECT m.team_id AS teamId, p.id, p.name FROM team_member m JOIN person p ON p.id = m.person_id AND p.deleted = 0
       WHERE m.deleted = 0 AND (m.from_day IS NULL OR m.from_day <= ?) AND (m.to_day IS NULL OR m.to_day >= ?) ORDER BY ${sortKeySql('p.name')}, p.id`,
      tx.today,
      tx.today,
    ),
    (row) => row.teamId,
  );
  return tx
    .all<{ id: Id<'Team'>; name: string; office: string | null; leaderId: Id<'Person'> | null; leader: string | null }>(
      `SELECT t.id, t.name, t.office, p.id AS leaderId, p.name AS leader FROM team t LEFT JOIN person p ON p.id = t.leader_id AND p.deleted = 0
       WHERE t.deleted = 0 ORDER BY ${sortKeySql('t.name')}, t.id`,
    )
    .map(({ leaderId, leader, ...row }) => ({
      ...row,
      leader: leaderId === null || leader === null ? null : { id: leaderId, name: leader },
      members: (members.get(row.id) ?? []).map(({ id, name }) => ({ id, name })),
    }));
};

export const adminHandlers = (store: Store): HandlersOf<typeof contract> => ({
  workspace: (tx, _input, { actor }) => {
    const view = workspaceNow(tx, actor.personId, store.readOnly);
    if (view === null) throw new Error('the store has no workspace');
    return ok(view);
  },
  editWorkspace: (tx, patch) => {
    if (patch.zone !== undefined && !isZone(patch.zone)) return err({ type: 'NotAZone' });
    const id = tx.get<{ id: Id<'Workspace'> }>('SELECT id FROM workspace WHERE deleted = 0 ORDER BY id LIMIT 1')?.id;
    if (id === undefined) throw new Error('the store has no workspace');
    tx.update(workspace, id, given(patch));
    return ok(null);
  },
  people: (tx) => ok(peopleNow(tx)),
  createPerson: (tx, { name, ...fields }) => {
    const id = tx.newId<'Person'>();
    tx.insert(person, { id, name, ...toCells(person, fields) });
    return ok({ id });
  },
  editPerson: (tx, { id, ...patch }) => {
    if (tx.find(person, id) === undefined) return err({ type: 'PersonNotFound' });
    tx.update(person, id, toCells(person, patch));
    return ok(null);
  },
  ...roleHandlers,
  teams: (tx) => ok(teamsNow(tx)),
  createTeam: (tx, { name, ...fields }) => {
    if (typeof fields.leaderId === 'string' && tx.find(person, fields.leaderId) === undefined) return err({ type: 'PersonNotFound' });
    const id = tx.newId<'Team'>();
    tx.insert(team, { id, name, ...given(fields) });
    return ok({ id });
  },
  joinTeam: (tx, { teamId, personId, fromDay }) => {
    if (tx.find(team, teamId) === undefined) return err({ type: 'TeamNotFound' });
    if (tx.find(person, personId) === undefined) return err({ type: 'PersonNotFound' });
    const id = tx.newId<'TeamMember'>();
    tx.insert(teamMember, { id, teamId, personId, fromDay });
    return ok({ id });
  },
});

const workspaceNow = (tx: ReadTx, meId: string, readOnly: boolean): contract.WorkspaceView | null => {
  const row = tx.get<{
    id: Id<'Workspace'>;
    name: string;
    baseCurrency: string;
    zone: string;
    region: 'NO' | 'DK' | 'SE' | 'GB';
    sample: number;
  }>('SELECT id, name, base_currency AS baseCurrency, zone, region, sample FROM workspace WHERE deleted = 0 ORDER BY id LIMIT 1');
  const me = actorOf(tx, meId);
  if (row === undefined || me === null) return null;
  return {
    ...row,
    sample: row.sample === 1,
    today: tx.today,
    me: {
      id: me.personId as Id<'Person'>,
      name: me.name,
      access: accessOf(me),
      functions: teamFunctions.filter((side) => me.roles.some((role) => role.function === side && role.access !== 'guest')),
      roles: me.roles,
      teammates: me.teammates,
      hasCeo: me.hasCeo,
    },
    readOnly,
  };
};

/** The workspace, its people and teams: answers and changes. */
import type * as contract from '../../../shared/admin/contract.ts';
import { accessOf, type Actor, type Role } from '../../../shared/admin/policy.ts';
import { membership, person, team, teamFunctions, teamMember, workspace } from '../../../shared/admin/schema.ts';
import type { Id } from '../../../shared/kernel/brand.ts';
import { isZone } from '../../../shared/kernel/day.ts';
import { fieldValues, selectFields, toCells } from '../../../shared/kernel/fields.ts';
import { err, ok } from '../../../shared/kernel/result.ts';
import type { ReadTx } from '../../core/tx.ts';
import { sortKeySql } from '../nameOrder.ts';
import type { HandlersOf } from '../handlers.ts';
import { given } from '../patch.ts';

type Handlers = Omit<HandlersOf<typeof contract>, 'workspace'>;

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

/** Admins who hold the role on a day, other than by one membership: without any, nobody could ever invite an admin again. */
const otherAdmins = (tx: ReadTx, exceptMembership: string): number =>
  tx.get<{ n: number }>(
    "SELECT count(*) AS n FROM membership WHERE deleted = 0 AND access = 'admin' AND id <> ? AND (from_day IS NULL OR from_day <= ?) AND to_day IS NULL",
    exceptMembership,
    tx.today,
  )?.n ?? 0;

export const adminHandlers: Handlers = {
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
  addMembership: (tx, input) => {
    if (tx.find(person, input.personId) === undefined) return err({ type: 'PersonNotFound' });
    if (input.fromDay !== null && input.toDay !== null && input.fromDay > input.toDay) return err({ type: 'PeriodBackwards' });
    const id = tx.newId<'Membership'>();
    tx.insert(membership, { id, ...input });
    return ok({ id });
  },
  endMembership: (tx, { id, lastDay }) => {
    const found = tx.find(membership, id);
    if (found === undefined) return err({ type: 'MembershipNotFound' });
    if (found.fromDay !== null && lastDay < found.fromDay) return err({ type: 'PeriodBackwards' });
    if (found.access === 'admin' && otherAdmins(tx, id) === 0) return err({ type: 'LastAdmin' });
    tx.update(membership, id, { toDay: lastDay });
    return ok(null);
  },
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
};

const heldToday = (alias: string): string =>
  `${alias}.deleted = 0 AND (${alias}.from_day IS NULL OR ${alias}.from_day <= ?) AND (${alias}.to_day IS NULL OR ${alias}.to_day >= ?)`;

/** What a person holds today. */
const rolesOf = (tx: ReadTx, personId: string): readonly Role[] =>
  tx.all<Role>(
    `SELECT m.access, m.function, m.position FROM membership m WHERE m.person_id = ? AND ${heldToday('m')} ORDER BY m.id`,
    personId,
    tx.today,
    tx.today,
  );

/** Whether anybody is CEO today. */
const hasCeo = (tx: ReadTx): boolean =>
  tx.get(`SELECT 1 FROM membership m WHERE m.position = 'ceo' AND ${heldToday('m')}`, tx.today, tx.today) !== undefined;

/** Who acts on this device: the person it was set up for, with the roles held today; without any a guest. Null while no such person exists. */
export const actorOf = (tx: ReadTx, personId: string): Actor | null => {
  const found = tx.find(person, personId);
  if (found === undefined) return null;
  const teammates = tx.all<{ id: string }>(
    `SELECT DISTINCT b.person_id AS id FROM team_member a JOIN team_member b ON b.team_id = a.team_id AND ${heldToday('b')}
     WHERE a.person_id = ? AND ${heldToday('a')} ORDER BY id`,
    tx.today,
    tx.today,
    personId,
    tx.today,
    tx.today,
  );
  return {
    personId: found.id,
    name: found.name,
    roles: rolesOf(tx, personId),
    teammates: [found.id, ...teammates.map(({ id }) => id)],
    hasCeo: hasCeo(tx),
  };
};

export const workspaceNow = (tx: ReadTx, meId: string, readOnly: boolean): contract.WorkspaceView | null => {
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
      functions: teamFunctions.filter((side) => me.roles.some((role) => role.function === side)),
      roles: me.roles,
      teammates: me.teammates,
      hasCeo: me.hasCeo,
    },
    readOnly,
  };
};

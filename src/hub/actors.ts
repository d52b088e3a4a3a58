/** Who somebody is at a hub today: roles, teammates, and whether anybody is CEO, by the rows that it holds. */
import { accessOf, actions, isCeo, mayTouch, reach, type Role, type Viewer } from '../shared/admin/policy.ts';
import { accessRoles, membership, positions, teamFunctions, teamMember, workspace } from '../shared/admin/schema.ts';
import { type Day, dayOf, instant, isZone, type Zone } from '../shared/kernel/day.ts';
import { deletedCell } from '../shared/sync/changeSet.ts';
import type { HeldRow } from './held.ts';
import type { HeldRows } from './heldRows.ts';

type Cells = HeldRow['cells'];

/** The zone that the workspace counts its days in; UTC until the hub holds it. */
const zoneOf = async (held: HeldRows): Promise<Zone> => {
  const [first] = (await held.fetchAll(workspace.name)).toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const zone = first?.cells['zone'];
  return typeof zone === 'string' && isZone(zone) ? zone : ('UTC' as Zone);
};

export const todayAt = async (held: HeldRows, now: number): Promise<Day> => dayOf(instant(now), await zoneOf(held));

const isHeldOn = (today: string, cells: Cells): boolean => {
  const { fromDay = null, toDay = null } = cells;
  return (fromDay === null || fromDay <= today) && (toDay === null || toDay >= today) && (cells[deletedCell] ?? 0) === 0;
};

const heldOn = async (held: HeldRows, table: string, today: string): Promise<readonly Cells[]> =>
  (await held.fetchAll(table)).map(({ cells }) => cells).filter((cells) => isHeldOn(today, cells));

/** What a membership says; one whose access is no access says nothing. */
const roleOf = (cells: Cells): readonly Role[] => {
  const access = accessRoles.find((one) => one === cells['access']);
  const side = teamFunctions.find((one) => one === cells['function']) ?? 'sales';
  const position = positions.find((one) => one === cells['position']) ?? 'none';
  return access === undefined ? [] : [{ access, function: side, position }];
};

/** Persons of the teams that somebody belongs to on a day, this one included, in order. */
const teammatesOf = async (held: HeldRows, personId: string, today: string): Promise<readonly string[]> => {
  const places = await heldOn(held, teamMember.name, today);
  const teams = new Set(places.filter((cells) => cells['personId'] === personId).map((cells) => cells['teamId']));
  const mates = places.filter((cells) => teams.has(cells['teamId'])).map((cells) => String(cells['personId']));
  return [...new Set([personId, ...mates])].toSorted();
};

/** Who a person is today by the memberships that the hub holds; null where it knows of none at all, not even one that has ended. */
export const actorAt = async (held: HeldRows, personId: string, now: number): Promise<Viewer | null> => {
  const memberships = await held.fetchAll(membership.name);
  if (!memberships.some(({ cells }) => cells['personId'] === personId)) return null;
  const today = await todayAt(held, now);
  const standing = await heldOn(held, membership.name, today);
  const roles = standing.filter((cells) => cells['personId'] === personId).flatMap(roleOf);
  const hasCeo = standing.flatMap(roleOf).some(isCeo);
  const isInTeam = actions.some((action) => reach({ roles, hasCeo }, action) === 'team');
  return { personId, roles, hasCeo, teammates: isInTeam ? await teammatesOf(held, personId, today) : [personId] };
};

/** Somebody whom the hub knows no role of: a guest. */
export const nobody = (personId: string): Viewer => ({ personId, roles: [], hasCeo: false, teammates: [personId] });

export const isAdmin = (viewer: Viewer | null): boolean => viewer !== null && accessOf(viewer) === 'admin';

/** Whether anybody is CEO on a day, whoever asks. */
export const hasCeoAt = async (held: HeldRows, now: number): Promise<boolean> =>
  (await heldOn(held, membership.name, await todayAt(held, now))).flatMap(roleOf).some(isCeo);

/** Whether a person may do something at the hub itself: invite, see devices, shut one out. */
export const mayAt = async (held: HeldRows, personId: string, action: string, now: number): Promise<boolean> => {
  const actor = await actorAt(held, personId, now);
  return actor !== null && mayTouch(actor, action, null);
};

/** Who may do what, by access, function and position: one table that dispatch, screens, devices and the hub read; what it does not name is denied. */
import type { Allow } from '../kernel/contract.ts';
import type { AccessRole, Position, TeamFunction } from './schema.ts';

/** How far a permission reaches: every record, those of one's own teams, one's own, or none. */
export type Reach = 'all' | 'team' | 'own' | 'none';

/** What a person holds on a day: one membership. */
export type Role = { readonly access: AccessRole; readonly function: TeamFunction; readonly position: Position };

/** By what a permission goes. Nobody has any by the function or the position of a guest. */
type Rule =
  /** By access; a member may reach farther in a function than in sales. */
  | { readonly access: Readonly<Record<AccessRole, Reach>>; readonly member?: { readonly [F in Exclude<TeamFunction, 'sales'>]?: Reach } }
  /** By function alone, whatever the access. */
  | { readonly function: Readonly<Record<TeamFunction, Reach>> }
  /** By position alone, never by access: an admin runs the place and by that sees no pay. */
  | { readonly position: Readonly<Partial<Record<Position, Reach>>>; readonly others: Reach }
  /** By access until somebody is CEO, from then on by that position. */
  | { readonly untilCeo: Readonly<Record<AccessRole, Reach>> };

const everybody = { access: { admin: 'all', manager: 'all', seller: 'all', guest: 'all' } } as const;
const members = { access: { admin: 'all', manager: 'all', seller: 'all', guest: 'none' } } as const;
const ownOfMembers = { access: { admin: 'all', manager: 'all', seller: 'own', guest: 'none' } } as const;
const leaders = { access: { admin: 'all', manager: 'all', seller: 'none', guest: 'none' } } as const;
const admins = { access: { admin: 'all', manager: 'none', seller: 'none', guest: 'none' } } as const;
const leadersAndMarketing = { ...leaders, member: { marketing: 'all' } } as const;

const policy = {
  'workspace.read': everybody,
  'workspace.edit': admins,
  'people.edit': admins,
  'position.give': { untilCeo: { admin: 'all', manager: 'none', seller: 'none', guest: 'none' } },
  'teams.edit': leaders,
  'rate.edit': leaders,
  'target.edit': leaders,
  'account.read': members,
  'account.edit': members,
  // A merge moves other people's deals.
  'account.merge': leaders,
  'product.edit': leaders,
  // What stands in the timeline is its author's to change.
  'activity.edit': ownOfMembers,
  // A member in sales sees the own deals, the team's and those that nobody owns; both other sides work with all of them.
  'deal.read': {
    access: { admin: 'all', manager: 'all', seller: 'team', guest: 'none' },
    member: { marketing: 'all', management: 'all' },
  },
  'deal.edit': ownOfMembers,
  // A view is its owner's to see until it is shared. An admin's device holds all of them: it is from there that a lost hub is filled again.
  'view.read': { access: { admin: 'all', manager: 'own', seller: 'own', guest: 'none' } },
  // A shared view is everybody's to use, and its owner's to change.
  'view.edit': ownOfMembers,
  'stage.edit': leaders,
  'import.run': leaders,
  // Kinds of import that marketing fills: see `importActionOf`.
  'import.campaigns': leadersAndMarketing,
  'campaign.edit': leadersAndMarketing,
  'content.edit': leadersAndMarketing,
  'cost.read': { function: { sales: 'none', marketing: 'all', management: 'all' } },
  'agreement.sign': { position: { salesLeader: 'all', marketingLeader: 'all', bothLeader: 'all', ceo: 'all' }, others: 'none' },
  'pay.read': { position: { ceo: 'all', salesLeader: 'team', marketingLeader: 'team', bothLeader: 'team' }, others: 'own' },
  'history.read': members,
  'history.undo': members,
  'trash.restore': members,
  'store.backup': members,
  // Changes made since the backup are set aside with the old store: everybody's, not only one's own.
  'store.restore': leaders,
  'store.check': members,
} as const satisfies Readonly<Record<string, Rule>>;

export type Action = keyof typeof policy;
export const actions = Object.keys(policy) as readonly Action[];

/** Who looks or writes, as far as it decides what they may. */
export type Viewer = {
  readonly personId: string;
  /** What the person holds today; none: deny by default. */
  readonly roles: readonly Role[];
  /** Persons of the teams that the person belongs to, that person included. */
  readonly teammates: readonly string[];
  /** Whether anybody is CEO today. */
  readonly hasCeo: boolean;
};

/** Who is acting, as the store knows it on this day. */
export type Actor = Viewer & { readonly name: string };

export const isAction = (action: string): action is Action => Object.hasOwn(policy, action);

const weakestFirst: readonly Reach[] = ['none', 'own', 'team', 'all'];
const farther = (a: Reach, b: Reach): Reach => (weakestFirst.indexOf(a) > weakestFirst.indexOf(b) ? a : b);

/** Whether a role makes somebody CEO; a guest is none, whatever the row says. */
export const isCeo = ({ access, position }: Role): boolean => position === 'ceo' && access !== 'guest';

const byRule = (rule: Rule, role: Role, hasCeo: boolean): Reach => {
  const { access, function: side, position } = role;
  if ('untilCeo' in rule) return hasCeo ? (isCeo(role) ? 'all' : 'none') : rule.untilCeo[access];
  if ('access' in rule) {
    const inFunction = access === 'seller' && side !== 'sales' ? rule.member?.[side] : undefined;
    return inFunction ?? rule.access[access];
  }
  if (access === 'guest') return 'none';
  return 'function' in rule ? rule.function[side] : (rule.position[position] ?? rule.others);
};

/** How far one role reaches with an action, whatever else the person holds. */
export const reachOfRole = (role: Role, action: Action, hasCeo: boolean): Reach => byRule(policy[action], role, hasCeo);

/** Somebody who holds nothing today is a guest. */
const guest: Role = { access: 'guest', function: 'sales', position: 'none' };

/** How far somebody may go with an action: as far as the farthest of their roles; an action that the table does not know reaches nothing. */
export const reach = ({ roles, hasCeo }: Pick<Viewer, 'roles' | 'hasCeo'>, action: string): Reach => {
  if (!isAction(action)) return 'none';
  return (roles.length === 0 ? [guest] : roles).map((role) => reachOfRole(role, action, hasCeo)).reduce(farther, 'none');
};

/** How far somebody may go with what any one of several actions allows. */
export const reachBy = (viewer: Pick<Viewer, 'roles' | 'hasCeo'>, { action, or }: Allow): Reach =>
  [action, ...or].map((each) => reach(viewer, each)).reduce(farther, 'none');

/** Whether whoever reaches so far reaches a record of that owner; a record that nobody owns is everybody's to pick up. */
export const reachesOwner = (viewer: Viewer, how: Reach, ownerId: string | null): boolean => {
  if (how === 'all') return true;
  if (how === 'none') return false;
  if (ownerId === null || ownerId === viewer.personId) return true;
  return how === 'team' && viewer.teammates.includes(ownerId);
};

/** Whether the viewer may do this to a record of that owner. */
export const mayTouch = (viewer: Viewer, action: string, ownerId: string | null): boolean =>
  reachesOwner(viewer, reach(viewer, action), ownerId);

const strongestFirst: readonly AccessRole[] = ['admin', 'manager', 'seller', 'guest'];

/** The strongest access held, by which a person is called. */
export const accessOf = ({ roles }: Pick<Viewer, 'roles'>): AccessRole =>
  strongestFirst.find((access) => roles.some((role) => role.access === access)) ?? 'guest';

const campaignKinds: ReadonlySet<string> = new Set(['leads', 'touchpoints', 'members', 'costs']);

/** What running an import of this kind needs. */
export const importActionOf = (kind: string): Action => (campaignKinds.has(kind) ? 'import.campaigns' : 'import.run');

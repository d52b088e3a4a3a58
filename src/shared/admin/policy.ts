/** Who may do what: one table that dispatch, screens and the hub read; what it does not name is denied. */
import type { AccessRole } from './schema.ts';

/** How far a permission reaches: every record, those of one's own teams, one's own, or none. */
export type Reach = 'all' | 'team' | 'own' | 'none';

const policy = {
  'workspace.read': { admin: 'all', manager: 'all', seller: 'all', guest: 'all' },
  'workspace.edit': { admin: 'all', manager: 'none', seller: 'none', guest: 'none' },
  'people.edit': { admin: 'all', manager: 'none', seller: 'none', guest: 'none' },
  'teams.edit': { admin: 'all', manager: 'all', seller: 'none', guest: 'none' },
  'rate.edit': { admin: 'all', manager: 'all', seller: 'none', guest: 'none' },
  'target.edit': { admin: 'all', manager: 'all', seller: 'none', guest: 'none' },
  'account.read': { admin: 'all', manager: 'all', seller: 'all', guest: 'none' },
  'account.edit': { admin: 'all', manager: 'all', seller: 'all', guest: 'none' },
  // A merge moves other people's deals.
  'account.merge': { admin: 'all', manager: 'all', seller: 'none', guest: 'none' },
  'product.edit': { admin: 'all', manager: 'all', seller: 'none', guest: 'none' },
  'activity.edit': { admin: 'all', manager: 'all', seller: 'all', guest: 'none' },
  // A seller sees the own deals, the team's and those that nobody owns; `readScope.ts` says what else follows a deal.
  'deal.read': { admin: 'all', manager: 'all', seller: 'team', guest: 'none' },
  'deal.edit': { admin: 'all', manager: 'all', seller: 'own', guest: 'none' },
  // A shared view is everybody's to use, and its owner's to change.
  'view.edit': { admin: 'all', manager: 'all', seller: 'own', guest: 'none' },
  'stage.edit': { admin: 'all', manager: 'all', seller: 'none', guest: 'none' },
  'import.run': { admin: 'all', manager: 'all', seller: 'none', guest: 'none' },
  'history.read': { admin: 'all', manager: 'all', seller: 'all', guest: 'none' },
  'history.undo': { admin: 'all', manager: 'all', seller: 'all', guest: 'none' },
  'trash.restore': { admin: 'all', manager: 'all', seller: 'all', guest: 'none' },
  'store.backup': { admin: 'all', manager: 'all', seller: 'all', guest: 'none' },
  // Changes made since the backup are set aside with the old store: everybody's, not only one's own.
  'store.restore': { admin: 'all', manager: 'all', seller: 'none', guest: 'none' },
  'store.check': { admin: 'all', manager: 'all', seller: 'all', guest: 'none' },
} as const satisfies Readonly<Record<string, Readonly<Record<AccessRole, Reach>>>>;

export type Action = keyof typeof policy;
export const actions = Object.keys(policy) as readonly Action[];

/** Who is acting, as the store knows it on this day. */
export type Actor = {
  readonly personId: string;
  readonly name: string;
  readonly access: AccessRole;
  /** Persons of the teams that the actor belongs to, the actor included. */
  readonly teammates: readonly string[];
};

const isAction = (action: string): action is Action => Object.hasOwn(policy, action);

/** How far the actor may go with an action; an action that the table does not know reaches nothing. */
export const reach = (actor: Actor, action: string): Reach => (isAction(action) ? policy[action][actor.access] : 'none');

/** Whether the actor may do this to a record of that owner; a record that nobody owns is everybody's to pick up. */
export const mayTouch = (actor: Actor, action: string, ownerId: string | null): boolean => {
  const how = reach(actor, action);
  if (how === 'all') return true;
  if (how === 'none') return false;
  if (ownerId === null || ownerId === actor.personId) return true;
  return how === 'team' && actor.teammates.includes(ownerId);
};

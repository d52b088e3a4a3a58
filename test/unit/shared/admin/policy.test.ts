/** Who may do what: every role against every action, written out, so that a changed permission is a changed test. */
import { describe, expect, it } from 'vitest';
import { actions, type Actor, mayTouch, reach, type Reach } from '../../../../src/shared/admin/policy.ts';
import { accessRoles } from '../../../../src/shared/admin/schema.ts';

const everybody: readonly Reach[] = ['all', 'all', 'all', 'all'];
const members: readonly Reach[] = ['all', 'all', 'all', 'none'];
const leaders: readonly Reach[] = ['all', 'all', 'none', 'none'];
const adminOnly: readonly Reach[] = ['all', 'none', 'none', 'none'];

/** Admin, manager, seller, guest. */
const expected: Readonly<Record<string, readonly Reach[]>> = {
  'workspace.read': everybody,
  'workspace.edit': adminOnly,
  'people.edit': adminOnly,
  'teams.edit': leaders,
  'rate.edit': leaders,
  'target.edit': leaders,
  'account.read': members,
  'account.edit': members,
  'account.merge': leaders,
  'product.edit': leaders,
  'activity.edit': members,
  'deal.read': ['all', 'all', 'team', 'none'],
  'deal.edit': ['all', 'all', 'own', 'none'],
  'view.edit': ['all', 'all', 'own', 'none'],
  'stage.edit': leaders,
  'import.run': leaders,
  'history.read': members,
  'history.undo': members,
  'trash.restore': members,
  'store.backup': members,
  'store.restore': leaders,
  'store.check': members,
};

const actor = (access: Actor['access']): Actor => ({ personId: 'anna', name: 'Anna', access, teammates: ['anna', 'bo'] });

describe('the policy', () => {
  it('grants each of the four roles exactly this', () => {
    expect(accessRoles).toEqual(['admin', 'manager', 'seller', 'guest']);
    expect(Object.fromEntries(actions.map((action) => [action, accessRoles.map((role) => reach(actor(role), action))]))).toEqual(expected);
  });

  it('denies everybody what it does not name, inherited names included', () => {
    for (const action of ['deal.approve', '', 'toString', 'constructor', '__proto__', 'hasOwnProperty'])
      expect(
        accessRoles.map((role) => reach(actor(role), action)),
        action,
      ).toEqual(['none', 'none', 'none', 'none']);
  });

  it('lets a seller touch the own deals and those of nobody, but not a teammate’s', () => {
    const seller = actor('seller');
    expect([mayTouch(seller, 'deal.edit', 'anna'), mayTouch(seller, 'deal.edit', null), mayTouch(seller, 'deal.edit', 'bo')]).toEqual([
      true,
      true,
      false,
    ]);
  });

  it('lets a manager touch every deal and a guest none, not even one that nobody owns', () => {
    expect(mayTouch(actor('manager'), 'deal.edit', 'cia')).toBe(true);
    expect([mayTouch(actor('guest'), 'deal.edit', null), mayTouch(actor('guest'), 'deal.edit', 'anna')]).toEqual([false, false]);
  });
});

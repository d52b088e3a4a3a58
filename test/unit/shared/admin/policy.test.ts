/** Who may do what: the whole table by access, function and position, written out a second time, so that a changed permission is a changed test. */
import { describe, expect, it } from 'vitest';
import {
  accessOf,
  actions,
  importActionOf,
  isCeo,
  mayTouch,
  reach,
  reachBy,
  type Reach,
  type Role,
  type Viewer,
} from '../../../../src/shared/admin/policy.ts';
import { accessRoles, positions, teamFunctions } from '../../../../src/shared/admin/schema.ts';
import { can } from '../../../../src/shared/kernel/contract.ts';

const letters: Readonly<Record<string, Reach>> = { a: 'all', t: 'team', o: 'own', '-': 'none' };

/**
 * Admin, manager, member, guest; of each in sales, marketing, management. a: all, t: the team's, o: the own, -: none. The position changes
 * nothing here.
 */
const byAccess: Readonly<Record<string, string>> = {
  'workspace.read': 'aaa aaa aaa aaa',
  'workspace.edit': 'aaa --- --- ---',
  'people.edit': 'aaa --- --- ---',
  'teams.edit': 'aaa aaa --- ---',
  'rate.edit': 'aaa aaa --- ---',
  'target.edit': 'aaa aaa --- ---',
  'account.read': 'aaa aaa aaa ---',
  'account.edit': 'aaa aaa aaa ---',
  'account.merge': 'aaa aaa --- ---',
  'product.edit': 'aaa aaa --- ---',
  'activity.edit': 'aaa aaa ooo ---',
  'deal.read': 'aaa aaa taa ---',
  'deal.edit': 'aaa aaa ooo ---',
  'view.read': 'aaa ooo ooo ---',
  'view.edit': 'aaa aaa ooo ---',
  'stage.edit': 'aaa aaa --- ---',
  'import.run': 'aaa aaa --- ---',
  'import.campaigns': 'aaa aaa -a- ---',
  'campaign.edit': 'aaa aaa -a- ---',
  'content.edit': 'aaa aaa -a- ---',
  'cost.read': '-aa -aa -aa ---',
  'history.read': 'aaa aaa aaa ---',
  'history.undo': 'aaa aaa aaa ---',
  'trash.restore': 'aaa aaa aaa ---',
  'store.backup': 'aaa aaa aaa ---',
  'store.restore': 'aaa aaa --- ---',
  'store.check': 'aaa aaa aaa ---',
};

/** None, sales leader, marketing leader, leader of both, CEO; of an admin, a manager, a member, a guest. The function changes nothing here. */
const byPosition: Readonly<Record<string, string>> = {
  'agreement.sign': '-aaaa -aaaa -aaaa -----',
  'pay.read': 'ottta ottta ottta -----',
};

/** As by position: as long as nobody is CEO, and from then on. */
const positionGive = { withoutCeo: 'aaaaa ----- ----- -----', withCeo: '----a ----a ----a -----' };

const roles: readonly Role[] = accessRoles.flatMap((access) =>
  teamFunctions.flatMap((side) => positions.map((position): Role => ({ access, function: side, position }))),
);
const cell = (table: string, row: number, column: number): Reach | undefined => letters[table.split(' ')[row]?.[column] ?? ''];

const expected = (action: string, { access, function: side, position }: Role, hasCeo: boolean): Reach | undefined => {
  const row = ['admin', 'manager', 'seller', 'guest'].indexOf(access);
  const table = action === 'position.give' ? positionGive[hasCeo ? 'withCeo' : 'withoutCeo'] : byPosition[action];
  if (table !== undefined) return cell(table, row, ['none', 'salesLeader', 'marketingLeader', 'bothLeader', 'ceo'].indexOf(position));
  return cell(byAccess[action] ?? '', row, ['sales', 'marketing', 'management'].indexOf(side));
};

const member = (side: Role['function'], position: Role['position'] = 'none'): Role => ({ access: 'seller', function: side, position });
const manager: Role = { access: 'manager', function: 'sales', position: 'none' };
const admin: Role = { access: 'admin', function: 'management', position: 'none' };
const holding = (...held: readonly Role[]): Viewer => ({ personId: 'anna', roles: held, teammates: ['anna', 'bo'], hasCeo: false });

describe('the policy', () => {
  it('names exactly these actions', () => {
    expect([...actions].toSorted()).toEqual([...Object.keys(byAccess), ...Object.keys(byPosition), 'position.give'].toSorted());
  });

  it.each(actions)('lets each access in each function and position reach exactly this far: %s', (action) => {
    expect(roles).toHaveLength(60);
    for (const hasCeo of [false, true]) {
      const named = (far: (role: Role) => Reach | undefined) =>
        Object.fromEntries(roles.map((role) => [`${role.access} ${role.function} ${role.position}`, far(role)]));
      expect(named((role) => reach({ roles: [role], hasCeo }, action))).toEqual(named((role) => expected(action, role, hasCeo)));
    }
  });

  it('denies everybody what it does not name, inherited names included', () => {
    for (const action of ['deal.approve', '', 'toString', 'constructor', '__proto__', 'hasOwnProperty'])
      for (const role of roles) expect(reach(holding(role), action), `${action} ${role.access}`).toBe('none');
  });

  it('takes who holds nothing today for a guest', () => {
    const guest: Role = { access: 'guest', function: 'sales', position: 'none' };
    for (const action of actions) expect(reach(holding(), action), action).toBe(reach(holding(guest), action));
    expect(accessOf(holding())).toBe('guest');
  });
});

describe('several roles at once', () => {
  it('reach as far as the farthest of them', () => {
    expect(reach(holding(member('sales'), member('marketing')), 'deal.read')).toBe('all');
    expect(reach(holding(member('marketing'), member('sales')), 'deal.read')).toBe('all');
    expect(reach(holding(member('sales'), manager), 'deal.edit')).toBe('all');
    expect(reach(holding(manager, member('sales', 'salesLeader')), 'pay.read')).toBe('team');
    expect(accessOf(holding(member('sales'), admin, manager))).toBe('admin');
  });

  it('are judged each as its own: the function of one adds nothing to the access of another', () => {
    const asGuest = (side: Role['function'], position: Role['position'] = 'none'): Role => ({ access: 'guest', function: side, position });
    expect(reach(holding(member('sales'), asGuest('marketing')), 'deal.read')).toBe('team');
    expect(reach(holding(manager, asGuest('management')), 'cost.read')).toBe('none');
    expect(reach(holding(member('sales'), asGuest('management', 'ceo')), 'agreement.sign')).toBe('none');
    expect(reach({ ...holding(admin, asGuest('management', 'ceo')), hasCeo: true }, 'position.give')).toBe('none');
    expect([isCeo(asGuest('management', 'ceo')), isCeo(member('management', 'ceo'))]).toEqual([false, true]);
  });

  it('are asked for any one of several actions where one is enough', () => {
    expect(reachBy(holding(member('marketing')), can('import.run', 'import.campaigns'))).toBe('all');
    expect(reachBy(holding(member('marketing')), can('import.run'))).toBe('none');
    expect(reachBy(holding(member('sales')), can('deal.edit', 'deal.read'))).toBe('team');
    expect(reachBy(holding(member('sales')), can('import.run', 'toString'))).toBe('none');
  });
});

describe('a record', () => {
  const owners = ['anna', 'bo', 'cia', null];
  const touched = (viewer: Viewer, action: string) => owners.map((owner) => mayTouch(viewer, action, owner));

  it('of one’s own, a teammate’s, another’s and nobody’s is touched as far as one reaches', () => {
    expect(touched(holding(member('sales')), 'deal.read')).toEqual([true, true, false, true]);
    expect(touched(holding(member('sales')), 'deal.edit')).toEqual([true, false, false, true]);
    expect(touched(holding(member('marketing')), 'deal.read')).toEqual([true, true, true, true]);
    expect(touched(holding(member('marketing')), 'deal.edit')).toEqual([true, false, false, true]);
    expect(touched(holding(manager), 'deal.edit')).toEqual([true, true, true, true]);
    expect(touched(holding(member('sales', 'bothLeader')), 'pay.read')).toEqual([true, true, false, true]);
  });

  it('is nothing to a guest, not even one that nobody owns', () => {
    expect(touched(holding(), 'deal.edit')).toEqual([false, false, false, false]);
    expect(touched(holding(), 'toString')).toEqual([false, false, false, false]);
  });
});

it('marketing runs the imports of campaigns, and no other kind', () => {
  const kinds = [
    'people',
    'accounts',
    'products',
    'contacts',
    'deals',
    'activities',
    'leads',
    'touchpoints',
    'members',
    'costs',
    'toString',
  ];
  expect(kinds.filter((kind) => reach(holding(member('marketing')), importActionOf(kind)) !== 'none')).toEqual([
    'leads',
    'touchpoints',
    'members',
    'costs',
  ]);
  expect(kinds.every((kind) => reach(holding(manager), importActionOf(kind)) === 'all')).toBe(true);
  expect(kinds.some((kind) => reach(holding(member('sales')), importActionOf(kind)) !== 'none')).toBe(false);
});

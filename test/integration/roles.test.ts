/** Roles through the contract: given, changed from a day on, ended, who gives positions, and the one question that a workspace is asked about them. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  addMembership,
  changeRoles,
  createPerson,
  createTeam,
  endMembership,
  joinTeam,
  people,
  type PersonView,
  unsaidRoles,
  workspace,
} from '../../src/shared/admin/contract.ts';
import { leaveTeam } from '../../src/shared/admin/teamsContract.ts';
import { membership, type Membership, person } from '../../src/shared/admin/schema.ts';
import type { Id } from '../../src/shared/kernel/brand.ts';
import { day } from '../../src/shared/kernel/day.ts';
import { ok } from '../../src/shared/kernel/result.ts';
import { createDeal, deals, editDeal } from '../../src/shared/pipeline/contract.ts';
import { redo, restore, trash, undo, undoSet } from '../../src/shared/sync/contract.ts';
import { anApp, type TestApp } from '../support/anApp.ts';
import { aDeal } from '../support/builders.ts';

const refused = (type: string, detail: object = {}) => ({ ok: false, error: { type, ...detail } });
const today = day('2026-11-21');

type Said = Partial<Pick<Membership, 'access' | 'function' | 'position'>>;
const heldBy = async (app: TestApp, id: string): Promise<PersonView['memberships']> =>
  (await app.run(people)).find((each) => each.id === id)?.memberships ?? [];
const only = async (app: TestApp, id: string): Promise<Id<'Membership'>> => {
  const [first, ...others] = (await heldBy(app, id)).filter(({ toDay }) => toDay === null);
  if (first === undefined || others.length > 0) throw new Error('not one role');
  return first.id;
};
const member: Pick<Membership, 'access' | 'function' | 'position'> = { access: 'seller', function: 'sales', position: 'none' };
const changed = async (app: TestApp, personId: string, to: Said) => ({
  changes: [{ id: await only(app, personId), ...member, ...to }],
});

/** Somebody who came by an invitation, as a hub writes it. */
const invited = (app: TestApp, name: string, said: Said = {}): Id<'Person'> => {
  const made = app.store.write<Id<'Person'>>({ actor: app.me, command: 'sync.invite' }, (tx) => {
    const id = tx.newId<'Person'>();
    tx.insert(person, { id, name });
    tx.insert(membership, { id: tx.newId<'Membership'>(), personId: id, ...member, ...said, fromDay: day('2026-11-02') });
    return ok(id);
  });
  if (!made.ok) throw new Error(made.error.type);
  return made.value;
};

describe('a role that is changed', () => {
  it('ends yesterday, and another begins today, in one change that is taken back and done again as one', async () => {
    const app = await anApp();
    const mads = invited(app, 'Mads');
    const old = await only(app, mads);
    const before = await heldBy(app, mads);
    const { ids } = await app.run(changeRoles, await changed(app, mads, { function: 'marketing', position: 'marketingLeader' }));
    const after = await heldBy(app, mads);
    expect(after).toEqual([
      { id: old, ...member, fromDay: '2026-11-02', toDay: '2026-11-20' },
      { id: ids[0], access: 'seller', function: 'marketing', position: 'marketingLeader', fromDay: today, toDay: null },
    ]);
    await app.run(undo);
    expect(await heldBy(app, mads)).toEqual(before);
    await app.run(redo);
    expect(await heldBy(app, mads)).toEqual(after);
    expect(await app.findings()).toEqual([]);
  });

  it('on the day it began goes to the trash, from which only who gives roles brings it back', async () => {
    const app = await anApp();
    const { id: bo } = await app.run(createPerson, { name: 'Bo' });
    const { id } = await app.run(addMembership, { personId: bo, access: 'admin', function: 'sales', fromDay: today });
    await app.run(changeRoles, await changed(app, bo, { function: 'marketing' }));
    expect((await heldBy(app, bo)).map((held) => [held.access, held.function, held.fromDay, held.toDay])).toEqual([
      ['seller', 'marketing', today, null],
    ]);
    app.actAs(bo);
    expect(await app.attempt(restore, { table: 'membership', id })).toMatchObject({ ok: false });
    expect((await app.run(workspace)).me.access).toBe('seller');
    expect((await app.run(trash)).filter(({ table }) => table === 'membership').map(({ isYours }) => isYours)).toEqual([false]);
  });

  it('before it begins keeps its first day, and its last one stays', async () => {
    const app = await anApp();
    const { id: bo } = await app.run(createPerson, { name: 'Bo' });
    const [from, until] = [day('2026-12-01'), day('2026-12-31')];
    const { id } = await app.run(addMembership, { personId: bo, access: 'seller', function: 'sales', fromDay: from, toDay: until });
    await app.run(changeRoles, { changes: [{ id, ...member, function: 'management' }] });
    expect((await heldBy(app, bo)).map((held) => [held.function, held.fromDay, held.toDay])).toEqual([['management', from, until]]);
  });

  it('that is over, or was changed already, is refused, and nothing of the others is written', async () => {
    const app = await anApp();
    const [anna, bo] = [invited(app, 'Anna'), invited(app, 'Bo')];
    const id = await only(app, anna);
    await app.run(endMembership, { id, lastDay: day('2026-11-20') });
    const others = await heldBy(app, bo);
    const both = {
      changes: [
        { id: await only(app, bo), ...member, function: 'marketing' as const },
        { id, ...member },
      ],
    };
    expect(await app.attempt(changeRoles, both)).toEqual(refused('MembershipNotFound'));
    expect(await heldBy(app, bo)).toEqual(others);
    const twice = { changes: [both.changes[0], both.changes[0]].flatMap((change) => change ?? []) };
    expect(await app.attempt(changeRoles, twice)).toEqual(refused('MembershipNotFound'));
    expect(await heldBy(app, bo)).toEqual(others);
  });

  it('gives what the new one gives from that day on, and takes what the old one gave', async () => {
    const app = await anApp();
    const mads = invited(app, 'Mads');
    await app.run(createDeal, aDeal({}));
    await app.run(changeRoles, await changed(app, mads, { access: 'guest' }));
    app.actAs(mads);
    expect(await app.attempt(deals, {})).toEqual(refused('NotAllowed', { action: 'deal.read' }));
    app.actAs(app.me);
    await app.run(changeRoles, await changed(app, mads, { function: 'marketing' }));
    app.actAs(mads);
    expect(await app.run(deals, {})).toMatchObject({ count: 1 });
    expect((await app.run(workspace)).me).toMatchObject({ access: 'seller', functions: ['marketing'] });
  });

  it('that ends today holds until midnight, offline or not', async () => {
    const app = await anApp();
    const mads = invited(app, 'Mads');
    await app.run(endMembership, { id: await only(app, mads), lastDay: today });
    app.actAs(mads);
    await app.run(createDeal, aDeal({}));
    app.clock.set('2026-11-22T00:30:00Z');
    expect(await app.attempt(createDeal, aDeal({}))).toEqual(refused('NotAllowed', { action: 'deal.edit' }));
  });

  it('is forged in no way that the contract does not know', async () => {
    const app = await anApp();
    const mads = invited(app, 'Mads');
    const id = await only(app, mads);
    for (const wrong of [
      { function: 'service' },
      { position: 'owner' },
      { access: 'root' },
      { personId: app.me },
      { fromDay: '2020-01-01' },
    ])
      expect(await app.callRaw('admin.changeRoles', { changes: [{ id, ...member, ...wrong }] })).toMatchObject(refused('InvalidInput'));
    expect(await app.callRaw('admin.changeRoles', { changes: [] })).toMatchObject(refused('InvalidInput'));
  });
});

describe('what somebody is today', () => {
  it('is of a member of two teams the people of both, each once, and of a team that was left nobody', async () => {
    const app = await anApp();
    const [anna, bo, cia, dan] = [invited(app, 'Anna'), invited(app, 'Bo'), invited(app, 'Cia'), invited(app, 'Dan')];
    const teamOf = async (name: string, ...members: readonly Id<'Person'>[]): Promise<Id<'Team'>> => {
      const { id: teamId } = await app.run(createTeam, { name });
      for (const personId of members) await app.run(joinTeam, { teamId, personId });
      return teamId;
    };
    await teamOf('North', anna, bo);
    await teamOf('South', anna, bo, cia);
    const gone = await teamOf('East', anna, dan);
    await app.run(leaveTeam, { teamId: gone, personId: anna, lastDay: day('2026-11-20') });
    app.actAs(anna);
    expect((await app.run(workspace)).me.teammates.toSorted()).toEqual([anna, bo, cia].toSorted());
  });

  it('reaches as far as the farther of two roles, and no farther once that one is over', async () => {
    const app = await anApp();
    const mia = await app.aPerson('Mia', 'seller');
    const { id } = await app.run(addMembership, { personId: mia, access: 'manager', function: 'marketing' });
    const { id: theirs } = await app.run(createDeal, aDeal({ ownerId: await app.aPerson('Anna', 'seller') }));
    app.actAs(mia);
    await app.run(editDeal, { id: theirs, title: 'As a manager' });
    app.actAs(app.me);
    await app.run(endMembership, { id, lastDay: day('2026-11-20') });
    app.actAs(mia);
    expect(await app.attempt(editDeal, { id: theirs, title: 'As a member' })).toEqual(refused('NotYourDeal'));
    expect((await app.run(workspace)).me).toMatchObject({ access: 'seller', functions: ['sales'] });
  });
});

describe('the last admin', () => {
  it('stays: their role is changed, ended or taken back only while somebody else is one', async () => {
    const app = await anApp();
    const mine = await only(app, app.me);
    const lower = { changes: [{ id: mine, ...member }] };
    expect(await app.attempt(changeRoles, lower)).toEqual(refused('LastAdmin'));
    expect(await app.attempt(endMembership, { id: mine, lastDay: day('2027-12-31') })).toEqual(refused('LastAdmin'));
    await app.run(changeRoles, { changes: [{ id: mine, access: 'admin', function: 'sales', position: 'none' }] });
    await app.aPerson('Bo', 'admin');
    await app.run(changeRoles, await changed(app, app.me, {}));
    expect((await app.run(workspace)).me.access).toBe('seller');
  });

  it('is not taken away by taking back what made them one', async () => {
    const app = await anApp();
    const bo = await app.aPerson('Bo', 'seller');
    await app.run(addMembership, { personId: bo, access: 'admin', function: 'sales' });
    const { seq } =
      app.store.db.prepare("SELECT max(local_seq) AS seq FROM change_set WHERE command = 'admin.addMembership'").get([]) ?? {};
    const set = { seq: Number(seq) };
    await app.run(endMembership, { id: await only(app, app.me), lastDay: day('2027-12-31') });
    expect(await app.attempt(undoSet, set)).toEqual(refused('LastAdmin'));
    await app.run(undo);
    await app.run(undoSet, set);
    expect(await app.findings()).toEqual([]);
  });

  it('hands the role on to another in one change', async () => {
    const app = await anApp();
    const bo = await app.aPerson('Bo', 'seller');
    const [mine, his] = [await only(app, app.me), await only(app, bo)];
    const admin = { access: 'admin', function: 'management', position: 'none' } as const;
    await app.run(changeRoles, {
      changes: [
        { id: mine, ...member },
        { id: his, ...admin },
      ],
    });
    app.actAs(bo);
    expect((await app.run(workspace)).me.access).toBe('admin');
  });
});

describe('positions', () => {
  it('are given by an admin until somebody is CEO, several at once and the CEO among them', async () => {
    const app = await anApp();
    const [anna, bo] = [invited(app, 'Anna'), invited(app, 'Bo')];
    const [hers, his] = [await only(app, anna), await only(app, bo)];
    const changes = [
      { id: hers, access: 'manager', function: 'management', position: 'ceo' },
      { id: his, ...member, position: 'salesLeader' },
    ] as const;
    await app.run(changeRoles, { changes: [...changes] });
    expect((await app.run(workspace)).me.hasCeo).toBe(true);
  });

  it('are from then on the CEO’s to give, who need not be an admin, and no admin’s', async () => {
    const app = await anApp();
    const astrid = await app.aPerson('Astrid', 'manager', { function: 'management', position: 'ceo' });
    const bo = await app.aPerson('Bo', 'seller');
    const leader = { function: 'sales', position: 'salesLeader' } as const;
    const byCeoAlone = refused('PositionsAreTheCeos', { ceo: 'Astrid' });
    expect(await app.attempt(addMembership, { personId: bo, access: 'seller', ...leader })).toEqual(byCeoAlone);
    expect(await app.attempt(changeRoles, await changed(app, bo, leader))).toEqual(byCeoAlone);
    expect(await app.attempt(endMembership, { id: await only(app, astrid), lastDay: today })).toEqual(byCeoAlone);
    expect(await app.attempt(changeRoles, await changed(app, astrid, {}))).toEqual(byCeoAlone);
    await app.run(changeRoles, await changed(app, bo, { function: 'marketing' }));

    app.actAs(astrid);
    await app.run(changeRoles, await changed(app, bo, leader));
    expect((await heldBy(app, bo)).at(-1)).toMatchObject({ position: 'salesLeader' });
    await app.run(undo);
    expect((await heldBy(app, bo)).filter(({ toDay }) => toDay === null)).toMatchObject([{ function: 'marketing', position: 'none' }]);
    await app.run(changeRoles, await changed(app, bo, { access: 'manager', function: 'management', position: 'ceo' }));
    await app.run(changeRoles, await changed(app, astrid, { access: 'manager', function: 'management' }));
    expect(await app.attempt(changeRoles, await changed(app, bo, leader))).toEqual(refused('NotAllowed', { action: 'people.edit' }));
    expect(await app.attempt(createPerson, { name: 'Cia' })).toEqual(refused('NotAllowed', { action: 'people.edit' }));
  });

  it('come back to the admins when nobody is CEO any more', async () => {
    const app = await anApp();
    const astrid = await app.aPerson('Astrid', 'manager', { function: 'management', position: 'ceo' });
    const bo = await app.aPerson('Bo', 'seller');
    app.actAs(astrid);
    await app.run(changeRoles, await changed(app, astrid, { access: 'manager', function: 'management' }));
    app.actAs(app.me);
    await app.run(changeRoles, await changed(app, bo, { position: 'ceo' }));
  });

  it('make nobody CEO who is a guest or is it only from next week on', async () => {
    const app = await anApp();
    const bo = await app.aPerson('Bo', 'seller');
    await app.run(addMembership, { personId: bo, access: 'guest', function: 'management', position: 'ceo' });
    const later = { access: 'manager', function: 'management', position: 'ceo', fromDay: day('2026-11-28') } as const;
    await app.run(addMembership, { personId: bo, ...later });
    expect((await app.run(workspace)).me.hasCeo).toBe(false);
    app.clock.set('2026-11-28T09:00:00Z');
    expect((await app.run(workspace)).me.hasCeo).toBe(true);
  });

  it('are neither given nor taken by who may not edit people', async () => {
    const app = await anApp();
    const bo = await app.aPerson('Bo', 'seller', { position: 'salesLeader' });
    const id = await only(app, bo);
    for (const access of ['manager', 'seller', 'guest'] as const) {
      app.actAs(app.me);
      const who = await app.aPerson('Cia', access, { position: 'bothLeader' });
      app.actAs(who);
      const said = { changes: [{ id, access: 'admin', function: 'sales', position: 'ceo' } as const] };
      expect(await app.attempt(changeRoles, said)).toEqual(refused('NotAllowed', { action: 'people.edit' }));
      expect(await app.attempt(unsaidRoles, {})).toEqual(refused('NotAllowed', { action: 'people.edit' }));
    }
  });
});

describe('who came by invitation before one could say where', () => {
  const asked = async (app: TestApp): Promise<readonly string[]> => (await app.run(unsaidRoles)).map(({ name }) => name);

  it('is asked about until it is said of anybody, and again when that is taken back', async () => {
    const app = await anApp();
    expect(await asked(app)).toEqual([]);
    const [anna, mads] = [invited(app, 'Anna'), invited(app, 'Mads', { access: 'manager' })];
    await app.aPerson('Bo', 'seller');
    expect(await asked(app)).toEqual(['Anna', 'Mads']);
    const changes = [
      { id: await only(app, anna), ...member },
      { id: await only(app, mads), access: 'manager', function: 'marketing', position: 'marketingLeader' } as const,
    ];
    await app.run(changeRoles, { changes });
    expect(await asked(app)).toEqual([]);
    invited(app, 'Cia');
    expect(await asked(app)).toEqual([]);
    await app.run(undo);
    expect(await asked(app)).toEqual(['Anna', 'Cia', 'Mads']);
  });

  it('is not asked about once all were kept where they stand', async () => {
    const app = await anApp();
    const anna = invited(app, 'Anna');
    await app.run(changeRoles, await changed(app, anna, {}));
    expect(await asked(app)).toEqual([]);
    expect((await heldBy(app, anna)).map(({ fromDay, toDay }) => [fromDay, toDay])).toEqual([
      ['2026-11-02', '2026-11-20'],
      [today, null],
    ]);
  });

  it('is not asked about where an invitation already said it, nor whose role is over', async () => {
    const app = await anApp();
    const anna = invited(app, 'Anna');
    await app.run(endMembership, { id: await only(app, anna), lastDay: day('2026-11-20') });
    expect(await asked(app)).toEqual([]);
    invited(app, 'Bo');
    expect(await asked(app)).toEqual(['Bo']);
    invited(app, 'Mia', { function: 'marketing' });
    expect(await asked(app)).toEqual([]);
  });
});

it('the list of people that is exported says who works where, and in which position', async () => {
  const { call, exported } = await anApp();
  const { id: personId } = await call<{ readonly id: string }>('admin.createPerson', { name: 'Mia Lund' });
  const role = { access: 'manager', function: 'marketing', position: 'marketingLeader' };
  await call('admin.addMembership', { personId, ...role });
  await call('admin.addMembership', { personId, access: 'manager', function: 'sales' });
  const { path } = await exported('people', { format: 'csv', language: 'nb' });
  expect(readFileSync(path, 'utf8')).toMatch(/Mia Lund.*Leder, Marked, Markedsleder; Leder, Salg\b/u);
});

it('another’s change of roles is not undone by who may not make one', async () => {
  const app = await anApp();
  const bo = await app.aPerson('Bo', 'manager');
  await app.run(changeRoles, await changed(app, bo, { access: 'manager', function: 'marketing' }));
  const seq = app.store.db.prepare('SELECT max(local_seq) AS seq FROM change_set').get([])?.['seq'];
  app.actAs(bo);
  expect(await app.attempt(undoSet, { seq: Number(seq) })).toMatchObject(
    refused('RecordNotAllowed', { record: { table: 'membership', title: 'Bo' } }),
  );
});

/** Who may do what, through the contract: dispatch asks the policy before any handler, and a seller's reach ends at the own deals. */
import { describe, expect, it } from 'vitest';
import { createAccount, editActivity, logActivity, removeActivity, timeline } from '../../src/shared/accounts/contract.ts';
import { addKnowledge, editKnowledge, removeKnowledge } from '../../src/shared/accounts/knowledgeContract.ts';
import { addMembership, createPerson, endMembership, people, workspace } from '../../src/shared/admin/contract.ts';
import { homeOf } from '../../src/shared/admin/setupRoles.ts';
import { entries } from '../../src/shared/contract.ts';
import type { Id } from '../../src/shared/kernel/brand.ts';
import { day } from '../../src/shared/kernel/day.ts';
import { createDeal, deal, deals, editDeal, moveDeal, removeDeal, setDealOwner, setDealValue } from '../../src/shared/pipeline/contract.ts';
import { preparePrint, print } from '../../src/shared/reports/contract.ts';
import { reportNames, reportOf } from '../../src/shared/reports/reports.ts';
import { restore, trash, undo } from '../../src/shared/sync/contract.ts';
import { aDeal, anApp, nok, type TestApp } from '../support/builders.ts';

const refused = (type: string, detail: object = {}) => ({ ok: false, error: { type, ...detail } });

const everyWayToEdit = (app: TestApp, id: Awaited<ReturnType<typeof dealOf>>) => [
  app.attempt(editDeal, { id, title: 'Mine now' }),
  app.attempt(setDealValue, { id, amount: nok(1) }),
  app.attempt(moveDeal, { id, toStageId: app.stage('meeting'), reason: 'x' }),
  app.attempt(setDealOwner, { id, personId: null }),
  app.attempt(removeDeal, { id }),
];
const dealOf = async (app: TestApp, ownerId: Awaited<ReturnType<TestApp['aPerson']>> | null = null) =>
  (await app.run(createDeal, aDeal({ ownerId }))).id;

describe('a seller', () => {
  it('cannot edit another’s deal in any way, and nothing of it changes', async () => {
    const app = await anApp();
    const anna = await app.aPerson('Anna', 'seller');
    const bo = await app.aPerson('Bo', 'seller');
    const id = await dealOf(app, anna);
    const before = await app.run(deal, { id });
    app.actAs(bo);
    for (const attempt of everyWayToEdit(app, id)) expect(await attempt).toEqual(refused('NotYourDeal'));
    expect(await app.run(deal, { id })).toEqual(before);
  });

  it('edits the own deal until it is somebody else’s', async () => {
    const app = await anApp();
    const anna = await app.aPerson('Anna', 'seller');
    const bo = await app.aPerson('Bo', 'seller');
    const id = await dealOf(app, anna);
    app.actAs(anna);
    await app.run(editDeal, { id, title: 'Anna’s' });
    await app.run(setDealOwner, { id, personId: bo });
    expect(await app.attempt(editDeal, { id, title: 'Still mine' })).toEqual(refused('NotYourDeal'));
    app.actAs(bo);
    await app.run(editDeal, { id, title: 'Bo’s' });
    expect(await app.run(deal, { id })).toMatchObject({ title: 'Bo’s', owner: { name: 'Bo' } });
  });

  it('brings back the own deal from the trash, and no other', async () => {
    const app = await anApp();
    const anna = await app.aPerson('Anna', 'seller');
    const bo = await app.aPerson('Bo', 'seller');
    const id = await dealOf(app, anna);
    await app.run(removeDeal, { id });
    app.actAs(bo);
    expect((await app.run(trash)).map(({ isYours }) => isYours)).toEqual([false]);
    expect(await app.attempt(restore, { table: 'deal', id })).toMatchObject({
      ok: false,
      error: { type: 'BelongsToOther', record: { table: 'deal', id }, owner: 'Anna' },
    });
    app.actAs(anna);
    expect((await app.run(trash)).map(({ isYours }) => isYours)).toEqual([true]);
    await app.run(restore, { table: 'deal', id });
    expect(await app.run(deal, { id })).toMatchObject({ owner: { name: 'Anna' } });
  });

  it('may pick up a deal that nobody owns', async () => {
    const app = await anApp();
    const bo = await app.aPerson('Bo', 'seller');
    const id = await dealOf(app);
    await app.run(setDealOwner, { id, personId: null });
    app.actAs(bo);
    await app.run(setDealOwner, { id, personId: bo });
    expect(await app.run(deal, { id })).toMatchObject({ owner: { name: 'Bo' } });
  });

  it('changes neither people nor the process', async () => {
    const app = await anApp();
    app.actAs(await app.aPerson('Bo', 'seller'));
    expect(await app.attempt(createPerson, { name: 'Cia' })).toEqual(refused('NotAllowed', { action: 'people.edit' }));
    expect(await app.callRaw('pipeline.editStage', { id: app.stage('meeting'), probabilityBp: 9_000 })).toEqual(
      refused('NotAllowed', { action: 'stage.edit' }),
    );
    expect(await app.callRaw('admin.editWorkspace', { name: 'Mine' })).toEqual(refused('NotAllowed', { action: 'workspace.edit' }));
  });
});

describe('a marketer', () => {
  const aMarketer = (app: TestApp) => app.aPerson('Mia', 'seller', { function: 'marketing' });

  it('sees every deal and amount that the admin sees', async () => {
    const app = await anApp();
    const anna = await app.aPerson('Anna', 'seller');
    for (const ownerId of [anna, null]) await app.run(createDeal, aDeal({ ownerId, amount: nok(100_000) }));
    const seen = await app.run(deals, {});
    app.actAs(await aMarketer(app));
    expect(await app.run(deals, {})).toEqual(seen);
    expect(seen.count).toBe(2);
  });

  it('opens a deal, edits the own and nobody’s, and no other', async () => {
    const app = await anApp();
    const anna = await app.aPerson('Anna', 'seller');
    const others = await dealOf(app, anna);
    const nobodys = await dealOf(app);
    await app.run(setDealOwner, { id: nobodys, personId: null });
    const before = await app.run(deal, { id: others });
    app.actAs(await aMarketer(app));
    const own = await dealOf(app);
    expect(await app.run(deal, { id: own })).toMatchObject({ owner: { name: 'Mia' } });
    await app.run(editDeal, { id: own, title: 'From the fair' });
    await app.run(editDeal, { id: nobodys, title: 'Picked up' });
    for (const attempt of everyWayToEdit(app, others)) expect(await attempt).toEqual(refused('NotYourDeal'));
    expect(await app.run(deal, { id: others })).toEqual(before);
  });

  it('works in marketing alone, and a window opens at the companies that both teams know', async () => {
    const app = await anApp();
    const mia = await aMarketer(app);
    await app.run(addMembership, { personId: mia, access: 'guest', function: 'sales' });
    app.actAs(mia);
    const { me } = await app.run(workspace);
    expect([me.access, me.functions, homeOf(me.functions)]).toEqual(['seller', ['marketing'], 'accounts']);
  });

  it('imports none of the kinds of today, whichever entry is asked', async () => {
    const app = await anApp();
    app.actAs(await aMarketer(app));
    for (const { name, allow } of entries.filter((entry) => entry.name.startsWith('imports.'))) {
      expect(allow.action, name).toBe('import.run');
      expect((await app.callRaw(name, {})).ok, name).toBe(false);
    }
    expect(await app.callRaw('imports.batches', {})).toEqual(refused('NotAllowed', { action: 'import.run' }));
  });
});

describe('what somebody wrote', () => {
  const theEntry = async (app: TestApp, accountId: Id<'Account'>) => {
    const entry = (await app.run(timeline, { accountId })).rows[0];
    if (entry === undefined) throw new Error('nothing was logged');
    return entry;
  };

  it('is changed, removed and brought back by its author, a manager and an admin, and by nobody else', async () => {
    const app = await anApp();
    const anna = await app.aPerson('Anna', 'seller');
    const bo = await app.aPerson('Bo', 'seller', { function: 'marketing' });
    const { id: accountId } = await app.run(createAccount, { name: 'Havbruk AS' });
    app.actAs(anna);
    const { id } = await app.run(logActivity, { accountId, kind: 'call', body: 'They wait for a price' });
    const { id: known } = await app.run(addKnowledge, { accountId, side: 'salesKnows', body: 'The board decides in May' });
    expect(await theEntry(app, accountId)).toMatchObject({ id, author: 'Anna', authorId: anna });
    app.actAs(bo);
    const refusals = [
      app.attempt(editActivity, { id, body: 'Bo says' }),
      app.attempt(removeActivity, { id }),
      app.attempt(editKnowledge, { id: known, body: 'Bo knows' }),
      app.attempt(removeKnowledge, { id: known }),
    ];
    for (const attempt of refusals) expect(await attempt).toEqual(refused('NotYourEntry'));
    expect((await theEntry(app, accountId)).body).toBe('They wait for a price');
    await app.run(logActivity, { accountId, kind: 'note', body: 'Marketing may add to it' });
    app.actAs(anna);
    await app.run(editActivity, { id, body: 'They wait for two prices' });
    await app.run(removeActivity, { id });
    await app.run(removeKnowledge, { id: known });
    app.actAs(bo);
    const mine = (lines: readonly { readonly id: string; readonly isYours: boolean }[]) =>
      lines.filter((line) => [id, known].map(String).includes(line.id)).map(({ isYours }) => isYours);
    expect(mine(await app.run(trash))).toEqual([false, false]);
    expect(await app.attempt(restore, { table: 'activity', id })).toEqual(refused('NotYourEntry'));
    app.actAs(anna);
    expect(mine(await app.run(trash))).toEqual([true, true]);
    await app.run(restore, { table: 'activity', id });
    app.actAs(await managerOf(app));
    await app.run(restore, { table: 'knowledge', id: known });
    await app.run(editKnowledge, { id: known, body: 'The board decides in June' });
    await app.run(removeActivity, { id });
  });

  it('about another’s deal is still the author’s own to take back', async () => {
    const app = await anApp();
    const anna = await app.aPerson('Anna', 'seller');
    const mia = await app.aPerson('Mia', 'seller', { function: 'marketing' });
    const { id: accountId } = await app.run(createAccount, { name: 'Havbruk AS' });
    const { id: dealId } = await app.run(createDeal, aDeal({ ownerId: anna, accountId }));
    app.actAs(mia);
    await app.run(logActivity, { accountId, dealId, kind: 'event', body: 'Was at the fair' });
    await app.run(undo);
    expect((await app.run(timeline, { accountId })).rows).toEqual([]);
  });

  it('names whoever writes it as its author, not whom they would like', async () => {
    const app = await anApp();
    const { id: accountId } = await app.run(createAccount, { name: 'Havbruk AS' });
    const forged = { accountId, kind: 'call', body: 'x', authorId: await app.aPerson('Anna', 'seller') };
    expect(await app.callRaw('accounts.logActivity', forged)).toMatchObject(refused('InvalidInput'));
  });
});

const managerOf = (app: TestApp) => {
  app.actAs(app.me);
  return app.aPerson('Cia', 'manager');
};

it('a manager edits everybody’s deals', async () => {
  const app = await anApp();
  const id = await dealOf(app, await app.aPerson('Anna', 'seller'));
  app.actAs(await app.aPerson('Cia', 'manager'));
  for (const attempt of everyWayToEdit(app, id)) expect(await attempt).toMatchObject({ ok: true });
});

describe('a guest', () => {
  it('is who has no membership: sees the workspace and no deal, whatever is sent', async () => {
    const app = await anApp();
    const id = await dealOf(app);
    const { id: imported } = await app.run(createPerson, { name: 'Imported Seller' });
    app.actAs(imported);
    expect((await app.run(workspace)).me).toEqual({
      id: imported,
      name: 'Imported Seller',
      access: 'guest',
      functions: [],
      roles: [],
      teammates: [imported],
      hasCeo: false,
    });
    for (const attempt of [...everyWayToEdit(app, id), app.attempt(deals, {}), app.attempt(deal, { id }), app.attempt(undo, {})])
      expect(await attempt).toMatchObject(refused('NotAllowed'));
  });

  it('gets no report, each of which asks for a right of its own', async () => {
    const app = await anApp();
    const { id: guest } = await app.run(createPerson, { name: 'Guest' });
    app.actAs(guest);
    for (const report of reportNames) {
      const { action } = reportOf(report).allow;
      expect(await app.attempt(preparePrint, { report, language: 'en' })).toEqual(refused('NotAllowed', { action }));
      expect(await app.attempt(print, { report, language: 'en' })).toEqual(refused('NotAllowed', { action }));
    }
  });

  it('meets a refusal at every entry but those that read the workspace', async () => {
    const app = await anApp();
    const { id: guest } = await app.run(createPerson, { name: 'Guest' });
    app.actAs(guest);
    const open = [];
    for (const entry of entries) {
      const answer = await app.callRaw(entry.name, {});
      if (answer.ok) open.push(entry.name);
      else expect(answer.error.type, entry.name).toMatch(/^(NotAllowed|InvalidInput)$/);
    }
    expect(open.toSorted()).toEqual(
      entries
        .filter(({ allow, kind }) => kind === 'query' && allow.action === 'workspace.read')
        .map(({ name }) => name)
        .toSorted(),
    );
  });
});

describe('a membership', () => {
  it('holds through its last day and leaves a guest the day after', async () => {
    const app = await anApp();
    const anna = await app.aPerson('Anna', 'seller');
    const id = await dealOf(app, anna);
    const held = (await app.run(people)).find((person) => person.id === anna)?.memberships[0];
    if (held === undefined) throw new Error('no membership');
    await app.run(endMembership, { id: held.id, lastDay: day('2026-11-21') });
    app.actAs(anna);
    await app.run(editDeal, { id, title: 'On the last day' });
    app.clock.set('2026-11-21T23:30:00Z');
    expect((await app.run(workspace)).me.access).toBe('guest');
    expect(await app.attempt(editDeal, { id, title: 'The day after' })).toEqual(refused('NotAllowed', { action: 'deal.edit' }));
  });

  it('that begins next week gives nothing today', async () => {
    const app = await anApp();
    const { id: anna } = await app.run(createPerson, { name: 'Anna' });
    await app.run(addMembership, { personId: anna, access: 'manager', function: 'sales', fromDay: day('2026-11-28') });
    app.actAs(anna);
    expect((await app.run(workspace)).me.access).toBe('guest');
    app.clock.set('2026-11-28T09:00:00Z');
    expect((await app.run(workspace)).me.access).toBe('manager');
  });

  it('is the strongest of those held today', async () => {
    const app = await anApp();
    const anna = await app.aPerson('Anna', 'seller');
    await app.run(addMembership, { personId: anna, access: 'manager', function: 'marketing', position: 'marketingLeader' });
    app.actAs(anna);
    expect((await app.run(workspace)).me.access).toBe('manager');
  });

  it('of the last admin cannot be ended, of one of two it can', async () => {
    const app = await anApp();
    const mine = (await app.run(people)).find((person) => person.id === app.me)?.memberships[0];
    if (mine === undefined) throw new Error('no membership');
    expect(await app.attempt(endMembership, { id: mine.id, lastDay: day('2026-11-21') })).toEqual(refused('LastAdmin'));
    await app.aPerson('Bo', 'admin');
    expect(await app.attempt(endMembership, { id: mine.id, lastDay: day('2026-11-21') })).toEqual({ ok: true, value: null });
  });

  it('whose last day lies before its first is refused', async () => {
    const app = await anApp();
    const { id: personId } = await app.run(createPerson, { name: 'Anna' });
    const backwards = { personId, access: 'seller', function: 'sales', fromDay: day('2026-12-01'), toDay: day('2026-11-30') } as const;
    expect(await app.attempt(addMembership, backwards)).toEqual(refused('PeriodBackwards'));
  });
});

it('nobody may do anything when the person of this device is not there', async () => {
  const app = await anApp();
  app.actAs('nobody');
  expect(await app.attempt(workspace, {})).toEqual(refused('NotAllowed', { action: 'workspace.read' }));
});

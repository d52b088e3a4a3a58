/** Both sides work on the same numbers: whoever joins in marketing holds every deal, amount and timeline that the admin holds, to the øre. */
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { makeSetUpCode } from '../../src/hub/codes.ts';
import { createAccount, logActivity, timeline } from '../../src/shared/accounts/contract.ts';
import { addMembership, createPerson, createTeam, endMembership, joinTeam } from '../../src/shared/admin/contract.ts';
import type { AccessRole, Position, TeamFunction } from '../../src/shared/admin/schema.ts';
import { setRevenueTarget } from '../../src/shared/admin/targetsContract.ts';
import type { Id } from '../../src/shared/kernel/brand.ts';
import { day } from '../../src/shared/kernel/day.ts';
import { board, boardColumn } from '../../src/shared/pipeline/boardContract.ts';
import { bulkEdit } from '../../src/shared/pipeline/bulkContract.ts';
import { baseRates, outlook, stageFlow } from '../../src/shared/pipeline/cockpitContract.ts';
import {
  behind,
  createDeal,
  deal,
  deals,
  editDeal,
  kpi,
  measures,
  moveDeal,
  openByStage,
  setDealOwner,
  setDealValue,
  wonByMonth,
} from '../../src/shared/pipeline/contract.ts';
import { pipelineReport } from '../../src/shared/reports/pipelineContract.ts';
import { history } from '../../src/shared/sync/contract.ts';
import { publish, refused } from '../../src/shared/sync/statusContract.ts';
import { aHub } from '../hub/hubFixture.ts';
import { storages } from '../hub/storages.ts';
import { aDeal, anApp, nok, sek, type TestApp } from '../support/builders.ts';
import { aDevice, dropDevice, meetAt } from '../support/syncDevices.ts';
import { contentSeenBy, sharedContent } from '../support/syncedStores.ts';
import type { HubDb } from '../../src/hub/hubDb.ts';

type Who = { readonly name: string; readonly access: AccessRole; readonly function: TeamFunction; readonly position?: Position };
const nils: Who = { name: 'Nils', access: 'seller', function: 'sales' };
const anna: Who = { name: 'Anna', access: 'seller', function: 'sales' };
const mia: Who = { name: 'Mia', access: 'seller', function: 'marketing' };
const mona: Who = { name: 'Mona', access: 'manager', function: 'sales' };
const cia: Who = { name: 'Cia', access: 'seller', function: 'management', position: 'ceo' };

type Company = Readonly<Record<'kari' | 'nils' | 'anna' | 'mia' | 'mona' | 'cia', TestApp>> & {
  readonly people: Readonly<Record<string, Id<'Person'>>>;
  readonly accounts: readonly Id<'Account'>[];
};

/** An admin, a manager, a CEO, a marketer and two sellers of two teams, each on a device of their own at one hub. */
const aCompany = async (db: HubDb): Promise<Company> => {
  const hub = await aHub({ db });
  await hub.server.listen({ host: '127.0.0.1', port: 0 });
  const url = `http://127.0.0.1:${(hub.server.server.address() as AddressInfo).port}`;
  const kari = await anApp();
  const people: Record<string, Id<'Person'>> = {};
  for (const { name, access, function: side, position = 'none' } of [nils, anna, mia, mona, cia]) {
    const { id } = await kari.run(createPerson, { name });
    await kari.run(addMembership, { personId: id, access, function: side, position });
    people[name] = id;
  }
  for (const [name, members] of [
    ['North', [nils, mia]],
    ['South', [anna]],
  ] as const) {
    const { id: teamId } = await kari.run(createTeam, { name });
    for (const one of members) await kari.run(joinTeam, { teamId, personId: people[one.name] ?? '' });
  }
  await kari.run(setRevenueTarget, {
    fromDay: day('2026-01-01'),
    toDay: day('2026-12-31'),
    scope: { type: 'company' },
    amount: nok(9_000_000),
  });
  const accounts = [
    (await kari.run(createAccount, { name: 'Havbruk AS' })).id,
    (await kari.run(createAccount, { name: 'Fjordfisk AS' })).id,
  ];
  await kari.run(publish, { hub: url, code: await makeSetUpCode(hub.context) });
  let seed = 300;
  const join = async ({ name, access }: Who): Promise<TestApp> => {
    seed += 10;
    const app = await aDevice(kari, { url }, { name, access, person: people[name] ?? null, seed });
    onTestFinished(() => dropDevice(app));
    return app;
  };
  const [one, two, three, four, five] = [await join(nils), await join(anna), await join(mia), await join(mona), await join(cia)];
  return { kari, nils: one, anna: two, mia: three, mona: four, cia: five, people, accounts };
};

/** A season of two sellers: deals in two currencies, won, lost and open, some without an amount, one of nobody, with notes by all. */
const work = async (company: Company): Promise<readonly Id<'Deal'>[]> => {
  const { people, accounts } = company;
  const ids: Id<'Deal'>[] = [];
  for (const [n, who] of (['nils', 'anna', 'nils', 'anna', 'nils', 'anna', 'mia', 'mona'] as const).entries()) {
    const app = company[who];
    const accountId = accounts[n % 2] ?? '';
    const amount = n === 4 ? null : n === 5 ? sek(1_999.95) : nok(1_000.1 * (n + 1));
    const { id } = await app.run(createDeal, aDeal({ title: `Deal ${n}`, accountId, amount, expectedClose: day('2026-12-01') }));
    await app.run(logActivity, { accountId, dealId: id, kind: 'call', body: `Called about ${n}` });
    ids.push(id);
  }
  const [won, lost, , given, , open, ofNobody] = ids;
  if (won === undefined || lost === undefined || given === undefined || open === undefined || ofNobody === undefined)
    throw new Error('eight deals');
  await company.nils.run(moveDeal, {
    id: won,
    toStageId: company.nils.stage('won'),
    reason: 'x',
    closeReasonId: company.nils.reason('wonFit'),
  });
  await company.anna.run(moveDeal, {
    id: lost,
    toStageId: company.anna.stage('lost'),
    reason: 'x',
    closeReasonId: company.anna.reason('lostPrice'),
  });
  await company.anna.run(setDealValue, { id: given, amount: nok(7_777.77) });
  await company.anna.run(bulkEdit, { which: { ids: [given, open] }, change: { nextStep: 'Call them both' } });
  await company.anna.run(setDealOwner, { id: given, personId: people['Nils'] ?? null });
  await company.mia.run(setDealOwner, { id: ofNobody, personId: null });
  await meetAt([company.nils, company.anna, company.mia, company.mona, company.cia, company.kari]);
  // Marketing sees the sellers' deals, and says something about them.
  for (const id of ids)
    await company.mia.run(logActivity, {
      accountId: accounts[0] ?? '',
      dealId: id,
      kind: 'note',
      body: 'Seen at the fair',
      team: 'marketing',
    });
  await meetAt([company.mia, company.nils, company.anna, company.mona, company.cia, company.kari]);
  return ids;
};

/** Everything that the cockpit, the board, the table, the report and the timelines show. */
const everythingShown = async ({ accounts }: Company, app: TestApp, ids: readonly Id<'Deal'>[]): Promise<unknown> => ({
  kpi: await app.run(kpi),
  year: await app.run(kpi, { from: day('2026-01-01'), to: day('2026-12-31') }),
  openByStage: await app.run(openByStage),
  wonByMonth: await app.run(wonByMonth),
  outlook: await app.run(outlook, { from: day('2026-01-01'), to: day('2026-12-31') }),
  rates: await app.run(baseRates),
  flow: await app.run(stageFlow),
  behind: await Promise.all(measures.map((measure) => app.run(behind, { measure }))),
  board: await app.run(board),
  columns: await Promise.all(Object.values(app.stages).map((stageId) => app.run(boardColumn, { stageId }))),
  deals: await app.run(deals),
  each: await Promise.all(ids.map((id) => app.run(deal, { id }))),
  report: await app.run(pipelineReport),
  timelines: await Promise.all(accounts.map((accountId) => app.run(timeline, { accountId }))),
  ofDeals: await Promise.all(ids.map((dealId) => app.run(timeline, { accountId: accounts[0] ?? '', dealId }))),
});

describe.each(storages())('at a hub on $kind', ({ open }) => {
  it(
    'the marketer’s cockpit, board and timelines equal the admin’s, and each seller’s hold what is theirs',
    { timeout: 240_000 },
    async () => {
      const company = await aCompany(await open());
      const ids = await work(company);
      const { kari, mia, mona, cia: ceo, nils: seller, anna: other, people } = company;
      const asAdmin = await everythingShown(company, kari, ids);
      expect((asAdmin as { readonly deals: { readonly count: number } }).deals.count).toBe(6);
      for (const app of [mia, ceo, mona]) expect(await everythingShown(company, app, ids)).toEqual(asAdmin);
      // The timelines of what one sees are the same for whoever asks, marketing's words included.
      const [first] = ids;
      const shown = await seller.run(timeline, { accountId: company.accounts[0] ?? '', dealId: first ?? null });
      expect(shown).toEqual(await kari.run(timeline, { accountId: company.accounts[0] ?? '', dealId: first ?? null }));
      expect(shown.rows.map(({ team }) => team).toSorted()).toEqual(['marketing', 'sales']);
      expect((await seller.run(deals)).rows.map(({ title }) => title)).toEqual(['Deal 2', 'Deal 3', 'Deal 4', 'Deal 6']);
      expect((await other.run(deals)).rows.map(({ title }) => title)).toEqual(['Deal 5', 'Deal 6']);

      // What is behind the numbers is there as well: each change, and not only what came of it.
      const told = async (app: TestApp) => (await app.run(history, { id: ids[3] ?? '' })).map(({ seq: _seq, ...entry }) => entry);
      expect(await told(mia)).toEqual(await told(kari));
      for (const app of [mia, ceo]) expect(sharedContent(app)).toBe(contentSeenBy(kari, 'all'));
      expect(sharedContent(mona)).toBe(sharedContent(kari));
      expect(sharedContent(seller)).toBe(contentSeenBy(kari, [people['Nils'] ?? '', people['Mia'] ?? '']));
      for (const app of [kari, seller, other, mia, mona, ceo]) expect([await app.findings(), await app.run(refused)]).toEqual([[], []]);
    },
  );

  it(
    'who moves from sales to marketing gets all of it with the next exchange, and gives it back with the role',
    { timeout: 240_000 },
    async () => {
      const company = await aCompany(await open());
      await work(company);
      const { kari, nils: seller, people } = company;
      const { id } = await kari.run(addMembership, { personId: people['Nils'] ?? '', access: 'seller', function: 'marketing' });
      await meetAt([kari, seller]);
      expect(sharedContent(seller)).toBe(contentSeenBy(kari, 'all'));
      // Seeing a deal is not working on it.
      const of = (await kari.run(deals)).rows.find(({ title }) => title === 'Deal 1');
      expect(await seller.attempt(editDeal, { id: of?.id ?? '', title: 'Mine' })).toMatchObject({ ok: false });
      await kari.run(endMembership, { id, lastDay: day('2026-11-20') });
      await meetAt([kari, seller]);
      expect(sharedContent(seller)).toBe(contentSeenBy(kari, [people['Nils'] ?? '', people['Mia'] ?? '']));
      expect(await seller.findings()).toEqual([]);
    },
  );
});

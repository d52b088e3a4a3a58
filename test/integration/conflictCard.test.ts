/** What a conflict tells of itself: both values, what was there before both, and a third value that settles it for everybody. */
import { expect, it, onTestFinished } from 'vitest';
import { createAccount, setAccountOwner } from '../../src/shared/accounts/contract.ts';
import type { Id } from '../../src/shared/kernel/brand.ts';
import { createDeal, editDeal, moveDeal, removeDeal, setDealValue } from '../../src/shared/pipeline/contract.ts';
import { restore } from '../../src/shared/sync/contract.ts';
import { conflicts, syncStatus } from '../../src/shared/sync/statusContract.ts';
import { aDeal, anApp, nok, type TestApp, testStart } from '../support/builders.ts';
import { joined, leave, meet, tie } from '../support/syncedStores.ts';
import { tinyHub } from '../support/tinyHub.ts';

type Two = {
  readonly kari: TestApp;
  readonly nils: TestApp;
  readonly deal: Id<'Deal'>;
  readonly meetAll: () => void;
};

const twoAtOneDeal = async (): Promise<Two> => {
  const kari = await anApp();
  const { id: deal } = await kari.run(createDeal, aDeal({ title: 'Sensors', amount: nok(1_000), nextStep: 'Call' }));
  const hub = tinyHub(() => Date.parse(testStart));
  tie(kari);
  meet([kari], hub);
  const nils = await joined(hub, 7, kari.me);
  onTestFinished(async () => leave([nils]));
  return { kari, nils, deal, meetAll: () => meet([kari, nils], hub) };
};

const cellsOf = (value: unknown): unknown => (typeof value === 'string' ? JSON.parse(value) : value);

it('a field tells what it held before both, also where one of the two wrote it several times', async () => {
  const { kari, nils, deal, meetAll } = await twoAtOneDeal();
  await kari.run(editDeal, { id: deal, nextStep: 'Write' });
  meetAll();
  await nils.run(editDeal, { id: deal, nextStep: 'Visit, perhaps' });
  await nils.run(editDeal, { id: deal, nextStep: 'Visit' });
  await kari.run(editDeal, { id: deal, nextStep: 'Wait' });
  meetAll();
  for (const app of [kari, nils]) {
    const [found, ...more] = await app.run(conflicts);
    expect(more).toEqual([]);
    expect(found).toMatchObject({ field: 'nextStep', title: 'Sensors', recordTable: 'deal', before: { value: 'Write' } });
    expect(new Set([found?.winner.value, found?.loser.value])).toEqual(new Set(['Visit', 'Wait']));
    expect(found?.winner.isHere).not.toBe(found?.loser.isHere);
  }
});

it('a field that nobody had written since the record was made held what it was made with', async () => {
  const { kari, nils, deal, meetAll } = await twoAtOneDeal();
  for (const [app, title, day] of [
    [kari, 'Sensors, two', '2026-12-01'],
    [nils, 'Sensors, three', '2026-12-02'],
  ] as const)
    await app.run(editDeal, { id: deal, title, nextStepDay: day });
  meetAll();
  const found = await kari.run(conflicts);
  expect(Object.fromEntries(found.map(({ field, before }) => [field, before]))).toEqual({
    nextStepDay: { value: null, currency: null },
    title: { value: 'Sensors', currency: null },
  });
});

it('facts tell the one that stood before both', async () => {
  const { kari, nils, deal, meetAll } = await twoAtOneDeal();
  await kari.run(setDealValue, { id: deal, amount: nok(2_000) });
  await nils.run(setDealValue, { id: deal, amount: nok(3_000) });
  await kari.run(moveDeal, { id: deal, toStageId: kari.stage('proposal'), reason: 'Asked for it' });
  await nils.run(moveDeal, { id: deal, toStageId: nils.stage('negotiation'), reason: 'Agreed' });
  meetAll();
  const found = new Map((await kari.run(conflicts)).map((each) => [each.field, each]));
  expect(cellsOf(found.get('deal_value')?.before?.value)).toMatchObject({ amountMinor: 100_000, currency: 'NOK' });
  expect(cellsOf(found.get('stage_move')?.before?.value)).toMatchObject({ dealId: deal });
});

it('the owner of a company has a conflict of that company, and a removed record none that was before', async () => {
  const { kari, nils, deal, meetAll } = await twoAtOneDeal();
  const { id: account } = await kari.run(createAccount, { name: 'Fjordfisk' });
  const mads = await kari.aPerson('Mads', 'seller');
  meetAll();
  await kari.run(setAccountOwner, { id: account, personId: mads });
  await nils.run(setAccountOwner, { id: account, personId: kari.me });
  await kari.run(removeDeal, { id: deal });
  await nils.run(editDeal, { id: deal, title: 'Sensors, two' });
  meetAll();
  const found = await nils.run(conflicts);
  expect(found.find(({ table }) => table === 'ownership')).toMatchObject({
    field: 'ownership owner',
    title: 'Fjordfisk',
    recordTable: 'account',
    before: null,
  });
  expect(found.find(({ field }) => field === '#deleted')).toMatchObject({ title: 'Sensors, two', before: null });
  await nils.run(restore, { table: 'deal', id: deal });
  meetAll();
  expect((await kari.run(conflicts)).map(({ table }) => table)).toEqual(['ownership']);
});

it('a third value is an edit like any other: it settles the conflict on every device', async () => {
  const { kari, nils, deal, meetAll } = await twoAtOneDeal();
  await kari.run(editDeal, { id: deal, title: 'Sensors, two' });
  await nils.run(editDeal, { id: deal, title: 'Sensors, three' });
  meetAll();
  const [found] = await kari.run(conflicts);
  await kari.run(editDeal, { id: deal, title: 'Sensors, four', was: { title: String(found?.winner.value) } });
  meetAll();
  for (const app of [kari, nils]) {
    expect(await app.run(conflicts)).toEqual([]);
    expect(await app.run(syncStatus)).toMatchObject({ conflicts: 0 });
    expect(await app.findings()).toEqual([]);
  }
});

/** What the settings change: dated rates, revenue targets, the agreed process, teams, and who changed each part last. */
import { describe, expect, it } from 'vitest';
import { createPerson, createTeam, joinTeam, teams } from '../../src/shared/admin/contract.ts';
import { addRate, rates, removeRate } from '../../src/shared/admin/ratesContract.ts';
import { lastChanges } from '../../src/shared/admin/settingsContract.ts';
import { removeRevenueTarget, revenueTargets, setRevenueTarget } from '../../src/shared/admin/targetsContract.ts';
import { editTeam, leaveTeam } from '../../src/shared/admin/teamsContract.ts';
import { day } from '../../src/shared/kernel/day.ts';
import { currency } from '../../src/shared/kernel/money.ts';
import { board } from '../../src/shared/pipeline/boardContract.ts';
import { createDeal, deal, stages } from '../../src/shared/pipeline/contract.ts';
import { addCriterion, placeStage, removeCriterion, removeStage } from '../../src/shared/pipeline/processContract.ts';
import { undo } from '../../src/shared/sync/contract.ts';
import { anApp, type TestApp } from '../support/anApp.ts';
import { aDeal, nok, sek } from '../support/builders.ts';

const refused = (type: string, detail: object = {}) => ({ ok: false, error: { type, ...detail } });
const sekRate = (rate: string, on: string) =>
  ({ currency: currency('SEK'), rate, perUnits: 100, day: day(on), source: 'Norges Bank' }) as const;
const sekNow = async (app: TestApp) => (await app.run(board, {})).rates.find((each) => each.currency === 'SEK');

describe('an exchange rate', () => {
  it('holds from its day until the next one is published, whatever the order they are written in', async () => {
    const app = await anApp();
    await app.run(addRate, sekRate('98.37', '2026-11-18'));
    await app.run(addRate, sekRate('97.5', '2026-11-02'));
    expect(await sekNow(app)).toEqual({ currency: 'SEK', rate: '98.37', perUnits: 100, day: '2026-11-18', source: 'Norges Bank' });
    const { rows, count } = await app.run(rates, {});
    expect([count, rows.map(({ rate, isInForce }) => [rate, isInForce])]).toEqual([
      2,
      [
        ['98.37', true],
        ['97.5', false],
      ],
    ]);
  });

  it('is replaced by one recorded later for the same day, and comes back when that is taken back', async () => {
    const app = await anApp();
    await app.run(addRate, sekRate('98.37', '2026-11-21'));
    app.clock.set('2026-11-22T09:00:00Z');
    const { id } = await app.run(addRate, sekRate('98.4', '2026-11-21'));
    expect((await sekNow(app))?.rate).toBe('98.4');
    await app.run(removeRate, { id });
    expect((await sekNow(app))?.rate).toBe('98.37');
    expect(await app.attempt(removeRate, { id })).toEqual(refused('RateNotFound'));
    await app.run(undo);
    expect((await sekNow(app))?.rate).toBe('98.4');
    expect(await app.findings()).toEqual([]);
  });

  it('of the base currency, of tomorrow or of nought is refused', async () => {
    const app = await anApp();
    expect(await app.attempt(addRate, { ...sekRate('1', '2026-11-20'), currency: currency('NOK') })).toEqual(
      refused('RateOfBase', { currency: 'NOK' }),
    );
    expect(await app.attempt(addRate, sekRate('98.37', '2026-11-22'))).toEqual(refused('DayInFuture'));
    for (const rate of ['0', '0.00', '-1', '98,37', 'x', '1e3'])
      expect(await app.attempt(addRate, sekRate(rate, '2026-11-20')), rate).toMatchObject(refused('InvalidInput'));
  });

  it('that is missing is named while an open deal needs it', async () => {
    const app = await anApp();
    await app.run(createDeal, aDeal({ amount: sek(1_000) }));
    expect((await app.run(rates, {})).missing).toEqual(['SEK']);
    await app.run(addRate, sekRate('98.37', '2026-11-20'));
    expect((await app.run(rates, {})).missing).toEqual([]);
  });

  it('is a manager’s to record, not a seller’s', async () => {
    const app = await anApp();
    app.actAs(await app.aPerson('Bo', 'seller'));
    expect(await app.attempt(addRate, sekRate('98.37', '2026-11-20'))).toEqual(refused('NotAllowed', { action: 'rate.edit' }));
  });
});

describe('a revenue target', () => {
  const quarter = { fromDay: day('2026-10-01'), toDay: day('2026-12-31') };

  it('of the same days and the same scope is changed, of another scope it is another target', async () => {
    const app = await anApp();
    const { id: teamId } = await app.run(createTeam, { name: 'North' });
    const { id } = await app.run(setRevenueTarget, { ...quarter, scope: { type: 'company' }, amount: nok(6_000_000) });
    expect(await app.run(setRevenueTarget, { ...quarter, scope: { type: 'company' }, amount: nok(7_000_000) })).toEqual({ id });
    await app.run(setRevenueTarget, { ...quarter, scope: { type: 'team', id: teamId }, amount: nok(2_000_000) });
    const { rows, count } = await app.run(revenueTargets, {});
    expect(count).toBe(2);
    expect(rows.map(({ scope, amount }) => [scope.type === 'team' ? scope.name : scope.type, amount])).toEqual(
      expect.arrayContaining([
        ['company', nok(7_000_000)],
        ['North', nok(2_000_000)],
      ]),
    );
    await app.run(removeRevenueTarget, { id });
    expect((await app.run(revenueTargets, {})).count).toBe(1);
    await app.run(undo);
    expect((await app.run(revenueTargets, {})).count).toBe(2);
    expect(await app.findings()).toEqual([]);
  });

  it('of nought, of a period that ends before it begins, or of nobody is refused', async () => {
    const app = await anApp();
    const scope = { type: 'company' } as const;
    expect(await app.attempt(setRevenueTarget, { ...quarter, scope, amount: nok(0) })).toEqual(refused('TargetNotPositive'));
    expect(await app.attempt(setRevenueTarget, { fromDay: quarter.toDay, toDay: quarter.fromDay, scope, amount: nok(1) })).toEqual(
      refused('PeriodBackwards'),
    );
    const gone = app.stage('meeting') as string;
    expect(await app.callRaw('admin.setRevenueTarget', { ...quarter, scope: { type: 'person', id: gone }, amount: nok(1) })).toEqual(
      refused('PersonNotFound'),
    );
    expect(await app.callRaw('admin.setRevenueTarget', { ...quarter, scope: { type: 'team', id: gone }, amount: nok(1) })).toEqual(
      refused('TeamNotFound'),
    );
  });
});

describe('a stage', () => {
  const keys = async (app: TestApp) => (await app.run(stages)).stages.map(({ seedKey }) => seedKey);

  it('with deals in it is not removed before it is said where they go; then they move in the same change', async () => {
    const app = await anApp();
    const ids = [];
    for (const title of ['A', 'B']) ids.push((await app.run(createDeal, aDeal({ title, stageId: app.stage('meeting') }))).id);
    expect(await app.attempt(removeStage, { id: app.stage('meeting') })).toEqual(refused('StageInUse', { count: 2 }));
    expect(await app.run(removeStage, { id: app.stage('meeting'), moveTo: app.stage('qualified') })).toEqual({ moved: 2 });
    expect(await keys(app)).toEqual(['qualified', 'proposal', 'negotiation', 'won', 'lost']);
    for (const id of ids) expect(await app.run(deal, { id })).toMatchObject({ stage: { seedKey: 'qualified' } });
    expect(await app.findings()).toEqual([]);
    await app.run(undo);
    expect(await keys(app)).toEqual(['qualified', 'meeting', 'proposal', 'negotiation', 'won', 'lost']);
    for (const id of ids) expect(await app.run(deal, { id })).toMatchObject({ stage: { seedKey: 'meeting' } });
    expect(await app.findings()).toEqual([]);
  });

  it('that closes a deal, and the last open one, stay', async () => {
    const app = await anApp();
    expect(await app.attempt(removeStage, { id: app.stage('won') })).toEqual(refused('StageFixed'));
    for (const key of ['qualified', 'meeting', 'proposal']) await app.run(removeStage, { id: app.stage(key) });
    expect(await app.attempt(removeStage, { id: app.stage('negotiation') })).toEqual(refused('LastStage'));
    expect(await app.attempt(removeStage, { id: app.stage('meeting') })).toEqual(refused('StageNotFound'));
  });

  it('cannot hand its deals to itself, to a removed stage, or to won', async () => {
    const app = await anApp();
    const id = app.stage('meeting');
    await app.run(createDeal, aDeal({ stageId: id }));
    await app.run(removeStage, { id: app.stage('proposal') });
    expect(await app.attempt(removeStage, { id, moveTo: id })).toEqual(refused('StageNotFound'));
    expect(await app.attempt(removeStage, { id, moveTo: app.stage('proposal') })).toEqual(refused('StageNotFound'));
    expect(await app.attempt(removeStage, { id, moveTo: app.stage('won') })).toEqual(refused('StageFixed'));
  });

  it('is put after another, or first, with won and lost still last', async () => {
    const app = await anApp();
    await app.run(placeStage, { id: app.stage('negotiation'), after: app.stage('qualified') });
    expect(await keys(app)).toEqual(['qualified', 'negotiation', 'meeting', 'proposal', 'won', 'lost']);
    await app.run(placeStage, { id: app.stage('proposal'), after: null });
    expect(await keys(app)).toEqual(['proposal', 'qualified', 'negotiation', 'meeting', 'won', 'lost']);
    expect(await app.attempt(placeStage, { id: app.stage('won'), after: null })).toEqual(refused('StageFixed'));
    expect(await app.attempt(placeStage, { id: app.stage('meeting'), after: app.stage('won') })).toEqual(refused('StageFixed'));
    expect(await app.findings()).toEqual([]);
  });

  it('gets a criterion of its own and loses it again', async () => {
    const app = await anApp();
    const criteria = async () =>
      (await app.run(stages)).stages.find(({ id }) => id === app.stage('meeting'))?.criteria.map(({ text }) => text);
    const before = await criteria();
    const { id } = await app.run(addCriterion, { stageId: app.stage('meeting'), text: 'The need is written down' });
    expect(await criteria()).toEqual([...(before ?? []), 'The need is written down']);
    await app.run(removeCriterion, { id });
    expect(await criteria()).toEqual(before);
    expect(await app.attempt(removeCriterion, { id })).toEqual(refused('CriterionNotFound'));
    expect(await app.attempt(addCriterion, { stageId: app.stage('lost'), text: 'x' })).toEqual(refused('StageFixed'));
  });
});

describe('a team', () => {
  it('is renamed and led by somebody else; who leaves is in it through the last day', async () => {
    const app = await anApp();
    const { id: personId } = await app.run(createPerson, { name: 'Anna' });
    const { id } = await app.run(createTeam, { name: 'North' });
    await app.run(joinTeam, { teamId: id, personId });
    await app.run(editTeam, { id, name: 'North-West', leaderId: personId });
    expect(await app.run(teams)).toMatchObject([{ name: 'North-West', leader: { name: 'Anna' }, members: [{ name: 'Anna' }] }]);
    await app.run(leaveTeam, { teamId: id, personId, lastDay: day('2026-11-21') });
    expect((await app.run(teams))[0]?.members).toHaveLength(1);
    app.clock.set('2026-11-22T09:00:00Z');
    expect((await app.run(teams))[0]?.members).toEqual([]);
    expect(await app.attempt(leaveTeam, { teamId: id, personId, lastDay: day('2026-11-22') })).toEqual(refused('MembershipNotFound'));
  });
});

it('each part of the settings says who changed it last', async () => {
  const app = await anApp();
  expect(await app.run(lastChanges)).toMatchObject({ rates: null, targets: null, stages: { command: 'admin.createWorkspace' } });
  const cia = await app.aPerson('Cia', 'manager');
  app.actAs(cia);
  app.clock.advance(60_000);
  await app.run(addRate, sekRate('98.37', '2026-11-20'));
  expect(await app.run(lastChanges)).toMatchObject({
    rates: { actor: { id: cia, name: 'Cia' }, command: 'admin.addRate', at: app.clock.now() },
    targets: null,
    people: { command: 'admin.addMembership' },
  });
});

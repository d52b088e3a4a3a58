/**
 * One datum walked through the product as far as it is built: a seller moves a deal, and everybody who looks sees it. Still to come behind the last
 * step: her pipeline review shows what moved, the bonus forecast changes with its lines, and the PDF prints them.
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, onTestFinished, test } from 'vitest';
import { createAccount } from '../../src/shared/accounts/contract.ts';
import { day } from '../../src/shared/kernel/day.ts';
import { behind, createDeal, deal, deals, kpi, moveDeal, openByStage } from '../../src/shared/pipeline/contract.ts';
import type { Signal } from '../../src/shared/kernel/signal.ts';
import { history, recentChanges } from '../../src/shared/sync/contract.ts';
import { anApp } from '../support/anApp.ts';
import { aDeal, at, nok } from '../support/builders.ts';
import { aHubProcess } from '../support/hubProcess.ts';
import { aDevice, publishAt } from '../support/syncDevices.ts';

/** Another process that has the same store open; answers the next line it prints. */
const anotherProcess = async (dir: string): Promise<() => Promise<string>> => {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'listenProgram.ts'), dir], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async (): Promise<string> => {
    const line = await lines.next();
    if (line.done === true) throw new Error('the other process ended');
    return line.value;
  };
  onTestFinished(async () => {
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.stdin.end();
    await ended;
  });
  expect(await next()).toBe('ready');
  return next;
};

test('a seller moves a deal to Negotiation, and the last step built is a manager seeing it on a device of her own', async () => {
  const app = await anApp();
  const sigrid = await app.aPerson('Sigrid Berg', 'seller');
  const { id: accountId } = await app.run(createAccount, { name: 'Fjordfisk AS' });
  const { id } = await app.run(
    createDeal,
    aDeal({
      stageId: app.stage('proposal'),
      ownerId: sigrid,
      accountId,
      amount: nok(200_000),
      expectedClose: day('2026-12-15'),
      happenedOn: day('2026-11-02'),
    }),
  );
  const period = { from: day('2026-10-01'), to: day('2026-12-31') };
  expect((await app.run(kpi, period)).weightedAmount).toEqual({ NOK: 12_000_000n });

  // On the train: a call by name with untrusted input, decoded, allowed for her own deal, decided by the stage rules.
  const nextFromOther = await anotherProcess(app.dir);
  app.actAs(sigrid);
  app.clock.set('2026-11-23T07:40:00Z');
  expect(await app.callRaw('pipeline.moveDeal', { id, toStageId: app.stage('negotiation'), amount: 1 })).toMatchObject({
    ok: false,
    error: { type: 'InvalidInput' },
  });
  const heardBefore = app.signals.length;
  expect(await app.callRaw(moveDeal.name, { id, toStageId: app.stage('negotiation') })).toEqual({ ok: true, value: null });

  // One transaction: the fact, its change set in the log, and the derived state agree.
  const stored = app.store.read((tx) => ({
    move: tx.get(
      'SELECT m.happened_day AS day, m.happened_at AS at, s.seed_key AS stage FROM stage_move m JOIN stage s ON s.id = m.to_stage_id ORDER BY m.hlc DESC LIMIT 1',
    ),
    set: tx.get('SELECT actor, command, op_count AS ops, tables, recorded_at AS at FROM change_set ORDER BY local_seq DESC LIMIT 1'),
    state: tx.get(
      'SELECT s.seed_key AS stage, d.stage_day AS day FROM deal_state d JOIN stage s ON s.id = d.stage_id WHERE d.deal_id = ?',
      id,
    ),
  }));
  const when = at('2026-11-23T07:40:00Z');
  expect(stored).toEqual({
    move: { day: '2026-11-23', at: when, stage: 'negotiation' },
    set: { actor: sigrid, command: 'pipeline.moveDeal', ops: 1, tables: 'stage_move', at: when },
    state: { stage: 'negotiation', day: '2026-11-23' },
  });

  // Whoever listens is told: here at once, in the other process with its next look.
  const isTold = (signal: Signal | undefined) =>
    expect(signal?.type === 'changed' ? signal.tables.toSorted() : signal).toEqual(['account_state', 'deal_state', 'stage_move']);
  expect(app.signals).toHaveLength(heardBefore + 1);
  isTold(app.signals.at(-1));
  isTold(JSON.parse(await nextFromOther()) as Signal);

  // The board, the table and the figures ask again and show it; the seller is done, offline.
  app.actAs(app.me);
  const board = await app.run(openByStage, {});
  expect(board.filter(({ count }) => count > 0).map(({ stage, count, amount }) => [stage.seedKey, count, amount])).toEqual([
    ['negotiation', 1, { NOK: 20_000_000n }],
  ]);
  expect((await app.run(deals)).rows).toMatchObject([
    { id, stage: { seedKey: 'negotiation' }, owner: { name: 'Sigrid Berg' }, account: { name: 'Fjordfisk AS' }, quietDays: 0 },
  ]);
  expect((await app.run(kpi, period)).weightedAmount).toEqual({ NOK: 16_000_000n });
  expect((await app.run(behind, { measure: 'weighted', ...period })).rows).toMatchObject([{ id, probabilityBp: 8_000 }]);
  // As of the day before, nothing has moved.
  expect((await app.run(kpi, { asOf: day('2026-11-22') })).weightedAmount).toEqual({ NOK: 12_000_000n });

  // Who and when, from the log.
  const [newest] = await app.run(history, { id });
  expect(newest).toMatchObject({
    table: 'stage_move',
    what: 'made',
    command: 'pipeline.moveDeal',
    actor: { id: sigrid, name: 'Sigrid Berg' },
    at: when,
    happenedDay: '2026-11-23',
  });
  expect((await app.run(recentChanges, { limit: 1 }))[0]).toMatchObject({
    subject: { table: 'deal', id, title: aDeal().title },
    actor: { name: 'Sigrid Berg' },
  });
  expect((await app.run(deal, { id })).moves.map(({ stage, day: on }) => [stage?.seedKey, on])).toEqual([
    ['proposal', '2026-11-02'],
    ['negotiation', '2026-11-23'],
  ]);
  expect(await app.findings()).toEqual([]);

  // The network returns: the hub admits and numbers every change set, and the manager's device fetches and folds them.
  const hub = await aHubProcess();
  const cia = await app.aPerson('Cia Holm', 'manager');
  await publishAt(app, hub);
  const manager = await aDevice(app, hub, { name: 'Cia Holm', access: 'manager', person: cia, seed: 51 });
  manager.clock.set('2026-11-23T08:00:00Z');
  expect((await manager.run(kpi, period)).weightedAmount).toEqual({ NOK: 16_000_000n });
  expect((await manager.run(history, { id }))[0]).toMatchObject({ command: 'pipeline.moveDeal', actor: { name: 'Sigrid Berg' }, at: when });
  expect(await manager.findings()).toEqual([]);
});

/** Two sellers and a manager work five days without the hub, five hundred changes each, and meet: nothing is lost, and all hold the same. */
import { expect, test } from 'vitest';
import { createAccount, editAccount } from '../../src/shared/accounts/contract.ts';
import { createTeam, joinTeam } from '../../src/shared/admin/contract.ts';
import type { Id } from '../../src/shared/kernel/brand.ts';
import { createDeal, deals, editDeal, moveDeal, setDealOwner, setDealValue } from '../../src/shared/pipeline/contract.ts';
import { recentChanges } from '../../src/shared/sync/contract.ts';
import { conflicts, refused, syncNow, syncStatus } from '../../src/shared/sync/statusContract.ts';
import { anApp, type TestApp } from '../support/anApp.ts';
import { aDeal, nok } from '../support/builders.ts';
import { aHubProcess } from '../support/hubProcess.ts';
import { seeded, type Seeded } from '../support/seeded.ts';
import { aDevice, meetAt, publishAt } from '../support/syncDevices.ts';
import { contentSeenBy, sharedContent } from '../support/syncedStores.ts';

const daysAway = 5;
const editsADay = 100;
const dayMs = 86_400_000;

type Field = 'title' | 'nextStep';
type Typed = { readonly deal: string; readonly field: Field; readonly text: string };

/** One change a person could make; what was typed into a deal is written down beside it. Refusals of the app are no matter. */
const oneChange = async (app: TestApp, random: Seeded, who: string, n: number, typed: Typed[]): Promise<void> => {
  const ids = app.store.read((tx) => tx.all<{ id: Id<'Deal'> }>('SELECT id FROM deal WHERE deleted = 0 ORDER BY id'));
  const id = ids[random.below(ids.length)]?.id;
  const accounts = app.store.read((tx) => tx.all<{ id: Id<'Account'> }>('SELECT id FROM account WHERE deleted = 0 ORDER BY id'));
  const accountId = accounts[random.below(accounts.length)]?.id ?? null;
  const text = `${who} ${n}`;
  const kind = random.below(10);
  if (id === undefined || kind === 0) await app.attempt(createDeal, aDeal({ title: text, accountId, amount: nok(1_000 + n) }));
  else if (kind === 1) await app.attempt(createAccount, { name: `${text} AS` });
  else if (kind === 2 && accountId !== null) await app.attempt(editAccount, { id: accountId, sector: text });
  else if (kind === 3) await app.attempt(setDealValue, { id, amount: nok(10_000 + n) });
  else if (kind === 4)
    await app.attempt(moveDeal, { id, toStageId: app.stage(random.pick(['meeting', 'proposal', 'negotiation'])), reason: text });
  else if (kind === 5 && random.below(4) === 0)
    await app.attempt(setDealOwner, {
      id,
      personId: app.store.read((tx) => tx.get<{ id: Id<'Person'> }>('SELECT id FROM person ORDER BY id DESC LIMIT 1'))?.id ?? null,
    });
  else {
    const field = random.pick<Field>(['title', 'nextStep']);
    const done = await app.attempt(editDeal, { id, [field]: text });
    if (done.ok) typed.push({ deal: id, field, text });
  }
};

test('two sellers and a manager meet after five days offline with five hundred changes each, and nothing is lost', async () => {
  const hub = await aHubProcess();
  const manager = await anApp();
  const anna = await manager.aPerson('Anna Berg', 'seller');
  const bo = await manager.aPerson('Bo Lind', 'seller');
  const { id: teamId } = await manager.run(createTeam, { name: 'North' });
  const mates = [anna, bo];
  for (const personId of mates) await manager.run(joinTeam, { teamId, personId });
  for (let n = 0; n < 12; n += 1)
    await manager.run(createDeal, aDeal({ title: `Shared ${n}`, ownerId: [anna, bo, null][n % 3] ?? null, amount: nok(5_000) }));
  await publishAt(manager, hub);
  const first = await aDevice(manager, hub, { name: 'Anna Berg', access: 'seller', person: anna, seed: 31 });
  const second = await aDevice(manager, hub, { name: 'Bo Lind', access: 'seller', person: bo, seed: 41 });
  await meetAt([manager, first, second]);
  const all = [manager, first, second];
  // Of what the sellers may see all three hold the same, and the sellers hold nothing else.
  const asSellersSee = (): readonly string[] => [sharedContent(first), sharedContent(second), contentSeenBy(manager, mates)];
  expect(new Set(asSellersSee()).size).toBe(1);
  expect(sharedContent(manager)).not.toBe(sharedContent(first));

  const typed: Typed[] = [];
  for (const [at, app] of all.entries()) {
    const random = seeded(`three devices ${at}`);
    for (let n = 0; n < daysAway * editsADay; n += 1) {
      app.clock.advance(dayMs / editsADay);
      await oneChange(app, random, ['Kari', 'Anna', 'Bo'][at] ?? '', n, typed);
    }
  }
  const made = all.map((app) => app.store.db.prepare('SELECT count(*) AS n FROM change_set WHERE hub_seq IS NULL').get([])?.['n']);
  for (const count of made) expect(count).toBeGreaterThan(daysAway * editsADay * 0.6);
  expect(new Set(asSellersSee()).size).toBe(3);

  await meetAt(all);

  expect(new Set(asSellersSee()).size).toBe(1);
  for (const app of all) {
    expect(await app.findings()).toEqual([]);
    expect(await app.run(syncStatus)).toMatchObject({ waiting: 0, trouble: null });
    expect(await app.run(syncNow)).toMatchObject({ sent: 0, received: 0 });
  }
  // Every set is in every log once, and the hub has numbered them without a gap.
  const logs = all.map((app) =>
    app.store.db.prepare('SELECT d.id || c.device_seq AS name FROM change_set c JOIN device d ON d.no = c.device ORDER BY name').all([]),
  );
  expect(logs[1]).toEqual(logs[0]);
  expect(logs[2]).toEqual(logs[0]);
  const numbers = manager.store.db.prepare('SELECT count(*) AS n, min(hub_seq) AS first, max(hub_seq) AS last FROM change_set').get([]);
  expect(numbers).toEqual({ n: numbers?.['last'], first: 1, last: numbers?.['last'] });

  // Whatever was typed stands in the deal or in its history, on every device; what the hub refused lies in its author's inbox.
  const inboxes = (await Promise.all(all.map((app) => app.run(refused)))).flat();
  for (const app of all) {
    const kept = new Set(
      app.store.db
        .prepare('SELECT local_seq AS seq FROM change_set ORDER BY local_seq')
        .all([])
        .map(({ seq }) => seq),
    );
    expect(kept.size).toBe(logs[0]?.length);
  }
  const inboxText = JSON.stringify(inboxes);
  const history = JSON.stringify(await Promise.all(historyTexts(manager)));
  const lost = typed.filter(({ text }) => !history.includes(`"${text}"`) && !inboxText.includes(`"${text}"`));
  expect(lost).toEqual([]);
  expect((await manager.run(conflicts)).length).toBeGreaterThan(0);
  expect((await manager.run(recentChanges, { limit: 1 })).length).toBe(1);
  expect((await second.run(deals)).count).toBe((await first.run(deals)).count);
  expect((await manager.run(deals)).count).toBeGreaterThan((await first.run(deals)).count);
});

/** Everything that the histories of all deals say. */
const historyTexts = (app: TestApp): readonly Promise<unknown>[] =>
  app.store
    .read((tx) => tx.all<{ id: string }>('SELECT id FROM deal ORDER BY id'))
    .map(async ({ id }) => {
      const answer = await app.callRaw('history.record', { id });
      return answer.ok ? answer.value : [];
    });

/** Who holds what: a seller's store has the own deals, the team's and those that nobody owns, and not a byte of others; changes move rows in and out. */
import { describe, expect, it } from 'vitest';
import { type Network, systemNetwork } from '../../src/main/contexts/sync/hubClient.ts';
import { examine } from '../../src/main/core/doctor.ts';
import { syncLog } from '../../src/main/core/syncLog.ts';
import { addMembership, endMembership, joinTeam, people } from '../../src/shared/admin/contract.ts';
import { leaveTeam } from '../../src/shared/admin/teamsContract.ts';
import { addDays, dayOf, type Zone } from '../../src/shared/kernel/day.ts';
import type { Id } from '../../src/shared/kernel/brand.ts';
import { deal, deals, editDeal, setDealOwner, setDealValue } from '../../src/shared/pipeline/contract.ts';
import { history, recentChanges, undo } from '../../src/shared/sync/contract.ts';
import { hubPaths, type PullAnswer } from '../../src/shared/sync/hubProtocol.ts';
import { refused, syncNow, syncStatus } from '../../src/shared/sync/statusContract.ts';
import { nok, type TestApp } from '../support/builders.ts';
import { heldOf, twoTeams, type World } from '../support/scopes.ts';
import { exchangeOver, meetAt } from '../support/syncDevices.ts';
import { contentSeenBy, sharedContent } from '../support/syncedStores.ts';
import { storages } from '../hub/storages.ts';

type Amended = NonNullable<PullAnswer['amended']>[number];

const northern = ['Fyrtårn', 'Nattlampe', 'Nordlys'];
const southern = ['Akvarium', 'Algefilter', 'Bøyelager', 'Fyrtårn'];
const all = ['Akvarium', 'Algefilter', 'Bøyelager', 'Fyrtårn', 'Kaiplass', 'Nattlampe', 'Nordlys'];

/** The store holds these deals whole and not a mark of another, shows no other, and is sound. */
const expectHeld = async (world: World, app: TestApp, titles: readonly string[]): Promise<void> => {
  const held = heldOf(world, app);
  expect(held.any).toEqual(titles);
  expect(held.whole).toEqual(titles);
  expect((await app.run(deals)).rows.map(({ title }) => title).toSorted()).toEqual(titles);
  expect(await app.findings()).toEqual([]);
  expect(app.ports.defects).toEqual([]);
};

const yesterday = (app: TestApp) => addDays(dayOf(app.clock.now(), 'Europe/Oslo' as Zone), -1);

describe.each(storages())('a hub on $kind', ({ open }) => {
  it('gives each device the rows that its person may see, and moves them as owners change', async () => {
    const world = await twoTeams({ db: await open() });
    const { kari } = world;
    const nils = await world.join('Nils', world.people.nils, 'seller');
    const anna = await world.join('Anna', world.people.anna, 'seller');
    const bo = await world.join('Bo', world.people.bo, 'seller');
    await expectHeld(world, kari, all);
    await expectHeld(world, nils, northern);
    await expectHeld(world, anna, southern);
    expect(sharedContent(bo)).toBe(sharedContent(anna));

    // Nils has not sent his edit yet when Kari gives the deal to Anna.
    const id = world.deals['Nordlys'] ?? ('' as Id<'Deal'>);
    await nils.run(editDeal, { id, nextStep: 'Ring på mandag' });
    await kari.run(setDealOwner, { id, personId: world.people.anna });
    await kari.run(syncNow);
    expect(await nils.run(syncNow)).toMatchObject({ sent: 1, refused: 1 });
    await meetAt([anna, bo]);
    await expectHeld(world, nils, ['Fyrtårn', 'Nattlampe']);
    await expectHeld(world, anna, [...southern, 'Nordlys']);
    expect(sharedContent(bo)).toBe(sharedContent(anna));
    const [mine] = await nils.run(refused);
    expect(mine?.refusal).toMatchObject({ reason: 'notYours', held: {} });
    expect(JSON.stringify(mine?.payload)).toContain('Ring på mandag');
    expect(await nils.run(syncStatus)).toMatchObject({ waiting: 0, refused: 1, trouble: null });
    const told = await anna.run(history, { id });
    expect(told.map(({ seq: _seq, ...entry }) => entry)).toEqual((await kari.run(history, { id })).map(({ seq: _seq, ...entry }) => entry));
    expect(told.length).toBeGreaterThan(4);

    // What Anna does with it stays hers; undone, it comes back whole.
    await anna.run(setDealValue, { id, amount: nok(7_777) });
    await meetAt([anna, kari, nils]);
    await expectHeld(world, nils, ['Fyrtårn', 'Nattlampe']);
    await kari.run(undo);
    await meetAt([kari, nils, anna]);
    await expectHeld(world, nils, northern);
    await expectHeld(world, anna, southern);
    expect((await nils.run(deal, { id })).amount).toEqual(nok(7_777));
  });
});

describe('a change of role or team', () => {
  it('widens what a device holds, and narrows it again', async () => {
    const world = await twoTeams();
    const { kari } = world;
    const nils = await world.join('Nils', world.people.nils, 'seller');
    const day = yesterday(kari);
    await kari.run(joinTeam, { teamId: world.teams.south, personId: world.people.nils });
    await meetAt([kari, nils]);
    await expectHeld(world, nils, ['Akvarium', 'Algefilter', 'Bøyelager', 'Fyrtårn', 'Nattlampe', 'Nordlys']);
    await kari.run(leaveTeam, { teamId: world.teams.south, personId: world.people.nils, lastDay: day });
    await meetAt([kari, nils]);
    await expectHeld(world, nils, northern);

    const { id } = await kari.run(addMembership, { personId: world.people.nils, access: 'manager', function: 'sales' });
    await meetAt([kari, nils]);
    await expectHeld(world, nils, all);
    expect(sharedContent(nils)).toBe(sharedContent(kari));
    await kari.run(endMembership, { id, lastDay: day });
    await meetAt([kari, nils]);
    await expectHeld(world, nils, northern);

    // Without any role nothing is left but the workspace and its people; nothing is lost by it.
    const own = (await kari.run(people)).find(({ name }) => name === 'Nils')?.memberships.find(({ access }) => access === 'seller');
    if (own === undefined) throw new Error('Nils is a seller');
    await kari.run(endMembership, { id: own.id, lastDay: day });
    await kari.run(syncNow);
    expect(await exchangeOver(nils, systemNetwork)).toMatchObject({ ok: true });
    expect(heldOf(world, nils).any).toEqual([]);
    expect(nils.store.db.prepare('SELECT count(*) AS n FROM account UNION ALL SELECT count(*) FROM deal_state').all([])).toEqual([
      { n: 0 },
      { n: 0 },
    ]);
    expect(examine(nils.store).findings).toEqual([]);
    await kari.run(addMembership, { personId: world.people.nils, access: 'seller', function: 'sales' });
    await kari.run(syncNow);
    expect(await exchangeOver(nils, systemNetwork)).toMatchObject({ ok: true });
    await expectHeld(world, nils, northern);
    expect(sharedContent(nils)).toBe(contentSeenBy(kari, [world.people.nils]));
  });
});

describe('a store that holds a part', () => {
  it('keeps what was written while a deal was on its way out, until the hub has judged it', async () => {
    const world = await twoTeams();
    const { kari } = world;
    const nils = await world.join('Nils', world.people.nils, 'seller');
    const id = world.deals['Nordlys'] ?? ('' as Id<'Deal'>);
    await kari.run(setDealOwner, { id, personId: world.people.anna });
    await kari.run(syncNow);
    // Nils writes after his store has sent everything and before the answer takes the deal away.
    const meanwhile: Network = {
      ...systemNetwork,
      send: async (call) => {
        const answer = await systemNetwork.send(call);
        if (call.url.endsWith(hubPaths.pull) && syncLog(nils.store).waiting() === 0) {
          await nils.run(editDeal, { id, nextStep: 'Skrevet i siste liten' });
          await nils.run(setDealValue, { id, amount: nok(4_321) });
        }
        return answer;
      },
    };
    expect(await exchangeOver(nils, meanwhile)).toMatchObject({ ok: true });
    expect(syncLog(nils.store).waiting()).toBe(2);
    expect(await nils.attempt(deal, { id })).toMatchObject({ ok: false });
    expect(await nils.findings()).toEqual([]);
    expect(await nils.run(syncNow)).toMatchObject({ sent: 2, refused: 2 });
    await expectHeld(world, nils, ['Fyrtårn', 'Nattlampe']);
    const kept = JSON.stringify((await nils.run(refused)).map(({ payload }) => payload));
    expect([kept.includes('Skrevet i siste liten'), kept.includes('432100')]).toEqual([true, true]);
    // What is no longer in view is not on the stack of what can be undone.
    await nils.run(setDealOwner, { id: world.deals['Nattlampe'] ?? id, personId: world.people.bo });
    await meetAt([nils, kari]);
    await expectHeld(world, nils, ['Fyrtårn']);
    expect(await nils.attempt(undo, {})).toMatchObject({ ok: false, error: { type: 'NothingToUndo' } });
    expect((await nils.run(recentChanges, { limit: 50 })).filter(({ ops }) => ops === 0)).toEqual([]);
  });

  it('is proven by a hash of its own, and believes no hub that tells it another whole', async () => {
    const world = await twoTeams();
    const { kari } = world;
    const nils = await world.join('Nils', world.people.nils, 'seller');
    const before = sharedContent(nils);
    await kari.run(setDealOwner, { id: world.deals['Akvarium'] ?? '', personId: world.people.nils });
    await kari.run(syncNow);
    const lying = (change: (page: PullAnswer) => PullAnswer): Network => ({
      ...systemNetwork,
      send: async (call) => {
        const answer = await systemNetwork.send(call);
        if (answer.type !== 'answered' || !call.url.endsWith(hubPaths.pull)) return answer;
        return { ...answer, body: change(answer.body as PullAnswer) };
      },
    });
    const amend = (how: (amended: Amended) => Amended) => (page: PullAnswer) => ({ ...page, amended: (page.amended ?? []).map(how) });
    const lies = [
      amend((amended) => ({ ...amended, payload: `${amended.payload} `, partial: false })),
      amend((amended) => ({ ...amended, hubSeq: 999 })),
    ];
    for (const lie of lies) {
      expect(await exchangeOver(nils, lying(lie))).toMatchObject({ ok: false, error: { type: 'HubLies' } });
      expect(sharedContent(nils)).toBe(before);
    }
    await nils.run(syncNow);
    await expectHeld(world, nils, ['Akvarium', ...northern]);

    const { db } = nils.store;
    const part = db
      .prepare('SELECT local_seq AS seq, payload FROM change_set WHERE part_hash IS NOT NULL AND length(payload) > 40 LIMIT 1')
      .get([]);
    const bytes = Buffer.from(part?.['payload'] as Uint8Array);
    bytes[20] = (bytes[20] ?? 0) ^ 1;
    db.prepare('UPDATE change_set SET payload = ? WHERE local_seq = ?').run([bytes, Number(part?.['seq'])]);
    expect(await nils.findings()).toContainEqual({ type: 'LogFault', seq: part?.['seq'], fault: 'payload' });
  });
});

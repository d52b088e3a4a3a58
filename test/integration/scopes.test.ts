/** Who holds what: a seller's store has the own deals, the team's and those that nobody owns, and not a byte of others; changes move rows in and out. */
import { describe, expect, it } from 'vitest';
import { addMembership, endMembership, joinTeam, people } from '../../src/shared/admin/contract.ts';
import { leaveTeam } from '../../src/shared/admin/teamsContract.ts';
import { dayOf } from '../../src/shared/kernel/day.ts';
import { deal, deals, editDeal, setDealOwner, setDealValue } from '../../src/shared/pipeline/contract.ts';
import { history, undo } from '../../src/shared/sync/contract.ts';
import { refused, syncNow, syncStatus } from '../../src/shared/sync/statusContract.ts';
import { nok, type TestApp } from '../support/builders.ts';
import { heldOf, twoTeams, type World } from '../support/scopes.ts';
import { meetAt } from '../support/syncDevices.ts';
import { sharedContent } from '../support/syncedStores.ts';
import { storages } from '../hub/storages.ts';

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

const yesterday = (app: TestApp) => {
  const day = dayOf((app.clock.now() - 86_400_000) as never, 'Europe/Oslo' as never);
  return day;
};

describe.each(storages())('a hub on $kind', ({ open }) => {
  it('gives each device the rows that its person may see, and moves them as owners change', async () => {
    const world = await twoTeams(await open());
    const { kari } = world;
    const nils = await world.join('Nils', world.people.nils, 'seller');
    const anna = await world.join('Anna', world.people.anna, 'seller');
    const bo = await world.join('Bo', world.people.bo, 'seller');
    await expectHeld(world, kari, all);
    await expectHeld(world, nils, northern);
    await expectHeld(world, anna, southern);
    expect(sharedContent(bo)).toBe(sharedContent(anna));

    // Nils has not sent his edit yet when Kari gives the deal to Anna.
    const id = world.deals['Nordlys'] ?? ('' as never);
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
    const [first] = storages();
    if (first === undefined) throw new Error('there is a storage');
    const world = await twoTeams(await first.open());
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
    expect((await kari.run(people)).length).toBe((await nils.run(people)).length);
  });
});

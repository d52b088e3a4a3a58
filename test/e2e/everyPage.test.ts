/** Whatever was done to a store by chance, every page over it can be shown. */
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { redo, undo } from '../../src/shared/sync/contract.ts';
import { simulate } from '../faults/simulation.ts';
import { anApp } from '../support/anApp.ts';
import { hasBrowser } from '../support/browser.ts';
import { brokenPages } from '../support/everyPage.ts';
import { aStep, take } from '../support/randomWalk.ts';
import { exchangeOver } from '../support/syncDevices.ts';
import { systemNetwork } from '../../src/main/contexts/sync/hubClient.ts';
import { twoTeams } from '../support/scopes.ts';
import { tempDir } from '../support/tempDir.ts';

/** One that is always played, and one that nobody has played before. */
const seeds = [1, ...fc.sample(fc.nat(), 1)];

it.runIf(hasBrowser).each(seeds)('after work of several people with undo and redo (%i)', async (seed) => {
  const app = await anApp();
  const people = [app.me, await app.aPerson('Bo', 'manager'), await app.aPerson('Cia', 'seller')];
  const steps = fc.sample(
    fc.oneof({ weight: 6, arbitrary: aStep }, { weight: 1, arbitrary: fc.constantFrom('undo' as const, 'redo' as const, 'turn' as const) }),
    {
      seed,
      numRuns: 60,
    },
  );
  let turn = 0;
  for (const step of steps) {
    if (step === 'turn') app.actAs(people[(turn += 1) % people.length] ?? app.me);
    else if (step === 'undo') await app.attempt(undo, {});
    else if (step === 'redo') await app.attempt(redo, {});
    else await take(app, step);
    app.clock.advance(1_000);
  }
  app.actAs(app.me);
  await app.close();
  expect(await brokenPages(app.dir)).toEqual([]);
});

it.runIf(hasBrowser).each(seeds)('after stores worked apart, with refusals and wrong clocks, and met (%i)', async (seed) => {
  const dir = tempDir('met');
  expect(simulate(dir, `pages ${seed}`).problems).toEqual([]);
  expect(await brokenPages(join(dir, 'store1'))).toEqual([]);
});

it.runIf(hasBrowser).each(seeds)('of a seller who holds a part of it (%i)', async (seed) => {
  const world = await twoTeams();
  const nils = await world.join('Nils', world.people.nils, 'seller');
  const apps = [world.kari, nils];
  for (const [at, step] of fc.sample(aStep, { seed, numRuns: 40 }).entries()) {
    const app = apps[at % 2];
    if (app !== undefined) await take(app, step);
    world.wait(10_000);
    if (at % 5 === 0) for (const each of apps) await exchangeOver(each, systemNetwork);
  }
  await nils.close();
  expect(await brokenPages(nils.dir)).toEqual([]);
});

it.runIf(hasBrowser)('a page that breaks is noticed', async () => {
  const app = await anApp();
  await take(app, { kind: 'create', deal: 0, pick: 1, daysAgo: 0 });
  await app.close();
  const faults = await brokenPages(app.dir, async (page) => {
    await page.route('**/call', async (route) => {
      const isOfTrash = route.request().postData()?.includes('"trash.list"') === true;
      // A record without any of what the page shows of it.
      await (isOfTrash ? route.fulfill({ json: { ok: true, value: [{}] } }) : route.continue());
    });
  });
  expect(faults.length).toBeGreaterThan(0);
  expect(faults.filter((fault) => !fault.startsWith('#/trash: '))).toEqual([]);
});

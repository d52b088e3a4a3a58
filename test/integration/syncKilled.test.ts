/** Programs that end in the middle of an exchange, without a warning: what was acknowledged is stored, and nothing comes twice. */
import { expect, onTestFinished, test } from 'vitest';
import { createDeal, deals } from '../../src/shared/pipeline/contract.ts';
import { syncNow } from '../../src/shared/sync/statusContract.ts';
import { aDeal, anApp } from '../support/builders.ts';
import { startHub } from '../support/hubProcess.ts';
import { aDevice, dropDevice, publishAt } from '../support/syncDevices.ts';
import { sharedContent } from '../support/syncedStores.ts';
import { makeDir, removeDir } from '../support/tempDir.ts';
import { startSamspill } from '../support/terminal.ts';

test('hub and device killed by turns in the middle of exchanges lose nothing and double nothing', async () => {
  const dir = makeDir('hub');
  let hub = await startHub(dir);
  onTestFinished(async () => {
    await hub.stop();
    removeDir(dir);
  });
  const admin = await anApp();
  const person = await admin.aPerson('Sigrid Berg', 'seller');
  await publishAt(admin, hub);
  const seller = await aDevice(admin, hub, { name: 'Sigrid Berg', access: 'seller', person, seed: 61 });
  onTestFinished(() => dropDevice(seller));
  const titles: string[] = [];
  for (let round = 0; round < 6; round += 1) {
    for (let n = 0; n < 40; n += 1) {
      const title = `Deal ${round}-${n}`;
      await seller.run(createDeal, aDeal({ title }));
      titles.push(title);
    }
    const { child, ended } = startSamspill(['sync', '--store', seller.dir]);
    // Later with each round: before the first call, on the way, and while it is written down.
    await new Promise((resolve) => {
      setTimeout(resolve, 350 + round * 60);
    });
    if (round % 2 === 0) child.kill('SIGKILL');
    else {
      await hub.kill();
      hub = await startHub(dir, hub.port);
    }
    await ended;
    expect(await seller.findings()).toEqual([]);
  }
  // The lease of a program that was killed ends by itself.
  seller.clock.set(new Date(Date.now() + 86_400_000).toISOString());
  await seller.run(syncNow);
  await admin.run(syncNow);
  const seen: string[] = [];
  for (let after: string | null = null, isFirst = true; isFirst || after !== null; isFirst = false) {
    const page: { readonly rows: readonly { readonly title: string }[]; readonly next: string | null } = await admin.run(deals, { after });
    seen.push(...page.rows.map(({ title }) => title));
    after = page.next;
  }
  expect(seen.toSorted()).toEqual(titles.toSorted());
  expect(sharedContent(admin)).toBe(sharedContent(seller));
}, 120_000);

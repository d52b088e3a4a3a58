/** When a change counts as recorded: from when the hub had it, whatever its author says; the log from before the publishing from when it was written. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { makeSetUpCode } from '../../src/hub/codes.ts';
import { meOf } from '../../src/main/contexts/openWorkspace.ts';
import { setMe } from '../../src/main/contexts/me.ts';
import { kpiAt } from '../../src/main/contexts/pipeline/numbers.ts';
import { publishStore } from '../../src/main/contexts/sync/joining.ts';
import { historyOf } from '../../src/main/core/history.ts';
import { cutBack } from '../../src/main/core/hubHistory.ts';
import { linkHub } from '../../src/main/core/hubLink.ts';
import type { Store } from '../../src/main/core/store.ts';
import { syncLog } from '../../src/main/core/syncLog.ts';
import { ok } from '../../src/shared/kernel/result.ts';
import { tables } from '../../src/shared/schema/tables.ts';
import type { PullAnswer } from '../../src/shared/sync/hubProtocol.ts';
import {
  begin,
  type Device,
  exchange,
  type Hand,
  heal,
  hubHere,
  joinNew,
  must,
  noEnd,
  portsOf,
  unequal,
  worldOf,
} from '../faults/company.ts';
import { faultsOf } from '../faults/oracle.ts';
import { makeDeal } from '../faults/work.ts';
import { makeEarlier } from '../support/earlierStores.ts';
import { contentOf, pullAll, pushAll } from '../support/exchange.ts';
import { copyStore, newStore, openAt, tamper } from '../support/stores.ts';
import { tempDir } from '../support/tempDir.ts';
import { tinyHub } from '../support/tinyHub.ts';
import { aHub, aWorkspace, dealRows, invited, newKey } from './hubFixture.ts';
import { storages } from './storages.ts';

const day = 24 * 3_600_000;
const url = 'http://127.0.0.1:1';

/** Open deals as they had been recorded by an instant, and how many changes of them are provisional. */
const openBy = (store: Store, recordedAsOf: number): readonly number[] => {
  const figures = must(store.read((tx) => kpiAt(tx, { asOf: null, recordedAsOf, from: null, to: null })));
  return [figures.openCount, figures.provisional];
};

/** What the history says of when a deal was made. */
const madeAt = (store: Store, id: string): unknown => {
  const made = historyOf(store, id, () => null)?.find(({ what, table }) => what === 'made' && table === 'deal');
  return made === undefined ? null : { at: made.at, provisional: made.provisional };
};

/** Made and filled before there was a hub, on a machine whose clock was at another time then. */
const aPublisher = (hubClock: Hand, early: number): { readonly kari: Device; readonly old: string } => {
  const clock = { ms: hubClock.ms - early };
  const dir = tempDir('publisher');
  const before = newStore(dir, portsOf('before', clock));
  const old = must(makeDeal(before, 1));
  before.close();
  const store = openAt(dir, { ports: portsOf('after', clock) });
  clock.ms += Math.max(0, early);
  return { kari: { dir, clock, ports: portsOf('after', clock), store }, old };
};

describe.each(storages)('at a hub on $kind', ({ open }) => {
  const aCompany = async (early = 5 * day) => {
    const hubClock = { ms: begin };
    const hub = await hubHere(await open(), portsOf('hub', hubClock));
    const { kari, old } = aPublisher(hubClock, early);
    onTestFinished(async () => {
      kari.store.close();
      await hub.close();
    });
    const code = await makeSetUpCode(hub.context);
    must(await publishStore(worldOf(kari, hub.network), { hub: url, code }, meOf(kari.store), noEnd()));
    hubClock.ms += 3_600_000;
    kari.clock.ms += 3_600_000;
    const nils = await joinNew(tempDir('joined'), kari, url, 'admin', hub.network, { ms: hubClock.ms });
    onTestFinished(() => nils.store.close());
    return { hub, hubClock, kari, nils, old };
  };

  it('a change of a device whose clock says June is not there as recorded by July', async () => {
    const { hub, hubClock, kari, nils } = await aCompany();
    const june = begin - 150 * day;
    nils.clock.ms = june;
    const forged = must(makeDeal(nils.store, 2));
    // Until the hub has it, it counts as its author says, and says that this is provisional.
    expect(openBy(nils.store, june + day)).toEqual([1, 1]);
    expect(madeAt(nils.store, forged)).toEqual({ at: june, provisional: true });
    must(await exchange(nils, hub.network));
    await heal([nils, kari], hub.network, 'all');
    for (const { store } of [nils, kari]) {
      expect(openBy(store, june + day)).toEqual([0, 0]);
      expect(openBy(store, hubClock.ms - 1)[0]).toBe(1);
      expect(openBy(store, hubClock.ms)).toEqual([2, 0]);
      expect(madeAt(store, forged)).toEqual({ at: hubClock.ms, provisional: false });
    }
    expect(unequal([nils, kari])).toEqual([]);
  });

  it('the log from before the publishing counts from when it was written, on every device', async () => {
    const { hub, kari, nils, old } = await aCompany();
    await heal([nils, kari], hub.network, 'all');
    for (const { store } of [kari, nils]) {
      expect(openBy(store, begin - 5 * day - 1)).toEqual([0, 0]);
      expect(openBy(store, begin - 4 * day)).toEqual([1, 0]);
      expect(madeAt(store, old)).toEqual({ at: begin - 5 * day, provisional: false });
    }
    expect(unequal([kari, nils])).toEqual([]);
  });

  it('but never from later than the publishing, and never once others are there', async () => {
    const { hub, hubClock, kari, nils, old } = await aCompany(-365 * day);
    await heal([nils, kari], hub.network, 'all');
    for (const { store } of [kari, nils]) expect(madeAt(store, old)).toEqual({ at: begin, provisional: false });
    kari.clock.ms = begin - 3 * day;
    const late = must(makeDeal(kari.store, 3));
    await heal([kari, nils], hub.network, 'late');
    for (const { store } of [kari, nils]) expect(madeAt(store, late)).toEqual({ at: hubClock.ms, provisional: false });
    expect(unequal([kari, nils])).toEqual([]);
  });

  it('a hub that is filled again says what the first one said', async () => {
    const first = await aHub({ db: await open() });
    const kari = await aWorkspace(first);
    await kari.push(kari.write(dealRows('d1', 'kari'), { recordedAt: 1 }));
    await invited(first, kari, 'admin', 'Anna');
    first.ports.clock.advance(60_000);
    await kari.push(kari.write(dealRows('d2', 'kari'), { recordedAt: 1 }));
    const sets = await kari.pull();
    const told = sets.map(({ receivedAt }) => receivedAt);
    expect([told[1], told[3]]).toEqual([1, first.ports.clock.now()]);
    const second = await aHub({ db: await open() });
    second.ports.clock.advance(30 * day);
    const about = { workspace: 'w1', name: 'Havbryn', person: 'kari', key: newKey().key };
    const joined = await second.post('/v1/publish', { code: await makeSetUpCode(second.context), ...about });
    const { access } = (joined.body as { readonly tokens: { readonly access: string } }).tokens;
    const put = await second.post('/v1/put-back', { epoch: second.context.epoch, sets }, access);
    expect([put.status, put.body['seq']]).toEqual([200, 4]);
    const page = await second.post('/v1/pull', { epoch: second.context.epoch, after: 0, scope: null }, access);
    expect((page.body as unknown as PullAnswer).sets.map(({ receivedAt }) => receivedAt)).toEqual(told);
  });

  it('a change that lost its number is provisional again', async () => {
    const { hub, hubClock, nils } = await aCompany();
    nils.clock.ms = begin - 150 * day;
    const id = must(makeDeal(nils.store, 2));
    must(await exchange(nils, hub.network));
    expect(madeAt(nils.store, id)).toEqual({ at: hubClock.ms, provisional: false });
    must(nils.store.merge(({ into }) => ok({ value: null, tables: cutBack(into, { seq: 0, head: '' }, '') })));
    expect(madeAt(nils.store, id)).toEqual({ at: begin - 150 * day, provisional: true });
    expect(openBy(nils.store, begin - 149 * day)[0]).toBe(1);
    expect(faultsOf(nils.store)).toEqual([]);
  });
});

describe('the log from before the publishing, to which a hub of the first version gave its own time,', () => {
  const aPair = () => {
    const clock = { ms: begin - 5 * day };
    const hubClock = { ms: begin };
    const hub = tinyHub(() => hubClock.ms);
    const dirs = [tempDir('first'), tempDir('second')] as const;
    const first = newStore(dirs[0], portsOf('first', clock));
    const old = must(makeDeal(first, 1));
    clock.ms = begin + 1_000;
    mkdirSync(dirs[1], { recursive: true });
    const second = openAt(dirs[1], { create: true, ports: portsOf('second', clock) });
    for (const store of [first, second]) linkHub(store, { workspace: 'w', url, epoch: 'one', person: meOf(first) });
    setMe(second.db, meOf(first));
    pushAll(syncLog(first), hub);
    pullAll(syncLog(second), hub);
    hubClock.ms += day;
    // From a device whose clock is behind, after one whose clock is right.
    must(makeDeal(first, 2));
    pushAll(syncLog(first), hub);
    pullAll(syncLog(second), hub);
    clock.ms = begin - 2 * day;
    const late = must(makeDeal(second, 3));
    pushAll(syncLog(second), hub);
    for (const store of [first, second]) pullAll(syncLog(store), hub);
    return { first, second, old, late, hubClock, dirs };
  };

  it('counts from when it was written, and nothing after it does', () => {
    const { first, second, old, late, hubClock } = aPair();
    for (const store of [first, second]) {
      expect(madeAt(store, old)).toEqual({ at: begin - 5 * day, provisional: false });
      expect(madeAt(store, late)).toEqual({ at: hubClock.ms, provisional: false });
      expect(openBy(store, begin - 2 * day)).toEqual([1, 0]);
      expect(faultsOf(store)).toEqual([]);
    }
    expect(contentOf(first)).toBe(contentOf(second));
    first.close();
    second.close();
  });

  it('is the same in a store from before this version', () => {
    const { first, second, dirs } = aPair();
    const content = contentOf(first);
    first.close();
    second.close();
    for (const dir of dirs) {
      const earlier = join(tempDir('earlier'), 'store');
      makeEarlier(dir, earlier, 6);
      // Facts were dated by their authors.
      tamper(earlier, (db) => {
        for (const { name, sync } of tables)
          if (sync === 'fact') db.exec(`UPDATE ${name} SET recorded_at = (SELECT recorded_at FROM change_set WHERE local_seq = seq)`);
      });
      const copied = copyStore(earlier, join(tempDir('brought'), 'store'));
      const store = openAt(copied);
      expect(contentOf(store)).toBe(content);
      expect(faultsOf(store)).toEqual([]);
      store.close();
    }
  });
});

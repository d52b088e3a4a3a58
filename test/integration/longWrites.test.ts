/** Long writes: rows are gathered and sets are sealed beside, and nothing of it shows in what is stored. */
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { examine } from '../../src/main/core/doctor.ts';
import type { WriteTx } from '../../src/main/core/tx.ts';
import { seal, startSealThread } from '../../src/main/platform/sealThread.ts';
import { account } from '../../src/shared/accounts/schema.ts';
import type { Id } from '../../src/shared/kernel/brand.ts';
import { err, ok } from '../../src/shared/kernel/result.ts';
import { deal, dealValue, stageMove } from '../../src/shared/pipeline/schema.ts';
import { newStore } from '../support/stores.ts';
import { tempDir } from '../support/tempDir.ts';

const meta = { actor: 'a', command: 'imports.run', splitAfterOps: 50 };
const storeOf = () => newStore(join(tempDir(), 'store'));
const makeDeals = (tx: WriteTx, count: number): readonly Id<'Deal'>[] =>
  Array.from({ length: count }, (_none, at) => {
    const id = tx.newId<'Deal'>();
    tx.insert(deal, { id, title: `Deal ${at}` });
    tx.record(dealValue, { id: tx.newId<'DealValue'>(), dealId: id, estimate: false }, { day: tx.today });
    return id;
  });

it('a long write of many sets leaves a log without a gap, and tables that are what it says', () => {
  const store = storeOf();
  const before = Number(store.db.prepare('SELECT local_seq AS n FROM head').get([])?.['n']);
  expect(store.write(meta, (tx) => ok(makeDeals(tx, 777).length))).toEqual(ok(777));
  const sets = store.db.prepare('SELECT op_count AS ops, device_seq FROM change_set WHERE local_seq > ? ORDER BY local_seq').all([before]);
  expect(sets.map(({ ops }) => ops)).toEqual([...Array.from({ length: 31 }, () => 50), 4]);
  expect(examine(store).findings).toEqual([]);
  expect(store.db.prepare('SELECT count(*) AS n FROM deal_state').get([])).toEqual({ n: 777 });
  store.close();
});

it('what a long write has gathered can be read, changed, voided and taken away at once', () => {
  const store = storeOf();
  const done = store.write(meta, (tx) => {
    const [first, second] = makeDeals(tx, 2);
    if (first === undefined || second === undefined) throw new Error('no deals');
    expect(tx.find(deal, first)?.title).toBe('Deal 0');
    expect(tx.get<{ n: number }>('SELECT count(*) AS n FROM deal_value')).toEqual({ n: 2 });
    tx.update(deal, first, { title: 'Renamed' });
    tx.remove(deal, second);
    const value = tx.all<{ id: string }>('SELECT id FROM deal_value WHERE deal_id = ? ORDER BY id', first)[0]?.id ?? '';
    tx.voidFact(dealValue, value);
    return ok(tx.all('SELECT title, deleted FROM deal ORDER BY id'));
  });
  expect(done).toEqual(
    ok([
      { title: 'Renamed', deleted: 0 },
      { title: 'Deal 1', deleted: 1 },
    ]),
  );
  expect(store.db.prepare('SELECT sum(voided) AS n FROM deal_value').get([])).toEqual({ n: 1 });
  expect(examine(store).findings).toEqual([]);
  store.close();
});

it('a long write that is refused at its end leaves nothing, and the next one goes on where the log stood', () => {
  const store = storeOf();
  const before = store.db.prepare('SELECT local_seq, op_count FROM head').get([]);
  const refused = store.write(meta, (tx) => {
    makeDeals(tx, 300);
    return err({ type: 'Refused' } as const);
  });
  expect(refused.ok).toBe(false);
  expect(() =>
    store.write(meta, (tx) => {
      makeDeals(tx, 300);
      throw new Error('broken');
    }),
  ).toThrow('broken');
  expect(store.db.prepare('SELECT local_seq, op_count FROM head').get([])).toEqual(before);
  expect(store.db.prepare('SELECT count(*) AS n FROM deal').get([])).toEqual({ n: 0 });
  expect(store.write(meta, (tx) => ok(makeDeals(tx, 3).length)).ok).toBe(true);
  expect(examine(store).findings).toEqual([]);
  store.close();
});

it('derived rows follow whoever is named by what was touched: the accounts of moved deals, the deals of a renamed account', () => {
  const store = storeOf();
  const ids = store.write(meta, (tx) => {
    const accountId = tx.newId<'Account'>();
    tx.insert(account, { id: accountId, name: 'Fjordfisk', keyAccount: false });
    for (const id of makeDeals(tx, 60)) tx.update(deal, id, { accountId });
    return ok(accountId);
  });
  if (!ids.ok) throw new Error('not written');
  const open = () => store.db.prepare('SELECT open_deals AS n FROM account_state WHERE account_id = ?').get([ids.value])?.['n'];
  expect(open()).toBe(60);
  const key = () => store.db.prepare('SELECT count(DISTINCT account_key) AS n, max(account_key) AS key FROM deal_state').get([]);
  const was = key();
  store.write({ actor: 'a', command: 'x' }, (tx) => {
    tx.update(account, ids.value, { name: 'Aalborg Fisk' });
    return ok(null);
  });
  expect(key()).toMatchObject({ n: 1 });
  expect(key()).not.toEqual(was);
  expect(examine(store).findings).toEqual([]);
  store.close();
});

it('an account follows its deals also where more of them move at once than a change keeps in memory', () => {
  const store = storeOf();
  const many = 20_050;
  const made = store.write({ ...meta, splitAfterOps: 2_000 }, (tx) => {
    const accountId = tx.newId<'Account'>();
    tx.insert(account, { id: accountId, name: 'Fjordfisk', keyAccount: false });
    return ok(
      Array.from({ length: many }, () => {
        const id = tx.newId<'Deal'>();
        tx.insert(deal, { id, title: 'Deal', accountId });
        return id;
      }),
    );
  });
  if (!made.ok) throw new Error('not written');
  const open = () => store.db.prepare('SELECT open_deals AS n FROM account_state').get([])?.['n'];
  expect(open()).toBe(many);
  const won = store.db.prepare("SELECT id FROM stage WHERE kind = 'won'").get([])?.['id'] as Id<'Stage'>;
  store.write({ ...meta, splitAfterOps: 2_000 }, (tx) => {
    for (const dealId of made.value) tx.record(stageMove, { id: tx.newId<'StageMove'>(), dealId, toStageId: won }, { day: tx.today });
    return ok(null);
  });
  expect(open()).toBe(0);
  expect(store.db.prepare("SELECT DISTINCT derived FROM fold_later WHERE derived <> 'search_entry'").all([])).toEqual([]);
  store.close();
});

it('a seal thread gives in order what would have been sealed here, and also where it is not heard of in time', () => {
  const salts = Array.from({ length: 20 }, (_none, at) => Uint8Array.of(at, 1));
  const texts = salts.map((_salt, at) => JSON.stringify({ at, text: 'søknad 🐟 '.repeat(at * 50) }));
  // A patience of no time at all gives the thread up before it can have answered.
  for (const patience of [10_000, 0]) {
    const thread = startSealThread(patience);
    expect(thread.take(true)).toBeNull();
    for (const [at, salt] of salts.entries()) thread.add(salt, texts[at] ?? '');
    const inHex = (bytes: Uint8Array | undefined): string => Buffer.from(bytes ?? []).toString('hex');
    const taken = salts.map(() => thread.take(true));
    const wanted = salts.map((salt, at) => seal(salt, texts[at] ?? ''));
    expect(taken.map((one) => [inHex(one?.hash), inHex(one?.packed)])).toEqual(
      wanted.map(({ hash, packed }) => [inHex(hash), inHex(packed)]),
    );
    expect(thread.waiting()).toBe(0);
    thread.close();
  }
});

/** A big import does not wait for the search: its words are folded afterwards, in slices, and what waits survives a restart. */
import { expect, it } from 'vitest';
import { account } from '../../src/shared/accounts/schema.ts';
import type { Id } from '../../src/shared/kernel/brand.ts';
import { ok } from '../../src/shared/kernel/result.ts';
import { editAccount } from '../../src/shared/accounts/contract.ts';
import { find } from '../../src/shared/search/contract.ts';
import { anApp, type TestApp } from '../support/anApp.ts';

const many = 2_500;

/** Accounts in one transaction, as an import makes them; their ids. */
const importAccounts = (app: TestApp) => {
  const ids: Id<'Account'>[] = [];
  app.store.write<null>({ actor: app.me, command: 'test.import', splitAfterOps: 1_000 }, (tx) => {
    for (let at = 0; at < many; at += 1) {
      const id = tx.newId<'Account'>();
      ids.push(id);
      tx.insert(account, { id, name: `Bjørnevik nr ${at}`, keyAccount: false });
    }
    return ok(null);
  });
  return ids;
};

const waiting = (app: TestApp): number => Number(app.store.db.prepare('SELECT count(*) AS n FROM fold_later').get([])?.['n']);

const hits = async (app: TestApp, text: string) => (await app.run(find, { text })).length;

it('finds all of a big import once the slices are folded, and is whole in between', async () => {
  const app = await anApp();
  importAccounts(app);
  // Looked at before anything is awaited: the application itself folds a slice whenever it looks for other processes.
  expect(waiting(app)).toBe(many);
  app.store.catchUp(500);
  expect(waiting(app)).toBe(many - 500);
  expect(await app.findings()).toEqual([]);
  while (app.store.catchUp(500));
  expect(waiting(app)).toBe(0);
  expect(await hits(app, 'bjornevik nr 2499')).toBe(1);
  expect(await app.findings()).toEqual([]);
});

it('goes on after a restart with what still waits', async () => {
  const app = await anApp();
  importAccounts(app);
  app.store.catchUp(500);
  await app.close();
  const again = await anApp({ dir: app.dir });
  while (again.store.catchUp(1_000));
  expect(await hits(again, 'bjornevik nr 2499')).toBe(1);
  expect(await again.findings()).toEqual([]);
  await again.close();
});

it('finds an account that is edited while it waits', async () => {
  const app = await anApp();
  const [first] = importAccounts(app);
  if (first === undefined) throw new Error('nothing was imported');
  await app.run(editAccount, { id: first, name: 'Ærlig Fisk' });
  expect(await hits(app, 'aerlig')).toBe(1);
  while (app.store.catchUp(1_000));
  expect(await hits(app, 'aerlig')).toBe(1);
  expect(await app.findings()).toEqual([]);
});

/** The filters of the pipeline table: each leaves exactly the deals it says, in the list, in its sums and in every window. */
import { beforeAll, describe, expect, it } from 'vitest';
import { createAccount, logActivity } from '../../src/shared/accounts/contract.ts';
import { filteredDeals } from '../../src/main/contexts/pipeline/dealList.ts';
import { dealParts } from '../../src/main/contexts/pipeline/dealListFilter.ts';
import type { Id } from '../../src/shared/kernel/brand.ts';
import type { CallInputOf } from '../../src/shared/kernel/contract.ts';
import { day } from '../../src/shared/kernel/day.ts';
import { currency } from '../../src/shared/kernel/money.ts';
import { dealFilter } from '../../src/shared/pipeline/dealFilter.ts';
import { createDeal, deals, editDeal, moveDeal } from '../../src/shared/pipeline/contract.ts';
import { anApp, type TestApp } from '../support/anApp.ts';
import { nok, sek } from '../support/builders.ts';
import { removeDir } from '../support/tempDir.ts';

type Asked = CallInputOf<typeof deals>;
const titles = async (app: TestApp, asked: Asked): Promise<readonly string[]> =>
  (await app.run(deals, asked)).rows.map(({ title }) => title).toSorted();

const furnished = async () => {
  const app = await anApp();
  const account = (await app.run(createAccount, { name: 'Fjordfisk' })).id;
  const make = async (title: string, parts: Partial<CallInputOf<typeof createDeal>> = {}): Promise<Id<'Deal'>> =>
    (await app.run(createDeal, { title, ...parts })).id;
  await make('Sensorer til Bjørnefjord', { amount: nok(100_000), expectedClose: day('2026-12-01'), nextStep: 'Ring', accountId: account });
  await make('Sensor service', { amount: nok(250_000), expectedClose: day('2027-01-31') });
  await make('Alarm', { amount: sek(100_000), expectedClose: day('2026-12-31'), nextStep: 'Møte' });
  await make('Uten beløp', { nextStep: 'Avklar' });
  const quiet = await make('Stille', { amount: nok(1), nextStep: '   ', happenedOn: day('2026-11-01') });
  const won = await make('Vunnet sensor', { amount: nok(5) });
  await app.run(moveDeal, { id: won, toStageId: app.stage('won'), reason: 'x' });
  return { app, account, quiet };
};

describe('the table shows', () => {
  it('titles in which words begin as typed, in any order and plain spelling', async () => {
    const { app } = await furnished();
    expect(await titles(app, { words: 'bjorn sens' })).toEqual(['Sensorer til Bjørnefjord']);
    expect(await titles(app, { words: 'SENS' })).toEqual(['Sensor service', 'Sensorer til Bjørnefjord']);
    expect(await titles(app, { words: 'sens', status: null })).toEqual(['Sensor service', 'Sensorer til Bjørnefjord', 'Vunnet sensor']);
    expect(await titles(app, { words: 'ensor' })).toEqual([]);
    // Nothing that could be a word asks for nothing.
    expect(await titles(app, { words: ' *"( ' })).toHaveLength(5);
  });

  it('a renamed deal under its new title only', async () => {
    const { app, quiet } = await furnished();
    await app.run(editDeal, { id: quiet, title: 'Høyt' });
    expect(await titles(app, { words: 'stille' })).toEqual([]);
    expect(await titles(app, { words: 'hoyt' })).toEqual(['Høyt']);
  });

  it('amounts of one currency between two bounds, both included', async () => {
    const { app } = await furnished();
    const kroner = (from: bigint | null, to: bigint | null) => ({ amount: { currency: currency('NOK'), from, to } });
    expect(await titles(app, kroner(10_000_000n, 25_000_000n))).toEqual(['Sensor service', 'Sensorer til Bjørnefjord']);
    expect(await titles(app, kroner(null, 10_000_000n))).toEqual(['Sensorer til Bjørnefjord', 'Stille']);
    expect(await titles(app, kroner(10_000_001n, null))).toEqual(['Sensor service']);
    expect(await titles(app, { amount: { currency: currency('SEK'), from: null, to: null } })).toEqual(['Alarm']);
  });

  it('days of closing from the first to the last, both included', async () => {
    const { app } = await furnished();
    expect(await titles(app, { closeFrom: day('2026-12-01'), closeTo: day('2026-12-31') })).toEqual(['Alarm', 'Sensorer til Bjørnefjord']);
    expect(await titles(app, { closeFrom: day('2026-12-02') })).toEqual(['Alarm', 'Sensor service']);
  });

  it('open deals that were quiet for more than so many days, until something happens', async () => {
    const { app, quiet, account } = await furnished();
    // 20 days on the day of the test.
    expect(await titles(app, { quietOver: 19 })).toEqual(['Stille']);
    expect(await titles(app, { quietOver: 20 })).toEqual([]);
    expect(await titles(app, { quietOver: 19, status: null })).toEqual(['Stille']);
    expect(await titles(app, { quietOver: 19, status: 'won' })).toEqual([]);
    await app.run(logActivity, { accountId: account, dealId: quiet, kind: 'call', team: 'sales', body: 'Ringte' });
    expect(await titles(app, { quietOver: 19 })).toEqual([]);
  });

  it('what lacks an amount or a next step; blanks are no next step', async () => {
    const { app } = await furnished();
    expect(await titles(app, { withoutAmount: true })).toEqual(['Uten beløp']);
    expect(await titles(app, { withoutNextStep: true })).toEqual(['Sensor service', 'Stille']);
  });

  it('what all filters leave together, and sums and counts exactly that', async () => {
    const { app, account } = await furnished();
    const asked: Asked = { words: 'sensor', withoutNextStep: true };
    expect(await app.run(deals, asked)).toMatchObject({ count: 1, amount: { NOK: 25_000_000n }, withoutAmount: 0, next: null });
    expect(await titles(app, { ...asked, accountId: account })).toEqual([]);
  });

  it('the filtered list window by window, each deal once', async () => {
    const { app } = await furnished();
    for (const sort of ['title', 'amount', 'expectedClose', 'lastActivity'] as const) {
      const seen: string[] = [];
      let after: string | null = null;
      do {
        const page: Awaited<ReturnType<typeof app.run<typeof deals>>> = await app.run(deals, {
          words: 'sens',
          status: null,
          sort,
          limit: 1,
          after,
        });
        seen.push(...page.rows.map(({ title }) => title));
        after = page.next;
      } while (after !== null);
      expect(seen.toSorted(), sort).toEqual(['Sensor service', 'Sensorer til Bjørnefjord', 'Vunnet sensor']);
    }
  });
});

/** Words that few titles have are looked up first, those of many are part of the question: the deals must be the same. */
const sameBothWays = async (app: TestApp, words: string): Promise<void> => {
  const filter = dealFilter.parse({ words, status: null });
  const [first, within] = app.store.read((tx) => [
    filteredDeals(tx, filter),
    dealParts(filter, { today: tx.today, zone: tx.zone }).flatMap(({ where, params }) =>
      tx
        .all<{ id: string }>(`SELECT d.id FROM deal_state ds JOIN deal d ON d.id = ds.deal_id WHERE ${where}`, ...params)
        .map(({ id }) => id),
    ),
  ]);
  expect(within.toSorted(), words).toEqual(first);
  expect((await app.run(deals, { words, status: null })).count, words).toBe(first.length);
};

it('words of many titles find the same deals as words of few', async () => {
  const { app } = await furnished();
  for (const words of ['sens', 'bjorn sens', 'SENSOR', 'x', 's', 'uten belop', '—']) await sameBothWays(app, words);
});

describe('right after a big import, while the search still waits', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await anApp({ lasting: true });
    for (const title of ['Gammel tittel', 'Annen']) await app.run(createDeal, { title });
    return async () => {
      await app.close();
      removeDir(app.dir);
    };
  });

  it('a waiting title is read itself, and its old words find it no more', async () => {
    const { id } = (await app.run(deals, { words: 'gammel' })).rows[0] ?? expect.fail('not found');
    app.store.db.prepare("UPDATE deal SET title = 'Åse ny' WHERE id = ?").run([id]);
    app.store.db.prepare("INSERT INTO fold_later (derived, id) VALUES ('search_entry', ?)").run([id]);
    expect(await titles(app, { words: 'aase' })).toEqual(['Åse ny']);
    expect(await titles(app, { words: 'gammel' })).toEqual([]);
    expect(await titles(app, { words: 'annen' })).toEqual(['Annen']);
    for (const words of ['aase', 'gammel', 'annen', 'a', 'aase ny']) await sameBothWays(app, words);
  });
});

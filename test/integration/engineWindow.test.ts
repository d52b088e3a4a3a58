/** Windows of a list: every row once, in order, whatever the page size; and positions that nobody gave out are refused. */
import { describe, expect, it } from 'vitest';
import { accounts, createAccount, logActivity, timeline } from '../../src/shared/accounts/contract.ts';
import { day } from '../../src/shared/kernel/day.ts';
import { encodeWire } from '../../src/shared/kernel/wire.ts';
import { createDeal, type DealSort, dealSorts, deals, moveDeal } from '../../src/shared/pipeline/contract.ts';
import { anApp, type TestApp } from '../support/anApp.ts';
import { aDeal, nok, sek } from '../support/builders.ts';

/** Nine deals: open, won and lost, two currencies, some without amount or date, one title in several rows. */
const nineDeals = async (app: TestApp): Promise<void> => {
  const { id: aas } = await app.run(createAccount, { name: 'Aas Sensor' });
  const { id: berg } = await app.run(createAccount, { name: 'Berg' });
  for (let at = 0; at < 9; at += 1) {
    const { id } = await app.run(
      createDeal,
      aDeal({
        title: `Deal ${at % 3}`,
        accountId: at % 2 === 0 ? aas : berg,
        amount: at % 4 === 3 ? null : at % 4 === 2 ? sek(100 + at) : nok(900 - at),
        expectedClose: at % 3 === 0 ? null : day(`2026-12-0${at}`),
        happenedOn: day(`2026-11-0${at + 1}`),
      }),
    );
    if (at % 4 === 1) await app.run(moveDeal, { id, toStageId: app.stage('won'), reason: 'signed' });
    if (at === 8) await app.run(moveDeal, { id, toStageId: app.stage('lost'), closeReasonId: app.reason('lostPrice') });
  }
};

const pages = async (
  app: TestApp,
  input: { readonly sort: DealSort; readonly descending: boolean; readonly limit: number },
): Promise<readonly string[]> => {
  const found: string[] = [];
  let after: string | null = null;
  do {
    const page: { readonly rows: readonly { readonly id: string }[]; readonly next: string | null; readonly count: number } = await app.run(
      deals,
      { ...input, status: null, after },
    );
    expect(page.count).toBe(9);
    found.push(...page.rows.map(({ id }) => id));
    after = page.next;
  } while (after !== null);
  return found;
};

describe('windows', () => {
  it('hold each deal once and in one order, by every sort, up and down, at every page size', async () => {
    const app = await anApp();
    await nineDeals(app);
    for (const sort of dealSorts) {
      for (const descending of [false, true]) {
        const whole = await pages(app, { sort, descending, limit: 200 });
        expect(new Set(whole).size, sort).toBe(9);
        for (const limit of [1, 2, 4]) expect(await pages(app, { sort, descending, limit }), `${sort} by ${limit}`).toEqual(whole);
      }
    }
  });

  it('list rows without a date last, in both directions', async () => {
    const app = await anApp();
    await nineDeals(app);
    for (const descending of [false, true]) {
      const { rows } = await app.run(deals, { status: null, sort: 'expectedClose', descending });
      const dates = rows.map(({ expectedClose }) => expectedClose);
      expect(dates.slice(-3)).toEqual([null, null, null]);
      const dated = dates.slice(0, 6);
      expect(dated).toEqual(dated.toSorted((a, b) => ((a ?? '') < (b ?? '') === descending ? 1 : -1)));
    }
  });

  it('list amounts currency by currency', async () => {
    const app = await anApp();
    await nineDeals(app);
    const { rows } = await app.run(deals, { status: null, sort: 'amount' });
    const amounts = rows.flatMap(({ amount }) => (amount === null ? [] : [`${amount.currency} ${String(amount.minor).padStart(9, '0')}`]));
    expect(amounts).toEqual(amounts.toSorted());
    expect(amounts).toHaveLength(7);
  });

  it('sort accounts by the alphabet of the region', async () => {
    const app = await anApp();
    for (const name of ['Ås', 'Berg', 'Ærø', 'Østfold', 'Aas']) await app.run(createAccount, { name });
    // Aa is Å: the two are one name to the alphabet and stand in the order in which they were made.
    expect((await app.run(accounts)).rows.map(({ name }) => name)).toEqual(['Berg', 'Ærø', 'Østfold', 'Ås', 'Aas']);
  });
});

describe('a position that no answer gave out', () => {
  const strange: readonly unknown[] = ['ds.title_key up', 'st.name_key up', 'e.happened_at down'].flatMap((order): readonly unknown[] =>
    [
      null,
      7,
      'x',
      [],
      {},
      { empty: false, key: [], id: 'x' },
      { empty: false, key: ['a', 'b', 'c'], id: 'x' },
      { empty: 'no', key: ['a'], id: 'x' },
      { empty: false, key: ['a'] },
      { empty: false, key: [{ sql: '1; DROP TABLE deal' }], id: 'x' },
      { empty: false, key: [10n ** 30n], id: 'x' },
      { empty: false, key: [[]], id: 'x' },
      { empty: true, key: ['a'], id: 'x' },
      { empty: true, key: [], id: 'x' },
    ].map((position) =>
      typeof position === 'object' && position !== null && !Array.isArray(position) ? { order, ...position } : position,
    ),
  );
  const refused = { ok: false, error: { type: 'CursorInvalid' } };

  it('is refused by every list, never a defect', async () => {
    const app = await anApp();
    await nineDeals(app);
    const [first] = (await app.run(accounts)).rows;
    const accountId = first?.id ?? ('' as never);
    await app.run(logActivity, { accountId, kind: 'note', body: 'Hello' });
    const texts = [
      '',
      '{',
      'null',
      'DROP TABLE deal',
      '{"__proto__":1}',
      '{"order":"ds.title_key up","empty":false,"key":[1e999],"id":"x"}',
      ...strange.map(encodeWire),
    ];
    for (const after of texts) {
      expect(await app.attempt(deals, { sort: 'title', after }), after).toEqual(refused);
      expect(await app.attempt(accounts, { after }), after).toEqual(refused);
      expect(await app.attempt(timeline, { accountId, after }), after).toEqual(refused);
    }
    expect(app.ports.defects).toEqual([]);
  });

  it('is refused where it belongs to another order', async () => {
    const app = await anApp();
    await nineDeals(app);
    const { next } = await app.run(deals, { sort: 'amount', limit: 1 });
    expect(next).not.toBeNull();
    expect(await app.attempt(deals, { sort: 'title', after: next })).toEqual(refused);
  });

  it('that is longer than any position is refused before it is read', async () => {
    const app = await anApp();
    expect(await app.callRaw('pipeline.deals', { after: 'x'.repeat(1_001) })).toMatchObject({ ok: false, error: { type: 'InvalidInput' } });
  });
});

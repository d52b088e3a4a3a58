/** Two sets that make one row: the one with the lower number of the hub stands in every store, over all tables, whatever clocks say and what came first here. */
import { describe, expect, it } from 'vitest';
import { doctor } from '../../src/shared/sync/contract.ts';
import { cutBack, marksAt } from '../../src/main/core/hubHistory.ts';
import { syncLog } from '../../src/main/core/syncLog.ts';
import { ok } from '../../src/shared/kernel/result.ts';
import { catalog } from '../../src/shared/schema/catalog.ts';
import { fits } from '../../src/shared/kernel/column.ts';
import { columnNamed } from '../../src/shared/kernel/table.ts';
import type { InsertGroup, Payload, PayloadValue } from '../../src/shared/sync/changeSet.ts';
import { anApp, type TestApp } from '../support/anApp.ts';
import { testPorts, testStart } from '../support/builders.ts';
import { makeEveryRow } from '../support/everyRow.ts';
import { pullAll, pushAll } from '../support/exchange.ts';
import { foreignSet } from '../support/foreignSet.ts';
import { joined, meet, sharedContent, tie } from '../support/syncedStores.ts';
import { type TinyHub, tinyHub } from '../support/tinyHub.ts';

/** A value of a column that `makeEveryRow` gives to none. */
const otherValue = (table: string, name: string, value: PayloadValue): PayloadValue => {
  const declared = catalog.synced.get(table);
  const column = declared === undefined ? undefined : columnNamed(declared, name);
  if (column === undefined || column.kind === 'id' || column.kind === 'ref' || column.kind === 'json') return value;
  if (column.optional && name !== 'happenedDay') return null;
  if (column.kind === 'text') return ['Other', 'Europe/Paris', '7.5'].find((text) => fits(column, text)) ?? value;
  if (column.kind === 'choice') return column.choices?.[0] ?? null;
  if (column.kind === 'day') return '2026-11-19';
  if (column.kind === 'currency') return 'NOK';
  return column.min ?? 0;
};

const otherRows = ([table, columns, rows]: InsertGroup): InsertGroup => [
  table,
  columns,
  rows.map((row) => row.map((value, at) => otherValue(table, columns[at] ?? '', value))),
];

/** Rows by their ids, as a set made them. */
const made = ({ i = [] }: Payload): ReadonlyMap<string, string> =>
  new Map(
    i.flatMap(([table, columns, rows]) =>
      rows.map((row): [string, string] => [
        `${table} ${String(row[columns.indexOf('id')])}`,
        JSON.stringify(Object.fromEntries(columns.map((name, at) => [name, row[at]]))),
      ]),
    ),
  );

/** The same rows as a store holds them now. */
const rowsIn = (app: TestApp, payload: Payload): ReadonlyMap<string, string> =>
  made({
    i: (payload.i ?? []).map(([table, columns, rows]): InsertGroup => {
      const sql = columns.map((name) => name.replace(/[A-Z]/gu, (letter) => `_${letter.toLowerCase()}`));
      const idAt = columns.indexOf('id');
      return [
        table,
        columns,
        rows.map((row) => {
          const found = app.store.db.prepare(`SELECT ${sql.join(', ')} FROM ${table} WHERE id = ?`).get([row[idAt] ?? null]);
          return sql.map((name) => {
            const value = found?.[name] ?? null;
            return typeof value === 'bigint' ? Number(value) : (value as PayloadValue);
          });
        }),
      ];
    }),
  });

type Company = { readonly hub: TinyHub; readonly kari: TestApp; readonly nils: TestApp; readonly own: Payload; readonly other: Payload };

/** A row of every table that waits at Nils, and the same ids as somebody else made them. */
const aCompany = async (): Promise<Company> => {
  const kari = await anApp();
  const hub = tinyHub(() => Date.parse(testStart));
  tie(kari);
  meet([kari], hub);
  const nils = await joined(hub, 7, kari.me);
  nils.store.write({ actor: nils.me, command: 'test' }, (tx) => ok(makeEveryRow(tx)));
  const own = JSON.parse(syncLog(nils.store).pending(() => '')[0]?.payload ?? '{}') as Payload;
  return { hub, kari, nils, own, other: { i: (own.i ?? []).map(otherRows) } };
};

const push = (app: TestApp, hub: TinyHub, isLost = false): void => pushAll(syncLog(app.store), hub, isLost);
const pull = (app: TestApp, hub: TinyHub): void => pullAll(syncLog(app.store), hub);

/** The stores say the same, are as their logs say, and name each row that was made again otherwise. */
const agree = async (apps: readonly TestApp[], stands: Payload): Promise<void> => {
  for (const app of apps) {
    expect(rowsIn(app, stands)).toEqual(made(stands));
    const report = await app.run(doctor, {});
    expect(report.findings).toEqual([]);
    expect(report.breaches.map(({ rule, table, rowId }) => `${rule} ${table} ${rowId}`).toSorted()).toEqual(
      [...made(stands).keys()].map((key) => `madeAgain ${key}`).toSorted(),
    );
    expect(app.ports.defects).toEqual([]);
  }
  expect(new Set(apps.map(sharedContent)).size).toBe(1);
};

describe.each([
  ['earlier', -3_600_000],
  ['later', 60_000],
])('of two rows under one id, the other of which is %s by its clock,', (_when, late) => {
  it('the one that has no number yet yields, and goes on yielding when it gets one', async () => {
    const { hub, kari, nils, own, other } = await aCompany();
    const [first, last] = [...made(own).keys()].filter((key) => /^(?:account|deal) /u.test(key));
    for (const key of [first ?? '', last ?? '']) {
      const [table = '', id = ''] = key.split(' ');
      const declared = catalog.synced.get(table);
      if (declared === undefined) throw new Error(key);
      nils.store.write({ actor: nils.me, command: 'test' }, (tx) => ok(tx.remove(declared, id)));
    }
    hub.push([foreignSet({ payload: other, schema: 5, late })]);
    pull(nils, hub);
    expect(rowsIn(nils, other)).toEqual(made(other));
    expect(await nils.findings()).toEqual([]);
    meet([nils, kari], hub);
    await agree([nils, kari], other);
  });

  it('the one that the hub numbered first stands, also where its author hears of that last', async () => {
    const { hub, kari, nils, own, other } = await aCompany();
    push(nils, hub, true);
    hub.push([foreignSet({ payload: other, schema: 5, late })]);
    pull(kari, hub);
    pull(nils, hub);
    await agree([nils, kari], own);
  });

  it('the order of a hub that was put back counts, from the point that both know', async () => {
    const { hub, kari, nils, other } = await aCompany();
    const first = hub.sets.length;
    hub.push([foreignSet({ payload: other, schema: 5, late })]);
    meet([nils, kari], hub);
    const [mark] = marksAt(nils.store.db, new Set([first]));
    if (mark === undefined) throw new Error('no mark');
    nils.store.merge(({ into }) => ok({ value: null, tables: [...cutBack(into, mark, 'one')] }));
    expect(await nils.findings()).toEqual([]);
    pull(nils, hub);
    await agree([nils, kari], other);
  });

  it('a store in which an earlier version kept another of them is brought to what counts when it is opened', async () => {
    const { hub, kari, nils, own, other } = await aCompany();
    hub.push([foreignSet({ payload: other, schema: 5, late })]);
    meet([nils, kari], hub);
    const { db } = nils.store;
    for (const [table, columns, rows] of own.i ?? [])
      for (const row of rows)
        for (const [at, name] of columns.entries()) {
          const sql = name.replace(/[A-Z]/gu, (letter) => `_${letter.toLowerCase()}`);
          if (name !== 'id')
            db.prepare(`UPDATE ${table} SET ${sql} = ? WHERE id = ?`).run([row[at] ?? null, row[columns.indexOf('id')] ?? null]);
        }
    db.exec('UPDATE touch SET made = NULL');
    nils.store.close();
    const again = await anApp({ dir: nils.dir, ports: testPorts({ seed: 8 }) });
    await agree([again, kari], other);
  });
});

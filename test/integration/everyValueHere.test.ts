/** Of every column of every table: a command writes, and an undo brings back, what the column takes, and nothing else. */
import { beforeAll, describe, expect, it } from 'vitest';
import { bind, mayHold, metaOf } from '../../src/main/core/tableMeta.ts';
import { fromSql } from '../../src/shared/kernel/column.ts';
import { type Day, type Instant, lastInstant } from '../../src/shared/kernel/day.ts';
import { err, ok } from '../../src/shared/kernel/result.ts';
import { currencyRate } from '../../src/shared/admin/schema.ts';
import { createDeal } from '../../src/shared/pipeline/contract.ts';
import { catalog } from '../../src/shared/schema/catalog.ts';
import { currency } from '../../src/shared/kernel/money.ts';
import { anApp, type TestApp } from '../support/anApp.ts';
import { aDeal, testPorts } from '../support/builders.ts';
import { everyCell, fitting, unfitting } from '../support/oddValues.ts';
import { removeDir } from '../support/tempDir.ts';

const declared = everyCell(catalog).filter(({ table, name }) => Object.hasOwn(table.columns, name));

it.each(declared.map((cell) => [`${cell.table.name}.${cell.name}`, cell] as const))('%s', (_name, { table, name, column }) => {
  const write = (value: unknown) => bind(metaOf(table), name, column, value);
  for (const value of unfitting(column)) {
    const given = column.kind === 'minor' && typeof value === 'number' && Number.isInteger(value) ? BigInt(value) : value;
    expect(() => write(given), String(value)).toThrow(`${table.name}.${name}`);
    if (name !== 'id') expect(mayHold(table, name, value), String(value)).toBe(false);
  }
  for (const value of fitting(column)) {
    expect(write(fromSql(column, value)), String(value)).toEqual(column.kind === 'minor' ? BigInt(value) : value);
    expect(mayHold(table, name, value)).toBe(true);
  }
  if (column.optional) expect(write(null)).toBe(null);
  else expect(() => write(null)).toThrow('is required');
});

describe('when a fact happened', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await anApp({ lasting: true });
    return async () => {
      await app.close();
      removeDir(app.dir);
    };
  });
  const rate = { currency: currency('SEK'), inCurrency: currency('NOK'), rate: '1.5', perUnits: 1, source: '' };
  const record = (happened: { readonly at?: Instant; readonly day: Day }) =>
    app.store.write({ actor: app.me, command: 'test.record' }, (tx) => {
      tx.record(currencyRate, { id: tx.newId<'CurrencyRate'>(), ...rate }, happened);
      // Only whether it can be written is asked.
      return err({ type: 'Tried' as const });
    });

  it.each(everyCell(catalog).filter(({ table, name }) => table === currencyRate && name.startsWith('happened')))(
    '$name',
    ({ name, column }) => {
      const day = '2026-11-20' as Day;
      const happened = (value: string | number) =>
        name === 'happenedAt' ? { at: value as Instant, day } : { at: 0 as Instant, day: value as Day };
      for (const value of unfitting(column)) expect(() => record(happened(value)), String(value)).toThrow('can have happened');
      for (const value of fitting(column)) expect(record(happened(value))).toEqual(err({ type: 'Tried' }));
    },
  );
});

it.each([-62_135_596_800_000, 8.64e15, lastInstant + 1])('a clock that says %s writes down what a page can show', async (at) => {
  const ports = testPorts({ at: new Date(Math.min(at, 8.64e15)).toISOString() });
  const app = await anApp({ ports });
  await app.run(createDeal, aDeal());
  const [row] = app.rows('SELECT min(recorded_at) AS least, max(recorded_at) AS most FROM change_set') as readonly {
    least: number;
    most: number;
  }[];
  expect(row?.least).toBeGreaterThanOrEqual(0);
  expect(row?.most).toBeLessThanOrEqual(lastInstant);
  expect(await app.findings()).toEqual([]);
  expect(app.store.read((tx) => ok(tx.now)).ok).toBe(true);
});

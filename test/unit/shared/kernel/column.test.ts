/** What a column can hold: one question for what a command writes, and a more lenient one for what a hub has numbered. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  boolean,
  choice,
  type Column,
  currencyCode,
  dayColumn,
  fits,
  fromSql,
  holds,
  id,
  instantColumn,
  integer,
  json,
  minor,
  optional,
  type SqlValue,
  text,
  toSql,
} from '../../../../src/shared/kernel/column.ts';
import { startOfDay, type Day, type Zone } from '../../../../src/shared/kernel/day.ts';
import { columnNamed } from '../../../../src/shared/kernel/table.ts';
import { tables } from '../../../../src/shared/schema/tables.ts';

type Sample = {
  readonly column: Column<unknown>;
  readonly right: readonly SqlValue[];
  readonly odd: readonly SqlValue[];
  readonly wrong: readonly SqlValue[];
};

/** `odd`: kept where a hub has numbered it, and never written anew. `wrong`: no row can keep it. */
const samples: Readonly<Record<string, Sample>> = {
  id: { column: id('Deal'), right: ['a', 'x'.repeat(64)], odd: ['', 'x'.repeat(65), 'a\u0000'], wrong: [1, 1n, null] },
  text: {
    column: text({ max: 3, min: 1 }),
    right: ['a', 'abc', 'a\nb'],
    odd: ['', 'abcd', 'a\u0000', 'a\u007f'],
    wrong: [7, null],
  },
  json: {
    column: json(z.array(z.string()), { max: 20, orEmpty: true }),
    right: ['', '[]', '["a"]'],
    odd: ['{', '{}', '[1]', `["${'a'.repeat(20)}"]`],
    wrong: [1],
  },
  choice: { column: choice(['open', 'won']), right: ['open', 'won'], odd: [], wrong: ['lost', '', 0, null] },
  integer: { column: integer({ min: 1, max: 9 }), right: [1, 9, 9n], odd: [0, 10, -1], wrong: ['1', 1.5, Number.MAX_VALUE, null] },
  boolean: { column: boolean(), right: [0, 1], odd: [2, -1], wrong: ['1', 0.5, null] },
  minor: {
    column: minor(),
    right: [0, -5n, 9_007_199_254_740_991n, -9_007_199_254_740_991],
    odd: [],
    wrong: [9_007_199_254_740_992n, 1.5, '1', null],
  },
  currency: { column: currencyCode(), right: ['NOK'], odd: ['', 'kr', 'nok', 'NOKK'], wrong: [1, null] },
  day: {
    column: dayColumn(),
    right: ['1900-01-01', '2199-12-31', '2028-02-29'],
    odd: ['', 'soon', '1899-12-31', '2200-01-01', '2026-02-30'],
    wrong: [1, null],
  },
  instant: {
    column: instantColumn(),
    right: [0, -2_209_000_000_000],
    odd: [8.64e15, -1e14, 2 ** 53 - 1],
    wrong: ['0', 0.5, 2 ** 53, null],
  },
};

describe.each(Object.entries(samples))('a column of %s', (_kind, { column, right, odd, wrong }) => {
  it('takes what is right, keeps what is odd, and has no place for what is wrong', () => {
    const said = (ask: typeof fits, values: readonly SqlValue[]) => values.map((value) => ask(column, value));
    expect(said(fits, right)).toEqual(right.map(() => true));
    expect(said(fits, odd)).toEqual(odd.map(() => false));
    expect(said(fits, wrong)).toEqual(wrong.map(() => false));
    expect(said(holds, [...right, ...odd])).toEqual([...right, ...odd].map(() => true));
    expect(said(holds, wrong)).toEqual(wrong.map(() => false));
    expect([fits(optional(column), null), holds(optional(column), null)]).toEqual([true, true]);
  });
});

it('comes back from the database as it went in', () => {
  const kept = (column: Column<unknown>, value: unknown): unknown => fromSql(column, toSql(value));
  expect([true, false].map((value) => kept(boolean(), value))).toEqual([true, false]);
  expect([toSql(true), toSql(false), toSql(undefined)]).toEqual([1, 0, null]);
  expect(kept(minor(), 7n)).toBe(7n);
  expect(fromSql(minor(), 7)).toBe(7n);
  expect(kept(optional(text()), null)).toBeNull();
  expect(() => toSql({})).toThrow('no SQL value');
});

it('what fits is what the contract’s own schema takes', () => {
  for (const { column, right, odd } of Object.values(samples)) {
    const typed = (value: SqlValue): unknown =>
      column.kind === 'minor' ? BigInt(value ?? 0) : column.kind === 'boolean' ? (value === 0 ? false : value === 1 ? true : value) : value;
    for (const value of right)
      expect(column.schema.safeParse(typeof value === 'bigint' && column.kind !== 'minor' ? Number(value) : typed(value)).success).toBe(
        true,
      );
    for (const value of odd) expect(column.schema.safeParse(typed(value)).success, `${column.kind} ${String(value)}`).toBe(false);
  }
});

it('the neutral value of a required column is one that a row can keep', () => {
  const neutral = tables.flatMap(({ name, columns }) =>
    Object.entries(columns).flatMap(([column, of]) => (of.optional || holds(of, toSql(of.neutral)) ? [] : [`${name}.${column}`])),
  );
  expect(neutral).toEqual([]);
});

it('a day of the first and of the last year begins at an instant that fits, in every zone', () => {
  for (const zone of ['Pacific/Kiritimati', 'Pacific/Niue', 'Europe/Oslo', 'America/Anchorage'] as Zone[])
    for (const day of ['1900-01-01', '2199-12-31'] as Day[])
      expect(fits(instantColumn(), startOfDay(day, zone)), `${zone} ${day}`).toBe(true);
});

it('when a fact happened is a column like any other, and no table has what every object inherits', () => {
  const fact = tables.find(({ sync }) => sync === 'fact');
  const plain = tables.find(({ name }) => name === 'deal');
  expect([fact, plain].map((table) => table !== undefined && columnNamed(table, 'happenedAt')?.kind)).toEqual(['instant', undefined]);
  for (const name of ['constructor', 'toString', '__proto__']) expect(plain !== undefined && columnNamed(plain, name)).toBeUndefined();
});

it('whatever fits is kept', () => {
  const value: fc.Arbitrary<SqlValue> = fc.oneof(fc.string(), fc.integer(), fc.double(), fc.bigInt(), fc.constant(null));
  fc.assert(
    fc.property(fc.constantFrom(...Object.values(samples)), value, ({ column }, stored) => {
      expect(fits(column, stored) && !holds(column, stored)).toBe(false);
    }),
    { numRuns: 500 },
  );
});

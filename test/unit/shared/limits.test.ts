/** What a column takes is a promise: a value that one version wrote is read by every later one. Limits may grow, and never shrink. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Column } from '../../../src/shared/kernel/column.ts';
import { firstDay, firstInstant, lastDay, lastInstant } from '../../../src/shared/kernel/day.ts';
import { largestMinor } from '../../../src/shared/kernel/money.ts';
import { catalog } from '../../../src/shared/schema/catalog.ts';
import { everyCell } from '../../support/oddValues.ts';
import { repositoryRoot } from '../../support/repository.ts';

type Limit = {
  readonly kind: string;
  readonly optional: boolean;
  readonly min?: number;
  readonly max?: number;
  readonly choices?: readonly string[];
};
type Limits = {
  readonly days: readonly [string, string];
  readonly instants: readonly [number, number];
  readonly minor: string;
  readonly columns: Readonly<Record<string, Limit>>;
};

const limitOf = ({ kind, optional, min, max, choices }: Column<unknown>): Limit => ({
  kind,
  optional,
  ...(min === undefined ? {} : { min }),
  ...(max === undefined ? {} : { max }),
  ...(choices === undefined ? {} : { choices }),
});

const path = join(repositoryRoot, 'test/fixtures/limits/limits.json');
const now: Limits = {
  days: [firstDay, lastDay],
  instants: [firstInstant, lastInstant],
  minor: String(largestMinor),
  columns: Object.fromEntries(everyCell(catalog).map(({ table, name, column }) => [`${table.name}.${name}`, limitOf(column)])),
};

/** Why a column takes less than it took; null where it does not. */
const shrunk = (was: Limit, is: Limit | undefined): string | null => {
  if (is === undefined) return 'is gone';
  if (is.kind !== was.kind) return `is ${is.kind} and was ${was.kind}`;
  if (was.optional && !is.optional) return 'must be known now';
  if (was.max !== undefined && is.max !== undefined && is.max < was.max) return `takes ${is.max} and took ${was.max}`;
  if (was.min !== undefined && is.min !== undefined && is.min > was.min) return `begins at ${is.min} and began at ${was.min}`;
  const gone = (was.choices ?? []).filter((choice) => is.choices?.includes(choice) !== true);
  return gone.length === 0 ? null : `takes no ${gone.join(', ')} any more`;
};

const faults = (was: Limits, is: Limits): readonly string[] => [
  ...Object.entries(was.columns).flatMap(([name, limit]) => {
    const why = shrunk(limit, is.columns[name]);
    return why === null ? [] : [`${name} ${why}`];
  }),
  ...(is.days[0] > was.days[0] || is.days[1] < was.days[1] ? ['days'] : []),
  ...(is.instants[0] > was.instants[0] || is.instants[1] < was.instants[1] ? ['instants'] : []),
  ...(BigInt(is.minor) < BigInt(was.minor) ? ['amounts'] : []),
];

it('no column takes less than it once took', () => {
  // New columns, and limits that grew, are written down with SAMSPILL_NEW_LIMITS=1; what shrank has to be taken back.
  const held = JSON.parse(readFileSync(path, 'utf8')) as Limits;
  expect(faults(held, now)).toEqual([]);
  if (process.env['SAMSPILL_NEW_LIMITS'] === '1') writeFileSync(path, `${JSON.stringify(now, null, 2)}\n`);
  expect(now).toEqual(held);
});

it('one that shrinks in any way is named', () => {
  const was: Limits = {
    ...now,
    columns: {
      'a.text': { kind: 'text', optional: true, min: 0, max: 10 },
      'a.pick': { kind: 'choice', optional: false, choices: ['x', 'y'] },
    },
  };
  const told = (name: string, limit: Limit): readonly string[] => faults(was, { ...was, columns: { ...was.columns, [name]: limit } });
  expect(told('a.text', { kind: 'text', optional: true, min: 0, max: 9 })).toEqual(['a.text takes 9 and took 10']);
  expect(told('a.text', { kind: 'text', optional: true, min: 1, max: 10 })).toEqual(['a.text begins at 1 and began at 0']);
  expect(told('a.text', { kind: 'text', optional: false, min: 0, max: 10 })).toEqual(['a.text must be known now']);
  expect(told('a.text', { kind: 'day', optional: true })).toEqual(['a.text is day and was text']);
  expect(told('a.pick', { kind: 'choice', optional: false, choices: ['y', 'z'] })).toEqual(['a.pick takes no x any more']);
  expect(faults(was, { ...was, columns: {} })).toEqual(['a.text is gone', 'a.pick is gone']);
  expect(faults(was, { ...was, days: ['1900-01-02', lastDay], instants: [firstInstant, lastInstant - 1], minor: '1' })).toEqual([
    'days',
    'instants',
    'amounts',
  ]);
  expect(told('a.text', { kind: 'text', optional: true, min: 0, max: 11 })).toEqual([]);
});

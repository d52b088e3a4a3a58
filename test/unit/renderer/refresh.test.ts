/** Answers grow old exactly when a table they read has changed. */
import { expect, test } from 'vitest';
import { createQueryClient, refresh } from '../../../src/renderer/app/calls.ts';

const reads: Readonly<Record<string, readonly string[]>> = { deals: ['deal', 'account'], people: ['person'], history: ['*'] };

const stale = async (tables: readonly string[] | null): Promise<readonly string[]> => {
  const queries = createQueryClient();
  for (const [name, meta] of Object.entries(reads)) await queries.query({ queryKey: [name], queryFn: () => name, meta: { reads: meta } });
  await refresh(queries, tables);
  return Object.keys(reads).filter((name) => queries.getQueryState([name])?.isInvalidated);
};

test('a change of deals touches what reads deals, and what reads the log', async () => {
  expect(await stale(['deal'])).toEqual(['deals', 'history']);
});

test('a change of something nobody shows touches the log alone', async () => {
  expect(await stale(['import_mapping'])).toEqual(['history']);
});

test('after a gap in the signals everything is asked again', async () => {
  expect(await stale(null)).toEqual(['deals', 'people', 'history']);
});

test('amounts may be part of a question', async () => {
  const queries = createQueryClient();
  const ask = async (minor: bigint): Promise<bigint> => await queries.query({ queryKey: ['x', { minor }], queryFn: () => minor });
  expect([await ask(1n), await ask(2n), await ask(1n)]).toEqual([1n, 2n, 1n]);
});

/** Watches every application that a test opens in its own process: a query that reads a table which its entry does not name fails the test. */
import { afterEach, expect, vi } from 'vitest';
import type { Store } from '../../src/main/core/store.ts';

const faults = vi.hoisted((): string[] => []);

// In the place where all answers meet: no test has to ask for it, and none can forget to.
vi.mock(import('../../src/main/appEntries.ts'), async (importOriginal) => {
  const original = await importOriginal();
  const { recordReads } = await import('./readsRecorder.ts');
  return { ...original, answersOf: (store: Store) => recordReads(store, original.answersOf, (fault) => faults.push(fault)) };
});

afterEach(() => {
  expect([...new Set(faults.splice(0))]).toEqual([]);
});

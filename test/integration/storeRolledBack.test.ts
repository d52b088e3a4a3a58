/** A store whose database was put back to an earlier state: it says so, and never gives a number of its device to a second change. */
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { dbPath, newStore, openAt } from '../support/stores.ts';
import { tempDir } from '../support/tempDir.ts';
import { makeDeal } from '../faults/work.ts';
import type { Store } from '../../src/main/core/store.ts';

const numbers = (store: Store): ReadonlyMap<string, string> =>
  new Map(
    store.db
      .prepare('SELECT d.id, c.device_seq, lower(hex(c.payload_hash)) AS hash FROM change_set c JOIN device d ON d.no = c.device')
      .all([])
      .map((row) => [`${String(row['id'])}#${String(row['device_seq'])}`, String(row['hash'])]),
  );

/** A store with four changes whose database was put back to the first of them. */
const rolledBack = () => {
  const dir = join(tempDir(), 'store');
  const first = newStore(dir);
  first.close();
  const earlier = join(tempDir(), 'earlier.db');
  copyFileSync(dbPath(dir), earlier);
  const second = openAt(dir);
  for (let mark = 1; mark <= 3; mark += 1) expect(makeDeal(second, mark).ok).toBe(true);
  const lost = numbers(second);
  const device = second.device;
  second.close();
  copyFileSync(earlier, dbPath(dir));
  return { dir, lost, device };
};

describe('a store put back to an earlier state', () => {
  it('says how many changes are gone', () => {
    const { dir } = rolledBack();
    const store = openAt(dir);
    expect(store.integrity).toEqual({ state: 'behind', missing: 3 });
    store.close();
  });

  it('writes on as another incarnation of its device, so that no number stands for two changes', () => {
    const { dir, lost, device } = rolledBack();
    const store = openAt(dir);
    expect(makeDeal(store, 4).ok).toBe(true);
    expect(store.device).not.toBe(device);
    expect(store.device.split('.')[0]).toBe(device.split('.')[0]);
    const clashes = [...numbers(store)].filter(([number, hash]) => lost.has(number) && lost.get(number) !== hash);
    expect(clashes).toEqual([]);
    store.close();
  });

  it('keeps its device when nothing was put back', () => {
    const dir = join(tempDir(), 'store');
    const first = newStore(dir);
    const { device } = first;
    first.close();
    const second = openAt(dir);
    expect(second.device).toBe(device);
    second.close();
  });
});

/** The first start on a folder: one workspace, however many processes start at once. */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createWorkspace, meOf } from '../../src/main/contexts/openWorkspace.ts';
import type { Zone } from '../../src/shared/kernel/day.ts';
import { currency } from '../../src/shared/kernel/money.ts';
import { newStore, openAt } from '../support/stores.ts';
import { tempDir } from '../support/tempDir.ts';

const wanted = {
  name: 'Fjordlys AS',
  personName: 'Ola Vik',
  baseCurrency: currency('NOK'),
  zone: 'Europe/Oslo' as Zone,
  region: 'NO' as const,
  sample: false,
};

describe('a first start', () => {
  it('makes no second workspace when another process was faster', () => {
    const dir = join(tempDir(), 'store');
    const slower = openAt(dir, { create: true });
    const faster = newStore(dir);
    const mine = meOf(faster);
    expect(createWorkspace(slower, wanted)).toEqual({ ok: true, value: null });
    expect(slower.db.prepare('SELECT name FROM workspace').all([])).toEqual([{ name: 'Nordlys Måling AS' }]);
    expect(slower.db.prepare('SELECT count(*) AS n FROM change_set').get([])).toEqual({ n: 1 });
    expect(meOf(slower)).toBe(mine);
    slower.close();
    faster.close();
  });
});

/** A hub on SQLite whose folder is gone under it takes nothing and gives nothing until it is started anew. */
import { renameSync, rmSync } from 'node:fs';
import { expect, it } from 'vitest';
import { openSqliteHub } from '../../src/hub/sqliteDb.ts';
import { tempDir } from '../support/tempDir.ts';
import { aHub, aWorkspace, dealRows } from './hubFixture.ts';

it.each([
  ['removed', (dir: string) => rmSync(dir, { recursive: true })],
  ['moved away', (dir: string) => renameSync(dir, `${dir}-moved`)],
])('a hub whose folder is %s confirms nothing', async (_name, strike) => {
  const dir = tempDir('hub');
  const hub = await aHub({ db: openSqliteHub(dir) });
  const kari = await aWorkspace(hub);
  await kari.push(kari.write(dealRows('d1', 'kari')));
  strike(dir);
  await expect(kari.push(kari.write(dealRows('d2', 'kari')))).rejects.toThrow('503');
  await expect(kari.pull()).rejects.toThrow('503');
  expect(await hub.post('/v1/devices', {}, kari.access)).toMatchObject({ status: 503, body: { error: 'unavailable' } });
});

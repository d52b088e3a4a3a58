/** Both kinds of database that a hub stands on, so that one test holds both to the same. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, onTestFinished, vi } from 'vitest';
import type { HubDb } from '../../src/hub/hubDb.ts';
import { openPostgresHub } from '../../src/hub/postgresDb.ts';
import { openSqliteHub } from '../../src/hub/sqliteDb.ts';
import { startPostgres, type TestPostgres } from './postgres.ts';

export type Storage = { readonly kind: 'SQLite' | 'PostgreSQL'; readonly open: () => Promise<HubDb> };

/** Called at the top of a test file; PostgreSQL is started with the first test that asks for it and stopped after the last. */
export const storages = (): readonly Storage[] => {
  // The first test on PostgreSQL makes and starts it.
  vi.setConfig({ testTimeout: 90_000 });
  let server: Promise<TestPostgres> | null = null;
  afterAll(async () => {
    if (server !== null) await (await server).stop();
  });
  return [
    {
      kind: 'SQLite',
      open: async () => {
        const dir = mkdtempSync(join(tmpdir(), 'samspill-hub-'));
        onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
        return openSqliteHub(dir);
      },
    },
    {
      kind: 'PostgreSQL',
      open: async () => {
        server ??= startPostgres();
        return openPostgresHub(await (await server).newUrl());
      },
    },
  ];
};

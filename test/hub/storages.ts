/** Both kinds of database that a hub stands on, so that one test holds both to the same. */
import { inject } from 'vitest';
import type { HubDb } from '../../src/hub/hubDb.ts';
import { openPostgresHub } from '../../src/hub/postgresDb.ts';
import { openSqliteHub } from '../../src/hub/sqliteDb.ts';
import { ask } from '../support/asked.ts';
import { tempDir } from '../support/tempDir.ts';

export type Storage = { readonly kind: 'SQLite' | 'PostgreSQL'; readonly open: () => Promise<HubDb> };

/** Each opens a database of its own for the running test. */
export const storages: readonly Storage[] = [
  { kind: 'SQLite', open: async () => openSqliteHub(tempDir('hub')) },
  { kind: 'PostgreSQL', open: async () => openPostgresHub(await ask(inject('postgresUrl'))) },
];

/** Stores that follow a hub of the tests, and what must be equal between the two: every row, and whose every record is. */
import { onTestFinished } from 'vitest';
import { linkHub } from '../../src/main/core/hubLink.ts';
import type { Store } from '../../src/main/core/store.ts';
import { syncLog } from '../../src/main/core/syncLog.ts';
import { ownershipNow } from '../../src/main/contexts/rowRights.ts';
import { ownerNow } from '../../src/hub/held.ts';
import { heldRows } from '../../src/hub/heldRows.ts';
import type { Catalog, SyncedTable } from '../../src/shared/admin/catalog.ts';
import { columnNamed, sqlName } from '../../src/shared/kernel/table.ts';
import { deletedCell } from '../../src/shared/sync/changeSet.ts';
import type { PullAnswer } from '../../src/shared/sync/hubProtocol.ts';
import { testPorts } from '../support/builders.ts';
import { modelWith } from '../support/modelWith.ts';
import { ownTables } from '../support/ownTables.ts';
import { openAt } from '../support/stores.ts';
import { tempDir } from '../support/tempDir.ts';
import type { TestDevice, TestHub } from './hubFixture.ts';

export type Follower = { readonly store: Store; readonly pull: () => Promise<void> };

const model = modelWith(ownTables);

/** A store that is given everything that a device may see. */
export const aFollower = (hub: TestHub, of: TestDevice): Follower => {
  const store = openAt(tempDir('follower'), { create: true, ports: testPorts({ seed: 9 }), model });
  onTestFinished(store.close);
  linkHub(store, { workspace: of.workspace, url: 'http://127.0.0.1:1', epoch: hub.context.epoch, person: of.person });
  const log = syncLog(store);
  const pull = async (): Promise<void> => {
    for (;;) {
      const scope = log.scope();
      const answer = await hub.post('/v1/pull', { epoch: hub.context.epoch, after: log.cursor().seq, scope }, of.access);
      if (answer.status !== 200) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`);
      const page = answer.body as unknown as PullAnswer;
      const received = log.receive(page, scope);
      if (!received.ok) throw new Error(JSON.stringify(received.error));
      if (!page.more) return;
    }
  };
  return { store, pull };
};

/** Rows by table and id, each as one text. */
export type Rows = ReadonlyMap<string, string>;

const namesOf = ({ columns, sync }: SyncedTable): readonly string[] => [
  ...Object.keys(columns),
  ...(sync === 'fact' ? ['happenedAt', 'happenedDay'] : [deletedCell]),
];

const plain = (value: unknown): unknown => (typeof value === 'bigint' ? Number(value) : value);

/** A row of the hub as a store keeps it: what was left out holds its neutral value. */
export const plainRow = ({ synced }: Catalog, key: string, cells: Readonly<Record<string, unknown>>): string => {
  const table = synced.get(key.slice(0, key.indexOf(' ')));
  if (table === undefined) throw new Error(`there is no table of ${key}`);
  const neutral = (name: string): unknown => {
    const column = columnNamed(table, name);
    return name === deletedCell ? 0 : column?.optional === true ? null : column?.neutral;
  };
  return JSON.stringify(namesOf(table).map((name) => cells[name] ?? neutral(name)));
};

/** The rows that the hub judges by. */
export const rowsOfHub = async ({ context: { db, model: of } }: TestHub, workspace: string): Promise<Rows> => {
  const rows = await db.read((sql) => sql.all('SELECT tbl, id, cells FROM hub_held WHERE workspace = ? ORDER BY tbl, id', [workspace]));
  return new Map(
    rows.map(({ tbl, id, cells }): [string, string] => {
      const key = `${String(tbl)} ${String(id)}`;
      return [key, plainRow(of.catalog, key, JSON.parse(String(cells)) as Readonly<Record<string, unknown>>)];
    }),
  );
};

export const rowsOfStore = ({ db, model: { catalog } }: Store): Rows =>
  new Map(
    [...catalog.synced.values()].flatMap((table) => {
      const names = namesOf(table);
      const columns = names.map((name) => (name === deletedCell ? 'deleted' : sqlName(name)));
      return db
        .prepare(`SELECT ${columns.join(', ')} FROM ${table.name} ORDER BY id`)
        .all([])
        .map((row): [string, string] => [
          `${table.name} ${String(row['id'])}`,
          JSON.stringify(columns.map((column) => plain(row[column] ?? null))),
        ]);
    }),
  );

/** Rows that the two do not hold alike. */
export const unlike = (a: Rows, b: Rows): readonly string[] =>
  [...new Set([...a.keys(), ...b.keys()])].filter((key) => a.get(key) !== b.get(key)).map((key) => `${key}: ${a.get(key)} / ${b.get(key)}`);

/** Records whose owner the two do not say alike. */
export const unlikeOwners = async (
  { context: { db, model: of } }: TestHub,
  workspace: string,
  store: Store,
): Promise<readonly string[]> => {
  const records = store.db
    .prepare('SELECT DISTINCT record_id FROM ownership ORDER BY record_id')
    .all([])
    .map((row) => String(row['record_id']));
  const there = await db.read(async (sql) => {
    const held = heldRows(sql, workspace, of.catalog);
    await held.fetchOwners(records);
    return records.map((record) => ownerNow(held, record));
  });
  const here = store.read((tx) => records.map((record) => ownershipNow(tx, record)?.personId ?? null));
  return records.flatMap((record, at) => (there[at] === here[at] ? [] : [`${record}: ${there[at]} / ${here[at]}`]));
};

/** What a hub and a device that sees everything do not say alike. */
export const differences = async (hub: TestHub, workspace: string, { store, pull }: Follower): Promise<readonly string[]> => {
  await pull();
  return [...unlike(await rowsOfHub(hub, workspace), rowsOfStore(store)), ...(await unlikeOwners(hub, workspace, store))];
};

/** What a row is called, what its fields are called and how its values read follows from its declaration, for every table and wherever rows are shown. */
import { beforeAll, describe, expect, it } from 'vitest';
import { undoBatch } from '../../src/main/contexts/imports/undoBatch.ts';
import { changeText, namedText, type ValueWords } from '../../src/shared/i18n/recordText.ts';
import { translate } from '../../src/shared/i18n/translate.ts';
import { removeRevenueTarget, setRevenueTarget } from '../../src/shared/admin/targetsContract.ts';
import { importBatch } from '../../src/shared/imports/schema.ts';
import { ok } from '../../src/shared/kernel/result.ts';
import { dealValue } from '../../src/shared/pipeline/schema.ts';
import { catalog } from '../../src/shared/schema/catalog.ts';
import { history, type NamedRecord, names, recentChanges, trash } from '../../src/shared/sync/contract.ts';
import { conflicts } from '../../src/shared/sync/statusContract.ts';
import { subjectColumns } from '../../src/main/core/conflicts.ts';
import type { SyncedTable } from '../../src/shared/admin/catalog.ts';
import { day, type Instant } from '../../src/shared/kernel/day.ts';
import { anApp, type TestApp } from '../support/anApp.ts';
import { nok } from '../support/builders.ts';
import { type EveryRow, makeEveryRow } from '../support/everyRow.ts';
import { removeDir } from '../support/tempDir.ts';

/** What a row of each table is called, where each text column holds its own name: its own name, or that of the record that it is about. */
const called: Readonly<Record<string, string>> = {
  fact_void: 'title of deal',
  workspace: 'name of workspace',
  person: 'name of person',
  membership: 'name of person',
  team: 'name of team',
  team_member: 'name of person',
  exchange_rate: 'SEK SEK',
  revenue_target: 'name of person',
  saved_view: 'name of saved_view',
  account: 'name of account',
  contact: 'name of contact',
  activity: 'title of deal',
  knowledge: 'name of account',
  product: 'name of product',
  product_price: 'name of product',
  ownership: 'title of deal',
  stage: 'name of stage',
  stage_criterion: 'text of stage_criterion',
  close_reason: 'name of close_reason',
  deal: 'title of deal',
  deal_value: 'title of deal',
  stage_move: 'title of deal',
  deal_credit: 'title of deal',
  import_batch: 'source of import_batch',
  external_ref: 'key of external_ref',
  import_problem: 'source of import_batch',
  import_decision: 'original of import_decision',
  import_mapping: 'name of import_mapping',
};

const all = [...catalog.synced.values()];
const withTrash = all.filter(({ sync }) => sync === 'lww');
/** Rows that have the name of the record that they are about. */
const isNameless = ({ facets }: SyncedTable): boolean => facets.named.length === 0;

/** A workspace with one row of each table, the void of a fact among them. */
const filled = (app: TestApp): EveryRow => {
  const rows = new Map<string, string>();
  app.store.write({ actor: app.me, command: 'test.every' }, (tx) => {
    for (const [name, id] of makeEveryRow(tx)) rows.set(name, id);
    tx.voidFact(dealValue, rows.get('deal_value') ?? '');
    rows.set('fact_void', tx.get<{ id: string }>('SELECT id FROM fact_void')?.id ?? '');
    return ok(null);
  });
  return rows;
};

const idOf = (rows: EveryRow, table: SyncedTable): string => rows.get(table.name) ?? '';

it('every table has a row here, and a name is said for it', () => {
  expect(all.map(({ name }) => name).sort()).toEqual(Object.keys(called).sort());
});

describe('of a row of every table', () => {
  let app: TestApp;
  let rows: EveryRow;
  const found = new Map<string, NamedRecord>();
  beforeAll(async () => {
    app = await anApp({ lasting: true });
    rows = filled(app);
    for (const named of await app.run(names, { ids: [...rows.values()] })) found.set(named.table, named);
    return async () => {
      await app.close();
      removeDir(app.dir);
    };
  });
  const words: ValueWords = {
    say: (key, params) => translate('en', key, params),
    language: 'en',
    zone: 'Europe/Oslo',
    nameOf: (id) => [...found.values()].find((named) => named.id === id)?.title ?? null,
  };

  it.each(all)('$name: the name is its own, or that of what it is about', (table) => {
    const named = found.get(table.name);
    expect(named?.title).toBe(called[table.name]);
    expect(named?.of === null).toBe(!isNameless(table));
    if (named?.of !== null && named !== undefined) expect(catalog.synced.get(named.of.table)?.facets.named).not.toEqual([]);
  });

  it.each(all)('$name: the history tells every field by its words and every value as people read it', async (table) => {
    const entries = await app.run(history, { id: idOf(rows, table) });
    const made = entries.find(({ rowId, what }) => rowId === idOf(rows, table) && what === 'made');
    const written = Object.keys(table.columns).filter((name) => name !== 'id');
    const changes = made?.changes ?? [];
    const isSet = (name: string): boolean => changes.some(({ field }) => field === name);
    // What the row of the test cannot name is what is declared after it, or itself.
    expect(written.filter((name) => !isSet(name) && table.columns[name]?.optional !== true)).toEqual([]);
    const lines = changes.flatMap((change) => changeText(words, table, { ...change, from: null }) ?? []);
    for (const line of lines) {
      expect(line).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}/u);
      expect(line).not.toMatch(/another record|2026-11-20/u);
    }
    for (const { field, to, currency } of changes) {
      const column = table.columns[field];
      const line = changeText(words, table, { field, to, currency: currency ?? null, from: null });
      if (line === null) continue;
      if (column?.kind === 'choice') expect(line, field).not.toContain(`→ ${String(to)}`);
      if (column?.kind === 'boolean') expect(line, field).toContain('Yes');
      if (column?.kind === 'minor') expect(line.replaceAll('\u00a0', ' '), field).toContain('SEK 123');
    }
  });

  it.each(all.filter(({ facets }) => (facets.about ?? []).length > 0))(
    '$name: it stands in the history of the first record that it names',
    async (table) => {
      const [about] = catalog.refsOf(table, cellsOf(app, table, idOf(rows, table)));
      const entries = await app.run(history, { id: about?.id ?? '' });
      const own = entries.find(({ rowId }) => rowId === idOf(rows, table));
      expect(own).toMatchObject({ table: table.name, what: 'made', name: isNameless(table) ? null : called[table.name] });
    },
  );
});

const cellsOf = ({ store }: TestApp, table: SyncedTable, id: string): Readonly<Record<string, unknown>> => {
  const columns = Object.keys(table.columns).map(
    (name) => `${name.replace(/[A-Z]/gu, (letter) => `_${letter.toLowerCase()}`)} AS "${name}"`,
  );
  return (
    store.read((tx) => tx.get<Readonly<Record<string, unknown>>>(`SELECT ${columns.join(', ')} FROM ${table.name} WHERE id = ?`, id)) ?? {}
  );
};

it('the latest change of every table is told by the record', async () => {
  const app = await anApp();
  const rows = filled(app);
  for (const table of withTrash) {
    app.store.write({ actor: app.me, command: 'test.remove' }, (tx) => ok(tx.remove(table, idOf(rows, table))));
    const [change] = await app.run(recentChanges, { limit: 1 });
    expect(change?.subject, table.name).toMatchObject({ table: table.name, title: called[table.name] });
  }
});

it('the trash tells every table by its name, and a text without a name by its first words', async () => {
  const app = await anApp();
  const rows = filled(app);
  app.store.write({ actor: app.me, command: 'test.remove' }, (tx) => {
    for (const table of withTrash) tx.remove(table, idOf(rows, table));
    return ok(null);
  });
  const lines = await app.run(trash);
  const line = (table: string) => lines.find((each) => each.table === table);
  for (const { name } of withTrash) expect(line(name)?.title, name).toBe(called[name]);
  expect(line('activity')).toMatchObject({ says: 'body of activity', of: { table: 'deal' } });
  expect(line('contact')).toMatchObject({ says: null, of: null });
  const activity = line('activity');
  expect(activity === undefined ? '' : namedText((key, params) => translate('en', key, params), activity)).toBe('Activity · title of deal');
});

it('a conflict of every table is told by the record that it is about', async () => {
  const app = await anApp();
  const rows = filled(app);
  const { db } = app.store;
  // Two sets of this device stand for the two sides: which devices they are of decides nothing about the names.
  for (const table of all) {
    const [first, ...rest] = table.sync === 'fact' ? subjectColumns(table) : [];
    const cells = cellsOf(app, table, idOf(rows, table));
    const inCells = (column: string): string => String(cells[column.replace(/_([a-z])/gu, (_, letter: string) => letter.toUpperCase())]);
    if (table.sync === 'fact' && first === undefined) continue;
    const rowId = first === undefined ? idOf(rows, table) : inCells(first);
    const field = table.sync === 'fact' ? [table.name, ...rest.map(inCells)].join(' ') : '#deleted';
    db.prepare('INSERT INTO conflict (table_name, row_id, field, first_seq, second_seq, found_at) VALUES (?, ?, ?, 1, 2, 1)').run([
      table.name,
      rowId,
      field,
    ]);
  }
  const told = await app.run(conflicts, { limit: 100 });
  const facts = new Set(all.filter(({ sync }) => sync === 'fact').map(({ name }) => name));
  expect(told.length).toBeGreaterThan(20);
  for (const { table, title, of, recordTable } of told) {
    expect(title, table).toBe(called[table]);
    const nameless = catalog.synced.get(table);
    // A fact is told with its record itself.
    if (facts.has(table)) expect([table, of]).toEqual([table, null]);
    else expect([table, recordTable, of === null]).toEqual([table, table, nameless === undefined || !isNameless(nameless)]);
  }
});

it('a record of every table that an undone import keeps is told by its name', async () => {
  const app = await anApp();
  const batch = 'b0000000-0000-7000-8000-000000000001';
  const isOfImport = new Set(['import_batch', 'external_ref', 'import_problem', 'import_decision']);
  let rows: EveryRow = new Map();
  app.store.write({ actor: app.me, command: 'imports.run', cause: `batch:${batch}` }, (tx) => {
    tx.insert(importBatch, { id: batch as never, source: 'crm', files: '[]', startedAt: 0 as Instant, counts: '{}', status: 'committed' });
    rows = makeEveryRow(tx, ({ name, sync }) => sync === 'lww' && !isOfImport.has(name));
    return ok(null);
  });
  app.store.write({ actor: app.me, command: 'test.edit' }, (tx) => {
    for (const [name, id] of rows) {
      const table = catalog.synced.get(name);
      const free = Object.entries(table?.columns ?? {}).find(([, { kind, optional }]) => optional && kind !== 'ref');
      if (table !== undefined && free !== undefined) tx.update(table, id, { [free[0]]: null });
    }
    return ok(null);
  });
  const undone = app.store.write({ actor: app.me, command: 'imports.undoBatch' }, (tx) => undoBatch(tx, batch));
  const kept = undone.ok ? undone.value.kept : [];
  expect(kept.length).toBeGreaterThan(8);
  for (const { table, name } of kept) expect(name, table).toBe(called[table]);
  expect(kept.find(({ table }) => table === 'contact')?.name).toBe('name of contact');
});

it('what is about nobody in particular is told by the workspace, in the trash and in the history', async () => {
  const app = await anApp();
  const quarter = { fromDay: day('2026-10-01'), toDay: day('2026-12-31') };
  const { id } = await app.run(setRevenueTarget, { ...quarter, scope: { type: 'company' }, amount: nok(1_000_000) });
  await app.run(removeRevenueTarget, { id });
  const [line] = await app.run(trash, {});
  const [change] = await app.run(recentChanges, { before: null, limit: 1 });
  const title = app.store.db.prepare('SELECT name FROM workspace').get([])?.['name'];
  for (const named of [line, change?.subject]) {
    expect(named).toMatchObject({ table: 'revenue_target', title, of: { table: 'workspace' } });
  }
});

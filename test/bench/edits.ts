/** One small durable change against one bare durable UPDATE, and what it leaves on the disk. */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { createApp } from '../../src/main/app.ts';
import type { Store } from '../../src/main/core/store.ts';
import { systemPorts } from '../../src/platform/ports.ts';
import { fileDeals, writeCsvFolders } from '../support/dealCsv.ts';
import { importPath } from '../support/imports.ts';
import { dbPath, newStore } from '../support/stores.ts';
import { type Line, ratio, timed } from './measure.ts';

const edits = 10_000;
const compared = 1_000;

const sizeOf = (store: Store): number => {
  store.db.pragma('wal_checkpoint(TRUNCATE)');
  return statSync(dbPath(store.dir)).size;
};
const bytesIn = (store: Store, sql: string): number => Number(store.db.prepare(sql).get([])?.['n'] ?? 0);

export const benchEdits = async (dir: string, deals: number): Promise<readonly Line[]> => {
  const files = writeCsvFolders(join(dir, 'csv'), fileDeals(deals, 'bench'));
  const store = newStore(join(dir, 'store'));
  if (!importPath(store, files.known).ok || !importPath(store, files.deals).ok) throw new Error('no import');
  const opened = createApp({ storeDir: store.dir, ports: systemPorts, language: 'en', create: null });
  if (!opened.ok) throw new Error(opened.error.type);
  const app = opened.value;
  const ids = store.read((tx) => tx.all<{ id: string }>('SELECT id FROM deal ORDER BY id')).map(({ id }) => id);
  store.db.exec('CREATE TABLE bare_edit (id TEXT PRIMARY KEY NOT NULL, amount_minor INTEGER) STRICT, WITHOUT ROWID');
  store.db.exec('INSERT INTO bare_edit SELECT id, 0 FROM deal');
  const idOf = (turn: number): string => ids[(turn * 7919) % ids.length] ?? '';
  const edit = async (turn: number): Promise<void> => {
    const done = await app.call('pipeline.setDealValue', { id: idOf(turn), amount: { minor: BigInt(1_000_000 + turn), currency: 'USD' } });
    if (!done.ok) throw new Error(done.error.type);
  };
  const update = (turn: number): void => {
    store.db.exec('BEGIN IMMEDIATE');
    store.db.prepare('UPDATE bare_edit SET amount_minor = ? WHERE id = ?').run([turn, idOf(turn)]);
    store.db.exec('COMMIT');
  };

  const ours: number[] = [];
  const bare: number[] = [];
  for (let turn = 0; turn < compared; turn += 1) {
    const started = performance.now();
    await edit(turn);
    ours.push(performance.now() - started);
    bare.push(timed(() => update(turn)));
  }
  const before = sizeOf(store);
  const payloadBefore = bytesIn(store, 'SELECT sum(length(payload)) AS n FROM change_set');
  for (let turn = compared; turn < compared + edits; turn += 1) await edit(turn);
  const grown = sizeOf(store) - before;
  const payload = bytesIn(store, 'SELECT sum(length(payload)) AS n FROM change_set') - payloadBefore;
  store.close();
  await app.close();
  const bytes = (what: string, value: number): Line => ({ what, ours: '', bare: '', value: value / edits, unit: ' B', limit: null });
  return [
    ratio('one edit (setDealValue) / one bare durable UPDATE', ours, bare, null),
    bytes(`bytes per edit, ${edits.toLocaleString('en')} edits, log and tables`, grown),
    bytes('of these the packed payload', payload),
  ];
};

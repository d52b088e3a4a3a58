/** One small durable change against one bare durable UPDATE, and what it leaves on the disk. */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { pipelineCommands } from '../../src/main/contexts/pipeline/commands.ts';
import { meOf } from '../../src/main/contexts/openWorkspace.ts';
import type { Store } from '../../src/main/core/store.ts';
import type { Id } from '../../src/shared/kernel/brand.ts';
import { currency } from '../../src/shared/kernel/money.ts';
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

export const benchEdits = (dir: string, deals: number): readonly Line[] => {
  const files = writeCsvFolders(join(dir, 'csv'), fileDeals(deals, 'bench'));
  const store = newStore(join(dir, 'store'));
  if (!importPath(store, files.known).ok || !importPath(store, files.deals).ok) throw new Error('no import');
  const me = meOf(store);
  const context = { actor: { personId: me, name: '', access: 'admin', teammates: [] } } as const;
  const ids = store.read((tx) => tx.all<{ id: Id<'Deal'> }>('SELECT id FROM deal ORDER BY id')).map(({ id }) => id);
  store.db.exec('CREATE TABLE bare_edit (id TEXT PRIMARY KEY NOT NULL, amount_minor INTEGER) STRICT, WITHOUT ROWID');
  store.db.exec('INSERT INTO bare_edit SELECT id, 0 FROM deal');
  const idOf = (turn: number): Id<'Deal'> => ids[(turn * 7919) % ids.length] ?? ('' as Id<'Deal'>);
  const edit = (turn: number): void => {
    const input = { id: idOf(turn), amount: { minor: BigInt(1_000_000 + turn), currency: currency('USD') }, happenedOn: null };
    const done = store.write({ actor: me, command: 'pipeline.setDealValue' }, (tx) => pipelineCommands.setDealValue(tx, input, context));
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
    ours.push(timed(() => edit(turn)));
    bare.push(timed(() => update(turn)));
  }
  const before = sizeOf(store);
  const payloadBefore = bytesIn(store, 'SELECT sum(length(payload)) AS n FROM change_set');
  for (let turn = compared; turn < compared + edits; turn += 1) edit(turn);
  const grown = sizeOf(store) - before;
  const payload = bytesIn(store, 'SELECT sum(length(payload)) AS n FROM change_set') - payloadBefore;
  store.close();
  const bytes = (what: string, value: number): Line => ({ what, ours: '', bare: '', value: value / edits, unit: ' B', limit: null });
  return [
    ratio('one edit (setDealValue) / one bare durable UPDATE', ours, bare, null),
    bytes(`bytes per edit, ${edits.toLocaleString('en')} edits, log and tables`, grown),
    bytes('of these the packed payload', payload),
  ];
};

/** Faults planted on purpose, one a name: the oracle that does not notice one of them proves nothing about the others. */
import { readFileSync, writeFileSync } from 'node:fs';
import { dealStateDerivation } from '../../src/main/contexts/pipeline/dealFold.ts';
import { model } from '../../src/main/contexts/openWorkspace.ts';
import type { Derivation } from '../../src/main/core/derive.ts';
import { foldRows } from '../../src/main/core/foldRows.ts';
import { openStore } from '../../src/main/core/store.ts';
import { openDb } from '../../src/platform/database.ts';
import { systemPorts } from '../../src/platform/ports.ts';
import { storePaths } from '../../src/platform/storeFiles.ts';
import { dbPath, tamper } from '../support/stores.ts';
import { seeded } from '../support/seeded.ts';
import { openJournal } from './marks.ts';
import { changeDeal, makeDeal } from './work.ts';

/** What a plant works on: a closed store with some work in it, and the journal of that work. */
export type Ground = { readonly dir: string; readonly journal: string };
export type Plant = { readonly name: string; readonly plant: (ground: Ground) => void };

const sql =
  (...statements: readonly string[]): Plant['plant'] =>
  ({ dir }) => {
    tamper(dir, (db) => {
      for (const statement of statements) {
        db.exec(statement);
        const changed = Number(db.prepare('SELECT changes() AS n').get([])?.['n']);
        // A plant that changes nothing would be caught by nobody and blamed on the oracle.
        if (/^(?:UPDATE|DELETE|INSERT)/.test(statement) && changed === 0) throw new Error(`the plant changed nothing: ${statement}`);
      }
    });
  };

/** A plant that could not do its work would be noticed by nobody and blamed on the oracle. */
const mustWork = (done: { readonly ok: true } | { readonly ok: false; readonly error: { readonly type: string } }): void => {
  if (!done.ok) throw new Error(`the plant could not write: ${done.error.type}`);
};

const newestSet = 'local_seq = (SELECT max(local_seq) FROM change_set)';
const middleSet = 'local_seq = (SELECT max(local_seq) / 2 FROM change_set)';
const oneOf = (table: string, key = 'id'): string => `${key} = (SELECT max(${key}) FROM ${table})`;

/** The same fold, by its key, with the facts of a deal in the wrong order. */
const select = 'select' in dealStateDerivation.fold ? dealStateDerivation.fold.select : '';
const wrong = { select: select.replaceAll('happened_at DESC, hlc DESC, id DESC', 'happened_at, hlc, id') };
const backwards: Derivation = {
  ...dealStateDerivation,
  fold: { sql: [select], work: (db) => foldRows(db, dealStateDerivation.table, wrong, 1) },
};

const foldBackwards: Plant['plant'] = ({ dir }) => {
  const opened = openStore({ dir, ports: systemPorts, create: false, model: { ...model, derivations: [backwards] } });
  if (!opened.ok) throw new Error(opened.error.type);
  const random = seeded('backwards');
  for (let mark = 1; mark <= 30; mark += 1) mustWork(changeDeal(opened.value, random, mark));
  opened.value.close();
};

const writeWithoutLog: Plant['plant'] = ({ dir }) => {
  tamper(dir, (db) => {
    db.exec(`UPDATE deal SET next_step = 'written past the log' WHERE ${oneOf('deal')}`);
  });
};

/** The device forgets its last number: the next change takes one that is taken. */
const reuseDeviceSeq: Plant['plant'] = ({ dir }) => {
  tamper(dir, (db) => {
    db.exec('DROP INDEX change_set_by_device');
    db.exec('UPDATE device SET last_seq = last_seq - 1');
  });
  const opened = openStore({ dir, ports: systemPorts, create: false, model: { ...model, derivations: [dealStateDerivation] } });
  if (!opened.ok) throw new Error(opened.error.type);
  mustWork(changeDeal(opened.value, seeded('reuse'), 7));
  opened.value.close();
  tamper(dir, (db) => {
    db.exec('CREATE INDEX change_set_by_device ON change_set (device, device_seq)');
  });
};

/** A whole change set taken off the end, with everything in the database put back to match. */
const forgetNewest: Plant['plant'] = ({ dir }) => {
  tamper(dir, (db) => {
    db.exec(`DELETE FROM change_set WHERE ${newestSet}`);
    db.exec(
      `UPDATE head SET (local_seq, op_count, hlc, running) =
         (SELECT local_seq, (SELECT sum(op_count) FROM change_set), hlc, running FROM change_set WHERE ${newestSet})`,
    );
  });
};

/** A change set there twice, the second time as the newest, with the head moved on. */
const repeatSet: Plant['plant'] = ({ dir }) => {
  tamper(dir, (db) => {
    const columns = db
      .prepare("SELECT name FROM pragma_table_info('change_set') WHERE name NOT IN ('local_seq', 'device_seq')")
      .all([])
      .map((row) => String(row['name']))
      .join(', ');
    db.exec(
      `INSERT INTO change_set (local_seq, device_seq, ${columns})
       SELECT (SELECT max(local_seq) + 1 FROM change_set), (SELECT max(device_seq) + 1 FROM change_set), ${columns} FROM change_set WHERE local_seq = 5`,
    );
    db.exec('UPDATE head SET local_seq = local_seq + 1');
  });
};

const swapPayloads: Plant['plant'] = ({ dir }) => {
  tamper(dir, (db) => {
    db.exec(`UPDATE change_set SET local_seq = -1 WHERE ${newestSet}`);
    db.exec(`UPDATE change_set SET local_seq = local_seq + 1 WHERE ${newestSet}`);
    db.exec('UPDATE change_set SET local_seq = (SELECT max(local_seq) - 1 FROM change_set) WHERE local_seq = -1');
  });
};

const rewriteHead =
  (rewrite: (text: string) => string): Plant['plant'] =>
  ({ dir }) => {
    const { head } = storePaths(dir);
    const text = readFileSync(head, 'utf8');
    const other = rewrite(text);
    if (other === text) throw new Error('the plant changed nothing in head.json');
    writeFileSync(head, other);
  };

const intoJournal =
  (add: (journal: ReturnType<typeof openJournal>) => void): Plant['plant'] =>
  ({ journal }) => {
    const file = openJournal(journal);
    add(file);
    file.close();
  };

/** Work done after the journal was closed: stored, and nobody ever asked for it, or asked for it once and it is there twice. */
const workPastJournal =
  (mark: number): Plant['plant'] =>
  ({ dir }) => {
    const opened = openStore({ dir, ports: systemPorts, create: false, model: { ...model, derivations: [dealStateDerivation] } });
    if (!opened.ok) throw new Error(opened.error.type);
    mustWork(makeDeal(opened.value, mark));
    opened.value.close();
  };

const flipPayloadByte: Plant['plant'] = ({ dir }) => {
  const db = openDb(dbPath(dir));
  const row = db.prepare(`SELECT local_seq, payload FROM change_set WHERE ${middleSet}`).get([]);
  const payload = Buffer.from(row?.['payload'] as Uint8Array);
  payload[payload.length - 3] = (payload[payload.length - 3] ?? 0) ^ 1;
  db.prepare('UPDATE change_set SET payload = ? WHERE local_seq = ?').run([payload, row?.['local_seq'] as number]);
  db.close();
};

export const plants: readonly Plant[] = [
  { name: 'a change set deleted from the middle of the log', plant: sql(`DELETE FROM change_set WHERE ${middleSet}`) },
  { name: 'the newest change set forgotten with its head', plant: forgetNewest },
  { name: 'a byte of a payload changed', plant: flipPayloadByte },
  { name: 'two change sets swapped', plant: swapPayloads },
  { name: 'a change set there twice', plant: repeatSet },
  { name: 'a change set signed by somebody else', plant: sql(`UPDATE change_set SET actor = 'somebody else' WHERE ${middleSet}`) },
  { name: 'a change set recorded at another time', plant: sql(`UPDATE change_set SET recorded_at = recorded_at + 1 WHERE ${middleSet}`) },
  {
    name: 'a change set that counts as recorded at another time',
    plant: sql(`UPDATE change_set SET known_at = known_at - 1 WHERE ${middleSet}`),
  },
  { name: 'a change set with another cause', plant: sql(`UPDATE change_set SET cause = 'undo:1' WHERE ${middleSet}`) },
  {
    name: 'a change set that counts more rows than it has',
    plant: sql(`UPDATE change_set SET op_count = op_count + 1 WHERE ${middleSet}`),
  },
  { name: 'a change set that names another table', plant: sql(`UPDATE change_set SET tables = 'person' WHERE ${middleSet}`) },
  {
    name: 'a change set moved in time for the merge alone',
    plant: sql(`UPDATE change_set SET effective_hlc = effective_hlc + 65536 WHERE ${newestSet}`),
  },
  { name: 'a number of a device used twice', plant: reuseDeviceSeq },
  { name: 'a device that forgot its last hash', plant: sql(`UPDATE device SET last_hash = x'00'`) },
  { name: 'a device that forgot its last number', plant: sql('UPDATE device SET last_seq = last_seq + 5') },
  { name: 'a head that counts other rows', plant: sql('UPDATE head SET op_count = op_count + 1') },
  { name: 'a head with another clock', plant: sql('UPDATE head SET hlc = hlc + 1') },
  {
    name: 'a head one change ahead, outside the database',
    plant: rewriteHead((text) =>
      text.replace(/"seq":"0*(\d+)"/g, (_all, seq: string) => `"seq":"${String(Number(seq) + 1).padStart(15, '0')}"`),
    ),
  },
  {
    name: 'a head with another hash, outside the database',
    plant: rewriteHead((text) => text.replaceAll(/"hash":"(.)/g, (_all, first: string) => `"hash":"${first === 'a' ? 'b' : 'a'}`)),
  },
  { name: 'a cell changed past the log', plant: writeWithoutLog },
  { name: 'a row too many', plant: sql(`INSERT INTO person (id, name) VALUES ('zz', 'Nobody')`) },
  { name: 'a row too few', plant: sql(`DELETE FROM ownership WHERE ${oneOf('ownership')}`) },
  {
    name: 'an amount one minor unit higher',
    plant: sql(`UPDATE deal_value SET amount_minor = amount_minor + 1 WHERE ${oneOf('deal_value')}`),
  },
  { name: 'a fact on another day', plant: sql(`UPDATE stage_move SET happened_day = '2020-01-01' WHERE ${oneOf('stage_move')}`) },
  { name: 'a fact voided by nobody', plant: sql(`UPDATE stage_move SET voided = 1 WHERE ${oneOf('stage_move')}`) },
  { name: 'a clock of a row lost', plant: sql(`UPDATE deal SET clock = x'' WHERE ${oneOf('deal')}`) },
  { name: 'a deal brought back from the trash past the log', plant: sql('UPDATE deal SET deleted = 0 WHERE deleted = 1') },
  {
    name: 'the history of a record without one of its changes',
    plant: sql('DELETE FROM touch WHERE row_id = (SELECT max(row_id) FROM touch)'),
  },
  { name: 'a derived amount', plant: sql(`UPDATE deal_state SET amount_minor = amount_minor + 1 WHERE ${oneOf('deal_state', 'deal_id')}`) },
  { name: 'a derived row too few', plant: sql(`DELETE FROM deal_state WHERE ${oneOf('deal_state', 'deal_id')}`) },
  { name: 'facts folded in the wrong order', plant: foldBackwards },
  { name: 'an index gone', plant: sql('DROP INDEX stage_move_by_deal_id_happened_at_hlc_id') },
  { name: 'a column too many', plant: sql('ALTER TABLE person ADD COLUMN nickname TEXT') },
  {
    name: 'an acknowledged change that was never stored',
    plant: intoJournal((journal) => {
      journal.tried(4_242);
      journal.acknowledged({ mark: 4_242, seq: null, hash: null });
    }),
  },
  {
    name: 'an acknowledged change under the number of another',
    plant: intoJournal((journal) => {
      journal.acknowledged({ mark: 1, seq: 3, hash: 'ab' });
    }),
  },
  { name: 'a change stored twice', plant: workPastJournal(1) },
  { name: 'a change that nobody asked for', plant: workPastJournal(4_343) },
];

/** A sealed fact is made once, in one's own name, and stays: no undo, no void, no import and no taking back of an import reaches it. */
import { describe, expect, it } from 'vitest';
import { undoBatch } from '../../src/main/contexts/imports/undoBatch.ts';
import { examine } from '../../src/main/core/doctor.ts';
import type { Store } from '../../src/main/core/store.ts';
import type { WriteTx } from '../../src/main/core/tx.ts';
import { canUndoLast, redoLast, undoLast, type UndoOptions, undoSet } from '../../src/main/core/undo.ts';
import { mayApply } from '../../src/main/undoRights.ts';
import type { Actor } from '../../src/shared/admin/policy.ts';
import { id, optional, ref, text } from '../../src/shared/kernel/column.ts';
import { ok } from '../../src/shared/kernel/result.ts';
import { defineTable, type InsertOf } from '../../src/shared/kernel/table.ts';
import { importBatch } from '../../src/shared/imports/schema.ts';
import { factVoid } from '../../src/shared/sync/schema.ts';
import { aStore } from '../support/stores.ts';
import { modelWith } from '../support/modelWith.ts';

/** What is agreed, and the dated signatures under it. */
const pact = defineTable(
  'pact',
  { id: id('Pact'), title: text({ max: 80, min: 1 }), note: optional(text({ max: 80 })) },
  { sync: 'lww', named: ['title'], read: 'account.read', write: 'account.edit' },
);
const mark = defineTable(
  'mark',
  { id: id('Mark'), pactId: ref('Pact'), signerId: ref('Person') },
  { sync: 'fact', about: ['pactId'], named: [], read: 'about', write: 'about', sealed: { by: 'signerId' }, indexes: [['pact_id']] },
);
const model = modelWith([pact, mark]);

const kari = 'kari';
const asKari: Actor = {
  personId: kari,
  name: 'Kari',
  roles: [{ access: 'admin', function: 'sales', position: 'none' }],
  teammates: [kari],
  hasCeo: false,
};

const signed = () => {
  const store = aStore({ model });
  const write = (body: (tx: WriteTx) => void, command = 'test.write', cause?: string): void => {
    const done = store.write({ actor: kari, command, ...(cause === undefined ? {} : { cause }) }, (tx) => ok(body(tx)));
    if (!done.ok) throw new Error(done.error.type);
  };
  const sign = (tx: WriteTx, markId: string, signer = kari): void =>
    tx.record(mark, { id: markId, pactId: 'p', signerId: signer } as InsertOf<typeof mark>, { day: tx.today });
  write((tx) => tx.insert(pact, { id: 'p', title: 'The plan' } as InsertOf<typeof pact>));
  const undo: UndoOptions = {
    store,
    actor: kari,
    isUndoable: (command) => command.startsWith('test.'),
    mayApply: (tx, set, kind) => mayApply(tx, asKari, set, kind),
    stands: () => ok(null),
  };
  return { store, write, sign, undo };
};

const row = (store: Store, sql: string): unknown => store.read((tx) => tx.get(sql));
const sealed = (...ids: readonly string[]) => ids.map((rowId) => ({ table: 'mark', rowId, field: '#deleted', because: 'sealed' }));
const lastSeq = (store: Store): number =>
  Number(store.read((tx) => tx.get<{ n: number }>('SELECT max(local_seq) AS n FROM change_set'))?.n);

describe('a sealed fact', () => {
  it('is made in one’s own name, once, and by no import', () => {
    const { store, write, sign } = signed();
    write((tx) => sign(tx, 'm'));
    expect(() => write((tx) => sign(tx, 'n', 'bo'))).toThrow("one's own name");
    expect(() => write((tx) => sign(tx, 'm'))).toThrow('UNIQUE');
    expect(() => write((tx) => sign(tx, 'n'), 'imports.run', 'batch:b')).toThrow('no import');
    expect(row(store, 'SELECT count(*) AS n FROM mark')).toEqual({ n: 1 });
  });

  it('is taken back by no void, through no void of a void, and by none that is written by hand', () => {
    const { store, write, sign } = signed();
    write((tx) => sign(tx, 'm'));
    const before = lastSeq(store);
    expect(() => write((tx) => tx.voidFact(mark, 'm'))).toThrow('sealed');
    const byHand = { id: 'v', factTable: 'mark', factId: 'm' } as InsertOf<typeof factVoid>;
    expect(() => write((tx) => tx.record(factVoid, byHand, { day: tx.today }))).toThrow('voidFact');
    // As one that an older hub has numbered would lie here: nothing is built on it.
    store.db.exec(
      "INSERT INTO fact_void (id, fact_table, fact_id) VALUES ('v', 'mark', 'm'), ('w', 'fact_void', 'v'), ('o', 'fact_void', 'o')",
    );
    for (const of of ['v', 'w']) expect(() => write((tx) => tx.voidFact(factVoid, of)), of).toThrow('sealed');
    // One that speaks of itself ends nowhere, and is no reason to wait for ever.
    expect(() => write((tx) => tx.voidFact(factVoid, 'o'))).not.toThrow();
    expect(lastSeq(store)).toBe(before + 1);
    expect(row(store, 'SELECT voided FROM mark')).toEqual({ voided: 0 });
  });
});

describe('undo', () => {
  it('passes it over in a set that did more, says so, and does the rest; redo brings back the rest', () => {
    const { store, write, sign, undo } = signed();
    write((tx) => {
      tx.update(pact, 'p', { note: 'agreed' });
      sign(tx, 'm');
    });
    expect(undoLast(undo)).toMatchObject({ ok: true, value: { kept: sealed('m') } });
    expect(row(store, 'SELECT note FROM pact')).toEqual({ note: null });
    expect(row(store, 'SELECT voided FROM mark')).toEqual({ voided: 0 });
    expect(redoLast(undo)).toMatchObject({ ok: true, value: { kept: [] } });
    expect(row(store, 'SELECT note FROM pact')).toEqual({ note: 'agreed' });
    expect(row(store, 'SELECT count(*) AS n FROM mark WHERE voided = 0')).toEqual({ n: 1 });
    expect(examine(store).findings).toEqual([]);
  });

  it('passes over what was only signed, to the change before it, and says so', () => {
    const { store, write, sign, undo } = signed();
    write((tx) => tx.update(pact, 'p', { note: 'agreed' }));
    write((tx) => sign(tx, 'm'));
    write((tx) => sign(tx, 'n'));
    expect(canUndoLast(undo)).toEqual({ canUndo: true, canRedo: false });
    expect(undoLast(undo)).toMatchObject({ ok: true, value: { kept: sealed('n', 'm') } });
    expect(row(store, 'SELECT note FROM pact')).toEqual({ note: null });
  });

  it('says by name what it cannot take back where there is nothing else', () => {
    const { store, write, sign, undo } = signed();
    undoLast(undo);
    write((tx) => sign(tx, 'm'));
    expect(canUndoLast(undo).canUndo).toBe(false);
    const refused = { ok: false, error: { type: 'Sealed', record: { table: 'mark', title: 'The plan', of: { table: 'pact', id: 'p' } } } };
    expect(undoLast(undo)).toMatchObject(refused);
    expect(undoSet(undo, lastSeq(store), () => true)).toMatchObject(refused);
    expect(row(store, 'SELECT voided FROM mark')).toEqual({ voided: 0 });
  });
});

it('an import that is taken back keeps what was signed, and the record under it, with the reason', () => {
  const { store, write, sign } = signed();
  const batch = 'b';
  write(
    (tx) => {
      tx.insert(importBatch, { id: batch, source: 'crm', files: '[]', startedAt: tx.now, counts: '{}', status: 'committed' } as InsertOf<
        typeof importBatch
      >);
      tx.insert(pact, { id: 'q', title: 'From a file' } as InsertOf<typeof pact>);
    },
    'imports.run',
    `batch:${batch}`,
  );
  const seq = lastSeq(store);
  write((tx) => tx.record(mark, { id: 'm', pactId: 'q', signerId: kari } as InsertOf<typeof mark>, { day: tx.today }));
  write((tx) => sign(tx, 'n'));
  // As a version that let an import seal would have left it.
  store.db.prepare("UPDATE mark SET seq = ? WHERE id = 'n'").run([seq]);
  const undone = store.write({ actor: kari, command: 'imports.undoBatch' }, (tx) => undoBatch(tx, batch));
  expect(undone).toMatchObject({
    ok: true,
    value: {
      withdrawn: 0,
      voided: 0,
      kept: [
        { table: 'pact', id: 'q', name: 'From a file', of: null, because: 'edited' },
        { table: 'mark', id: 'n', name: 'The plan', of: { table: 'pact', id: 'p' }, because: 'sealed' },
      ],
    },
  });
  expect(row(store, 'SELECT count(*) AS n FROM mark WHERE voided = 0')).toEqual({ n: 2 });
});

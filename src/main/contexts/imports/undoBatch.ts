/** Takes a whole import back: what it made goes out of sight, what it changed is what it was, and what people touched since stays. */
import type { BatchAlreadyUndone, BatchMadeElsewhere, BatchNotFound, KeptRecord, Undone } from '../../../shared/imports/contract.ts';
import { externalRef, importBatch, importDecision, importProblem } from '../../../shared/imports/schema.ts';
import type { SyncedTable } from '../../../shared/admin/catalog.ts';
import { err, ok, type Result } from '../../../shared/kernel/result.ts';
import { stage } from '../../../shared/pipeline/schema.ts';
import { sqlName, type Table } from '../../../shared/kernel/table.ts';
import { causeText, deletedCell, type Payload, type PayloadValue, readPayload } from '../../../shared/sync/changeSet.ts';
import { factVoid } from '../../../shared/sync/schema.ts';
import { nameOf } from '../../core/rowNames.ts';
import { mayHold, revived } from '../../core/tableMeta.ts';
import type { ReadTx, WriteTx } from '../../core/tx.ts';
import { isSealed } from '../../core/voids.ts';
import { isStageNeeded } from './standIns.ts';
import { unpack } from '../../platform/compress.ts';

/** What the import keeps of its own: no records of anybody. */
const own = new Set<Table>([importBatch, externalRef, importProblem, importDecision]);

type Tables = { readonly records: readonly SyncedTable[]; readonly facts: readonly SyncedTable[] };
const tablesIn = ({ catalog }: ReadTx): Tables => {
  const all = [...catalog.synced.values()].filter((table) => !own.has(table) && table.name !== factVoid.name);
  return { records: all.filter(({ sync }) => sync === 'lww'), facts: all.filter(({ sync }) => sync === 'fact') };
};

const refColumns = (table: Table): readonly string[] =>
  Object.entries(table.columns).flatMap(([name, column]) => (column.kind === 'ref' ? [sqlName(name)] : []));
/** The column that names the record of a fact; one that is about none is its own. */
const ownerColumn = ({ catalog }: ReadTx, table: Table): string => sqlName(catalog.aboutOf(table)[0]?.column ?? 'id');

/** Sets of imports and of their undoing are no work of a person. */
const byImport = "(coalesce(c.cause, '') LIKE 'batch:%' OR c.command = 'imports.undoBatch')";

type Span = { readonly first: number; readonly last: number };

/** An import is one transaction: where it was made its sets follow each other without a gap. From a hub, others' may come in between. */
const spanOf = (tx: WriteTx, batchId: string): (Span & { readonly hasGap: boolean }) | null => {
  const row = tx.get<{ first: number | null; last: number | null; sets: number }>(
    'SELECT min(local_seq) AS first, max(local_seq) AS last, count(*) AS sets FROM change_set WHERE cause = ?',
    causeText({ kind: 'batch', id: batchId }),
  );
  return row === undefined || row.first === null || row.last === null
    ? null
    : { first: row.first, last: row.last, hasGap: row.last - row.first + 1 !== row.sets };
};

const payloadOf = (tx: WriteTx, seq: number): Payload => {
  const row = tx.get<{ payload: Uint8Array }>('SELECT payload FROM change_set WHERE local_seq = ?', seq);
  return row === undefined ? {} : readPayload(unpack(row.payload));
};

const madeBy = (tx: WriteTx, table: Table, { first, last }: Span): readonly string[] =>
  tx
    .all<{ id: string }>(`SELECT id FROM ${table.name} WHERE seq BETWEEN ? AND ? AND deleted <> 2 ORDER BY id`, first, last)
    .map(({ id }) => id);

/** Records of the batch of which a person wrote a cell since; putting one into the trash is no reason to keep it. */
const editedSince = (tx: WriteTx, made: ReadonlyMap<string, Table>, { last }: Span): ReadonlySet<string> => {
  const later = tx.all<{ seq: number }>(
    `SELECT DISTINCT t.local_seq AS seq FROM touch t JOIN change_set c ON c.local_seq = t.local_seq WHERE t.local_seq > ? AND NOT ${byImport} ORDER BY 1`,
    last,
  );
  const edited = new Set<string>();
  for (const { seq } of later) {
    for (const [, id, now] of payloadOf(tx, seq).u ?? []) {
      if (made.has(id) && Object.keys(now).some((field) => field !== deletedCell)) edited.add(id);
    }
  }
  return edited;
};

/** Records of the batch that something outside it refers to. */
const usedOutside = (
  tx: WriteTx,
  made: ReadonlyMap<string, Table>,
  { first, last }: Span,
  onUse: (id: string, isOwner: boolean) => void,
): void => {
  const { records, facts } = tablesIn(tx);
  for (const table of [...records, ...facts]) {
    const live =
      table.sync === 'lww'
        ? 't.deleted = 0'
        : `t.voided = 0 AND NOT EXISTS (SELECT 1 FROM change_set c WHERE c.local_seq = t.seq AND ${byImport})`;
    for (const column of refColumns(table)) {
      const rows = tx.all<{ id: string }>(
        `SELECT DISTINCT t.${column} AS id FROM ${table.name} t WHERE ${live} AND t.seq NOT BETWEEN ? AND ? AND t.${column} IS NOT NULL ORDER BY 1`,
        first,
        last,
      );
      for (const { id } of rows) if (made.has(id)) onUse(id, table.sync === 'fact' && column === ownerColumn(tx, table));
    }
  }
};

/** What a kept record refers to is kept with it, facts included, so that nothing points into the void. */
const referredTo = (tx: WriteTx, table: Table, id: string): readonly string[] => {
  const found: string[] = [];
  const collect = (of: Table, where: string): void => {
    const columns = refColumns(of);
    if (columns.length === 0) return;
    for (const row of tx.all<Record<string, string | null>>(
      `SELECT ${columns.join(', ')} FROM ${of.name} WHERE ${where} ORDER BY id`,
      id,
    )) {
      for (const column of columns) if (typeof row[column] === 'string') found.push(row[column]);
    }
  };
  collect(table, 'id = ?');
  for (const fact of tablesIn(tx).facts) collect(fact, `${ownerColumn(tx, fact)} = ? AND voided = 0`);
  return found;
};

type Why = KeptRecord['because'];

const keptRecords = (tx: WriteTx, made: ReadonlyMap<string, Table>, span: Span): ReadonlyMap<string, Why> => {
  const kept = new Map<string, Why>();
  const queue: string[] = [];
  const keep = (id: string, why: Why): void => {
    if (kept.has(id) || !made.has(id)) return;
    kept.set(id, why);
    queue.push(id);
  };
  for (const id of editedSince(tx, made, span)) keep(id, 'edited');
  usedOutside(tx, made, span, (id, isOwner) => keep(id, isOwner ? 'edited' : 'used'));
  for (let id = queue.shift(); id !== undefined; id = queue.shift()) {
    const table = made.get(id);
    if (table !== undefined) for (const other of referredTo(tx, table, id)) keep(other, 'used');
  }
  return kept;
};

type Keep = (table: SyncedTable, id: string, because: Why) => void;

/** What the import put into the trash comes out of it, and what it took out goes back, unless somebody has done so already. */
const takeRemovalBack = (tx: WriteTx, span: Span, table: Table, id: string, written: PayloadValue | undefined): boolean => {
  if (written !== 0 && written !== 1) return false;
  if (tx.get(`SELECT 1 FROM ${table.name} WHERE id = ? AND deleted = ?`, id, written) === undefined) return false;
  // A stage that deals have come to since stays with them.
  if (written === 0 && table === stage && isStageNeeded(tx, id, span)) return false;
  if (written === 1) tx.restore(table, id);
  else tx.remove(table, id);
  return true;
};

/** Cells of older rows go back to what they held, newest first, where they still hold what the import wrote. */
const revertCells = (tx: WriteTx, { first, last }: Span, isGone: (id: string) => boolean, keep: Keep): number => {
  let reverted = 0;
  for (let seq = last; seq >= first; seq--) {
    for (const [name, id, now, was] of [...(payloadOf(tx, seq).u ?? [])].reverse()) {
      const table = tx.catalog.synced.get(name);
      if (table === undefined || isGone(id)) continue;
      if (takeRemovalBack(tx, { first, last }, table, id, now[deletedCell])) reverted++;
      const fields = Object.keys(now).filter((field) => field !== deletedCell);
      if (fields.length === 0) continue;
      const cells = tx.get<Record<string, PayloadValue>>(
        `SELECT ${fields.map((field) => `"${sqlName(field)}" AS "${field}"`).join(', ')} FROM ${name} WHERE id = ?`,
        id,
      );
      const untouched = fields.filter((field) => cells?.[field] === now[field]);
      const free = untouched.filter((field) => mayHold(table, field, was[field] ?? null));
      if (untouched.length < fields.length) keep(table, id, 'edited');
      else if (free.length < fields.length) keep(table, id, 'unfitting');
      if (free.length === 0) continue;
      tx.update(table, id, Object.fromEntries(free.map((field) => [field, revived(table, field, was[field] ?? null)])));
      reverted++;
    }
  }
  return reverted;
};

/** Facts that the import added to older records are voided; those it voided count again. */
const takeFactsBack = (tx: WriteTx, made: ReadonlyMap<string, Table>, { first, last }: Span, keep: Keep): number => {
  let voided = 0;
  for (const table of tablesIn(tx).facts) {
    const rows = tx.all<{ id: string; owner: string }>(
      `SELECT id, ${ownerColumn(tx, table)} AS owner FROM ${table.name} WHERE seq BETWEEN ? AND ? AND voided = 0 ORDER BY id`,
      first,
      last,
    );
    for (const { id, owner } of rows) {
      if (made.has(owner)) continue;
      if (isSealed(tx, table.name, id)) keep(table, id, 'sealed');
      else {
        tx.voidFact(table, id);
        voided++;
      }
    }
  }
  for (const { id } of tx.all<{ id: string }>(
    'SELECT id FROM fact_void WHERE seq BETWEEN ? AND ? AND voided = 0 ORDER BY id',
    first,
    last,
  )) {
    if (isSealed(tx, factVoid.name, id)) continue;
    tx.voidFact(factVoid, id);
    voided++;
  }
  return voided;
};

/** Runs inside one transaction. Records that a person edited since, or that something outside uses, stay and are listed with what they refer to. */
export const undoBatch = (tx: WriteTx, batchId: string): Result<Undone, BatchNotFound | BatchAlreadyUndone | BatchMadeElsewhere> => {
  const batch = tx.find(importBatch, batchId);
  if (batch === undefined) return err({ type: 'BatchNotFound' });
  if (batch.status === 'undone') return err({ type: 'BatchAlreadyUndone' });
  const span = spanOf(tx, batchId);
  if (span === null) return err({ type: 'BatchNotFound' });
  if (span.hasGap) return err({ type: 'BatchMadeElsewhere' });

  const made = new Map<string, SyncedTable>();
  for (const table of tablesIn(tx).records) for (const id of madeBy(tx, table, span)) made.set(id, table);
  const kept = new Map<string, Why>(keptRecords(tx, made, span));
  const others = new Map<string, SyncedTable>();
  const keep: Keep = (table, id, because) => {
    if (own.has(table) || kept.has(id)) return;
    kept.set(id, because);
    others.set(id, table);
  };
  const isWithdrawn = (id: string): boolean => made.has(id) && !kept.has(id);

  const voided = takeFactsBack(tx, made, span, keep);
  const ownMade = new Set([externalRef, importProblem, importDecision].flatMap((table) => madeBy(tx, table, span)));
  const reverted = revertCells(tx, span, (id) => isWithdrawn(id) || ownMade.has(id), keep);
  let withdrawn = 0;
  for (const [id, table] of made) {
    if (kept.has(id)) continue;
    tx.withdraw(table, id);
    withdrawn++;
  }
  forget(tx, span, isWithdrawn, (id) => kept.has(id) && made.has(id));
  tx.update(importBatch, batchId, { status: 'undone' });
  return ok({
    withdrawn,
    voided,
    reverted,
    kept: [...kept].flatMap(([id, because]) => describeKept(tx, made.get(id) ?? others.get(id), id, because)),
  });
};

/** References, problems and decisions of the batch, and those of any batch about what is gone. A kept record keeps its reference: imported again, it is found. */
const forget = (tx: WriteTx, span: Span, isWithdrawn: (id: string) => boolean, isKept: (id: string) => boolean): void => {
  for (const table of [externalRef, importProblem]) {
    const rows = tx.all<{ id: string; record_id: string | null; mine: number }>(
      `SELECT id, record_id, seq BETWEEN ? AND ? AS mine FROM ${table.name} WHERE deleted = 0 ORDER BY id`,
      span.first,
      span.last,
    );
    for (const { id, record_id: recordId, mine } of rows) {
      const about = recordId ?? '';
      const goes = isWithdrawn(about) || (mine === 1 && !(table === externalRef && isKept(about)));
      if (goes) tx.withdraw(table, id);
    }
  }
  for (const id of madeBy(tx, importDecision, span)) tx.withdraw(importDecision, id);
};

const describeKept = (tx: WriteTx, table: SyncedTable | undefined, id: string, because: Why): readonly KeptRecord[] => {
  const named = table === undefined ? null : nameOf(tx, table.name, id);
  return named === null ? [] : [{ table: named.table, id, name: named.title, seedKey: named.seedKey, of: named.of, because }];
};

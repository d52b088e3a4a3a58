/** Writing: every change goes to the tables and into the change set at once, so that the log cannot say less than the tables. */
import type { Column, SqlValue } from '../../shared/kernel/column.ts';
import { startOfDay } from '../../shared/kernel/day.ts';
import type { Table } from '../../shared/kernel/table.ts';
import {
  type CellWrite,
  deletedCell,
  type InsertGroup,
  type Payload,
  type PayloadValue,
  toPayloadValue,
} from '../../shared/sync/changeSet.ts';
import { tick } from '../../shared/sync/hlc.ts';
import { baseClock, type Stamp } from '../../shared/sync/rowClock.ts';
import type { Db } from '../platform/database.ts';
import type { Random } from '../platform/ports.ts';
import { appendSet, type LogHead } from './changeLog.ts';
import { type Derivation, noteTouched, type Touched } from './derive.ts';
import { insertRow, readCells, type SetStamp, writeCells } from './rows.ts';
import { bind, metaOf } from './tableMeta.ts';
import type { Happened, ReadTx, WriteTx } from './tx.ts';
import { factVoid } from '../../shared/sync/schema.ts';

export type WriteMeta = {
  readonly actor: string;
  readonly command: string;
  readonly cause?: string;
  /** A big import becomes many change sets of about this size, in one transaction. */
  readonly splitAfterOps?: number;
};

export type WriteContext = {
  readonly db: Db;
  readonly read: ReadTx;
  readonly newId: () => string;
  readonly random: Random;
  readonly derivations: readonly Derivation[];
  readonly device: { readonly no: number; readonly name: string };
  readonly isNewer: (a: Stamp, b: Stamp) => boolean;
};

export type OpenWrite = {
  readonly tx: WriteTx;
  readonly touched: Touched;
  /** Appends what is pending; returns the head and the tables that the transaction changed. */
  readonly finish: () => { readonly head: LogHead; readonly tables: readonly string[] };
};

/** Starts collecting a change set inside a transaction that holds the write lock. */
export const openWrite = (context: WriteContext, meta: WriteMeta, before: LogHead): OpenWrite => {
  const { db, read, derivations, device, isNewer } = context;
  const touched: Touched = new Map();
  const changedTables = new Set<string>();
  let head = before;
  let inserts = new Map<string, PayloadValue[][]>();
  let cells: CellWrite[] = [];
  let ops = 0;
  let set = nextSet();

  function nextSet(): SetStamp {
    const stamp = { hlc: tick(head.hlc, read.now), device: device.no };
    return { ...stamp, seq: head.seq + 1, recordedAt: read.now, clock: baseClock(stamp) };
  }

  const flush = (): void => {
    if (ops === 0) return;
    const groups = [...inserts].map(([table, rows]): InsertGroup => [table, metaByName(table).payloadNames, rows]);
    const payload: Payload = { ...(groups.length > 0 ? { i: groups } : {}), ...(cells.length > 0 ? { u: cells } : {}) };
    const lastSeq = Number(db.prepare('SELECT last_seq FROM device WHERE no = ?').get([device.no])?.['last_seq'] ?? 0);
    head = appendSet(
      db,
      head,
      {
        seq: set.seq,
        device: device.no,
        deviceName: device.name,
        deviceSeq: lastSeq + 1,
        hlc: set.hlc,
        actor: meta.actor,
        command: meta.command,
        cause: meta.cause ?? null,
        recordedAt: set.recordedAt,
        salt: context.random.bytes(16),
      },
      payload,
    );
    inserts = new Map();
    cells = [];
    ops = 0;
    set = nextSet();
  };

  const metas = new Map<string, ReturnType<typeof metaOf>>();
  const metaByName = (name: string) => {
    const meta_ = metas.get(name);
    if (meta_ === undefined) throw new Error(`no table ${name} in this set`);
    return meta_;
  };

  const counted = (table: string): void => {
    changedTables.add(table);
    ops += 1;
    if (meta.splitAfterOps !== undefined && ops >= meta.splitAfterOps) flush();
  };

  const addRow = (table: Table, row: Readonly<Record<string, unknown>>, happened: readonly SqlValue[]): void => {
    const described = metaOf(table);
    metas.set(table.name, described);
    for (const name in row) if (!described.ordinals.has(name)) throw new Error(`${table.name} has no column ${name}`);
    const values: SqlValue[] = described.names.map((name, at) =>
      bind(described, name, described.columns[at] as Column<unknown>, row[name]),
    );
    values.push(...happened);
    insertRow(db, described, values, set);
    let rows = inserts.get(table.name);
    if (rows === undefined) inserts.set(table.name, (rows = []));
    rows.push(values.map(toPayloadValue));
    noteTouched(touched, derivations, table.name, row, db);
    counted(table.name);
  };

  const write = (table: Table, id: string, wanted: Readonly<Record<string, SqlValue>>): void => {
    const names = Object.keys(wanted);
    // A patch that names no column asks for no change.
    if (names.length === 0) return;
    const was = readCells(db, table, id, names);
    if (was === undefined) throw new Error(`${table.name} has no row ${id}`);
    const changed = names.filter((name) => was[name] !== toPayloadValue(wanted[name] ?? null));
    if (changed.length === 0) return;
    const now: Record<string, PayloadValue> = Object.fromEntries(changed.map((name) => [name, toPayloadValue(wanted[name] ?? null)]));
    noteRow(table, id);
    writeCells(db, table, id, now, set, isNewer);
    db.prepare('INSERT OR IGNORE INTO touch (row_id, local_seq) VALUES (?, ?)').run([id, set.seq]);
    cells.push([table.name, id, now, Object.fromEntries(changed.map((name) => [name, was[name] as PayloadValue]))]);
    noteRow(table, id);
    counted(table.name);
  };

  // Both the old and the new row name derived rows: a deal that changes account touches the lists of both.
  const noteRow = (table: Table, id: string): void => {
    if (!derivations.some((derivation) => derivation.roots[table.name] !== undefined)) return;
    const described = metaOf(table);
    const row = db.prepare(`${described.selectSql} WHERE id = ?`).get([id]);
    if (row !== undefined) noteTouched(touched, derivations, table.name, described.decode(row), db);
  };

  const happenedValues = (happened: Happened): readonly SqlValue[] =>
    happened === null ? [null, null] : [happened.at ?? startOfDay(happened.day, read.zone), happened.day];

  const tx: WriteTx = {
    ...read,
    actor: meta.actor,
    newId: <E extends string>() => context.newId() as ReturnType<typeof tx.newId<E>>,
    insert: (table, row) => {
      if (table.sync !== 'lww') throw new Error(`${table.name} is not a table of descriptive rows`);
      addRow(table, row, []);
    },
    update: (table, id, patch) => {
      const described = metaOf(table);
      const values = Object.entries(patch).map(([name, value]): [string, SqlValue] => {
        const column = table.columns[name];
        if (column === undefined || column.kind === 'id') throw new Error(`${table.name}.${name} cannot be written`);
        return [name, bind(described, name, column, value)];
      });
      write(table, id, Object.fromEntries(values));
    },
    remove: (table, id) => {
      write(table, id, { [deletedCell]: 1 });
    },
    restore: (table, id) => {
      write(table, id, { [deletedCell]: 0 });
    },
    withdraw: (table, id) => {
      write(table, id, { [deletedCell]: 2 });
    },
    record: (table, row, happened) => {
      if (table.sync !== 'fact') throw new Error(`${table.name} is not a table of facts`);
      addRow(table, row, happenedValues(happened));
    },
    voidFact: (table, factId) => {
      noteFact(table, factId);
      addRow(factVoid, { id: context.newId(), factTable: table.name, factId }, [read.now, read.today]);
    },
  };

  /** Folds depend on the fact that is taken back, or, for the void of a void, on what that one had taken back. */
  const noteFact = (table: Table, factId: string): void => {
    noteRow(table, factId);
    if (table.name !== factVoid.name) return;
    const pointsAt = db.prepare('SELECT fact_table, fact_id FROM fact_void WHERE id = ?').get([factId]);
    const target = derivations.length > 0 && pointsAt !== undefined ? String(pointsAt['fact_table']) : null;
    if (target === null || pointsAt === undefined) return;
    const row = db.prepare(`SELECT * FROM ${target} WHERE id = ?`).get([String(pointsAt['fact_id'])]);
    if (row === undefined) return;
    const values = Object.fromEntries(Object.entries(row).map(([name, value]) => [camelName(name), value]));
    noteTouched(touched, derivations, target, values, db);
  };

  return {
    tx,
    touched,
    finish: () => {
      flush();
      return { head, tables: [...changedTables] };
    },
  };
};

const camelName = (name: string): string => name.replace(/_([a-z])/g, (_match, letter: string) => letter.toUpperCase());

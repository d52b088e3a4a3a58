/** Collects what a transaction changes into change sets and appends them to the log; those of a long write are sealed in a thread beside it. */
import type { SqlValue } from '../../shared/kernel/column.ts';
import {
  type CellWrite,
  type InsertGroup,
  opCount,
  type Payload,
  type PayloadValue,
  tablesOf,
  toPayloadValue,
} from '../../shared/sync/changeSet.ts';
import { type Hlc, tick } from '../../shared/sync/hlc.ts';
import { baseClock } from '../../shared/sync/rowClock.ts';
import type { Instant } from '../../shared/kernel/day.ts';
import type { Db } from '../platform/database.ts';
import type { Random } from '../platform/ports.ts';
import { seal, type Sealed, type SealThread, startSealThread } from '../platform/sealThread.ts';
import { appendSet, type LogHead, type SetHeader } from './changeLog.ts';
import type { SetStamp } from './rows.ts';
import type { TableMeta } from './tableMeta.ts';

export type WriteMeta = {
  readonly actor: string;
  readonly command: string;
  readonly cause?: string;
  /** A big import becomes many change sets of about this size, in one transaction. */
  readonly splitAfterOps?: number;
};

export type SetContext = {
  readonly db: Db;
  readonly now: Instant;
  readonly random: Random;
  readonly device: { readonly no: number; readonly name: string };
  /** The version of the store. */
  readonly schema: number;
};

export type SetWriter = {
  /** The set that what is written now belongs to. */
  readonly current: () => SetStamp;
  /** Takes down a row that was made; `values` follow `payloadNames`. */
  readonly addRow: (meta: TableMeta, values: readonly SqlValue[]) => void;
  readonly addCells: (cells: CellWrite) => void;
  /** Appends what is pending; the head after it. */
  readonly finish: () => LogHead;
  /** Ends the thread beside, whether or not the write came to its end. */
  readonly close: () => void;
};

/** Sets sealed beside and not appended yet, at most: their texts are held in memory. */
const mostSealing = 8;

type Unsealed = { readonly header: SetHeader; readonly ops: number; readonly tables: readonly string[] };

export const openSets = ({ db, now, random, device, schema }: SetContext, meta: WriteMeta, before: LogHead): SetWriter => {
  let head = before;
  /** The hub's time, as far as this machine knows it: a clock that is wrong must not decide whose value stands. */
  const stampTime = now + Number(db.prepare('SELECT clock_offset FROM hub_link WHERE one = 1').get([])?.['clock_offset'] ?? 0);
  /** Where the next set stands; runs ahead of `head` while sets are being sealed. */
  let next = { seq: before.seq + 1, hlc: tick(before.hlc, stampTime) };
  let deviceSeq = 0;
  let rowsOf = new Map<TableMeta, PayloadValue[][]>();
  let cells: CellWrite[] = [];
  let ops = 0;
  let set = stampOf(next);
  let thread: SealThread | null = null;
  let sealing: Unsealed[] = [];

  function stampOf({ seq, hlc }: { readonly seq: number; readonly hlc: Hlc }): SetStamp {
    const stamp = { hlc, device: device.no };
    return { ...stamp, seq, recordedAt: now, clock: baseClock(stamp) };
  }

  const append = ({ header, ...about }: Unsealed, sealed: Sealed): void => {
    head = appendSet(db, head, header, { ...sealed, ...about });
  };

  /** Appends what the thread has sealed, until at most `most` sets are left with it. */
  const takeSealed = (most: number): void => {
    for (let first = sealing[0]; thread !== null && first !== undefined; first = sealing[0]) {
      const sealed = thread.take(sealing.length > most);
      if (sealed === null) return;
      sealing = sealing.slice(1);
      append(first, sealed);
    }
  };

  const flush = (isLast: boolean): void => {
    if (ops === 0) return;
    const groups = [...rowsOf].map(([{ table, payloadNames }, rows]): InsertGroup => [table.name, payloadNames, rows]);
    const payload: Payload = { ...(groups.length > 0 ? { i: groups } : {}), ...(cells.length > 0 ? { u: cells } : {}) };
    if (deviceSeq === 0) deviceSeq = Number(db.prepare('SELECT last_seq FROM device WHERE no = ?').get([device.no])?.['last_seq'] ?? 0);
    deviceSeq += 1;
    const header: SetHeader = {
      seq: set.seq,
      device: device.no,
      deviceName: device.name,
      deviceSeq,
      hlc: set.hlc,
      actor: meta.actor,
      command: meta.command,
      cause: meta.cause ?? null,
      recordedAt: now,
      schema,
      salt: random.bytes(16),
    };
    const unsealed: Unsealed = { header, ops: opCount(payload), tables: tablesOf(payload) };
    const text = JSON.stringify(payload);
    // A set that is full before the write ends announces a long write; starting a thread for a single set would take longer than sealing it.
    if (thread === null && !isLast) thread = startSealThread();
    if (thread === null) append(unsealed, seal(header.salt, text));
    else {
      thread.add(header.salt, text);
      sealing.push(unsealed);
      takeSealed(mostSealing);
    }
    rowsOf = new Map();
    cells = [];
    ops = 0;
    next = { seq: next.seq + 1, hlc: tick(next.hlc, stampTime) };
    set = stampOf(next);
  };

  const counted = (): void => {
    ops += 1;
    if (meta.splitAfterOps !== undefined && ops >= meta.splitAfterOps) flush(false);
  };

  return {
    current: () => set,
    addRow: (table, values) => {
      let rows = rowsOf.get(table);
      if (rows === undefined) rowsOf.set(table, (rows = []));
      rows.push(values.map(toPayloadValue));
      counted();
    },
    addCells: (written) => {
      cells.push(written);
      counted();
    },
    finish: () => {
      flush(true);
      takeSealed(0);
      return head;
    },
    close: () => {
      thread?.close();
    },
  };
};

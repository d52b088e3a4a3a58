/** How a store and the small hub of tests talk: everything up, everything down, and what must be equal afterwards. */
import { createHash } from 'node:crypto';
import type { Store } from '../../src/main/core/store.ts';
import type { SyncLog } from '../../src/main/core/syncLog.ts';
import { sqlName } from '../../src/shared/kernel/table.ts';
import { tables } from '../../src/shared/schema/tables.ts';
import type { TinyHub } from './tinyHub.ts';

const noSignature = (): string => '';

const expectOk = <T>(
  result: { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: { readonly type: string } },
): T => {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
};

/** Everything that waits goes up; what the hub says comes back (unless `isLost`). */
export const pushAll = (log: SyncLog, hub: TinyHub, isLost = false): void => {
  for (;;) {
    const sets = log.pending(noSignature);
    if (sets.length === 0) return;
    const results = hub.push(sets);
    if (isLost) return;
    expectOk(log.acknowledge(sets, results));
    // A hub that holds nothing of it is asked again later, not for ever.
    if (log.pending(noSignature)[0]?.deviceSeq === sets[0]?.deviceSeq) return;
  }
};

export const pullAll = (log: SyncLog, hub: TinyHub, limit = 100): void => {
  for (;;) {
    const before = log.cursor().seq;
    const page = hub.pull(before, limit);
    expectOk(log.receive(page));
    if (!page.more || log.cursor().seq === before) return;
  }
};

/** A hash of everything that travels, without what is a store's own: numbers of sets and devices. */
export const contentOf = (store: Store): string => {
  const hash = createHash('sha256');
  for (const table of tables) {
    if (table.sync === 'derived') continue;
    const engine = table.sync === 'lww' ? ['deleted'] : ['happened_at', 'happened_day', 'recorded_at', 'hlc', 'voided'];
    const columns = [...Object.keys(table.columns).map(sqlName), ...engine];
    const line = columns.map((column) => `quote(${column})`).join(" || ',' || ");
    for (const row of store.db.prepare(`SELECT ${line} AS line FROM ${table.name} ORDER BY id`).all([]))
      hash.update(`${table.name} ${String(row['line'])}\n`);
  }
  return hash.digest('hex');
};

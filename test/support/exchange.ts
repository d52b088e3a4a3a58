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

/** Deals that a seller with these teammates (the own person among them) may not see. */
const hiddenFrom = (store: Store, mates: readonly string[]): readonly string[] =>
  store.db
    .prepare(
      `SELECT d.id, (SELECT o.person_id FROM ownership o WHERE o.record_id = d.id AND o.role = 'owner' AND o.voided = 0
         ORDER BY o.happened_at DESC, o.hlc DESC, o.id DESC LIMIT 1) AS owner FROM deal d ORDER BY d.id`,
    )
    .all([])
    .filter(({ owner }) => owner !== null && !mates.includes(String(owner)))
    .map(({ id }) => String(id));

/** Tables whose rows belong to a deal, and the column that names it: written down a second time, on purpose. */
export const ofDeals = [
  ['deal', 'id'],
  ['deal_value', 'deal_id'],
  ['stage_move', 'deal_id'],
  ['deal_credit', 'deal_id'],
  ['ownership', 'record_id'],
  ['activity', 'deal_id'],
] as const;

/** What imports left behind: for those alone who may import. */
const importTables: ReadonlySet<string> = new Set(['import_batch', 'external_ref', 'import_problem', 'import_decision', 'import_mapping']);

/** Ids of rows that follow these deals. */
const following = (store: Store, hidden: readonly string[]): ReadonlySet<string> => {
  const ids = new Set<string>();
  const json = JSON.stringify(hidden);
  for (const [name, column] of ofDeals) {
    const found = store.db.prepare(`SELECT id FROM ${name} WHERE ${column} IN (SELECT value FROM json_each(?))`).all([json]);
    for (const { id } of found) ids.add(String(id));
  }
  for (let before = -1; before < ids.size;) {
    before = ids.size;
    const facts = JSON.stringify([...ids]);
    for (const { id } of store.db.prepare('SELECT id FROM fact_void WHERE fact_id IN (SELECT value FROM json_each(?))').all([facts]))
      ids.add(String(id));
  }
  return ids;
};

/** What a member sees of deals: those of these persons (the own one among them) and of nobody, or all of them; nothing of imports. */
export type MemberSees = readonly string[] | 'all';

/**
 * A hash of everything that travels, without what is a store's own: numbers of sets and devices; of a store that holds more, as far as a member may
 * see it.
 */
export const contentOf = (store: Store, sees: MemberSees | null = null): string => {
  const hash = createHash('sha256');
  const hidden: ReadonlySet<string> = sees === null || sees === 'all' ? new Set() : following(store, hiddenFrom(store, sees));
  for (const table of tables) {
    if (table.sync === 'derived') continue;
    if (sees !== null && importTables.has(table.name)) continue;
    const engine = table.sync === 'lww' ? ['deleted'] : ['happened_at', 'happened_day', 'recorded_at', 'hlc', 'voided'];
    const columns = [...Object.keys(table.columns).map(sqlName), ...engine];
    const line = columns.map((column) => `quote(${column})`).join(" || ',' || ");
    for (const row of store.db.prepare(`SELECT id, ${line} AS line FROM ${table.name} ORDER BY id`).all([]))
      if (!hidden.has(String(row['id']))) hash.update(`${table.name} ${String(row['line'])}\n`);
  }
  return hash.digest('hex');
};

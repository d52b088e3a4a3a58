/** Whether a person may still change what taking back (or doing again) one of their changes would change: roles and owners move on. */
import { type Actor, mayTouch, reachBy } from '../shared/admin/policy.ts';
import { entryByName } from '../shared/contract.ts';
import { can } from '../shared/kernel/contract.ts';
import { err, ok, type Result } from '../shared/kernel/result.ts';
import { sqlName } from '../shared/kernel/table.ts';
import { tableByName } from '../shared/schema/tables.ts';
import type { UndoRefused } from '../shared/sync/contract.ts';
import type { LoggedSet } from './core/changeLog.ts';
import type { ReadTx } from './core/tx.ts';

/** Columns that say which deal a row belongs to; an ownership names any record, and those that are no deal find no row. What has an owner by a column of its own is that person's, whatever deal it is about. */
const dealColumnOf = (name: string): string | null => {
  if (name === 'deal') return 'id';
  if (name === 'ownership') return 'recordId';
  const table = tableByName.get(name);
  if (typeof table?.facets?.owned === 'object') return null;
  const columns = table?.columns ?? {};
  return Object.keys(columns).find((each) => columns[each]?.kind === 'ref' && columns[each].to === 'Deal') ?? null;
};

/** The deals that the rows of a set belong to, now and as the set says. */
const dealsOf = (tx: ReadTx, { payload }: LoggedSet): ReadonlySet<string> => {
  const ids = new Set<string>();
  const add = (id: unknown): void => {
    if (typeof id === 'string') ids.add(id);
  };
  for (const [table, columns, rows] of payload.i ?? []) {
    const at = columns.indexOf(dealColumnOf(table) ?? '');
    if (at !== -1) for (const row of rows) add(row[at]);
  }
  for (const [table, id, now, was] of payload.u ?? []) {
    const column = dealColumnOf(table);
    if (column === null) continue;
    if (column === 'id') add(id);
    else add(tx.get<{ deal: string | null }>(`SELECT ${sqlName(column)} AS deal FROM ${table} WHERE id = ?`, id)?.deal);
    add(now[column]);
    add(was[column]);
  }
  return ids;
};

type Owner = { readonly title: string; readonly ownerId: string; readonly owner: string | null; readonly seq: number };

/** The newest ownership counts, also of a deal in the trash, which has no derived row. */
const ownerOf = (tx: ReadTx, dealId: string): Owner | undefined =>
  tx.get<Owner>(
    `SELECT d.title, o.person_id AS ownerId, p.name AS owner, o.seq FROM deal d
     JOIN ownership o ON o.id = (SELECT x.id FROM ownership x WHERE x.record_id = d.id AND x.role = 'owner' AND x.voided = 0
       ORDER BY x.happened_at DESC, x.hlc DESC, x.id DESC LIMIT 1)
     LEFT JOIN person p ON p.id = o.person_id WHERE d.id = ?`,
    dealId,
  );

/** Refuses where the actor's role no longer reaches the command of the set, or one of its deals belongs to somebody whose deals it does not reach. */
export const mayApply = (tx: ReadTx, actor: Actor, set: LoggedSet): Result<null, UndoRefused> => {
  const allow = entryByName.get(set.command)?.allow ?? can(set.command);
  const { action } = allow;
  const how = reachBy(actor, allow);
  if (how === 'none') return err({ type: 'NotAllowed', action });
  if (how === 'all') return ok(null);
  for (const id of dealsOf(tx, set)) {
    const found = ownerOf(tx, id);
    // Who has just given a deal away may take that back, as long as nobody passed it on.
    if (found === undefined || found.seq === set.seq || mayTouch(actor, action, found.ownerId)) continue;
    return err({ type: 'BelongsToOther', deal: found.title, owner: found.owner ?? '' });
  }
  return ok(null);
};

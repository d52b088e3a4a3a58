/**
 * Before much is removed. A write notes what it puts into the trash or withdraws; where that is much of a kind, with what the same person has removed
 * within a day, it is not done before somebody has said so: a hub takes it over only where an admin allows it.
 */
import type { SyncedTable } from '../../shared/admin/catalog.ts';
import { err, ok, type Result } from '../../shared/kernel/result.ts';
import { sqlName } from '../../shared/kernel/table.ts';
import type { ManyRemoved } from '../../shared/sync/contract.ts';
import { isMassRemoval, usualRemovals } from '../../shared/sync/massRemoval.ts';
import { factVoid } from '../../shared/sync/schema.ts';
import type { Db } from '../../platform/database.ts';
import type { Model } from './model.ts';

export type Removals = {
  readonly removed: (table: string, id: string) => void;
  readonly voided: (table: string, id: string) => void;
  readonly recorded: (table: string, row: Readonly<Record<string, unknown>>) => void;
  /** The kind of which most is removed, where that is much; null: nobody needs to be asked. */
  readonly question: (actor: string, now: number) => ManyRemoved | null;
};

type Asked = Pick<ManyRemoved, 'table' | 'rows'>;

/** Keeps what somebody has said yes to: it is good for one write, and they are asked again where the numbers are others. */
export const removalAsker = () => {
  let confirmed: Asked | null = null;
  return {
    confirm: (asked: Asked): void => {
      confirmed = asked;
    },
    asks: (asked: ManyRemoved | null): Result<null, ManyRemoved> => {
      if (asked !== null && (asked.table !== confirmed?.table || asked.rows !== confirmed.rows)) return err(asked);
      confirmed = null;
      return ok(null);
    },
  };
};

const madeLately = `EXISTS (SELECT 1 FROM change_set c WHERE c.local_seq = t.seq AND c.actor = ? AND c.recorded_at > ?)`;

export const noteRemovals = (db: Db, { catalog }: Pick<Model, 'catalog'>): Removals => {
  const removed = new Map<string, Set<string>>();
  const voided = new Map<string, Set<string>>();
  const recorded = new Map<string, Map<string, number>>();
  const note = (into: Map<string, Set<string>>, table: string, id: string): void =>
    void into.set(table, (into.get(table) ?? new Set()).add(id));

  /** The column that says what rows of a table are about, by which a fact takes the place of another. */
  const rootOf = (table: string): string | null => {
    const known = catalog.synced.get(table);
    return known === undefined ? null : (catalog.aboutOf(known)[0]?.column ?? null);
  };
  const count = (sql: string, params: readonly (string | number)[]): number => Number(db.prepare(sql).get([...params])?.['n'] ?? 0);

  /** Facts that are taken back without another in their place. */
  const takenBack = (table: string): readonly string[] => {
    const ids = [...(voided.get(table) ?? [])];
    const inPlace = new Map(recorded.get(table));
    const root = rootOf(table);
    if (inPlace.size === 0 || root === null) return ids;
    return ids.filter((id) => {
      const about = String(db.prepare(`SELECT ${sqlName(root)} AS about FROM ${table} WHERE id = ?`).get([id])?.['about'] ?? '');
      const left = inPlace.get(about) ?? 0;
      inPlace.set(about, left - 1);
      return left <= 0;
    });
  };

  /** What the actor has removed of a kind since then, by sets that are in the log. */
  const before = ({ name, sync }: SyncedTable, ids: string, actor: string, since: number): number => {
    const by = 'c.actor = ? AND c.recorded_at > ? AND c.refused IS NULL';
    if (sync === 'lww')
      return count(
        `SELECT count(*) AS n FROM ${name} t WHERE t.deleted <> 0 AND t.id NOT IN (SELECT value FROM json_each(?)) AND EXISTS (
           SELECT 1 FROM touch x JOIN change_set c ON c.local_seq = x.local_seq WHERE x.row_id = t.id AND x.made IS NOT 1 AND ${by})`,
        [ids, actor, since],
      );
    const root = rootOf(name);
    const isInPlace =
      root === null ? '0' : `EXISTS (SELECT 1 FROM ${name} n WHERE n.seq = v.seq AND n.${sqlName(root)} = t.${sqlName(root)})`;
    return count(
      `SELECT count(DISTINCT t.id) AS n FROM fact_void v JOIN change_set c ON c.local_seq = v.seq JOIN ${name} t ON t.id = v.fact_id
       WHERE v.fact_table = ? AND ${by} AND NOT ${isInPlace} AND t.id NOT IN (SELECT value FROM json_each(?))`,
      [name, actor, since, ids],
    );
  };

  /** What was live before, as the hub counts it: without what the actor has made since then. */
  const liveBefore = ({ name, sync }: SyncedTable, ids: string, actor: string, since: number): number =>
    count(
      `SELECT count(*) AS n FROM ${name} t WHERE (t.${sync === 'lww' ? 'deleted' : 'voided'} = 0 OR t.id IN (SELECT value FROM json_each(?)))
         AND NOT ${madeLately}`,
      [ids, actor, since],
    );

  const questionOf = (table: SyncedTable, gone: readonly string[], actor: string, since: number): ManyRemoved | null => {
    const ids = JSON.stringify(gone);
    const known = before(table, ids, actor, since);
    const rows = known + gone.length;
    if (rows < usualRemovals.rows) return null;
    const live = known + liveBefore(table, ids, actor, since);
    return isMassRemoval(rows, live, usualRemovals) ? { type: 'ManyRemoved', table: table.name, rows } : null;
  };

  return {
    removed: (table, id) => note(removed, table, id),
    voided: (table, id) => {
      // To take back what takes a fact back is to bring the fact back.
      if (table !== factVoid.name) note(voided, table, id);
    },
    recorded: (table, row) => {
      const root = rootOf(table);
      const named = root === null ? '' : row[root];
      const about = typeof named === 'string' ? named : '';
      const of = recorded.get(table) ?? new Map<string, number>();
      recorded.set(table, of.set(about, (of.get(about) ?? 0) + 1));
    },
    question: (actor, now) => {
      if (removed.size + voided.size === 0) return null;
      // Without a hub nobody else loses anything, and undo brings it back.
      if (db.prepare('SELECT 1 FROM hub_link WHERE one = 1').get([]) === undefined) return null;
      const since = now - usualRemovals.within;
      const kinds = [
        ...[...removed].map(([name, ids]) => [name, [...ids]] as const),
        ...[...voided.keys()].map((name) => [name, takenBack(name)] as const),
      ];
      const asked = kinds.flatMap(([name, ids]) => {
        const table = catalog.synced.get(name);
        return table === undefined || ids.length === 0 ? [] : (questionOf(table, ids, actor, since) ?? []);
      });
      return asked.toSorted((a, b) => b.rows - a.rows)[0] ?? null;
    },
  };
};

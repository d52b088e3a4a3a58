/** Reading: a consistent view of the store, with the clock read once. */
import type { Catalog } from '../../shared/admin/catalog.ts';
import { dayOf, recordable, type Zone } from '../../shared/kernel/day.ts';
import type { RowOf, Table } from '../../shared/kernel/table.ts';
import type { Db } from '../../platform/database.ts';
import type { Clock } from '../../platform/ports.ts';
import { metaOf } from './tableMeta.ts';
import type { ReadTx } from './tx.ts';

const liveClause = { lww: ' AND deleted = 0', fact: ' AND voided = 0', derived: '' } as const;

export const readTx = (db: Db, catalog: Catalog, clock: Clock, zone: Zone): ReadTx => {
  // A clock that says what no page could show is held to what one can.
  const now = recordable(clock.now());
  return {
    catalog,
    now,
    today: dayOf(now, zone),
    zone,
    // The caller names the row type of the SQL it wrote; the cast is the border between SQL and types.
    all: <R>(sql: string, ...params: Parameters<ReadTx['all']>[1][]) => db.prepare(sql).all(params) as unknown as readonly R[],
    get: <R>(sql: string, ...params: Parameters<ReadTx['all']>[1][]) => db.prepare(sql).get(params) as unknown as R | undefined,
    allExact: <R>(sql: string, ...params: Parameters<ReadTx['all']>[1][]) => db.prepareExact(sql).all(params) as unknown as readonly R[],
    find: <T extends Table>(table: T, id: string) => {
      const meta = metaOf(table);
      const key = table.sync === 'derived' ? Object.keys(table.columns)[0] : 'id';
      const keySql = key === 'id' ? 'id' : (key ?? '').replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
      const row = db.prepare(`${meta.selectSql} WHERE ${keySql} = ?${liveClause[table.sync]}`).get([id]);
      return row === undefined ? undefined : (meta.decode(row) as RowOf<T>);
    },
  };
};

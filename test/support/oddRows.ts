/** Rows of every table in which a column holds what it does not take, numbered by a hub before it asked. */
import { wireSetHash } from '../../src/main/core/chainHash.ts';
import { syncLog } from '../../src/main/core/syncLog.ts';
import { metaOf } from '../../src/main/core/tableMeta.ts';
import { hex, sha256 } from '../../src/platform/hash.ts';
import type { SyncedTable } from '../../src/shared/admin/catalog.ts';
import { addRate } from '../../src/shared/admin/ratesContract.ts';
import type { Column } from '../../src/shared/kernel/column.ts';
import { day } from '../../src/shared/kernel/day.ts';
import { ok } from '../../src/shared/kernel/result.ts';
import { sqlName } from '../../src/shared/kernel/table.ts';
import { createDeal } from '../../src/shared/pipeline/contract.ts';
import { catalog } from '../../src/shared/schema/catalog.ts';
import type { Payload } from '../../src/shared/sync/changeSet.ts';
import { hlc } from '../../src/shared/sync/hlc.ts';
import type { WireSet } from '../../src/shared/sync/hubProtocol.ts';
import { factVoid } from '../../src/shared/sync/schema.ts';
import type { TestApp } from './anApp.ts';
import { aDeal, testStart } from './builders.ts';
import { makeEveryRow } from './everyRow.ts';
import { pullAll } from './exchange.ts';
import { type Cell, everyCell } from './oddValues.ts';
import { meet, tie } from './syncedStores.ts';
import { tinyHub } from './tinyHub.ts';

export type Row = Readonly<Record<string, string | number | null>>;
export type Odd = { readonly table: SyncedTable; readonly name: string; readonly value: Cell; readonly id: string; readonly good: Row };

/** Ids as callers send them. */
const idAt = (at: number): string => `ffffffff-0000-4000-8000-${at.toString(16).padStart(12, '0')}`;

/** Another device whose sets the hub numbered before it asked. */
export const aStranger = (app: TestApp) => {
  const hub = tinyHub(() => Date.parse(testStart));
  tie(app);
  meet([app], hub);
  const log = syncLog(app.store);
  let last: WireSet | null = null;
  return (payload: Payload, recordedAt = Date.parse(testStart)): void => {
    const written = JSON.stringify(payload);
    const salt = 'ab'.repeat(16);
    const deviceSeq: number = (last?.deviceSeq ?? 0) + 1;
    last = {
      device: 'feedfeedfeedfeed.1',
      deviceSeq,
      hlc: String(hlc(Date.parse(testStart) + deviceSeq)),
      actor: app.me,
      command: 'pipeline.editDeal',
      cause: null,
      recordedAt,
      schema: 1,
      salt,
      payloadHash: hex(sha256(Buffer.from(salt, 'hex'), written)),
      prevHash: last === null ? '' : hex(wireSetHash(last)),
      seenSeq: 0,
      payload: written,
      signature: '',
    };
    hub.push([last]);
    pullAll(log, hub);
  };
};

const rowIn = (app: TestApp, table: SyncedTable, id: string): Row => {
  const columns = metaOf(table)
    .payloadNames.map((name) => `${sqlName(name)} AS "${name}"`)
    .join(', ');
  return app.store.db.prepare(`SELECT ${columns} FROM ${table.name} WHERE id = ?`).get([id]) as Row;
};

const inserted = (table: string, row: Row): NonNullable<Payload['i']>[number] => [table, Object.keys(row), [Object.values(row)]];

/** Adds one row for each of the chosen values of every column, each about a deal and an account of its own where it is about one. */
export const putOddRows = async (app: TestApp, valuesOf: (column: Column<unknown>) => readonly Cell[]): Promise<readonly Odd[]> => {
  const { id: dealId } = await app.run(createDeal, aDeal({ title: 'Pattern' }));
  const { id: rateId } = await app.run(addRate, {
    currency: 'SEK',
    rate: '0.98',
    perUnits: 1,
    day: day('2026-11-20'),
    source: 'x',
  });
  const rows = new Map<string, string>();
  app.store.write({ actor: app.me, command: 'test.every' }, (tx) => {
    for (const [name, id] of makeEveryRow(tx, ({ name }) => name !== 'workspace')) rows.set(name, id);
    return ok(null);
  });
  rows.set('deal', dealId);
  rows.set('exchange_rate', rateId);
  const put = aStranger(app);

  const facts = (name: string, column: string, of: string): readonly Row[] => {
    const table = catalog.synced.get(name);
    if (table === undefined) throw new Error(name);
    return app.store.db
      .prepare(`SELECT id FROM ${name} WHERE ${column} = ?`)
      .all([of])
      .map(({ id }) => rowIn(app, table, String(id)));
  };
  const dealFacts = [
    ['deal_value', 'deal_id', 'dealId'],
    ['stage_move', 'deal_id', 'dealId'],
    ['ownership', 'record_id', 'recordId'],
  ] as const;
  const pattern = dealFacts.map(([name, column, field]) => [name, field, facts(name, column, dealId)] as const);
  const dealTable = catalog.synced.get('deal');
  const accountTable = catalog.synced.get('account');
  if (dealTable === undefined || accountTable === undefined) throw new Error('no deals, no accounts');
  const dealRow = rowIn(app, dealTable, dealId);
  const accountRow = rowIn(app, accountTable, rows.get('account') ?? '');

  const productRow = rowIn(app, catalog.synced.get('product') ?? accountTable, rows.get('product') ?? '');

  let made = 0;
  const newId = (): string => idAt((made += 1));
  const odd: Odd[] = [];
  let groups: NonNullable<Payload['i']>[number][] = [];
  for (const { table, name, column } of everyCell(catalog)) {
    if (groups.length > 0) put({ i: groups });
    groups = [];
    // An id that is none never gets a number, whoever hands it in.
    if (table.name === 'workspace' || table.name === factVoid.name || column.kind === 'id') continue;
    for (const value of valuesOf(column)) {
      const accountId = newId();
      const ownDeal = newId();
      const productId = newId();
      if (table.name === 'product_price') groups.push(inserted('product', { ...productRow, id: productId }));
      const id = table.name === 'deal' ? ownDeal : table.name === 'account' ? accountId : newId();
      const isOfDeal = table === dealTable || table.name === 'ownership' || Object.hasOwn(table.columns, 'dealId');
      if (isOfDeal || table === accountTable || Object.hasOwn(table.columns, 'accountId'))
        groups.push(
          inserted('account', {
            ...accountRow,
            id: accountId,
            name: `Of ${table.name}.${name}`,
            ...(table === accountTable ? { [name]: value } : {}),
          }),
        );
      if (isOfDeal) {
        groups.push(
          inserted('deal', {
            ...dealRow,
            id: ownDeal,
            accountId,
            title: `Of ${table.name}.${name}`,
            ...(table === dealTable ? { [name]: value } : {}),
          }),
        );
        for (const [fact, field, all] of pattern)
          for (const row of all) groups.push(inserted(fact, { ...row, id: newId(), [field]: ownDeal }));
      }
      const base = rowIn(app, table, rows.get(table.name) ?? '');
      const about = {
        ...(Object.hasOwn(base, 'dealId') ? { dealId: ownDeal } : {}),
        ...(Object.hasOwn(base, 'recordId') && table.name === 'ownership' ? { recordId: ownDeal } : {}),
        ...(Object.hasOwn(base, 'accountId') ? { accountId } : {}),
        ...(table.name === 'product_price' ? { productId } : {}),
        // A fact counts by when it happened: this one is the last of its deal.
        ...(table.sync === 'fact' ? { happenedAt: Date.parse('2026-11-20T23:00:00Z'), happenedDay: '2026-11-20' } : {}),
      };
      const good: Row = { ...base, ...about, id };
      odd.push({ table, name, value, id, good });
      if (table !== dealTable && table !== accountTable) groups.push(inserted(table.name, { ...good, [name]: value }));
    }
  }
  // Two records under one id, as nobody of ours makes them.
  const twin = newId();
  groups.push(inserted('deal', { ...dealRow, id: twin }), inserted('account', { ...accountRow, id: twin }));
  put({ i: groups });
  return odd;
};

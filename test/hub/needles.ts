/** Rows that are kept from a seller, with a needle in every cell that can hold one. */
import { type Column, fits } from '../../src/shared/kernel/column.ts';
import type { Payload } from '../../src/shared/sync/changeSet.ts';
import { model } from '../support/ownModel.ts';
import { insert, valueFor } from './hubFixture.ts';

export type Cell = string | number | null;
export type Needles = { readonly all: string[]; readonly next: (column: Column<unknown>) => Cell };

/** Values that stand nowhere else, one for each cell that can hold such a thing. */
export const someNeedles = (): Needles => {
  const all: string[] = [];
  const next: Needles['next'] = (column) => {
    const at = all.length;
    const day = `2063-${String(1 + (at % 12)).padStart(2, '0')}-${String(1 + (at % 27)).padStart(2, '0')}`;
    const tries: readonly Cell[] = [
      `nåleøye${at}`,
      `{"nåleøye${at}":"x"}`,
      `["nåleøye${at}"]`,
      day,
      7_770_000_000_077 + at * 1_000,
      770_077 + at,
    ];
    const found = column.choices === undefined ? tries.find((value) => value !== null && fits(column, value)) : undefined;
    if (found === undefined || found === null) return column.optional ? null : valueFor(column);
    all.push(String(found));
    return found;
  };
  return { all, next };
};

/** Tables of which a row is kept from a seller of another team, and none that it is not about. */
export const hidden = [
  'deal',
  'ownership',
  'deal_value',
  'stage_move',
  'deal_credit',
  'activity',
  'plan',
  'plan_step',
  'plan_remark',
  'verdict',
  'payslip',
  'import_batch',
  'external_ref',
  'import_problem',
  'import_decision',
  'import_mapping',
  'saved_view',
] as const;
export const idOf = (table: string): string => `hidden-${table}`;

export const rowOf = (name: string, bo: string, { next }: Needles): Payload => {
  const table = model.catalog.synced.get(name);
  if (table === undefined) throw new Error(`there is no table ${name}`);
  const said: Readonly<Record<string, Cell>> = {
    id: idOf(name),
    dealId: idOf('deal'),
    planId: idOf('plan'),
    stepId: idOf('plan_step'),
    recordId: name === 'ownership' ? idOf('deal') : 'x',
    batchId: idOf('import_batch'),
    role: 'owner',
    personId: bo,
    ownerId: bo,
    authorId: 'kari',
    byId: 'kari',
    shared: 0,
    ...(name === 'external_ref' ? { recordTable: 'deal' } : {}),
  };
  const happened = table.sync === 'fact' ? { happenedAt: 1_795_000_000_000, happenedDay: '2026-11-20' } : {};
  const cells = Object.entries<Column<unknown>>(table.columns).map(([column, of]): [string, Cell] => {
    const given = said[column];
    if (given !== undefined) return [column, given];
    return [column, of.kind === 'ref' || of.kind === 'id' ? (of.optional ? null : 'x') : next(of)];
  });
  return insert(name, { ...Object.fromEntries(cells), ...happened });
};

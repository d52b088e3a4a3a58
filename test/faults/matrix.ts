/** Who may write what at a hub, written down by hand and on purpose a second time: the row of the rights holds the hub to it, cell by cell. */
import type { Column } from '../../src/shared/kernel/column.ts';
import type { Table } from '../../src/shared/kernel/table.ts';
import { deletedCell, type Payload } from '../../src/shared/sync/changeSet.ts';
import { change, insert } from '../hub/hubFixture.ts';

/** Admin, manager, seller, guest, and whoever’s role has ended. */
export const standings = ['admin', 'manager', 'seller', 'guest', 'former'] as const;
export type Standing = (typeof standings)[number];

/** Whose record it is, seen from whoever writes. `teammate`: a seller of the same team. */
export const whose = ['own', 'teammate', 'other', 'nobody'] as const;
export type Whose = (typeof whose)[number];

const leaders: readonly Standing[] = ['admin', 'manager'];
const everybody: readonly Standing[] = ['admin', 'manager', 'seller'];
const adminAlone: readonly Standing[] = ['admin'];

/** Tables whose rows belong to nobody in particular: who may make and write them. */
export const commonTables: Readonly<Record<string, readonly Standing[]>> = {
  workspace: adminAlone,
  person: adminAlone,
  membership: adminAlone,
  team: leaders,
  team_member: leaders,
  exchange_rate: leaders,
  revenue_target: leaders,
  account: everybody,
  contact: everybody,
  activity: everybody,
  knowledge: everybody,
  product: leaders,
  product_price: leaders,
  stage: leaders,
  stage_criterion: leaders,
  close_reason: leaders,
  import_batch: leaders,
  external_ref: leaders,
  import_problem: leaders,
  import_decision: leaders,
  import_mapping: leaders,
};

/** Cells that need more than their row; an entry of the timeline stays with its deal. */
export const specialCells: Readonly<Record<string, readonly Standing[]>> = { 'account.mergedInto': leaders, 'activity.dealId': [] };

/** Tables whose rows go with a deal: its leaders’ and its owner’s, and everybody’s while it has none. */
export const dealTables = ['deal', 'deal_value', 'stage_move', 'deal_credit', 'ownership'] as const;

/** Rows that no seller brings back from the trash: they say who may do what. */
export const rightGiving: ReadonlySet<string> = new Set(['membership', 'team_member']);

export const mayCommon = (standing: Standing, table: string, cell: string | null): boolean =>
  (specialCells[`${table}.${cell}`] ?? commonTables[table] ?? []).includes(standing);

export const mayDeal = (standing: Standing, of: Whose): boolean =>
  leaders.includes(standing) || (standing === 'seller' && (of === 'own' || of === 'nobody'));

/** Whoever sees a deal may say something about it. */
export const maySay = (standing: Standing, of: Whose): boolean => leaders.includes(standing) || (standing === 'seller' && of !== 'other');

/** A view is its owner’s, and the leaders’. */
export const mayView = (standing: Standing, of: Whose): boolean => leaders.includes(standing) || (standing === 'seller' && of === 'own');

export const mayRestore = (standing: Standing, table: string): boolean =>
  rightGiving.has(table) ? mayCommon(standing, table, null) : everybody.includes(standing);

/** A value that fits the column. */
export const valueOf = (column: Column<unknown>, salt: string): string | number => {
  if (column.choices !== undefined) return column.choices[0] ?? '';
  if (column.sql === 'INTEGER') return 1;
  if (column.kind === 'currency') return 'NOK';
  return column.kind === 'day' ? '2026-11-21' : `x${salt}`.slice(0, column.max ?? 60);
};

/** A whole row of a table under this id; a special cell stays empty, because it is tried by itself. */
export const rowOf = (table: Table, id: string, about: Readonly<Record<string, string | number | null>> = {}): Payload => {
  const cells: Record<string, string | number | null> = {};
  for (const [name, column] of Object.entries(table.columns))
    cells[name] = column.kind === 'id' ? id : column.optional ? null : valueOf(column, '');
  if (table.sync === 'fact') {
    cells['happenedAt'] = 1_795_000_000_000;
    cells['happenedDay'] = '2026-11-20';
  }
  return insert(table.name, { ...cells, ...about });
};

export type Try = { readonly what: string; readonly payload: Payload; readonly isAllowed: boolean };

/** Every cell of a row written by itself, the row taken away and brought back. */
export const cellTries = (
  table: Table,
  id: string,
  salt: string,
  may: { readonly write: (cell: string) => boolean; readonly restore: boolean },
  keep: ReadonlySet<string> = new Set(),
): readonly Try[] => [
  ...Object.entries(table.columns).flatMap(([name, column]): readonly Try[] =>
    column.kind === 'id' || keep.has(name)
      ? []
      : [
          {
            what: `${table.name}.${name}`,
            payload: change(table.name, id, { [name]: valueOf(column, salt) }),
            isAllowed: may.write(name),
          },
        ],
  ),
  { what: `${table.name} to the trash`, payload: change(table.name, id, { [deletedCell]: 1 }), isAllowed: may.write('') },
  { what: `${table.name} from the trash`, payload: change(table.name, id, { [deletedCell]: 0 }), isAllowed: may.restore },
];

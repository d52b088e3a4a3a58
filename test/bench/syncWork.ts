/** The work that the exchange is measured by: rows of twelve columns, edits of one column and removals, the same on every run and on both sides. */
import type { Account } from '../../src/shared/accounts/schema.ts';
import type { Id } from '../../src/shared/kernel/brand.ts';
import { type Currency, currency } from '../../src/shared/kernel/money.ts';

export type SyncSize = { readonly rows: number; readonly edits: number; readonly deletes: number; readonly batch: number };

export const idOf = (row: number): Id<'Account'> => `01930000-0000-7000-8000-${row.toString(16).padStart(12, '0')}` as Id<'Account'>;

const sectors = ['Shipping', 'Fisheries', 'Energy', 'Retail', 'Public services'] as const;
const nok: Currency = currency('NOK');

/** A row as it is made: all twelve columns of an account, the last of them empty as long as nobody merges it. */
export const firstRow = (row: number): Account => ({
  id: idOf(row),
  name: `Nordlys Fisk og Havn ${row}`,
  parentId: idOf(row - (row % 50)),
  orgNumber: String(910_000_000 + row * 7),
  sector: sectors[row % sectors.length] ?? null,
  foundedYear: 1900 + (row % 120),
  employees: (row * 37) % 4_000,
  revenueMinor: BigInt((row * 7919) % 900_000) * 10_000n,
  revenueCurrency: nok,
  location: `Bryggen ${row % 400}, Bergen`,
  keyAccount: row % 40 === 0,
  mergedInto: null,
});

const edited = ['location', 'employees', 'sector'] as const;
type Patch = Partial<Pick<Account, (typeof edited)[number]>>;

/** Edits go through all rows in an order that is not that of their keys, one column a pass. */
const step = 7_919;
const rowOfEdit = ({ rows }: SyncSize, edit: number): number => ((edit % rows) * step) % rows;

const patchOf = (size: SyncSize, edit: number): Patch => {
  const column = edited[Math.floor(edit / size.rows) % edited.length] ?? 'location';
  return column === 'employees' ? { employees: edit } : { [column]: `Edited ${edit}` };
};

export const editOf = (size: SyncSize, edit: number): { readonly id: Id<'Account'>; readonly patch: Patch } => ({
  id: idOf(rowOfEdit(size, edit)),
  patch: patchOf(size, edit),
});

const everyOf = ({ rows, deletes }: SyncSize): number => Math.floor(rows / Math.max(1, deletes));
export const deletedOf = (size: SyncSize, at: number): Id<'Account'> => idOf(at * everyOf(size));

const isDeleted = (size: SyncSize, row: number): boolean => row % everyOf(size) === 0 && row / everyOf(size) < size.deletes;

/** What is left of the work in the end, row by row in the order of their keys. */
export function* finalRows(size: SyncSize): Generator<readonly (string | number | bigint | null)[]> {
  // Where in a pass each row has its turn.
  const turn = new Int32Array(size.rows);
  for (let at = 0; at < size.rows; at += 1) turn[(at * step) % size.rows] = at;
  for (let row = 0; row < size.rows; row += 1) {
    if (isDeleted(size, row)) continue;
    let values: Account = firstRow(row);
    for (let edit = turn[row] ?? 0; edit < size.edits; edit += size.rows) values = { ...values, ...patchOf(size, edit) };
    yield Object.values(values).map((value) => (typeof value === 'boolean' ? Number(value) : value));
  }
}

/** The command that makes a value the one that stands in the field of a conflict: an ordinary edit, which settles it on every device. */
import { z } from 'zod';
import { entries } from '../../shared/contract.ts';
import type { Column } from '../../shared/kernel/column.ts';
import type { Command } from '../../shared/kernel/contract.ts';
import type { Table } from '../../shared/kernel/table.ts';
import { moveDeal, setDealValue } from '../../shared/pipeline/contract.ts';
import type { PayloadValue } from '../../shared/sync/changeSet.ts';
import type { ConflictView } from '../../shared/sync/statusContract.ts';
import { type Cells, cellsOf } from './recordValues.ts';

type Settling = { readonly entry: Command; readonly input: Readonly<Record<string, unknown>> };

/** How a field is written anew; `null` where no single edit does it, as of what only its own form can change. */
export type FieldKind = 'text' | 'words' | 'whole' | 'day' | 'yesNo' | 'account' | 'product' | 'contact' | 'person' | 'worth' | 'stage';

/** A reference is chosen from what its records are listed by. */
const listed: Readonly<Record<string, FieldKind>> = { Account: 'account', Product: 'product', Contact: 'contact' };
/** From so many characters on a text has more than one line. */
const linesFrom = 1_000;

const kindOf = ({ kind, to, max = 0 }: Column<unknown>): FieldKind | null => {
  if (kind === 'text') return max > linesFrom ? 'words' : 'text';
  if (kind === 'ref') return Object.hasOwn(listed, to ?? '') ? (listed[to ?? ''] ?? null) : null;
  return kind === 'integer' ? 'whole' : kind === 'day' ? 'day' : kind === 'boolean' ? 'yesNo' : null;
};

type Edit = {
  readonly entry: Command;
  readonly inputs: Readonly<Record<string, z.ZodType>>;
  readonly kinds: ReadonlyMap<string, FieldKind>;
};

const inputsOf = ({ input }: Command): Edit['inputs'] => (input instanceof z.ZodObject ? input.shape : {});

const commands = entries.flatMap((entry) => (entry.kind === 'command' ? [entry] : []));

/** The ordinary edit of each table, with the columns that it writes one by one; an amount has two cells, which no single edit of one of them writes. */
const edits: ReadonlyMap<string, Edit> = new Map(
  commands.flatMap((entry): readonly (readonly [string, Edit])[] => {
    const table: Table | undefined = entry.edits;
    if (table === undefined) return [];
    const inputs = inputsOf(entry);
    const kinds = Object.entries(table.columns).flatMap(([name, column]): readonly (readonly [string, FieldKind])[] => {
      const kind = name !== 'id' && Object.hasOwn(inputs, name) ? kindOf(column) : null;
      return kind === null ? [] : [[name, kind]];
    });
    return [[table.name, { entry, inputs, kinds: new Map(kinds) }]];
  }),
);

/** The command that says whose a record of a table is. */
const ownerEdits: ReadonlyMap<string, Command> = new Map(
  commands.flatMap((entry) => (entry.setsOwnerOf === undefined ? [] : [[entry.setsOwnerOf.name, entry] as const])),
);

/** Facts that have a form of their own. */
const factKinds: Readonly<Record<string, FieldKind>> = {
  'deal_value deal_value': 'worth',
  'stage_move stage_move': 'stage',
  'ownership ownership owner': 'person',
};

/** Whether a field may not be left empty: its edit takes neither an empty text nor nothing. */
export const isNeeded = (table: string, field: string): boolean => {
  const input = edits.get(table)?.inputs[field];
  return input !== undefined && ['', null].every((empty) => !input.safeParse(empty).success);
};

const hasRecurringPart = (cells: Cells | null): boolean =>
  (cells?.['monthlyMinor'] ?? null) !== null || (cells?.['termMonths'] ?? null) !== null;

export const fieldKind = ({ table, field, winner, loser }: ConflictView): FieldKind | null => {
  const kind = factKinds[`${table} ${field}`] ?? edits.get(table)?.kinds.get(field) ?? null;
  // A recurring part has its own form.
  return kind === 'worth' && [winner, loser].some(({ value }) => hasRecurringPart(cellsOf(value))) ? null : kind;
};

const worthOf = (rowId: string, cells: Cells): Settling => {
  const minor = cells['amountMinor'] ?? null;
  const currency = cells['currency'] ?? null;
  const amount = minor === null || currency === null ? null : { minor: BigInt(minor), currency: String(currency) };
  return { entry: setDealValue, input: { id: rowId, amount, expectedClose: cells['expectedClose'] ?? null } };
};

/** `value`: of a fact its cells as text, as the sides of a conflict hold them. Null where no single edit writes it. */
export const settleWith = (conflict: ConflictView, value: PayloadValue): Settling | null => {
  const { table, rowId, field, winner, recordTable } = conflict;
  const kind = fieldKind(conflict);
  if (kind === null) return null;
  const cells = cellsOf(value);
  if (kind === 'worth') return cells === null || hasRecurringPart(cells) ? null : worthOf(rowId, cells);
  if (kind === 'stage') {
    if (cells === null) return null;
    const { toStageId = null, reason = null, closeReasonId = null } = cells;
    return { entry: moveDeal, input: { id: rowId, toStageId, reason, closeReasonId } };
  }
  if (kind === 'person') {
    const entry = ownerEdits.get(recordTable);
    return cells === null || entry === undefined ? null : { entry, input: { id: rowId, personId: cells['personId'] ?? null } };
  }
  const edit = edits.get(table);
  if (edit === undefined) return null;
  const typed = (each: PayloadValue): unknown => (kind === 'yesNo' ? each === 1 : each);
  // An edit that knows what stood there refuses to write over what it did not see.
  const was = Object.hasOwn(edit.inputs, 'was') ? { was: { [field]: typed(winner.value) } } : {};
  return { entry: edit.entry, input: { id: rowId, [field]: typed(value), ...was } };
};

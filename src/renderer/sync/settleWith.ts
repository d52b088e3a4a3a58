/** The command that makes a value the one that stands in the field of a conflict: an ordinary edit, which settles it on every device. */
import { editAccount, editActivity, editContact, setAccountOwner } from '../../shared/accounts/contract.ts';
import { editKnowledge } from '../../shared/accounts/knowledgeContract.ts';
import { account, contact } from '../../shared/accounts/schema.ts';
import type { Command } from '../../shared/kernel/contract.ts';
import { fieldsIn } from '../../shared/kernel/fields.ts';
import type { Table } from '../../shared/kernel/table.ts';
import { editDeal, moveDeal, setDealOwner, setDealValue } from '../../shared/pipeline/contract.ts';
import { deal } from '../../shared/pipeline/schema.ts';
import type { PayloadValue } from '../../shared/sync/changeSet.ts';
import type { ConflictView } from '../../shared/sync/statusContract.ts';
import { type Cells, cellsOf } from './recordValues.ts';

type Settling = { readonly entry: Command; readonly input: Readonly<Record<string, unknown>> };

/** How a field is written anew; `null` where no single edit does it, as of what only its own form can change. */
export type FieldKind = 'text' | 'words' | 'whole' | 'day' | 'yesNo' | 'account' | 'product' | 'contact' | 'person' | 'worth' | 'stage';

/** Fields of records are written anew by their kinds; an amount has two cells, which no single edit of one of them writes. */
const ofRecord = (table: Table): Readonly<Record<string, FieldKind>> =>
  Object.fromEntries(
    fieldsIn(table).flatMap(({ column, kind, of }): readonly (readonly [string, FieldKind])[] => {
      if (kind === 'money') return [];
      if (kind === 'ref') return isRecordKind(of.to) ? [[column, recordKinds[of.to]]] : [];
      return [[column, kinds[kind]]];
    }),
  );
const kinds = { text: 'text', integer: 'whole', day: 'day', boolean: 'yesNo' } as const;
const recordKinds = { Account: 'account', Product: 'product', Contact: 'contact' } as const;
const isRecordKind = (entity: string | undefined): entity is keyof typeof recordKinds =>
  entity !== undefined && Object.hasOwn(recordKinds, entity);

const fields: Readonly<Record<string, Readonly<Record<string, FieldKind>>>> = {
  deal: ofRecord(deal),
  account: ofRecord(account),
  contact: ofRecord(contact),
  activity: { body: 'words' },
  knowledge: { body: 'words', source: 'text' },
  deal_value: { deal_value: 'worth' },
  stage_move: { stage_move: 'stage' },
  ownership: { 'ownership owner': 'person' },
};
/** Fields that may not be left empty. */
export const neededFields: ReadonlySet<string> = new Set([
  ...[deal, account, contact].flatMap((table) =>
    fieldsIn<Table>(table).flatMap(({ column, of }) => ((of.min ?? 0) > 0 && of.kind === 'text' ? [`${table.name} ${column}`] : [])),
  ),
  'activity body',
  'knowledge body',
]);

const hasRecurringPart = (cells: Cells | null): boolean =>
  (cells?.['monthlyMinor'] ?? null) !== null || (cells?.['termMonths'] ?? null) !== null;

export const fieldKind = ({ table, field, winner, loser }: ConflictView): FieldKind | null => {
  const kind = fields[table]?.[field] ?? null;
  // A recurring part has its own form.
  return kind === 'worth' && [winner, loser].some(({ value }) => hasRecurringPart(cellsOf(value))) ? null : kind;
};

const edits: Readonly<Record<string, Command>> = { deal: editDeal, account: editAccount, contact: editContact };
const plainEdits: Readonly<Record<string, Command>> = { activity: editActivity, knowledge: editKnowledge };

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
  if (kind === 'person')
    return cells === null
      ? null
      : { entry: recordTable === 'account' ? setAccountOwner : setDealOwner, input: { id: rowId, personId: cells['personId'] ?? null } };
  const plain = plainEdits[table];
  if (plain !== undefined) return { entry: plain, input: { id: rowId, [field]: value } };
  const entry = edits[table];
  const typed = (each: PayloadValue): unknown => (kind === 'yesNo' ? each === 1 : each);
  return entry === undefined ? null : { entry, input: { id: rowId, [field]: typed(value), was: { [field]: typed(winner.value) } } };
};

/** The command that makes the value standing beside a conflict the one that stands; an ordinary edit, which settles it on every device. */
import { editAccount } from '../../shared/accounts/contract.ts';
import type { Command } from '../../shared/kernel/contract.ts';
import { editDeal, setDealValue } from '../../shared/pipeline/contract.ts';
import type { ConflictView } from '../../shared/sync/statusContract.ts';
import { cellsOf } from './recordValues.ts';

type Taking = { readonly entry: Command; readonly input: Readonly<Record<string, unknown>> };

const dealFields = new Set(['title', 'accountId', 'productId', 'contactId', 'nextStep', 'nextStepDay']);
const accountFields = new Set(['name', 'parentId', 'orgNumber', 'sector', 'foundedYear', 'employees', 'location']);

const takeValue = ({ rowId, loser }: ConflictView): Taking | null => {
  const cells = cellsOf(loser.value);
  // A recurring part has its own form.
  if (cells === null || (cells['monthlyMinor'] ?? null) !== null || (cells['termMonths'] ?? null) !== null) return null;
  const minor = cells['amountMinor'] ?? null;
  const currency = cells['currency'] ?? null;
  const amount = minor === null || currency === null ? null : { minor: BigInt(minor), currency: String(currency) };
  return { entry: setDealValue, input: { id: rowId, amount, expectedClose: cells['expectedClose'] ?? null } };
};

/** Null where no single edit takes it: a stage is moved on the board, what was removed comes back from the trash. */
export const takingOf = (conflict: ConflictView): Taking | null => {
  const { table, rowId, field, winner, loser } = conflict;
  if (table === 'deal_value') return takeValue(conflict);
  const edit = (entry: Command): Taking => ({
    entry,
    input: { id: rowId, [field]: loser.value, was: { [field]: winner.value } },
  });
  if (table === 'deal' && dealFields.has(field)) return edit(editDeal);
  if (table === 'account' && accountFields.has(field)) return edit(editAccount);
  return null;
};

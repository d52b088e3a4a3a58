/** Merges two accounts and says beforehand what that would move: every row that names an account, of whichever context. */
import type { AccountNotFound } from '../../../shared/accounts/contract.ts';
import type * as contract from '../../../shared/accounts/mergeContract.ts';
import { mergedFields } from '../../../shared/accounts/mergeContract.ts';
import { type Account, account } from '../../../shared/accounts/schema.ts';
import type { Id } from '../../../shared/kernel/brand.ts';
import { fieldValues, toCells } from '../../../shared/kernel/fields.ts';
import { err, ok, type Result } from '../../../shared/kernel/result.ts';
import { sqlName, type Table } from '../../../shared/kernel/table.ts';
import { catalog } from '../../../shared/schema/catalog.ts';
import type { ReadTx, WriteTx } from '../../core/tx.ts';
import type { HandlersOf } from '../handlers.ts';
import { isSame } from '../patch.ts';
import { accountToWorkOn } from './commands.ts';

type Pair = { readonly keep: Account; readonly gone: Account };
type Refusal = AccountNotFound | contract.MergeWithItself | contract.MergeWithRelative;

/** Whether `above` is reached from `id` by walking up its parents. */
const standsAbove = (tx: ReadTx, above: Id<'Account'>, id: Id<'Account'>): boolean => {
  const seen = new Set<string>();
  for (let at: Id<'Account'> | null = id; at !== null && !seen.has(at); at = tx.find(account, at)?.parentId ?? null) {
    if (at === above) return true;
    seen.add(at);
  }
  return false;
};

const pairOf = (tx: ReadTx, keepId: Id<'Account'>, goneId: Id<'Account'>): Result<Pair, Refusal> => {
  if (keepId === goneId) return err({ type: 'MergeWithItself' });
  const [keep, gone] = [accountToWorkOn(tx, keepId), accountToWorkOn(tx, goneId)];
  if (keep === undefined || gone === undefined) return err({ type: 'AccountNotFound' });
  if (standsAbove(tx, keepId, goneId) || standsAbove(tx, goneId, keepId)) return err({ type: 'MergeWithRelative' });
  return ok({ keep, gone });
};

/** The columns by which rows name an account. A fact is never changed: one about an account would have to say what a merge makes of it. */
const naming: readonly { readonly table: Table; readonly column: string }[] = [...catalog.synced.values()].flatMap((table) =>
  Object.entries(table.columns).flatMap(([column, { to, kind }]) => {
    if (kind !== 'ref' || to !== 'Account') return [];
    if (table.sync === 'fact') throw new Error(`${table.name} is a fact about an account, which a merge cannot move`);
    return [{ table, column }];
  }),
);

const previewOf = (tx: ReadTx, { keep, gone }: Pair): contract.MergePreview => {
  const [kept, taken] = [fieldValues(account, keep), fieldValues(account, gone)];
  const count = (table: Table, column: string): number =>
    tx.get<{ n: number }>(`SELECT count(*) AS n FROM ${table.name} WHERE ${sqlName(column)} = ? AND deleted = 0`, gone.id)?.n ?? 0;
  return {
    keep: { id: keep.id, name: keep.name },
    gone: { id: gone.id, name: gone.name },
    // What was merged before is not a company of its own any more.
    moves: naming.flatMap(({ table, column }) => (column === 'mergedInto' ? [] : [{ table: table.name, count: count(table, column) }])),
    fills: mergedFields.filter((field) => kept[field] === null && taken[field] !== null),
    differ: mergedFields.filter((field) => kept[field] !== null && taken[field] !== null && !isSame(kept[field], taken[field])),
  };
};

/** The cells of the kept account that were empty, with the values that fill them. */
const filled = (gone: Account, fills: readonly contract.MergedField[]) => {
  const values = fieldValues(account, gone);
  return toCells(account, Object.fromEntries(fills.map((field) => [field, values[field]])));
};

/** Rows of any state that point at the account that goes: those in the trash too, so that they come back to the right place. */
const idsAt = (tx: ReadTx, table: Table, column: string, goneId: string): readonly string[] =>
  tx
    .all<{ id: string }>(`SELECT id FROM ${table.name} WHERE ${sqlName(column)} = ? AND deleted < 2 ORDER BY id`, goneId)
    .map(({ id }) => id);

/** What was merged into the account that goes stands for the kept one from now on. */
const move = (tx: WriteTx, { keep, gone }: Pair): void => {
  for (const { table, column } of naming) for (const id of idsAt(tx, table, column, gone.id)) tx.update(table, id, { [column]: keep.id });
};

export const mergeHandlers: HandlersOf<typeof contract> = {
  mergePreview: (tx, { keep, gone }) => {
    const found = pairOf(tx, keep, gone);
    return found.ok ? ok(previewOf(tx, found.value)) : found;
  },
  mergeAccounts: (tx, { keep, gone }) => {
    const found = pairOf(tx, keep, gone);
    if (!found.ok) return found;
    const preview = previewOf(tx, found.value);
    move(tx, found.value);
    tx.update(account, keep, filled(found.value.gone, preview.fills));
    tx.update(account, gone, { mergedInto: keep });
    return ok(preview);
  },
};

/** Who may read which rows: what a hub gives out to a device, and so what a store of that person holds. */
import { type Action, mayTouch, reach, type Viewer } from './policy.ts';

/**
 * The action of the policy that reading a table needs; a table that is not named here is read by nobody. Accounts, their people and what is
 * known of them are read by every seller: two sellers who call the same company without knowing of each other do harm, and a team's
 * market is nobody's secret. What an import left behind (rows as they came, keys of the other system) says more than any one deal does.
 */
const readActions: Readonly<Record<string, Action>> = {
  workspace: 'workspace.read',
  person: 'workspace.read',
  membership: 'workspace.read',
  team: 'workspace.read',
  team_member: 'workspace.read',
  stage: 'workspace.read',
  stage_criterion: 'workspace.read',
  close_reason: 'workspace.read',
  exchange_rate: 'account.read',
  revenue_target: 'account.read',
  saved_view: 'account.read',
  account: 'account.read',
  contact: 'account.read',
  activity: 'account.read',
  knowledge: 'account.read',
  product: 'account.read',
  product_price: 'account.read',
  ownership: 'account.read',
  deal: 'deal.read',
  deal_value: 'deal.read',
  stage_move: 'deal.read',
  deal_credit: 'deal.read',
  import_batch: 'import.run',
  external_ref: 'import.run',
  import_problem: 'import.run',
  import_decision: 'import.run',
  import_mapping: 'import.run',
};

/** The column by which a row names the record whose owner decides about it, where that record is a deal. */
const dealColumns: Readonly<Record<string, string>> = {
  deal: 'id',
  deal_value: 'dealId',
  stage_move: 'dealId',
  deal_credit: 'dealId',
  activity: 'dealId',
  ownership: 'recordId',
};

export const readActionOf = (table: string): Action | null => (Object.hasOwn(readActions, table) ? (readActions[table] ?? null) : null);
export const dealColumnOf = (table: string): string | null => (Object.hasOwn(dealColumns, table) ? (dealColumns[table] ?? null) : null);

/** Who looks, as far as it decides what is seen. */

/** Whether nothing at all is hidden from this person. */
export const seesAll = (viewer: Viewer): boolean =>
  [...new Set(Object.values(readActions))].every((action) => reach(viewer, action) === 'all');

export const mayReadTable = (viewer: Viewer, table: string): boolean => {
  const action = readActionOf(table);
  return action !== null && reach(viewer, action) !== 'none';
};

/** Whether rows of a deal of that owner are seen; null: nobody owns it. */
export const mayReadDeal = (viewer: Viewer, ownerId: string | null): boolean => mayTouch(viewer, 'deal.read', ownerId);

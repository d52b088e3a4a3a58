/** Which action of the policy a write to a table needs: what a hub asks of each row of a change set, whatever command says it made it. */
import { type Action, type Actor, mayTouch } from './policy.ts';

/** Whose row it is: a deal's owner, a view's owner, or nobody's in particular. */
export type RowOwner = 'deal' | 'recordOwner' | 'view' | 'none';

export type WriteRight = {
  /** Any one of these is enough. */
  readonly actions: readonly Action[];
  /** Cells that need more than the rest of the row. */
  readonly cells?: Readonly<Record<string, Action>>;
  readonly owner: RowOwner;
  /** Who may import may make and fill these rows too, as a part of an import. */
  readonly byImport?: true;
  /** Its rows say who may do what: none of them comes out of the trash by the right that everybody has to bring things back. */
  readonly givesRights?: true;
};

const needs = (...actions: readonly Action[]): WriteRight => ({ actions, owner: 'none' });
const alsoImported = (...actions: readonly Action[]): WriteRight => ({ ...needs(...actions), byImport: true });
const ofDeal: WriteRight = { actions: ['deal.edit'], owner: 'deal' };

/** Tables that are not named here are written by nobody. What a void needs is what the fact needs that it takes back. */
const writeRights: Readonly<Record<string, WriteRight>> = {
  workspace: needs('workspace.edit'),
  // An import makes the people whom the foreign system names; without a membership they may do nothing.
  person: alsoImported('people.edit'),
  membership: { ...needs('people.edit'), givesRights: true },
  team: alsoImported('teams.edit'),
  team_member: { ...alsoImported('teams.edit'), givesRights: true },
  exchange_rate: alsoImported('rate.edit'),
  revenue_target: alsoImported('target.edit'),
  saved_view: { actions: ['view.edit'], owner: 'view' },
  account: { actions: ['account.edit'], cells: { mergedInto: 'account.merge' }, owner: 'none' },
  contact: needs('account.edit'),
  activity: needs('activity.edit'),
  knowledge: needs('activity.edit'),
  product: needs('product.edit'),
  product_price: needs('product.edit'),
  ownership: { actions: ['account.edit'], owner: 'recordOwner' },
  stage: alsoImported('stage.edit'),
  stage_criterion: needs('stage.edit'),
  close_reason: alsoImported('stage.edit'),
  deal: ofDeal,
  deal_value: ofDeal,
  stage_move: ofDeal,
  deal_credit: ofDeal,
  import_batch: needs('import.run'),
  external_ref: needs('import.run', 'account.merge'),
  import_problem: needs('import.run'),
  import_decision: needs('import.run'),
  import_mapping: needs('import.run'),
};

export const writeRightOf = (table: string): WriteRight | null => (Object.hasOwn(writeRights, table) ? (writeRights[table] ?? null) : null);

/** Whether the actor may write to rows of a table that belong to nobody in particular. */
export const mayWrite = (actor: Actor, right: WriteRight, isImport: boolean): boolean =>
  right.actions.some((action) => mayTouch(actor, action, null)) ||
  (isImport && right.byImport === true && mayTouch(actor, 'import.run', null));

/** Names of the columns by which rows of a table are found again: by the deal, person or fact that they speak of. */
const rootColumns: Readonly<Record<string, string>> = {
  deal_value: 'dealId',
  stage_move: 'dealId',
  deal_credit: 'dealId',
  ownership: 'recordId',
  membership: 'personId',
  team_member: 'personId',
  fact_void: 'factId',
};

export const rootColumnOf = (table: string): string | null => (Object.hasOwn(rootColumns, table) ? (rootColumns[table] ?? null) : null);

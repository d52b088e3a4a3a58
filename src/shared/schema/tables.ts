/** The list of all tables that contexts declare, in dependency order; the engine, the migrations' proof and doctor read it. */
import * as accounts from '../accounts/schema.ts';
import * as admin from '../admin/schema.ts';
import * as imports from '../imports/schema.ts';
import type { Table } from '../kernel/table.ts';
import * as pipeline from '../pipeline/schema.ts';
import { searchEntry } from '../search/schema.ts';
import { savedView } from '../views/schema.ts';
import { factVoid } from '../sync/schema.ts';

export const tables: readonly Table[] = [
  factVoid,
  admin.workspace,
  admin.person,
  admin.membership,
  admin.team,
  admin.teamMember,
  admin.currencyRate,
  admin.revenueTarget,
  savedView,
  accounts.account,
  accounts.contact,
  accounts.activity,
  accounts.knowledge,
  accounts.product,
  accounts.productPrice,
  accounts.ownership,
  accounts.accountState,
  pipeline.stage,
  pipeline.stageCriterion,
  pipeline.closeReason,
  pipeline.deal,
  pipeline.dealValue,
  pipeline.stageMove,
  pipeline.dealCredit,
  pipeline.dealState,
  searchEntry,
  imports.importBatch,
  imports.externalRef,
  imports.importProblem,
  imports.importDecision,
  imports.importMapping,
];

export const tableByName: ReadonlyMap<string, Table> = new Map(tables.map((table) => [table.name, table]));

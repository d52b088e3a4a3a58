/** The registration of administration: the workspace, its people and teams, its beginning, and the figures everybody counts with. */
import { defineContext } from '../kernel/context.ts';
import * as contract from './contract.ts';
import * as lists from './exportContract.ts';
import { adminImportKinds } from './importKinds.ts';
import * as rates from './ratesContract.ts';
import { currencyRate, membership, person, revenueTarget, team, teamMember, workspace } from './schema.ts';
import * as settings from './settingsContract.ts';
import * as setup from './setupContract.ts';
import * as targets from './targetsContract.ts';
import * as teams from './teamsContract.ts';

export const admin = defineContext(
  'admin',
  { contract, rates, settings, setup, targets, teams, lists },
  { tables: [workspace, person, membership, team, teamMember, currencyRate, revenueTarget], imports: adminImportKinds },
);

/** All contexts' entries by name: the only surface that windows, the command line and, later, the hub can see. */
import * as accounts from './accounts/contract.ts';
import * as knowledge from './accounts/knowledgeContract.ts';
import * as merge from './accounts/mergeContract.ts';
import * as admin from './admin/contract.ts';
import * as rates from './admin/ratesContract.ts';
import * as settings from './admin/settingsContract.ts';
import * as setup from './admin/setupContract.ts';
import * as targets from './admin/targetsContract.ts';
import * as teams from './admin/teamsContract.ts';
import * as exporting from './exports/contract.ts';
import * as imports from './imports/contract.ts';
import * as wizard from './imports/wizardContract.ts';
import type { AnyEntry } from './kernel/contract.ts';
import * as board from './pipeline/boardContract.ts';
import * as bulk from './pipeline/bulkContract.ts';
import * as cockpit from './pipeline/cockpitContract.ts';
import * as pipeline from './pipeline/contract.ts';
import * as credit from './pipeline/creditContract.ts';
import * as process from './pipeline/processContract.ts';
import * as search from './pipeline/searchContract.ts';
import * as views from './pipeline/viewsContract.ts';
import * as reports from './reports/contract.ts';
import * as sync from './sync/contract.ts';
import * as drafts from './sync/draftContract.ts';
import * as hosting from './sync/hostContract.ts';
import * as homes from './sync/homeContract.ts';
import * as joining from './sync/joinContract.ts';
import * as seen from './sync/seenContract.ts';
import * as syncStatus from './sync/statusContract.ts';
import * as backups from './backups/contract.ts';

const isEntry = (value: unknown): value is AnyEntry =>
  typeof value === 'object' && value !== null && ['command', 'query', 'task'].includes(String((value as { kind?: unknown }).kind));

export const entries: readonly AnyEntry[] = [
  sync,
  drafts,
  syncStatus,
  seen,
  joining,
  homes,
  hosting,
  admin,
  rates,
  settings,
  setup,
  targets,
  teams,
  process,
  cockpit,
  accounts,
  knowledge,
  merge,
  credit,
  pipeline,
  search,
  board,
  views,
  bulk,
  reports,
  imports,
  wizard,
  exporting,
  backups,
].flatMap((context) => Object.values(context as Readonly<Record<string, unknown>>).filter(isEntry));

export const entryByName: ReadonlyMap<string, AnyEntry> = new Map(entries.map((entry) => [entry.name, entry]));

/** The dictionary of one language, put together from its areas. */
import { account } from './account.ts';
import { deal } from './deal.ts';
import { backup } from './backup.ts';
import { board } from './board.ts';
import { changes } from './changes.ts';
import { cli } from './cli.ts';
import { cockpit } from './cockpit.ts';
import { cockpit2 } from './cockpit2.ts';
import { common } from './common.ts';
import { definitions } from './definitions.ts';
import { desktop } from './desktop.ts';
import { errors } from './errors.ts';
import { exports } from './exports.ts';
import { firstRun } from './firstRun.ts';
import { hostHere } from './hostHere.ts';
import { hub } from './hub.ts';
import { imports } from './imports.ts';
import { palette } from './palette.ts';
import { pipeline } from './pipeline.ts';
import { records } from './records.ts';
import { reports } from './reports.ts';
import { sectors } from './sectors.ts';
import { seeds } from './seeds.ts';
import { seen } from './seen.ts';
import { settings } from './settings.ts';
import { start } from './start.ts';
import { sync } from './sync.ts';
import { syncHome } from './syncHome.ts';
import { syncScreen } from './syncScreen.ts';
import { table } from './table.ts';
import { trash } from './trash.ts';
import { wizard } from './wizard.ts';

export const nb = {
  account,
  backup,
  board,
  changes,
  cli,
  cockpit,
  cockpit2,
  common,
  deal,
  definitions,
  desktop,
  errors,
  exports,
  firstRun,
  hostHere,
  hub,
  imports,
  palette,
  pipeline,
  records,
  reports,
  sectors,
  seeds,
  seen,
  settings,
  start,
  sync,
  syncHome,
  syncScreen,
  table,
  trash,
  wizard,
} as const;

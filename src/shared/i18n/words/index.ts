/**
 * All areas of words; a new one is a file beside this one and a line here. What a context adds to the areas that speak of every context (`ofAccounts`)
 * stands in its own file, and has its place in the list below.
 */
import { added } from '../text.ts';
import { ofAccounts } from './account.ts';
import { ofAdmin } from './admin.ts';
import { changes as anyChanges } from './changes.ts';
import { imports as ownImports, ofImports } from './imports.ts';
import { ofPipeline } from './pipeline.ts';
import { ofReports } from './reports.ts';
import { ofSync } from './sync.ts';
import { ofViews } from './views.ts';
import { wizard as ownWizard } from './wizard.ts';

export { account } from './account.ts';
export { backup } from './backup.ts';
export { board } from './board.ts';
export { cli } from './cli.ts';
export { cockpit } from './cockpit.ts';
export { common } from './common.ts';
export { deal } from './deal.ts';
export { definitions } from './definitions.ts';
export { desktop } from './desktop.ts';
export { errors } from './errors.ts';
export { exchange } from './exchange.ts';
export { exports } from './exports.ts';
export { firstRun } from './firstRun.ts';
export { home } from './home.ts';
export { hosting } from './hosting.ts';
export { hubProgram } from './hubProgram.ts';
export { others } from './others.ts';
export { palette } from './palette.ts';
export { pipeline } from './pipeline.ts';
export { reports } from './reports.ts';
export { sectors } from './sectors.ts';
export { seeds } from './seeds.ts';
export { settings } from './settings.ts';
export { start } from './start.ts';
export { removal } from './removal.ts';
export { syncPage } from './syncPage.ts';
export { table } from './table.ts';
export { trash } from './trash.ts';

const additions = [ofSync, ofAdmin, ofViews, ofAccounts, ofPipeline, ofImports, ofReports] as const;

/** What one row of a table is called, under the name of the table: in histories, the trash, conflicts and undone imports. */
export const kinds = added('kinds', {}, additions);
/** What the columns of records are called, under table and column. A column without a word says nothing to a reader. */
export const fields = added('fields', {}, additions);
/** What a column may be, where it may be one of a few: under table, column and choice. */
export const choices = added('choices', {}, additions);
/** What a change was, in a word or two, by the command that made it. */
export const changes = added('changes', anyChanges, additions);
/** The records that an import counts and what can be odd in them are called in it as their contexts say. */
export const imports = added('imports', ownImports, additions);
/** So are the columns that only files have. */
export const wizard = added('wizard', ownWizard, additions);

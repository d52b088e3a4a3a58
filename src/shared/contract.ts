/** All contexts' entries by name: the only surface that windows, the command line and, later, the hub can see. */
import { accounts } from './accounts/context.ts';
import { admin } from './admin/context.ts';
import { backups } from './backups/context.ts';
import { exporting } from './exports/context.ts';
import { imports } from './imports/context.ts';
import { type Context, entriesOf } from './kernel/context.ts';
import type { AnyEntry } from './kernel/contract.ts';
import { pipeline } from './pipeline/context.ts';
import { reports } from './reports/context.ts';
import { hosting, joining, sync } from './sync/context.ts';

const contexts: readonly Context[] = [sync, hosting, joining, admin, accounts, pipeline, reports, imports, exporting, backups];

export const entryByName: ReadonlyMap<string, AnyEntry> = entriesOf(contexts);

export const entries: readonly AnyEntry[] = [...entryByName.values()];

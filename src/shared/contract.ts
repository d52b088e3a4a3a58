/** All contexts' entries by name: the only surface that windows, the command line and, later, the hub can see. */
import { backups } from './backups/context.ts';
import { drafts } from './drafts/context.ts';
import { exporting } from './exports/context.ts';
import { hosting } from './hosting/context.ts';
import { imports } from './imports/context.ts';
import { type Context, entriesOf } from './kernel/context.ts';
import type { AnyEntry } from './kernel/contract.ts';
import { recordContexts } from './records/list.ts';
import { reports } from './reports/context.ts';
import { search } from './search/context.ts';
import { joining, sync } from './sync/context.ts';

export const contexts: readonly Context[] = [
  sync,
  drafts,
  hosting,
  joining,
  ...recordContexts,
  search,
  reports,
  imports,
  exporting,
  backups,
];

export const entryByName: ReadonlyMap<string, AnyEntry> = entriesOf(contexts);

export const entries: readonly AnyEntry[] = [...entryByName.values()];

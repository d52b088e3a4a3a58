/** The sheets of all contexts, by the name of the list in the contract. */
import { unlike } from '../../../shared/kernel/unlike.ts';
import { recordContexts } from '../records.ts';
import type { AnySheet } from '../sheet.ts';

export const sheets: ReadonlyMap<string, AnySheet> = unlike(
  recordContexts.flatMap((context) => context.sheets),
  ({ list }) => list.name,
  (name) => `two sheets are written for ${name}`,
);

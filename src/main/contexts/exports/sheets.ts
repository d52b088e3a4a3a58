/** The sheets of all contexts, by the name of the list in the contract. */
import { unlike } from '../../../shared/kernel/unlike.ts';
import { accountSheets } from '../accounts/sheets.ts';
import { adminSheets } from '../admin/sheets.ts';
import { pipelineSheets } from '../pipeline/sheets.ts';
import type { AnySheet } from '../sheet.ts';

export const sheets: ReadonlyMap<string, AnySheet> = unlike(
  [...adminSheets, ...accountSheets, ...pipelineSheets],
  ({ list }) => list.name,
  (name) => `two sheets are written for ${name}`,
);

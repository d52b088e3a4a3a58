/** The open data set beside the checkout: real files that nobody here shaped, and what is known to be true of them. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from './repository.ts';

export const openDataDir = join(repositoryRoot, '../shared/data/crm-sales-opportunities');

/** False where the folder is missing; says so once, naming what is left untried. */
export const hasOpenData = (untried: string): boolean => {
  const isThere = existsSync(openDataDir);
  if (!isThere) console.warn(`NOT TRIED: ${untried}. The open data set is not at ${openDataDir}.`);
  return isThere;
};

export const openDataFiles = (): readonly string[] =>
  readdirSync(openDataDir)
    .filter((name) => name.endsWith('.csv'))
    .toSorted()
    .map((name) => join(openDataDir, name));

export const openDataTruths = { open: 2_089, won: 4_238, wonMinor: 1_000_553_400n, currency: 'USD' } as const;

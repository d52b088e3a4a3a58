/** All registrations of contexts, and who answers each entry of the contract. */
import { entryByName } from '../shared/contract.ts';
import type { AnyEntry } from '../shared/kernel/contract.ts';
import { unlike } from '../shared/kernel/unlike.ts';
import { backupsContext } from './contexts/backups/context.ts';
import type { Answer, RegisteredContext } from './contexts/context.ts';
import { draftsContext } from './contexts/drafts/context.ts';
import { exportsContext } from './contexts/exports/context.ts';
import { hostingContext } from './contexts/hosting/context.ts';
import { importsContext } from './contexts/imports/context.ts';
import { joiningContext } from './contexts/joinStaged.ts';
import { recordContexts } from './contexts/records.ts';
import { reportsContext } from './contexts/reports/context.ts';
import { searchContext } from './contexts/search/context.ts';
import { syncContext } from './contexts/sync/context.ts';
import type { Store } from './core/store.ts';

const contexts: readonly RegisteredContext[] = [
  syncContext,
  draftsContext,
  hostingContext,
  joiningContext,
  ...recordContexts,
  searchContext,
  reportsContext,
  importsContext,
  exportsContext,
  backupsContext,
];

/** By the names of their entries. An entry that nobody answers, or that two answer, is refused before anything is called. */
export const answersFrom = (
  registered: readonly RegisteredContext[],
  entries: Iterable<AnyEntry>,
  store: Store,
): ReadonlyMap<string, Answer> => {
  const answers = unlike(
    registered.flatMap((context) => context.answers(store)),
    ({ entry }) => entry.name,
    (name) => `${name} is answered twice`,
  );
  for (const { name, by } of entries) {
    if (by === 'host' && answers.has(name)) throw new Error(`${name} is its host's to answer, and a context answers it too`);
    if (by !== 'host' && !answers.has(name)) throw new Error(`nobody answers ${name}`);
  }
  return answers;
};

export const answersOf = (store: Store): ReadonlyMap<string, Answer> => answersFrom(contexts, entryByName.values(), store);

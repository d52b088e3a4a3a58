/** What the user reads when a store does not open, in every host the same. */
import type { Say, TextKey } from '../../shared/i18n/dictionary.ts';
import type { StoreFailure } from '../../shared/kernel/contract.ts';
import type { OpenError } from '../core/openStore.ts';

type StoreError = OpenError | StoreFailure;
/** What the core says of a store it does not open, or a failure of its own around it. */
export type OpenAppError = StoreError | { readonly type: string };

const textOfStoreError: Readonly<Record<StoreError['type'], TextKey>> = {
  StoreMissing: 'start.storeMissing',
  StoreLost: 'start.storeLost',
  NotADatabase: 'start.notAStore',
  NotASamspillStore: 'start.notAStore',
  StoreTooNew: 'start.storeTooNew',
  StoreDamaged: 'start.storeDamaged',
  StoreUnwritable: 'start.storeUnwritable',
  FolderNameTooLong: 'start.folderNameTooLong',
  StoreReadOnly: 'start.storeUnwritable',
  StoreIoError: 'start.storeUnanswering',
  StoreGone: 'start.storeGone',
  StoreBusy: 'start.storeBusy',
  DiskFull: 'start.diskFull',
};

/** The sentence for a store in `dir` that did not open; any other kind of failure is named as it is. */
export const storeText = (say: Say, error: OpenAppError, dir: string): string => {
  const key = Object.entries(textOfStoreError).find(([type]) => type === error.type)?.[1];
  const count = 'changes' in error ? { count: error.changes } : {};
  return say(key ?? 'start.openFailed', { dir, type: error.type, ...count });
};

/** What stopped the database, as the failure of a store that people are told. */
import type { StoreFailure } from '../../shared/kernel/contract.ts';
import { dbErrorKind } from '../../platform/database.ts';

/** Null for what is no failure of the store: a bug, which is thrown on. */
export const storeFailure = (error: unknown): StoreFailure | null => {
  const kind = dbErrorKind(error);
  if (kind === 'gone') return { type: 'StoreGone' };
  if (kind === 'readOnly') return { type: 'StoreReadOnly' };
  if (kind === 'busy') return { type: 'StoreBusy' };
  if (kind === 'full') return { type: 'DiskFull' };
  if (kind === 'io' || kind === 'corrupt' || kind === 'cannotOpen') return { type: 'StoreIoError' };
  const code = (error as NodeJS.ErrnoException).code;
  return code === 'ENOSPC' ? { type: 'DiskFull' } : null;
};

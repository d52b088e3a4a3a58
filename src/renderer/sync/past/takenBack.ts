/** Which changes of a list have been taken back, read from the undos and redos that stand in the same list. */
import { readCause } from '../../../shared/sync/changeSet.ts';
import type { RecentChange } from '../../../shared/sync/contract.ts';

/** The numbers of the taken-back sets; `changes` come newest first, an undo always after what it takes back. */
export const takenBack = (changes: readonly Pick<RecentChange, 'cause'>[]): ReadonlySet<number> => {
  const back = new Set<number>();
  for (const { cause } of changes.toReversed()) {
    const read = readCause(cause);
    if (read?.kind === 'undo') back.add(read.seq);
    if (read?.kind === 'redo') back.delete(read.seq);
  }
  return back;
};

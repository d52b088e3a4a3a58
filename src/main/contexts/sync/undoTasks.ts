/** Undo and redo for the contract: they open a transaction of their own, because what they write has a cause. */
import { ok } from '../../../shared/kernel/result.ts';
import type * as contract from '../../../shared/sync/contract.ts';
import { canUndoLast, redoLast, undoLast, undoSet } from '../../core/undo.ts';
import type { RunnersOf } from '../tasks.ts';

export const undoTasks: RunnersOf<typeof contract> = {
  undo: async (_input, { undoing }) => undoLast(undoing),
  redo: async (_input, { undoing }) => redoLast(undoing),
  undoState: async (_input, { undoing }) => ok(canUndoLast(undoing)),
  undoSet: async ({ seq }, { undoing }) => undoSet(undoing, seq, undoing.mayTakeBack),
};

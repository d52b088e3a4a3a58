/** One change to many deals: each by the rules of the single command, all of them one change, or none. */
import type { PersonNotFound } from '../../../shared/admin/contract.ts';
import { person } from '../../../shared/admin/schema.ts';
import type { Id } from '../../../shared/kernel/brand.ts';
import { err, ok, type Result } from '../../../shared/kernel/result.ts';
import * as contract from '../../../shared/pipeline/bulkContract.ts';
import type { CloseReasonUnknown, StageNotFound } from '../../../shared/pipeline/contract.ts';
import { closeReason, deal as dealTable, stage as stageTable } from '../../../shared/pipeline/schema.ts';
import type { ReadTx, WriteTx } from '../../core/tx.ts';
import type { CallContext, HandlersOf } from '../handlers.ts';
import { dealToEdit, pipelineCommands } from './commands.ts';
import { filteredDeals } from './dealList.ts';

type Handlers = Pick<HandlersOf<typeof contract>, 'bulkEdit'>;
type Input = Parameters<Handlers['bulkEdit']>[1];
type Change = Input['change'];
type Why = contract.RefusedDeal['why'];

/** What is wrong with the change itself, whichever deal it meets. */
const checkChange = (tx: ReadTx, { ownerId, stage }: Change): Result<null, PersonNotFound | StageNotFound | CloseReasonUnknown> => {
  if (typeof ownerId === 'string' && tx.find(person, ownerId) === undefined) return err({ type: 'PersonNotFound' });
  if (stage === undefined) return ok(null);
  const to = tx.find(stageTable, stage.toStageId);
  if (to === undefined) return err({ type: 'StageNotFound' });
  if (stage.closeReasonId !== null && tx.find(closeReason, stage.closeReasonId)?.kind !== to.kind)
    return err({ type: 'CloseReasonUnknown' });
  return ok(null);
};

const chosen = (tx: ReadTx, which: Input['which']): Result<readonly Id<'Deal'>[], contract.SelectionChanged | contract.TooManyDeals> => {
  if ('ids' in which) return ok([...new Set(which.ids)]);
  const { filter, except, count: expected } = which;
  const all = filteredDeals(tx, filter);
  if (all.length !== expected) return err({ type: 'SelectionChanged', count: all.length, expected });
  const left = new Set<string>(except);
  const ids = all.filter((id) => !left.has(id));
  return ids.length > contract.mostAtOnce ? err({ type: 'TooManyDeals', count: ids.length, most: contract.mostAtOnce }) : ok(ids);
};

/** Whether the deal is changed; or why it refuses, with nothing of it written: the move, which alone can refuse, comes first. */
const changeOne = (tx: WriteTx, id: Id<'Deal'>, change: Change, context: CallContext): Result<boolean, { readonly type: string }> => {
  const found = dealToEdit(tx, id, context);
  if (!found.ok) return found;
  const { deal, state } = found.value;
  if (change.remove) {
    tx.remove(dealTable, id);
    return ok(true);
  }
  const { ownerId, stage, expectedClose, nextStep } = change;
  const isMoved = stage !== undefined && stage.toStageId !== state.stageId;
  const isGiven = ownerId !== undefined && ownerId !== state.ownerId;
  const isDated = expectedClose !== undefined && expectedClose !== state.expectedClose;
  const isPlanned = nextStep !== undefined && nextStep !== deal.nextStep;
  // What no rule of a deal can refuse any more is written by the same commands that a single change goes through.
  const steps: readonly (() => Result<null, { readonly type: string }>)[] = [
    ...(isMoved ? [() => pipelineCommands.moveDeal(tx, { id, ...stage, met: [], happenedOn: null }, context)] : []),
    ...(isDated ? [() => pipelineCommands.setDealValue(tx, { id, expectedClose, happenedOn: null }, context)] : []),
    ...(isPlanned ? [() => pipelineCommands.editDeal(tx, { id, nextStep }, context)] : []),
    ...(isGiven ? [() => pipelineCommands.setDealOwner(tx, { id, personId: ownerId, from: null }, context)] : []),
  ];
  for (const [at, step] of steps.entries()) {
    const done = step();
    if (done.ok) continue;
    if (at > 0 || !isMoved) throw new Error(`${id} refused half way: ${done.error.type}`);
    return done;
  }
  return ok(steps.length > 0);
};

const titleOf = (tx: ReadTx, id: string): string | null => tx.find(dealTable, id)?.title ?? null;

const bulkEdit: Handlers['bulkEdit'] = (tx, { which, change, rest }, context) => {
  const sound = checkChange(tx, change);
  if (!sound.ok) return sound;
  const ids = chosen(tx, which);
  if (!ids.ok) return ids;
  const refused: contract.RefusedDeal[] = [];
  let refusedCount = 0;
  let changed = 0;
  for (const id of ids.value) {
    const done = changeOne(tx, id, change, context);
    if (done.ok) {
      if (done.value) changed += 1;
      continue;
    }
    refusedCount += 1;
    if (refused.length < contract.mostRefusedNamed) refused.push({ id, title: titleOf(tx, id), why: done.error.type as Why });
  }
  // An error takes everything back that was written above.
  if (refusedCount > 0 && !rest) return err({ type: 'BulkRefused', refused, refusedCount, possible: changed });
  return ok({ changed, unchanged: ids.value.length - changed - refusedCount, refused, refusedCount });
};

export const bulkCommands: Handlers = { bulkEdit };

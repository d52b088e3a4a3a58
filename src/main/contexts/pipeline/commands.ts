/** Changes to deals and stages: load, decide by the shared rules, record. */
import type { AccountNotFound, ProductNotFound } from '../../../shared/accounts/contract.ts';
import { account as accountTable, ownership, product as productTable } from '../../../shared/accounts/schema.ts';
import type { PersonNotFound } from '../../../shared/admin/contract.ts';
import { person as personTable } from '../../../shared/admin/schema.ts';
import type { Id } from '../../../shared/kernel/brand.ts';
import { toCells } from '../../../shared/kernel/fields.ts';
import type { DayInFuture } from '../../../shared/kernel/inputs.ts';
import { isCurrency } from '../../../shared/kernel/money.ts';
import { err, ok, type Result } from '../../../shared/kernel/result.ts';
import type * as contract from '../../../shared/pipeline/contract.ts';
import {
  closeReason as closeReasonTable,
  deal as dealTable,
  dealState,
  type DealState,
  dealValue,
  stage as stageTable,
  stageMove,
} from '../../../shared/pipeline/schema.ts';
import { decideMove } from '../../../shared/pipeline/stages.ts';
import type { ReadTx, WriteTx } from '../../core/tx.ts';
import type { CallContext, HandlersOf } from '../handlers.ts';
import { afterThoseOf, happenedAt } from '../happened.ts';
import { changedField, given } from '../patch.ts';
import { stagesNow } from './queries.ts';

type Handlers = Pick<
  HandlersOf<typeof contract>,
  'createStage' | 'editStage' | 'createDeal' | 'editDeal' | 'setDealValue' | 'moveDeal' | 'setDealOwner' | 'removeDeal'
>;

/** The deal and its state, if it is there and this actor may change it. */
export const dealToEdit = (tx: ReadTx, id: Id<'Deal'>, { may }: CallContext) => {
  const deal = tx.find(dealTable, id);
  const state = tx.find(dealState, id);
  if (deal === undefined || state === undefined) return err({ type: 'DealNotFound' } as const);
  if (!may('deal.edit', state.ownerId)) return err({ type: 'NotYourDeal' } as const);
  return ok({ deal, state });
};

/** The same for what a deal is worth, which is not kept in columns of its own row. */
const valueChangedSince = (state: DealState, was: Parameters<Handlers['setDealValue']>[1]['was']): string | null => {
  const { amount, expectedClose } = was ?? {};
  if (amount !== undefined && (state.amountMinor !== (amount?.minor ?? null) || (amount !== null && state.currency !== amount.currency)))
    return 'amount';
  return expectedClose !== undefined && state.expectedClose !== expectedClose ? 'expectedClose' : null;
};

type Missing = AccountNotFound | ProductNotFound | PersonNotFound;

const referencesExist = (
  tx: ReadTx,
  refs: { readonly accountId?: Id<'Account'> | null | undefined; readonly productId?: Id<'Product'> | null | undefined },
): Result<null, AccountNotFound | ProductNotFound> => {
  if (typeof refs.accountId === 'string' && tx.find(accountTable, refs.accountId) === undefined) return err({ type: 'AccountNotFound' });
  if (typeof refs.productId === 'string' && tx.find(productTable, refs.productId) === undefined) return err({ type: 'ProductNotFound' });
  return ok(null);
};

const createDeal: Handlers['createDeal'] = (tx, input, { actor }) => {
  const refs = referencesExist(tx, input);
  if (!refs.ok) return refs;
  const happened = happenedAt(tx, input.happenedOn);
  if (!happened.ok) return happened;
  const { stages } = stagesNow(tx);
  const stage = input.stageId === null ? stages.find(({ kind }) => kind === 'open') : stages.find(({ id }) => id === input.stageId);
  if (stage === undefined) return err({ type: 'StageNotFound' });
  if (stage.kind !== 'open') return err({ type: 'StageClosed' });
  const ownerId = input.ownerId ?? (actor.personId as Id<'Person'>);
  if (tx.find(personTable, ownerId) === undefined) return err({ type: 'PersonNotFound' } satisfies Missing);
  const id = tx.newId<'Deal'>();
  tx.insert(dealTable, { id, title: input.title, ...toCells(dealTable, input) });
  tx.record(stageMove, { id: tx.newId<'StageMove'>(), dealId: id, toStageId: stage.id }, happened.value);
  tx.record(
    ownership,
    { id: tx.newId<'Ownership'>(), recordId: id as string as Id<'Owned'>, role: 'owner', personId: ownerId },
    happened.value,
  );
  if (input.amount !== null || input.expectedClose !== null) {
    tx.record(
      dealValue,
      {
        id: tx.newId<'DealValue'>(),
        dealId: id,
        amountMinor: input.amount?.minor ?? null,
        currency: input.amount?.currency ?? null,
        expectedClose: input.expectedClose,
        estimate: false,
      },
      happened.value,
    );
  }
  return ok({ id });
};

/** What the deal is worth from a day on, whatever an editor saw before. */
export const recordDealValue = (
  tx: WriteTx,
  input: Omit<Parameters<Handlers['setDealValue']>[1], 'was'>,
  context: CallContext,
): Result<null, contract.DealNotFound | contract.NotYourDeal | DayInFuture> => {
  const found = dealToEdit(tx, input.id, context);
  if (!found.ok) return found;
  const happened = happenedAt(tx, input.happenedOn);
  if (!happened.ok) return happened;
  const { state } = found.value;
  const before =
    state.currency !== null && isCurrency(state.currency)
      ? { minor: state.amountMinor, currency: state.currency }
      : { minor: null, currency: null };
  const amount = input.amount === undefined ? before : { minor: input.amount?.minor ?? null, currency: input.amount?.currency ?? null };
  const expectedClose = input.expectedClose === undefined ? state.expectedClose : input.expectedClose;
  const isSameAmount = amount.minor === state.amountMinor && amount.currency === state.currency;
  if (isSameAmount && expectedClose === state.expectedClose) return ok(null);
  tx.record(
    dealValue,
    {
      id: tx.newId<'DealValue'>(),
      dealId: input.id,
      amountMinor: amount.minor,
      currency: amount.currency,
      expectedClose,
      estimate: input.amount === undefined ? state.estimate : false,
      // A new amount in one figure says nothing of a recurring part; a new day leaves the one that was agreed.
      monthlyMinor: isSameAmount ? state.monthlyMinor : null,
      termMonths: isSameAmount ? state.termMonths : null,
    },
    afterThoseOf(tx, dealValue, 'dealId', input.id, happened.value),
  );
  return ok(null);
};

const setDealValue: Handlers['setDealValue'] = (tx, { was, ...input }, context) => {
  const found = dealToEdit(tx, input.id, context);
  if (!found.ok) return found;
  const changed = valueChangedSince(found.value.state, was);
  return changed === null ? recordDealValue(tx, input, context) : err({ type: 'ChangedMeanwhile', field: changed });
};

const moveDeal: Handlers['moveDeal'] = (tx, input, context) => {
  const found = dealToEdit(tx, input.id, context);
  if (!found.ok) return found;
  const { deal, state } = found.value;
  const happened = happenedAt(tx, input.happenedOn);
  if (!happened.ok) return happened;
  const { stages } = stagesNow(tx);
  const to = stages.find(({ id }) => id === input.toStageId);
  if (to === undefined) return err({ type: 'StageNotFound' });
  const left = stages.find(({ id }) => id === state.stageId);
  const decided = decideMove({
    from: left ?? null,
    to,
    facts: {
      hasAmount: state.amountMinor !== null,
      hasExpectedClose: state.expectedClose !== null,
      hasContact: deal.contactId !== null,
      hasNextStep: deal.nextStep !== null && deal.nextStep.trim() !== '',
      hasAccount: deal.accountId !== null,
    },
    criteria: left?.criteria ?? [],
    met: input.met,
    reason: input.reason,
    closeReason: input.closeReasonId === null ? null : (tx.find(closeReasonTable, input.closeReasonId) ?? null),
    closeReasonNamed: input.closeReasonId !== null,
    lastMove: state.stageDay,
    happenedOn: happened.value.day,
  });
  if (!decided.ok) return decided;
  tx.record(
    stageMove,
    { id: tx.newId<'StageMove'>(), dealId: input.id, toStageId: to.id, reason: input.reason, closeReasonId: input.closeReasonId },
    afterThoseOf(tx, stageMove, 'dealId', input.id, happened.value),
  );
  return ok(null);
};

export const pipelineCommands: Handlers = {
  createStage: (tx, input) => {
    const id = tx.newId<'Stage'>();
    tx.insert(stageTable, { id, kind: 'open', ...input });
    return ok({ id });
  },
  editStage: (tx, { id, ...patch }) => {
    const stage = tx.find(stageTable, id);
    if (stage === undefined) return err({ type: 'StageNotFound' });
    // A renamed stage is a person's text from now on: the seeded translation no longer speaks for it.
    const renamed = patch.name !== undefined && patch.name !== stage.name ? { seedKey: null } : {};
    tx.update(stageTable, id, { ...given(patch), ...renamed });
    return ok(null);
  },
  createDeal,
  editDeal: (tx, { id, was, ...patch }, context) => {
    const found = dealToEdit(tx, id, context);
    if (!found.ok) return found;
    const changed = changedField(dealTable, found.value.deal, was);
    if (changed !== null) return err({ type: 'ChangedMeanwhile', field: changed });
    const refs = referencesExist(tx, patch);
    if (!refs.ok) return refs;
    tx.update(dealTable, id, toCells(dealTable, patch));
    return ok(null);
  },
  setDealValue,
  moveDeal,
  setDealOwner: (tx, { id, personId, was, from }, context) => {
    const found = dealToEdit(tx, id, context);
    if (!found.ok) return found;
    if (was !== undefined && found.value.state.ownerId !== was.personId) return err({ type: 'ChangedMeanwhile', field: 'ownerId' });
    if (personId !== null && tx.find(personTable, personId) === undefined) return err({ type: 'PersonNotFound' });
    const happened = happenedAt(tx, from);
    if (!happened.ok) return happened;
    if (found.value.state.ownerId === personId) return ok(null);
    const since = afterThoseOf(tx, ownership, 'recordId', id, happened.value);
    tx.record(ownership, { id: tx.newId<'Ownership'>(), recordId: id as string as Id<'Owned'>, role: 'owner', personId }, since);
    return ok(null);
  },
  removeDeal: (tx, { id }, context) => {
    const found = dealToEdit(tx, id, context);
    if (!found.ok) return found;
    tx.remove(dealTable, id);
    return ok(null);
  },
};

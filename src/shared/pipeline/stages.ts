/** The agreed process as rules: which moves are allowed, and what they ask for (B5). */
import type { Day } from '../kernel/day.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import type { AlreadyThere, CloseReasonMissing, CloseReasonUnknown, MovesBackInTime, ReasonMissing } from './contract.ts';
import type { CloseReason, Stage, StageCriterion } from './schema.ts';

/** What the data itself says about a deal, for criteria that need no tick. */
export type DealFacts = {
  readonly hasAmount: boolean;
  readonly hasExpectedClose: boolean;
  readonly hasContact: boolean;
  readonly hasNextStep: boolean;
  readonly hasAccount: boolean;
};

export type MoveQuestion = {
  /** Null: the deal has never been in a stage. */
  readonly from: Pick<Stage, 'id' | 'position' | 'kind'> | null;
  readonly to: Pick<Stage, 'id' | 'position' | 'kind'>;
  readonly facts: DealFacts;
  /** Exit criteria of the stage that is left, and those that the seller says are met. */
  readonly criteria: readonly Pick<StageCriterion, 'id' | 'provenBy'>[];
  readonly met: readonly string[];
  readonly reason: string | null;
  readonly closeReason: Pick<CloseReason, 'kind'> | null;
  /** Whether a close reason was named at all; named but not found is another mistake than not named. */
  readonly closeReasonNamed: boolean;
  readonly lastMove: Day | null;
  readonly happenedOn: Day;
};

/** Exit criteria that neither the data nor the seller says are met. */
export const unmetCriteria = (question: Pick<MoveQuestion, 'criteria' | 'met' | 'facts'>): readonly string[] =>
  question.criteria
    .filter(
      ({ id, provenBy }) => !(provenBy === 'manual' ? question.met.includes(id) : question.facts[provenBy] || question.met.includes(id)),
    )
    .map(({ id }) => id);

/**
 * Whether a deal may move. Forward (and to won) it must meet the exit criteria of the stage it leaves, or give a reason; to lost it must name
 * a close reason; backwards it is free. Won takes a close reason of its own kind when one is given.
 */
export const decideMove = (
  question: MoveQuestion,
): Result<null, AlreadyThere | ReasonMissing | CloseReasonMissing | CloseReasonUnknown | MovesBackInTime> => {
  const { from, to } = question;
  if (from !== null && from.id === to.id) return err({ type: 'AlreadyThere' });
  // A move dated before the last one would not be the deal's newest fact: it would be accepted and change nothing.
  if (question.lastMove !== null && question.happenedOn < question.lastMove)
    return err({ type: 'MovesBackInTime', last: question.lastMove });
  if (question.closeReasonNamed && (question.closeReason === null || question.closeReason.kind !== to.kind))
    return err({ type: 'CloseReasonUnknown' });
  if (to.kind === 'lost') return question.closeReasonNamed ? ok(null) : err({ type: 'CloseReasonMissing' });
  const forward = from !== null && from.kind === 'open' && (to.kind === 'won' || to.position > from.position);
  if (!forward) return ok(null);
  const unmet = unmetCriteria(question);
  if (unmet.length > 0 && (question.reason === null || question.reason.trim() === '')) return err({ type: 'ReasonMissing', unmet });
  return ok(null);
};

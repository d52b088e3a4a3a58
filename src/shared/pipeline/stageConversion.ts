/** Stage conversion by cohort (rule 4; fine print B6): of the deals that entered a stage in a window, how many went further. */
import type { Day } from '../kernel/day.ts';
import type { ExactShare } from './contract.ts';
import type { Stage } from './schema.ts';

/** The moves of one deal in fold order; day null: the day is not known. Voided moves are left out by the caller, as are those after an "as of" day. */
export type DealPath = { readonly moves: readonly { readonly stageId: Stage['id']; readonly day: Day | null }[] };

export type ConversionQuestion = {
  readonly stage: Stage['id'];
  readonly stages: readonly Pick<Stage, 'id' | 'position' | 'kind'>[];
  /** First and last day of the window, both counted. */
  readonly from: Day;
  readonly to: Day;
};

export type StageConversion = {
  /** Deals that entered the stage for the first time in the window. */
  readonly entered: number;
  readonly further: number;
  /** Lost now without ever having been further. */
  readonly lost: number;
  /** Open now without ever having been further; they stay in the divisor and may still go further. */
  readonly still: number;
  /** Deals whose first entry has no known day: in no window. */
  readonly dayUnknown: number;
  readonly rate: ExactShare;
  /** The share if all that are still there went further. */
  readonly atMost: ExactShare;
};

type Standing = Pick<Stage, 'position' | 'kind'>;

const isPast = (standing: Standing, stage: Standing): boolean =>
  standing.kind === 'won' || (standing.kind === 'open' && standing.position > stage.position);

/**
 * The first entry of a deal: its move into the stage, or the move that skipped it. A deal recorded first beyond the stage has skipped
 * nothing, because stages before the first recorded one do not count; it enters when it is moved back into the stage.
 */
const firstEntry = (
  standings: readonly (Standing & { readonly isStage: boolean; readonly day: Day | null })[],
  stage: Standing,
): { readonly day: Day | null } | null => {
  let wasBefore = false;
  for (const standing of standings) {
    if (standing.isStage || (wasBefore && isPast(standing, stage))) return standing;
    if (standing.kind === 'open' && standing.position < stage.position) wasBefore = true;
  }
  return null;
};

const share = (part: number, whole: number): ExactShare =>
  whole === 0 ? { known: false, reason: 'nothingDecided' } : { known: true, n: BigInt(part), d: BigInt(whole) };

/** Throws when the stage is not one of `stages`; moves into stages that are no longer there are passed over. */
export const stageConversion = (question: ConversionQuestion, paths: readonly DealPath[]): StageConversion => {
  const byId = new Map(question.stages.map((each) => [each.id, each]));
  const stage = byId.get(question.stage);
  if (stage === undefined) throw new Error('the stage is not one of the stages');
  const counts = { entered: 0, further: 0, lost: 0, still: 0, dayUnknown: 0 };
  for (const { moves } of paths) {
    const standings = moves.flatMap(({ stageId, day }) => {
      const standing = byId.get(stageId);
      return standing === undefined ? [] : [{ ...standing, isStage: stageId === question.stage, day }];
    });
    const entry = firstEntry(standings, stage);
    if (entry === null) continue;
    if (entry.day === null) counts.dayUnknown += 1;
    else if (entry.day >= question.from && entry.day <= question.to) {
      counts.entered += 1;
      if (standings.some((standing) => isPast(standing, stage))) counts.further += 1;
      else if (standings.at(-1)?.kind === 'lost') counts.lost += 1;
      else counts.still += 1;
    }
  }
  return { ...counts, rate: share(counts.further, counts.entered), atMost: share(counts.further + counts.still, counts.entered) };
};

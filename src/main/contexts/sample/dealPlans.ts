/** How the sample's deals went: outcome, path through the stages and days, decided before anything is written. */
import type { Dice } from './dice.ts';
import type { SampleCounts } from './sizes.ts';

export type OpenStage = 'qualified' | 'meeting' | 'proposal' | 'negotiation';
const openStages: readonly OpenStage[] = ['qualified', 'meeting', 'proposal', 'negotiation'];

/** `oddity` is what makes an open deal one of those that a review must find. */
export type Outcome =
  | { readonly kind: 'won' }
  | { readonly kind: 'lost'; readonly duplicate: boolean }
  | { readonly kind: 'open'; readonly oddity: 'none' | 'undated' | 'withoutAmount' | 'withoutClose' | 'rotting' };

export type Step = { readonly to: OpenStage | 'won' | 'lost'; readonly index: number; readonly why: 'next' | 'skipped' | 'back' };

export type DealPlan = {
  readonly outcome: Outcome;
  /** Moves in order, each on a later working day than the one before; the first makes the deal. */
  readonly steps: readonly Step[];
  /** Working day of the last thing that happened in the deal. */
  readonly touched: number;
  /** Working day, possibly ahead, on which it is expected to close; null: not said. */
  readonly expectedClose: number | null;
};

/** All outcomes, in an order that mixes them. */
export const outcomes = (dice: Dice, counts: SampleCounts): readonly Outcome[] => {
  const oddities = (['undated', 'withoutAmount', 'withoutClose', 'rotting'] as const).flatMap((oddity) =>
    Array.from({ length: counts[oddity] }, () => oddity),
  );
  const all: Outcome[] = [
    ...Array.from({ length: counts.won }, (): Outcome => ({ kind: 'won' })),
    ...Array.from({ length: counts.lost }, (_, at): Outcome => ({ kind: 'lost', duplicate: at < counts.duplicates })),
    ...Array.from({ length: counts.open }, (_, at): Outcome => ({ kind: 'open', oddity: oddities[at] ?? 'none' })),
  ];
  for (let at = all.length - 1; at > 0; at -= 1) {
    const other = dice.whole(0, at);
    [all[at], all[other]] = [all[other] as Outcome, all[at] as Outcome];
  }
  return all;
};

type Leg = Pick<Step, 'to' | 'why'>;

/** The open stages that a deal went through to `reached`; a few skip the meeting, a few go back once. */
const pathTo = (dice: Dice, reached: number): Leg[] => {
  const path = openStages.slice(0, reached + 1).map((to): Leg => ({ to, why: 'next' }));
  if (reached < 2) return path;
  if (dice.chance(8))
    return path.flatMap((leg): Leg[] => (leg.to === 'meeting' ? [] : [leg.to === 'proposal' ? { ...leg, why: 'skipped' } : leg]));
  if (dice.chance(6)) path.splice(3, 0, { to: 'meeting', why: 'back' }, { to: 'proposal', why: 'next' });
  return path;
};

/** How far an open deal of each oddity has come: what a stage asks for on the way out must be there. */
const reachedOf = (dice: Dice, outcome: Outcome): number => {
  if (outcome.kind === 'won') return dice.chance(86) ? 3 : 2;
  if (outcome.kind === 'lost') return outcome.duplicate ? 0 : dice.weighted([22, 30, 32, 16]);
  if (outcome.oddity === 'rotting') return 3;
  if (outcome.oddity === 'undated') return 0;
  return outcome.oddity === 'none' ? dice.weighted([30, 27, 24, 19]) : dice.weighted([60, 40]);
};

/** Working days from the last thing that happened to the newest working day: most deals are alive, some are forgotten. */
const quietFor = (dice: Dice, outcome: Outcome): number => {
  if (outcome.kind !== 'open') return 0;
  if (outcome.oddity === 'rotting') return dice.whole(60, 75);
  const ranges = [
    [0, 6],
    [7, 19],
    [24, 45],
  ] as const;
  const [low, high] = ranges[dice.weighted([72, 19, 9])] ?? ranges[0];
  return dice.whole(low, high);
};

/** Working days from today within which an open deal in a stage is expected to close; below 0 it is overdue. */
const closeWithin: Readonly<Record<OpenStage, readonly [number, number]>> = {
  qualified: [25, 120],
  meeting: [12, 90],
  proposal: [-9, 52],
  negotiation: [-9, 30],
};

export const planDeal = (dice: Dice, last: number, outcome: Outcome): DealPlan => {
  const reached = reachedOf(dice, outcome);
  const end =
    outcome.kind === 'open' ? [] : [{ to: outcome.kind, why: reached === 2 && outcome.kind === 'won' ? 'skipped' : 'next' } as const];
  const legs: readonly Leg[] = [...pathTo(dice, reached), ...end];
  const gaps = legs.slice(1).map(() => dice.whole(3, 19));
  const length = gaps.reduce((sum, gap) => sum + gap, 0);
  const touched = outcome.kind === 'open' ? last - quietFor(dice, outcome) : dice.whole(length, last);
  let index = (outcome.kind === 'open' ? touched - dice.whole(0, 7) : touched) - length;
  const steps = legs.map((leg, at): Step => {
    index += at === 0 ? 0 : (gaps[at - 1] ?? 0);
    return { ...leg, index };
  });
  return { outcome, steps, touched, expectedClose: expectedClose(dice, last, outcome, openStages[reached] ?? 'qualified', touched) };
};

const expectedClose = (dice: Dice, last: number, outcome: Outcome, stage: OpenStage, touched: number): number | null => {
  if (outcome.kind !== 'open') return touched + dice.whole(-8, 12);
  if (outcome.oddity === 'withoutClose' || outcome.oddity === 'undated') return null;
  if (outcome.oddity === 'rotting') return last - dice.whole(20, 40);
  const [low, high] = closeWithin[stage];
  return last + dice.whole(low, high);
};

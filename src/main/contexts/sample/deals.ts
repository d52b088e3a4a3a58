/** Writes the sample's deals: each with its moves, its values, its owners, a next step and what was done along the way. */
import { ownership } from '../../../shared/accounts/schema.ts';
import type { Id } from '../../../shared/kernel/brand.ts';
import { type Currency, currency } from '../../../shared/kernel/money.ts';
import { deal, dealValue, stageMove } from '../../../shared/pipeline/schema.ts';
import type { Happened, WriteTx } from '../../core/tx.ts';
import type { SeededProcess } from '../pipeline/seed.ts';
import type { Company } from './companies.ts';
import { type DealPlan, outcomes, planDeal, type Step } from './dealPlans.ts';
import type { Dice } from './dice.ts';
import { lands } from './names.ts';
import type { People } from './people.ts';
import type { SoldProduct } from './products.ts';
import type { SampleCounts } from './sizes.ts';
import { dealTitles, moveReasons, nextSteps } from './texts.ts';
import { addEntry, noon } from './timeline.ts';
import type { WorkDays } from './workDays.ts';

/** What every deal is written with. */
export type Scene = {
  readonly tx: WriteTx;
  readonly dice: Dice;
  readonly days: WorkDays;
  readonly counts: SampleCounts;
  readonly process: SeededProcess;
  readonly people: People;
  readonly companies: readonly Company[];
  readonly products: readonly SoldProduct[];
};

const nok = currency('NOK');

/**
 * Working days since buyers abroad are quoted in their own currency. None of those quotes has been decided yet, so all that is won and lost
 * is in kroner, and the win rate by value is a number (mixed currencies have none).
 */
const quotedAbroadSince = 130;

/** Kroner to one unit, roughly; only to make the made-up amounts plausible. In hundredths. */
const worth: Readonly<Record<string, number>> = { NOK: 100, SEK: 103, DKK: 157, EUR: 1_170 };

/** An amount as people write it, in whole thousands: 45, 120, 1,150. */
const roundFigure = (thousands: number): number => {
  const step = thousands < 20 ? 1 : thousands < 100 ? 5 : thousands < 500 ? 10 : 25;
  return Math.max(step, Math.round(thousands / step) * step);
};

type Claim = { readonly thousands: number | null; readonly close: number | null; readonly estimate: boolean };

/** What was claimed about the deal's worth and close, and when: the first on the day it was made, the last is the plan's. */
const claims = (dice: Dice, plan: DealPlan, thousands: number | null): readonly (readonly [index: number, claim: Claim])[] => {
  const first = plan.steps[0]?.index ?? 0;
  const close = plan.expectedClose;
  const final: Claim = { thousands, close, estimate: false };
  if (plan.steps.length < 2 || dice.chance(45))
    return [[first, { ...final, estimate: thousands !== null && plan.steps.length < 3 && dice.chance(25) }]];
  const changed = plan.steps[dice.whole(1, Math.min(2, plan.steps.length - 1))]?.index ?? first;
  const before = thousands === null || dice.chance(25) ? null : roundFigure(Math.round((thousands * dice.whole(70, 125)) / 100));
  const pushed = close === null ? null : Math.max(changed, close - dice.pick([0, 0, 10, 20, 35]));
  const initial: Claim = { thousands: before, close: pushed, estimate: before !== null && dice.chance(30) };
  const same = initial.thousands === final.thousands && initial.close === final.close && !initial.estimate;
  return same
    ? [[first, final]]
    : [
        [first, initial],
        [changed, final],
      ];
};

const thousandsOf = (dice: Dice, sold: SoldProduct, code: Currency): number => {
  // The smaller of two throws: many small deals, a few large ones.
  const kroner = Math.min(dice.whole(sold.low, sold.high), dice.whole(sold.low, sold.high));
  return roundFigure(Math.round((kroner * 100) / (worth[code] ?? 100)));
};

const currencyOf = (dice: Dice, plan: DealPlan, company: Company, last: number): Currency => {
  const isNew = plan.outcome.kind === 'open' && (plan.steps[0]?.index ?? 0) > last - quotedAbroadSince;
  return isNew && dice.chance(85) ? lands[company.country].currency : nok;
};

const closeReasonKey = (dice: Dice, plan: DealPlan): string | null => {
  if (plan.outcome.kind === 'open') return null;
  if (plan.outcome.kind === 'won') return (['wonFit', 'wonPrice', 'wonTrust'] as const)[dice.weighted([45, 20, 35])] ?? 'wonFit';
  if (plan.outcome.duplicate) return 'lostDuplicate';
  return (['lostPrice', 'lostCompetitor', 'lostNoDecision', 'lostTiming'] as const)[dice.weighted([25, 28, 30, 17])] ?? 'lostPrice';
};

const known = <E extends string>(ids: ReadonlyMap<string, Id<E>>, key: string): Id<E> => {
  const id = ids.get(key);
  if (id === undefined) throw new Error(`the process has no ${key}`);
  return id;
};

const writeMoves = (
  { tx, dice, process }: Scene,
  dealId: Id<'Deal'>,
  company: Company,
  plan: DealPlan,
  when: (index: number) => Happened,
): void => {
  const reasons = moveReasons[lands[company.country].tongue];
  const reasonOf = ({ why, to }: Step): string | null => {
    if (why === 'skipped') return dice.pick(reasons.skipped);
    if (why === 'back') return reasons.back;
    return (to === 'won' || to === 'lost') && dice.chance(40) ? dice.pick(reasons.closed) : null;
  };
  const closeReason = closeReasonKey(dice, plan);
  for (const step of plan.steps) {
    const isClose = step.to === 'won' || step.to === 'lost';
    tx.record(
      stageMove,
      {
        id: tx.newId<'StageMove'>(),
        dealId,
        toStageId: known(process.stages, step.to),
        reason: reasonOf(step),
        closeReasonId: isClose && closeReason !== null ? known(process.reasons, closeReason) : null,
      },
      when(step.index),
    );
  }
};

/** Records who owned the deal; returns who did on a working day. */
const writeOwners = ({ tx, dice }: Scene, dealId: Id<'Deal'>, company: Company, plan: DealPlan, when: (index: number) => Happened) => {
  const first = plan.steps[0]?.index ?? 0;
  const end = plan.steps.at(-1)?.index ?? first;
  const own = (personId: Id<'Person'>, index: number): void =>
    tx.record(
      ownership,
      { id: tx.newId<'Ownership'>(), recordId: dealId as string as Id<'Owned'>, role: 'owner', personId, teamId: company.team.id },
      when(index),
    );
  const owner = dice.chance(80) ? company.ownerId : dice.pick(company.team.sellers);
  own(owner, first);
  const others = company.team.sellers.filter((id) => id !== owner);
  if (end === first || others.length === 0 || !dice.chance(14)) return (_index: number): Id<'Person'> => owner;
  const next = dice.pick(others);
  const from = dice.whole(first + 1, end);
  own(next, from);
  return (index: number): Id<'Person'> => (index < from ? owner : next);
};

/** The agreed next step of an open deal; the forgotten ones have none, which is what a review must find. */
const nextStepOf = ({ dice, days }: Scene, company: Company, plan: DealPlan) => {
  if (plan.outcome.kind !== 'open' || plan.outcome.oddity === 'rotting') return {};
  const isForgotten = days.last - plan.touched > 20;
  if (!dice.chance(isForgotten ? 25 : 84)) return {};
  return {
    nextStep: dice.pick(nextSteps[lands[company.country].tongue]),
    nextStepDay: days.day(days.last + dice.whole(isForgotten ? -15 : -2, isForgotten ? 0 : 12)),
  };
};

/** Writes one deal; returns how many activities it came with. */
const writeDeal = (scene: Scene, plan: DealPlan, activities: number): number => {
  const { tx, dice, days, people } = scene;
  const company = dice.pick(scene.companies);
  const sold = dice.pick(scene.products);
  const { outcome, steps, touched } = plan;
  const isUndated = outcome.kind === 'open' && outcome.oddity === 'undated';
  const id = tx.newId<'Deal'>();
  const contactId = dice.chance(85) ? dice.pick(company.contacts) : null;
  tx.insert(deal, {
    id,
    title: dice.pick(dealTitles[lands[company.country].tongue][sold.group]),
    accountId: company.id,
    productId: dice.chance(92) ? sold.id : null,
    contactId,
    ...nextStepOf(scene, company, plan),
  });

  // Everything of one day happens in one minute, before noon: a deal's owner and value are there with its stage.
  const minute = noon - dice.whole(1, 45) * 5;
  const when = (index: number): Happened => (isUndated ? null : days.happened(index, minute));
  writeMoves(scene, id, company, plan, when);
  const ownerOn = writeOwners(scene, id, company, plan, when);

  const code = currencyOf(dice, plan, company, days.last);
  const hasAmount = !(outcome.kind === 'open' && outcome.oddity === 'withoutAmount');
  for (const [index, claim] of claims(dice, plan, hasAmount ? thousandsOf(dice, sold, code) : null)) {
    tx.record(
      dealValue,
      {
        id: tx.newId<'DealValue'>(),
        dealId: id,
        amountMinor: claim.thousands === null ? null : BigInt(claim.thousands) * 100_000n,
        currency: claim.thousands === null ? null : code,
        expectedClose: claim.close === null ? null : days.day(claim.close),
        estimate: claim.estimate,
      },
      when(index),
    );
  }

  if (isUndated) return 0;
  const first = steps[0]?.index ?? touched;
  for (let at = 0; at < activities; at += 1) {
    // One of them on the day of the last touch, so that a deal is as quiet as it was planned to be.
    const index = at === 0 ? touched : dice.whole(first, touched);
    addEntry(tx, dice, days, people, { company, deal: { id, contactId }, sellerId: ownerOn(index), index, marketingPercent: 22 });
  }
  return activities;
};

/** Share of the activities that belong to deals; the others are between the companies and us. */
const dealActivityPercent = 80;

/** Writes all deals, then the activities that belong to no deal. */
export const furnishDeals = (scene: Scene): void => {
  const { tx, dice, days, counts, people, companies } = scene;
  const all = outcomes(dice, counts);
  const most = Math.floor((2 * counts.activities * dealActivityPercent) / (100 * all.length));
  let left = counts.activities;
  for (const outcome of all) left -= writeDeal(scene, planDeal(dice, days.last, outcome), Math.min(left, dice.whole(0, most)));
  for (; left > 0; left -= 1) {
    const company = dice.pick(companies);
    addEntry(tx, dice, days, people, {
      company,
      deal: null,
      sellerId: company.ownerId,
      index: dice.whole(0, days.last),
      marketingPercent: 60,
    });
  }
};

/** Which sentences a pipeline report opens with: each has a rule, and the rule is printed beside it. */
import type { Day } from '../kernel/day.ts';
import type { Fraction, MoneyByCurrency } from '../kernel/money.ts';
import type { ExactShare } from '../pipeline/contract.ts';

type StageName = { readonly name: string; readonly seedKey: string | null };

export type Finding =
  | { readonly type: 'empty' }
  | { readonly type: 'nothingOpen' }
  | { readonly type: 'open'; readonly count: number; readonly amount: MoneyByCurrency; readonly weighted: MoneyByCurrency }
  /** Open deals of which none has an amount: they are worth something, and nobody knows what. */
  | { readonly type: 'unvalued'; readonly count: number }
  | { readonly type: 'stage'; readonly stage: StageName; readonly share: Fraction }
  | { readonly type: 'overdue'; readonly count: number; readonly of: number; readonly day: Day }
  | { readonly type: 'withoutAmount'; readonly count: number; readonly of: number }
  | { readonly type: 'won'; readonly count: number; readonly amount: MoneyByCurrency; readonly rate: Fraction | null }
  | { readonly type: 'nothingWon'; readonly lost: number };

export type FindingFacts = {
  readonly asOf: Day;
  readonly openCount: number;
  readonly openAmount: MoneyByCurrency;
  readonly weighted: MoneyByCurrency;
  readonly withoutAmount: number;
  /** Open deals whose expected close lies before `asOf`. */
  readonly overdue: number;
  readonly wonCount: number;
  readonly wonAmount: MoneyByCurrency;
  readonly lostCount: number;
  readonly winRate: ExactShare;
  /** The stage with the largest weighted sum in the currency of the report, and what all stages hold in it. */
  readonly heaviest: { readonly stage: StageName; readonly weighted: bigint } | null;
  readonly allWeighted: bigint;
};

/** More than this share of the open deals, in tenths, makes a gap worth a sentence (as in rule B4). */
const tenths = 1;
const isMany = (part: number, all: number): boolean => part * 10 > all * tenths;

/** In this order: what is open, what hangs on one stage, what is late, what is missing, what was decided. */
export const findingsOf = (facts: FindingFacts): readonly Finding[] => {
  const { openCount, wonCount, lostCount, heaviest } = facts;
  if (openCount + wonCount + lostCount === 0) return [{ type: 'empty' }];
  const findings: Finding[] = [openFinding(facts)];
  if (heaviest !== null && facts.allWeighted > 0n && heaviest.weighted * 2n > facts.allWeighted) {
    findings.push({ type: 'stage', stage: heaviest.stage, share: { n: heaviest.weighted, d: facts.allWeighted } });
  }
  if (isMany(facts.overdue, openCount)) findings.push({ type: 'overdue', count: facts.overdue, of: openCount, day: facts.asOf });
  if (isMany(facts.withoutAmount, openCount) && facts.withoutAmount < openCount)
    findings.push({ type: 'withoutAmount', count: facts.withoutAmount, of: openCount });
  if (wonCount > 0) {
    const { winRate } = facts;
    findings.push({ type: 'won', count: wonCount, amount: facts.wonAmount, rate: winRate.known ? { n: winRate.n, d: winRate.d } : null });
  } else if (lostCount > 0) {
    findings.push({ type: 'nothingWon', lost: lostCount });
  }
  return findings;
};

const openFinding = ({ openCount, openAmount, weighted, withoutAmount }: FindingFacts): Finding => {
  if (openCount === 0) return { type: 'nothingOpen' };
  if (withoutAmount === openCount) return { type: 'unvalued', count: openCount };
  return { type: 'open', count: openCount, amount: openAmount, weighted };
};

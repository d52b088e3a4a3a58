/** Sales velocity (rule 5; fine print B7): what the pipeline brings a day, exact until it is rounded once, with the parts it is made of. */
import { type Day, daysBetween } from '../kernel/day.ts';
import { type Fraction, type Money, roundHalfEven } from '../kernel/money.ts';

export type WonDeal = { readonly amount: Money | null; readonly createdDay: Day | null; readonly closedDay: Day };

export type VelocityInput = {
  /** Open qualified deals today. */
  readonly openDeals: number;
  /** Won in the last 12 months. */
  readonly won: readonly WonDeal[];
  /** Lost in the same 12 months; losses that are none (duplicates, tests) are left out by the caller. */
  readonly lostCount: number;
};

/** Why there is no number (rule A6). */
export type NoVelocity = 'tooFew' | 'noWin' | 'wonWithoutAmount' | 'mixedCurrencies' | 'cycleUnknown';

export type Velocity =
  | {
      readonly known: true;
      /** Rounded half-even to the minor unit (rule A1). */
      readonly perDay: Money;
      /** The factors, exact: perDay = deals × averageValue × winRate ÷ cycleDays. Values in minor units. */
      readonly deals: number;
      readonly averageValue: Fraction;
      readonly winRate: Fraction;
      readonly cycleDays: Fraction;
    }
  | { readonly known: false; readonly reason: NoVelocity };

/** Fewer closed deals than this say nothing about the next one. */
export const fewestClosed = 10;

const none = (reason: NoVelocity): Velocity => ({ known: false, reason });

/** Average days from the first day of a deal to its win; a deal won on its first day took one day. Null where no first day is known. */
export const averageCycle = (won: readonly Pick<WonDeal, 'createdDay' | 'closedDay'>[]): Fraction | null => {
  const cycles = won.flatMap(({ createdDay, closedDay }) => (createdDay === null ? [] : [Math.max(1, daysBetween(createdDay, closedDay))]));
  return cycles.length === 0 ? null : { n: BigInt(cycles.reduce((sum, days) => sum + days, 0)), d: BigInt(cycles.length) };
};

/** Average over the won deals that have an amount; more than a tenth without one is no basis (the limit of rule B4). */
export const velocity = ({ openDeals, won, lostCount }: VelocityInput): Velocity => {
  const closed = won.length + lostCount;
  if (closed < fewestClosed) return none('tooFew');
  if (won.length === 0) return none('noWin');
  const amounts = won.flatMap(({ amount }) => (amount === null || amount.minor === 0n ? [] : [amount]));
  const [first] = amounts;
  if (first === undefined || (won.length - amounts.length) * 10 > won.length) return none('wonWithoutAmount');
  if (amounts.some(({ currency }) => currency !== first.currency)) return none('mixedCurrencies');
  const cycleDays = averageCycle(won);
  if (cycleDays === null) return none('cycleUnknown');
  const averageValue = { n: amounts.reduce((sum, { minor }) => sum + minor, 0n), d: BigInt(amounts.length) };
  const winRate = { n: BigInt(won.length), d: BigInt(closed) };
  const minor = roundHalfEven(BigInt(openDeals) * averageValue.n * winRate.n * cycleDays.d, averageValue.d * winRate.d * cycleDays.n);
  return { known: true, perDay: { minor, currency: first.currency }, deals: openDeals, averageValue, winRate, cycleDays };
};

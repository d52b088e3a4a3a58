/** The cockpit's headline: which sentences the numbers deserve, in order; no wording here. */
import type { TextKey } from '../../../shared/i18n/dictionary.ts';
import type { Fraction } from '../../../shared/kernel/money.ts';

export type HeadlineFigures = {
  /** Won in the currency on screen, in minor units; `before` is null where no earlier period compares. */
  readonly won: bigint;
  readonly wonBefore: bigint | null;
  readonly wonCount: number;
  readonly lostCount: number;
  readonly openCount: number;
  readonly withoutAmount: number;
  /** A period is chosen: the open figures hold what should close in it. */
  readonly isPeriod: boolean;
  /** Other currencies than the one on screen were won, or are open, too: their deals are in the counts. */
  readonly isWonMixed: boolean;
  readonly isOpenMixed: boolean;
};

export type HeadlineSentence = {
  readonly key: TextKey;
  /** How much the won sum moved, as a share of the period before. */
  readonly change?: Fraction;
  /** Figures in it that call for a decision. */
  readonly hot?: readonly string[];
};

/** More missing than this share of the open deals makes every sum below it doubtful (a tenth, as in rule B4). */
const missingIsMany = ({ withoutAmount, openCount }: HeadlineFigures): boolean => openCount > 0 && withoutAmount * 10 > openCount;

/** A share of next to nothing says nothing: ten times as much and more is not given as a percentage. */
export const isComparable = (won: bigint, before: bigint | null): boolean =>
  before !== null && before > 0n && before !== won && won < before * 10n;

const wonSentence = ({ won, wonBefore, wonCount, lostCount, isWonMixed }: HeadlineFigures): HeadlineSentence => {
  if (wonCount + lostCount === 0) return { key: 'cockpit.headlineNoClose' };
  if (wonCount === 0) return { key: 'cockpit.headlineNothingWon' };
  if (isWonMixed) return { key: 'cockpit.headlineWonMixed' };
  if (!isComparable(won, wonBefore) || wonBefore === null) return { key: 'cockpit.headlineWon' };
  return won > wonBefore
    ? { key: 'cockpit.headlineWonMore', change: { n: won - wonBefore, d: wonBefore } }
    : { key: 'cockpit.headlineWonLess', change: { n: wonBefore - won, d: wonBefore } };
};

const openSentence = (figures: HeadlineFigures): HeadlineSentence => {
  if (figures.openCount === 0) return { key: figures.isPeriod ? 'cockpit.headlineNoOpenPeriod' : 'cockpit.headlineNoOpen' };
  if (missingIsMany(figures)) return { key: 'cockpit.headlineWithoutAmount', hot: ['withoutAmount'] };
  if (figures.isOpenMixed) return { key: figures.isPeriod ? 'cockpit.headlineOpenPeriodMixed' : 'cockpit.headlineOpenMixed' };
  return { key: figures.isPeriod ? 'cockpit.headlineOpenPeriod' : 'cockpit.headlineOpen' };
};

/** At most two sentences: what came in, then what is open, or what makes the open sum doubtful. */
export const headlineSentences = (figures: HeadlineFigures): readonly HeadlineSentence[] =>
  figures.wonCount + figures.lostCount + figures.openCount === 0
    ? [{ key: 'cockpit.headlineEmpty' }]
    : [wonSentence(figures), openSentence(figures)];

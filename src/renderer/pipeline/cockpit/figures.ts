/** The figures of the cockpit by name: their words, and the measure whose rows are behind them. */
import type { TextKey } from '../../../shared/i18n/dictionary.ts';
import type { Measure } from '../../../shared/pipeline/contract.ts';

const measureOf = {
  wonAmount: 'won',
  wonCount: 'won',
  lostCount: 'lost',
  openCount: 'open',
  openAmount: 'open',
  weightedAmount: 'weighted',
  winRateByCount: 'winRateByCount',
  winRateByValue: 'winRateByValue',
  withoutAmount: 'withoutAmount',
  dayUnknown: 'dayUnknown',
  openWithoutDate: 'openWithoutDate',
} as const satisfies Readonly<Record<string, Measure>>;

export type FigureId = keyof typeof measureOf;
export const figureIds = Object.keys(measureOf) as readonly FigureId[];

export const isFigureId = (value: unknown): value is FigureId => typeof value === 'string' && value in measureOf;

export const measureBehind = (id: FigureId): Measure => measureOf[id];

/** What the figure is: a sum of money, a share, or a number of deals. */
export const figureKind = (id: FigureId): 'money' | 'share' | 'count' =>
  id === 'wonAmount' || id === 'openAmount' || id === 'weightedAmount'
    ? 'money'
    : id === 'winRateByCount' || id === 'winRateByValue'
      ? 'share'
      : 'count';

/** Figures of open deals: in a period they hold what is expected to close in it (rule B1). */
export const isAboutOpen = (id: FigureId): boolean => ['openCount', 'openAmount', 'weightedAmount', 'withoutAmount'].includes(id);

export type FigureTexts = { readonly name: TextKey; readonly meaning: TextKey; readonly formula: TextKey };

/** A figure's own words; the compiler proves that each has them. */
export const figureTexts = (id: FigureId): FigureTexts => ({
  name: `definitions.${id}Name`,
  meaning: `definitions.${id}Meaning`,
  formula: `definitions.${id}Formula`,
});

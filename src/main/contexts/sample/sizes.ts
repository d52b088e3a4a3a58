/** How big a sample company may be: numbers alone, so that a bigger one is another line of this table. */

export type SampleCounts = {
  /** Length of the company's past, in months before today. */
  readonly months: number;
  /** Sellers beside those of the scene, a multiple of three: each sales team gets as many. */
  readonly moreSellers: number;
  readonly accounts: number;
  readonly contacts: number;
  readonly won: number;
  readonly lost: number;
  /** Of the lost: closed as duplicates, which are no losses. */
  readonly duplicates: number;
  readonly open: number;
  /** Of the open: no day known, no amount known, no expected close, and quiet for months with nobody's next step. */
  readonly undated: number;
  readonly withoutAmount: number;
  readonly withoutClose: number;
  readonly rotting: number;
  readonly activities: number;
};

export const sampleSizes = {
  small: {
    months: 18,
    moreSellers: 0,
    accounts: 60,
    contacts: 120,
    won: 90,
    lost: 80,
    duplicates: 5,
    open: 90,
    undated: 2,
    withoutAmount: 5,
    withoutClose: 4,
    rotting: 1,
    activities: 700,
  },
  large: {
    months: 60,
    moreSellers: 51,
    accounts: 20_000,
    contacts: 60_000,
    won: 20_000,
    lost: 22_000,
    duplicates: 900,
    open: 8_000,
    undated: 60,
    withoutAmount: 400,
    withoutClose: 300,
    rotting: 80,
    activities: 500_000,
  },
} as const satisfies Readonly<Record<string, SampleCounts>>;

export type SampleSize = keyof typeof sampleSizes;

/** When a removal is one that somebody has to answer for: many rows of a kind, put into the trash or withdrawn by one person within a day. */

/** At least `rows` of a kind, and more than `percent` of those that were live, within so many ms, all sets of a person together. */
export type RemovalLimits = { readonly rows: number; readonly percent: number; readonly within: number };

export const usualRemovals: RemovalLimits = { rows: 20, percent: 20, within: 24 * 3_600_000 };

/** `removed` of `live`: of the rows that were there before the first of them was removed. */
export const isMassRemoval = (removed: number, live: number, limits: RemovalLimits): boolean =>
  removed >= limits.rows && removed * 100 > live * limits.percent;

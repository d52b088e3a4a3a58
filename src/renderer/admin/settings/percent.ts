/** A probability as people type it, in per cent, and as it is kept, in basis points. */

/** "12,5" → 1,250; null for anything that is not a share between 0 and 100 with at most two decimals. */
export const readPercent = (typed: string): number | null => {
  const parts = /^(\d{1,3})(?:[.,](\d{1,2}))?$/.exec(typed.replaceAll(/[\s\u00a0%]/g, ''));
  if (parts === null) return null;
  const basisPoints = Number(parts[1]) * 100 + Number((parts[2] ?? '').padEnd(2, '0'));
  return basisPoints <= 10_000 ? basisPoints : null;
};

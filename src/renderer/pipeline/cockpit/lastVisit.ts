/** How far this browser had seen the changes of a workspace when it was opened: kept locally, read once for each opened window. */
import { useEffect, useState } from 'react';

const keyOf = (workspaceId: string): string => `samspill.seen.${workspaceId}`;

const seenAtStart = new Map<string, number | null>();

/** The number of the newest change that the visit before this one saw, or null where there was none. */
const seenBefore = (workspaceId: string): number | null => {
  const known = seenAtStart.get(workspaceId);
  if (known !== undefined) return known;
  const kept = Number(localStorage.getItem(keyOf(workspaceId)));
  const seen = Number.isSafeInteger(kept) && kept > 0 ? kept : null;
  seenAtStart.set(workspaceId, seen);
  return seen;
};

/** How many changes there are since then; null on a first visit, and where the store has fewer changes than it had (a backup put back). */
export const useSinceLeft = (workspaceId: string, newest: number | null): number | null => {
  const [seen] = useState(() => seenBefore(workspaceId));
  useEffect(() => {
    if (newest !== null) localStorage.setItem(keyOf(workspaceId), String(newest));
  }, [workspaceId, newest]);
  return seen === null || newest === null || seen > newest ? null : newest - seen;
};

/** Records opened last from the palette, by workspace: kept in this browser, never in the store. */
import { create } from 'zustand';
import { persist } from 'zustand/middleware';

const mostKept = 8;

type RecentRecords = {
  readonly byWorkspace: Readonly<Record<string, readonly string[]>>;
  readonly opened: (workspaceId: string, recordId: string) => void;
};

const isIds = (value: unknown): value is readonly string[] => Array.isArray(value) && value.every((each) => typeof each === 'string');

/** Whatever an earlier version left in the browser: kept where it is understood. */
const mergeKept = (kept: unknown, fresh: RecentRecords): RecentRecords => {
  const lists: unknown = (kept as { readonly byWorkspace?: unknown } | null)?.byWorkspace;
  if (typeof lists !== 'object' || lists === null) return fresh;
  return { ...fresh, byWorkspace: Object.fromEntries(Object.entries(lists).filter(([, ids]) => isIds(ids))) };
};

export const useRecentRecords = create<RecentRecords>()(
  persist(
    (set) => ({
      byWorkspace: {},
      opened: (workspaceId, recordId) => {
        set(({ byWorkspace }) => ({
          byWorkspace: {
            ...byWorkspace,
            [workspaceId]: [recordId, ...(byWorkspace[workspaceId] ?? []).filter((id) => id !== recordId)].slice(0, mostKept),
          },
        }));
      },
    }),
    { name: 'samspill.recent', partialize: ({ byWorkspace }) => ({ byWorkspace }), merge: mergeKept },
  ),
);

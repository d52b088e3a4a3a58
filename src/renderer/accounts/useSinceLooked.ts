/** What others changed of a record since this person last looked at it in this browser: kept here, for each person of each workspace. */
import { useEffect, useState } from 'react';
import type { WorkspaceView } from '../../shared/admin/contract.ts';
import { history, type HistoryEntry } from '../../shared/sync/contract.ts';
import { useQuery } from '../app/calls.ts';

/** Records that one remembers having looked at; the one looked at longest ago is forgotten first. */
const mostKept = 500;

/** The number of the newest change that was seen of each record, the record looked at last at the end. */
type Looked = readonly (readonly [recordId: string, seq: number])[];

const keyOf = ({ id, me }: WorkspaceView): string => `samspill.looked.${id}.${me.id}`;

const read = (key: string): Looked => {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key) ?? '[]');
    return Array.isArray(kept) ? (kept as Looked) : [];
  } catch {
    // What cannot be read is as if one had never looked.
    return [];
  }
};

/** With one record looked at up to a change; the rest in its order, the oldest left out where there are too many. */
export const lookedAt = (before: Looked, recordId: string, seq: number): Looked =>
  [...before.filter(([id]) => id !== recordId), [recordId, seq] as const].slice(-mostKept);

export type SinceLooked = {
  /** Changes by their numbers, and who made them, the newest first. */
  readonly seqs: ReadonlySet<number>;
  readonly actors: readonly HistoryEntry['actor'][];
};

/** Numbers are given as changes come in, so what was made earlier elsewhere and came late is new too. Without an earlier look nothing is. */
export const changesSince = (entries: readonly HistoryEntry[], seen: number | null, me: string): SinceLooked => {
  const newest = entries.reduce((most, { seq }) => Math.max(most, seq), 0);
  // A store that has fewer changes than it had (a backup put back) numbers them anew.
  const fresh = seen === null || newest < seen ? [] : entries.filter(({ seq, actor }) => seq > seen && actor.id !== me);
  return { seqs: new Set(fresh.map(({ seq }) => seq)), actors: [...new Map(fresh.map(({ actor }) => [actor.id, actor])).values()] };
};

/** To be used once on the page of a record, which is made anew for another record. */
export const useSinceLooked = (workspace: WorkspaceView, recordId: string): SinceLooked => {
  const key = keyOf(workspace);
  const { data: entries = [] } = useQuery(history, { id: recordId }, false);
  const [seen] = useState(() => read(key).find(([id]) => id === recordId)?.[1] ?? null);
  const newest = entries.reduce((most, { seq }) => Math.max(most, seq), 0);
  useEffect(() => {
    if (newest > 0) localStorage.setItem(key, JSON.stringify(lookedAt(read(key), recordId, newest)));
  }, [key, recordId, newest]);
  return changesSince(entries, seen, workspace.me.id);
};

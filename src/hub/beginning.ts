/**
 * A workspace's time before it was published is its publisher's to hand in, in whoever's name. That is over for good when the hub has the last set
 * of it, which the publisher named, or after a week; until then nobody else comes in, whom anybody could speak for falsely.
 */
import type { LastSet } from '../shared/sync/hubProtocol.ts';
import type { WorkspaceRow } from './hubContext.ts';
import type { Sql } from './hubDb.ts';

/** For as long a publisher may take to send what was before, in ms. */
const foundedWithin = 7 * 24 * 3_600_000;

/** How the last set is kept: a number may be higher than it, and nothing of before comes after it. */
export const foundingText = (last: LastSet | null): string => (last === null ? '' : `${last.device} ${last.deviceSeq} ${last.hash}`);

export const isBeingFounded = ({ founding, createdAt }: WorkspaceRow, now: number): boolean =>
  founding !== null && now < createdAt + foundedWithin;

/** Whether a set may be of the time before: not where another one was named under its number. */
export const mayBeFounding = (
  { founding }: WorkspaceRow,
  set: { readonly device: string; readonly deviceSeq: number },
  hash: string,
): boolean => {
  const [device, seq, named] = (founding ?? '').split(' ');
  return device !== set.device || Number(seq) !== set.deviceSeq || named === hash;
};

/** What is left of the founding once this set has its number. */
export const foundingAfter = ({ founding }: WorkspaceRow, set: { readonly device: string; readonly deviceSeq: number }): string | null => {
  const [device, seq] = (founding ?? '').split(' ');
  return device === set.device && set.deviceSeq >= Number(seq) ? null : founding;
};

/**
 * The workspace as it is when somebody is invited to it; null where nobody is yet. Where the publisher named no last set, as programs of the first
 * version do, the first invitation says that all of it is there.
 */
export const openToOthers = async (sql: Sql, workspace: WorkspaceRow, person: string | null, now: number): Promise<WorkspaceRow | null> => {
  // Further devices of the publisher's own are nobody else.
  if (!isBeingFounded(workspace, now) || person === workspace.publisher) return workspace;
  if (workspace.founding !== '') return null;
  await sql.run('UPDATE hub_workspace SET founding = NULL WHERE id = ?', [workspace.id]);
  return { ...workspace, founding: null };
};

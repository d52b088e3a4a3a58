/** Earlier sets of which a device sees more or less than it was told: a few at a time, as long as it takes. */
import { seesAll } from '../shared/admin/readScope.ts';
import type { PullAnswer } from '../shared/sync/hubProtocol.ts';
import { unpack } from '../main/platform/compress.ts';
import type { AmendLimits } from './hubContext.ts';
import type { Sql } from './hubDb.ts';
import { isOtherViewer, lensOf, type ScopeToken, type ScopeView } from './scopeToken.ts';
import { lookAt } from './visible.ts';

export type Amended = NonNullable<PullAnswer['amended']>[number];

/** `token` is what the device is told with it; `isDone`: everything up to where the device stands is seen as `now` sees it. */
export type Step = { readonly amended: readonly Amended[]; readonly token: ScopeToken; readonly isDone: boolean };

export type Asked = {
  readonly sql: Sql;
  readonly workspace: string;
  readonly person: string;
  /** How far the device is in the hub's order. */
  readonly upTo: number;
  readonly limits: AmendLimits;
};

type Candidate = { readonly hubSeq: number; readonly payload: string };

/** Sets that may be seen otherwise: those of deals that changed hands between the views, or, where it is another who looks, all. */
const candidatesAfter = async (
  { sql, workspace, upTo, limits }: Asked,
  from: ScopeView,
  to: ScopeView,
  after: number,
): Promise<readonly Candidate[]> => {
  const ofOwners = `AND hub_seq IN (SELECT t.hub_seq FROM hub_touch t WHERE t.workspace = ? AND t.hub_seq > ? AND t.record IN
      (SELECT deal FROM hub_owner WHERE workspace = ? AND hub_seq > ? AND hub_seq <= ?))`;
  const isOther = isOtherViewer(from, to);
  const rows = await sql.all(
    `SELECT hub_seq, payload FROM hub_set WHERE workspace = ? AND hub_seq > ? AND hub_seq <= ? AND refused IS NULL
     ${isOther ? '' : ofOwners} ORDER BY hub_seq LIMIT ${limits.atOnce}`,
    [workspace, after, upTo, ...(isOther ? [] : [workspace, after, workspace, from.at, to.at])],
  );
  return rows.map((row) => ({ hubSeq: Number(row['hub_seq']), payload: unpack(row['payload'] as Uint8Array) }));
};

/** The next step of bringing a device from what it was told to what its person sees now. */
export const amend = async (asked: Asked, told: ScopeToken, now: ScopeView): Promise<Step> => {
  const { sql, workspace, person, upTo, limits } = asked;
  const from = told.view;
  const to = told.to?.view ?? now;
  // Brought to a view that has passed, it is still shown nothing that has been taken from it since; the rest follows with the next view.
  const isNow = !isOtherViewer(to, now) && to.at === now.at;
  const settled: Step = { amended: [], token: { view: to }, isDone: isNow };
  const [before, after, current] = [from, to, now].map((view) => lensOf(view, person));
  if (before === undefined || after === undefined || current === undefined) throw new Error('there are three views');
  const isSame = !isOtherViewer(from, to) && from.at === to.at;
  if (upTo === 0 || isSame || (seesAll(before.viewer) && seesAll(after.viewer) && seesAll(current.viewer))) return settled;
  const amended: Amended[] = [];
  let done = told.to?.done ?? 0;
  let bytes = 0;
  for (let looked = 0; looked < limits.looked; looked += limits.atOnce) {
    const candidates = await candidatesAfter(asked, from, to, done);
    const look = await lookAt(
      sql,
      workspace,
      candidates.map(({ payload }) => payload),
    );
    for (const { hubSeq, payload } of candidates) {
      const seen = look(payload, after, current);
      if (look(payload, before).payload !== seen.payload) {
        bytes += Buffer.byteLength(seen.payload);
        if (amended.length > 0 && bytes > limits.bytes)
          return { amended, token: { view: from, to: { view: to, done } }, isDone: false };
        amended.push({ hubSeq, ...seen });
      }
      done = hubSeq;
    }
    if (candidates.length < limits.atOnce) return { ...settled, amended };
  }
  return { amended, token: { view: from, to: { view: to, done } }, isDone: false };
};

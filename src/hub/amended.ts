/** Earlier sets of which a device sees more or less than it was told: a few at a time, as long as it takes. */
import type { Catalog } from '../shared/admin/catalog.ts';
import { holdsWholeSets } from '../shared/admin/rights.ts';
import { type PullAnswer, stageLimit } from '../shared/sync/hubProtocol.ts';
import { unpack } from '../platform/compress.ts';
import type { AmendLimits } from './hubContext.ts';
import type { Sql } from './hubDb.ts';
import { isOtherViewer, lensOf, type ScopePart, type ScopeView } from './scopeToken.ts';
import { lookAt } from './visible.ts';

export type Amended = NonNullable<PullAnswer['amended']>[number];

/** `parts` are what the device is told with it; `isDone`: everything up to where the device stands is seen as the person sees it now. */
export type Step = { readonly amended: readonly Amended[]; readonly parts: readonly ScopePart[]; readonly isDone: boolean };

export type Asked = {
  readonly sql: Sql;
  readonly catalog: Catalog;
  readonly workspace: string;
  readonly person: string;
  /** How far the device is in the hub's order. */
  readonly upTo: number;
  readonly limits: AmendLimits;
};

type Candidate = { readonly hubSeq: number; readonly payload: string };
type Range = { readonly after: number; readonly upTo: number };

/** Whether it is known that nothing can be seen otherwise. */
const isAlike = ({ catalog, person }: Asked, from: ScopeView | null, now: ScopeView): boolean => {
  if (from === null) return false;
  if (!isOtherViewer(from, now) && from.at === now.at) return true;
  return [from, now].every((view) => holdsWholeSets(catalog, lensOf(view, person).viewer));
};

/** Sets that may be seen otherwise: those of records that changed hands between the views, or, where it is another who looks, all. */
const candidatesIn = async (
  { sql, workspace, limits }: Asked,
  { after, upTo }: Range,
  from: ScopeView | null,
  now: ScopeView,
): Promise<readonly Candidate[]> => {
  const ofOwners = `AND hub_seq IN (SELECT t.hub_seq FROM hub_touch t WHERE t.workspace = ? AND t.hub_seq > ? AND t.record IN
      (SELECT record FROM hub_owner WHERE workspace = ? AND hub_seq > ? AND hub_seq <= ?))`;
  const same = from === null || isOtherViewer(from, now) ? null : from;
  const rows = await sql.all(
    `SELECT hub_seq, payload FROM hub_set WHERE workspace = ? AND hub_seq > ? AND hub_seq <= ? AND refused IS NULL
     ${same === null ? '' : ofOwners} ORDER BY hub_seq LIMIT ${limits.atOnce}`,
    [workspace, after, upTo, ...(same === null ? [] : [workspace, after, workspace, same.at, now.at])],
  );
  return rows.map((row) => ({ hubSeq: Number(row['hub_seq']), payload: unpack(row['payload'] as Uint8Array) }));
};

/** The next step of bringing a device from what it was told to what its person sees now. What is sent is always as it is seen now. */
export const amend = async (asked: Asked, told: readonly ScopePart[], now: ScopeView): Promise<Step> => {
  const { sql, catalog, workspace, person, limits } = asked;
  const lens = lensOf(now, person);
  const amended: Amended[] = [];
  let looked = 0;
  let bytes = 0;
  let done = 0;
  for (const [at, part] of told.entries()) {
    const upTo = Math.min(part.upTo ?? asked.upTo, asked.upTo);
    const rest = (): Step => ({ amended, parts: [{ upTo: done, view: now }, ...told.slice(at)], isDone: false });
    const before = part.view === null ? null : lensOf(part.view, person);
    let isMore = done < upTo && !isAlike(asked, part.view, now);
    while (isMore) {
      if (looked >= limits.looked) return rest();
      const candidates = await candidatesIn(asked, { after: done, upTo }, part.view, now);
      const look = await lookAt(
        sql,
        workspace,
        catalog,
        candidates.map(({ payload }) => payload),
      );
      for (const { hubSeq, payload } of candidates) {
        const seen = look(payload, lens);
        if (before === null || look(payload, before).payload !== seen.payload) {
          bytes += seen.payload.length > stageLimit.from ? 0 : seen.payload.length;
          if (amended.length > 0 && bytes > limits.bytes) return rest();
          amended.push({ hubSeq, ...seen });
        }
        done = hubSeq;
      }
      looked += candidates.length;
      isMore = candidates.length >= limits.atOnce;
    }
    done = Math.max(done, upTo);
  }
  return { amended, parts: [{ upTo: null, view: now }], isDone: true };
};

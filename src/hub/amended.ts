/** Earlier sets of which a device sees more or less than it was told: a few at a time, as long as it takes. */
import type { Catalog } from '../shared/admin/catalog.ts';
import { holdsWholeSets } from '../shared/admin/rights.ts';
import { type AmendedSet, stageLimit, type WireSet } from '../shared/sync/hubProtocol.ts';
import { unpack } from '../platform/compress.ts';
import type { AmendLimits } from './hubContext.ts';
import type { Sql } from './hubDb.ts';
import { isOtherViewer, lensOf, type ScopePart, type ScopeView } from './scopeToken.ts';
import { lookAt } from './visible.ts';

/** `parts` are what the device is told with it; `isDone`: everything up to where the device stands is seen as the person sees it now. */
export type Step = { readonly amended: readonly AmendedSet[]; readonly parts: readonly ScopePart[]; readonly isDone: boolean };

export type Asked = {
  readonly sql: Sql;
  readonly catalog: Catalog;
  readonly workspace: string;
  readonly person: string;
  /** How far the device is in the hub's order. */
  readonly upTo: number;
  readonly limits: AmendLimits;
  /** The version of the protocol in which the device is told. */
  readonly protocol: number;
};

type Candidate = { readonly hubSeq: number; readonly payload: string; readonly salt: string };
type Range = { readonly after: number; readonly upTo: number };

/** Whether a part was told before salts were withheld, and before a device of this version could be told of them. */
const isEarlier = ({ protocol }: Asked, { told = 0 }: ScopePart): boolean => told < protocol;

/** Whether it is known that nothing can be seen otherwise. */
const isAlike = (asked: Asked, part: ScopePart, now: ScopeView): boolean => {
  const { catalog, person } = asked;
  const from = part.view;
  if (from === null) return false;
  if (!isEarlier(asked, part) && !isOtherViewer(from, now) && from.at === now.at) return true;
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
    `SELECT hub_seq, payload, header FROM hub_set WHERE workspace = ? AND hub_seq > ? AND hub_seq <= ? AND refused IS NULL
     ${same === null ? '' : ofOwners} ORDER BY hub_seq LIMIT ${limits.atOnce}`,
    [workspace, after, upTo, ...(same === null ? [] : [workspace, after, workspace, same.at, now.at])],
  );
  return rows.map((row) => ({
    hubSeq: Number(row['hub_seq']),
    payload: unpack(row['payload'] as Uint8Array),
    salt: (JSON.parse(String(row['header'])) as Pick<WireSet, 'salt'>).salt,
  }));
};

/**
 * The next step of bringing a device from what it was told to what its person sees now. What is sent is always as it is seen now. Parts of sets that
 * an earlier version told are told again: with their salts, or to who might see what is kept from them now.
 */
export const amend = async (asked: Asked, told: readonly ScopePart[], now: ScopeView): Promise<Step> => {
  const { sql, catalog, workspace, person, limits, protocol } = asked;
  const lens = lensOf(now, person);
  const amended: AmendedSet[] = [];
  let looked = 0;
  let bytes = 0;
  let done = 0;
  for (const [at, part] of told.entries()) {
    const upTo = Math.min(part.upTo ?? asked.upTo, asked.upTo);
    const rest = (): Step => ({ amended, parts: [{ upTo: done, view: now, told: protocol }, ...told.slice(at)], isDone: false });
    const before = part.view === null ? null : lensOf(part.view, person);
    const isTold = !isEarlier(asked, part);
    let isMore = done < upTo && !isAlike(asked, part, now);
    while (isMore) {
      if (looked >= limits.looked) return rest();
      const candidates = await candidatesIn(asked, { after: done, upTo }, isTold ? part.view : null, now);
      const look = await lookAt(
        sql,
        workspace,
        catalog,
        candidates.map(({ payload }) => payload),
      );
      for (const { hubSeq, payload, salt } of candidates) {
        const seen = look(payload, lens);
        if (before === null || look(payload, before).payload !== seen.payload || (!isTold && seen.partial)) {
          bytes += seen.payload.length > stageLimit.from ? 0 : seen.payload.length;
          if (amended.length > 0 && bytes > limits.bytes) return rest();
          amended.push({ hubSeq, ...seen, salt: seen.partial ? null : salt });
        }
        done = hubSeq;
      }
      looked += candidates.length;
      isMore = candidates.length >= limits.atOnce;
    }
    done = Math.max(done, upTo);
  }
  return { amended, parts: [{ upTo: null, view: now, told: protocol }], isDone: true };
};

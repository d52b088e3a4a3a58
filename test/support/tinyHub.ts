/** A hub in memory for tests of the engine: it numbers, refuses what it is told to refuse, corrects clocks, and holds a log that anybody may pull. */
import { effectiveClock } from '../../src/hub/admission.ts';
import { hubHeadAfter, wireSetHash } from '../../src/main/core/chainHash.ts';
import { hex } from '../../src/platform/hash.ts';
import {
  driftLimit,
  type HubSet,
  type PullAnswer,
  type PushResult,
  type Refusal,
  type WireSet,
} from '../../src/shared/sync/hubProtocol.ts';

export type TinyHub = {
  readonly push: (sets: readonly WireSet[]) => readonly PushResult[];
  readonly pull: (after: number, limit?: number) => PullAnswer;
  readonly sets: readonly HubSet[];
};

export const refusedAs = (reason: Refusal['reason']): Refusal => ({ reason, table: null, rowId: null, held: {} });

/** `judge` refuses sets; `now` is the hub's clock in ms, `drift` how far ahead of it a stamp may be. */
export const tinyHub = (now: () => number, judge: (set: WireSet) => Refusal | null = () => null, drift: number = driftLimit): TinyHub => {
  const sets: HubSet[] = [];
  const heads: Uint8Array[] = [new Uint8Array(0)];
  /** The largest stamp up to each number. */
  const tops: bigint[] = [0n];
  const take = (set: WireSet): PushResult => {
    const mine = sets.filter(({ device }) => device === set.device);
    const known = mine[set.deviceSeq - 1];
    if (known !== undefined && hex(wireSetHash(known)) !== hex(wireSetHash(set))) return { type: 'forked', have: mine.length };
    if (known === undefined && set.deviceSeq !== mine.length + 1) return { type: 'retry', why: 'gap', have: mine.length };
    const stored = known ?? number(set);
    const { hubSeq, effectiveHlc, receivedAt, refused } = stored;
    return refused === null
      ? { type: 'applied', hubSeq, effectiveHlc, receivedAt }
      : { type: 'refused', hubSeq, effectiveHlc, receivedAt, refused };
  };
  const number = (set: WireSet): HubSet => {
    const refused = judge(set);
    const own = sets.filter(({ device }) => device === set.device).at(-1)?.effectiveHlc ?? '0';
    // A larger drift than the usual one: a hub that corrects later.
    const effective = effectiveClock(BigInt(set.hlc), now() + drift - driftLimit, {
      device: BigInt(own),
      seen: tops[Math.min(set.seenSeq, sets.length)] ?? 0n,
    });
    const stored: HubSet = {
      ...set,
      payload: refused === null ? set.payload : '',
      hubSeq: sets.length + 1,
      effectiveHlc: String(effective),
      receivedAt: now(),
      refused,
    };
    const place = { hubSeq: stored.hubSeq, effectiveHlc: effective, isRefused: refused !== null };
    heads.push(hubHeadAfter(heads.at(-1) ?? new Uint8Array(0), wireSetHash(set), place));
    tops.push(effective > (tops.at(-1) ?? 0n) ? effective : (tops.at(-1) ?? 0n));
    sets.push(stored);
    return stored;
  };
  return {
    sets,
    push: (pushed) => pushed.map(take),
    pull: (after, limit = 100) => {
      const page = sets.slice(after, after + limit);
      const last = after + page.length;
      return { hubTime: now(), epoch: 'one', sets: page, head: hex(heads[last] ?? new Uint8Array(0)), last, more: last < sets.length };
    },
  };
};

/** Sets that are too large for one message: their payload goes and comes in parts, and each part that arrived is kept when the way breaks off. */
import { ok, type Result } from '../../../shared/kernel/result.ts';
import { type HubSet, type PullAnswer, stageLimit, type WireSet } from '../../../shared/sync/hubProtocol.ts';
import { wireSetHash } from '../../core/chainHash.ts';
import type { Store } from '../../core/store.ts';
import { pack, unpackWithin } from '../../../platform/compress.ts';
import { hex } from '../../../platform/hash.ts';
import { dropPart, keepPart, partsLength, readParts } from '../../../platform/partFiles.ts';
import { storePaths } from '../../../platform/storeFiles.ts';
import type { Session, SessionFailure } from './session.ts';

/** Stages the payloads of large sets at the hub; the sets themselves go without them then. */
export const stageLarge = async <S extends Omit<WireSet, 'signature' | 'salt'>>(
  session: Session,
  sets: readonly S[],
  keepLease: () => void,
): Promise<Result<readonly S[], SessionFailure>> => {
  const light: S[] = [];
  for (const set of sets) {
    if (set.payload.length <= stageLimit.from) {
      light.push(set);
      continue;
    }
    const packed = Buffer.from(pack(Buffer.from(set.payload)));
    const about = { hash: hex(wireSetHash(set)), of: Math.ceil(packed.length / stageLimit.part) };
    const send = (part: { readonly at: number; readonly bytes: string } | null) =>
      session.ask((hub, token) => hub.stage({ ...about, part }, token));
    for (let answer = await send(null); ;) {
      if (!answer.ok) return answer;
      const at = answer.value.next;
      if (at >= about.of) break;
      keepLease();
      answer = await send({ at, bytes: packed.subarray(at * stageLimit.part, (at + 1) * stageLimit.part).toString('base64') });
    }
    light.push({ ...set, payload: '' });
  }
  return ok(light);
};

/** Fetches the payload of one numbered set, part by part, into a file of that name. What does not unpack is empty. */
const fetchPayload = async (
  { dir }: Pick<Store, 'dir'>,
  session: Session,
  { hubSeq, name }: { readonly hubSeq: number; readonly name: string },
  keepLease: () => void,
): Promise<Result<string, SessionFailure>> => {
  const folder = storePaths(dir).staging;
  for (;;) {
    const at = Math.floor(partsLength(folder, name) / stageLimit.part);
    const answer = await session.ask((hub, token) => hub.part({ hubSeq, at }, token));
    if (!answer.ok) return answer;
    keepPart(folder, name, at * stageLimit.part, Buffer.from(answer.value.bytes, 'base64'));
    keepLease();
    if (at + 1 >= Math.min(answer.value.of, stageLimit.packed / stageLimit.part)) break;
  }
  const payload = unpackWithin(readParts(folder, name), stageLimit.most) ?? '';
  // A damaged one is fetched anew from its first part.
  dropPart(folder, name);
  return ok(payload);
};

/** Fetches the payloads that a page came without. What does not unpack stays empty, and is found not to fit its hash. */
export const fetchLarge = async (
  store: Pick<Store, 'dir'>,
  session: Session,
  sets: readonly HubSet[],
  keepLease: () => void,
): Promise<Result<readonly HubSet[], SessionFailure>> => {
  const whole: HubSet[] = [];
  for (const set of sets) {
    if (set.payload !== '' || set.refused !== null) {
      whole.push(set);
      continue;
    }
    const name = `set-${hex(wireSetHash(set))}`;
    const payload = await fetchPayload(store, session, { hubSeq: set.hubSeq, name }, keepLease);
    if (!payload.ok) return payload;
    whole.push({ ...set, payload: payload.value });
  }
  return ok(whole);
};

/** The same for sets that are seen otherwise than before; parts of an earlier view are no beginning of this one. */
export const fetchAmended = async (
  store: Pick<Store, 'dir'>,
  session: Session,
  amended: NonNullable<PullAnswer['amended']>,
  keepLease: () => void,
): Promise<Result<NonNullable<PullAnswer['amended']>, SessionFailure>> => {
  const whole: NonNullable<PullAnswer['amended']> = [];
  for (const set of amended) {
    const { hubSeq } = set;
    const name = `amended-${hubSeq}`;
    if (set.payload === '') dropPart(storePaths(store.dir).staging, name);
    const payload = set.payload === '' ? await fetchPayload(store, session, { hubSeq, name }, keepLease) : ok(set.payload);
    if (!payload.ok) return payload;
    whole.push({ ...set, payload: payload.value });
  }
  return ok(whole);
};

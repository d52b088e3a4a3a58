/** Speaks with a hub: each request in its shape, each answer decoded, and everything that can go wrong on the way as one plain value. */
import type { z } from 'zod';
import { err, ok, type Result } from '../../../shared/kernel/result.ts';
import {
  codesAnswer,
  devicesAnswer,
  doneAnswer,
  hubError,
  type HubError,
  hubPaths,
  inviteAnswer,
  joinAnswer,
  markAnswer,
  partAnswer,
  type HubSet,
  protocolVersion,
  protocolsSpoken,
  pullAnswer,
  pushAnswer,
  putBackAnswer,
  hubSetIn,
  refreshAnswer,
  stageAnswer,
  answerLimit,
  wireLimit,
} from '../../../shared/sync/hubProtocol.ts';
import type { HubRefusal, HubTooOldForRole } from '../../../shared/sync/statusContract.ts';
import { type HttpAnswer, type ListenHttp, listenEvents, postJson, type SendHttp } from '../../../platform/httpCall.ts';

export type HubFailure =
  | Extract<HubRefusal, { readonly type: 'HubAddressInvalid' | 'HubUnreachable' | 'NotAHub' | 'HubUntrusted' | 'HubOtherCertificate' }>
  | HubTooOldForRole
  | { readonly type: 'HubFailed'; readonly error: HubError['error']; readonly epoch: string };

/** How a device reaches the world outside; tests give one that loses, doubles and delays. */
export type Network = { readonly send: SendHttp; readonly listen: ListenHttp };
export const systemNetwork: Network = { send: postJson, listen: listenEvents };

const isThisMachine = (host: string): boolean => host === 'localhost' || host === '[::1]' || /^127(?:\.\d{1,3}){3}$/u.test(host);

/** The address as it is stored and called, without a slash at its end; null for one that must not be called. Secrets go over TLS alone, or nowhere. */
export const hubAddress = (text: string): string | null => {
  let url: URL;
  try {
    url = new URL(text.trim());
  } catch {
    return null;
  }
  const isSafe = url.protocol === 'https:' || (url.protocol === 'http:' && isThisMachine(url.hostname));
  if (!isSafe || url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') return null;
  return `${url.origin}${url.pathname.replace(/\/+$/u, '')}`;
};

const timeouts = { usual: 15_000, large: 60_000 } as const;

const readAnswer = <T extends z.ZodType>(shape: T, answer: HttpAnswer): Result<z.output<T>, HubFailure> => {
  if (answer.type === 'unreachable') return err({ type: 'HubUnreachable' });
  if (answer.type === 'unreadable') return err({ type: 'NotAHub' });
  if (answer.type === 'untrusted') return err({ type: 'HubUntrusted', fingerprint: answer.fingerprint });
  if (answer.type === 'otherCertificate') return err({ type: 'HubOtherCertificate', fingerprint: answer.fingerprint });
  if (answer.status === 200) {
    const read = shape.safeParse(answer.body);
    return read.success ? ok(read.data) : err({ type: 'NotAHub' });
  }
  const failed = hubError.safeParse(answer.body);
  return failed.success ? err({ type: 'HubFailed', error: failed.data.error, epoch: failed.data.epoch }) : err({ type: 'NotAHub' });
};

type Body = Readonly<Record<string, unknown>>;
/** What is asked, in the words of an earlier version of the protocol; null: it has none for this role. */
type Earlier = (body: Body, protocol: number) => Body | null;

const asItIs: Earlier = (body) => body;

/** Version 1 invites to sales alone, without a position. */
const invitation: Earlier = ({ function: side = 'sales', position = 'none', ...body }) =>
  side === 'sales' && position === 'none' ? body : null;

/** Version 1 asks for no last set. */
const withoutLast: Earlier = ({ last: _last, ...body }) => body;

/** Version 1 lists all devices at once. */
const wholeList: Earlier = ({ after: _after, ...body }) => body;

const putBackSets: Earlier = (body, protocol) => ({
  ...body,
  sets: (body['sets'] as readonly HubSet[]).map((set) => hubSetIn(protocol, set)),
});

/** The calls of one hub; `signal` ends those that are on their way. `confirmed`: the fingerprint of its certificate where a person compared it. */
export const hubClient = (url: string, { send, listen }: Network, signal: AbortSignal, confirmed: string | null = null) => {
  // A hub on this machine may speak without TLS, and then has no certificate to compare.
  const pin = url.startsWith('https:') ? confirmed : null;
  /** The version in which this hub is spoken to: its own, once it has said that ours is none of its. */
  let spoken = protocolVersion;
  const post =
    <T extends z.ZodType>(path: string, shape: T, timeoutMs: number = timeouts.usual, earlier: Earlier = asItIs) =>
    async (body: Body, token: string | null = null): Promise<Result<z.output<T>, HubFailure>> => {
      const ask = async (protocol: number): Promise<Result<z.output<T>, HubFailure>> => {
        const said = protocol === protocolVersion ? body : earlier(body, protocol);
        if (said === null) return err({ type: 'HubTooOldForRole' });
        const call = {
          url: `${url}${path}`,
          body: { protocol, ...said },
          token,
          pin,
          most: wireLimit.unpacked,
          bounds: answerLimit,
          timeoutMs,
          signal,
        };
        return readAnswer(shape, await send(call));
      };
      const isUnknown = (answer: Result<unknown, HubFailure>): boolean =>
        !answer.ok && answer.error.type === 'HubFailed' && answer.error.error === 'protocolTooOld';
      let answer = await ask(spoken);
      for (const older of protocolsSpoken.filter((version) => version < spoken).toReversed()) {
        if (!isUnknown(answer)) break;
        answer = await ask(older);
        if (!isUnknown(answer)) spoken = older;
      }
      return answer;
    };
  return {
    publish: post(hubPaths.publish, joinAnswer, timeouts.usual, withoutLast),
    join: post(hubPaths.join, joinAnswer),
    refresh: post(hubPaths.refresh, refreshAnswer),
    rekey: post(hubPaths.rekey, doneAnswer),
    invite: post(hubPaths.invite, inviteAnswer, timeouts.usual, invitation),
    devices: post(hubPaths.devices, devicesAnswer, timeouts.usual, wholeList),
    codes: post(hubPaths.codes, codesAnswer),
    revoke: post(hubPaths.revoke, doneAnswer),
    push: post(hubPaths.push, pushAnswer, timeouts.large),
    pull: post(hubPaths.pull, pullAnswer, timeouts.large),
    stage: post(hubPaths.stage, stageAnswer, timeouts.large),
    part: post(hubPaths.part, partAnswer, timeouts.large),
    mark: post(hubPaths.mark, markAnswer),
    putBackWindow: post(hubPaths.putBackWindow, doneAnswer),
    putBack: post(hubPaths.putBack, putBackAnswer, timeouts.large, putBackSets),
    /** Calls back whenever the hub has something new; ends when the connection does. */
    listen: (token: string, onPoke: () => void): Promise<void> =>
      listen({ url: `${url}${hubPaths.live}`, token, pin, signal, onEvent: (name) => (name === 'poke' ? onPoke() : undefined) }),
  };
};
export type HubClient = ReturnType<typeof hubClient>;

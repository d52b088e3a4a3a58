/** The window's only way to the store: `call(name, input)` and signals, over Electron's bridge where there is one, else over HTTP. */
import type { CallError } from '../../shared/kernel/contract.ts';
import type { Result } from '../../shared/kernel/result.ts';
import { err } from '../../shared/kernel/result.ts';
import type { Signal } from '../../shared/kernel/signal.ts';
import { decodeWire, encodeWire } from '../../shared/kernel/wire.ts';

/** This window has no session, or the host ended: only the link printed by a running host helps. */
export type NoSession = { readonly type: 'NoSession' };
/** The host did not answer. */
export type HostUnreachable = { readonly type: 'HostUnreachable' };
/** The link's code was used before, or belongs to an earlier run. */
export type CodeRefused = { readonly type: 'CodeRefused' };

export type ClientError = CallError | NoSession | HostUnreachable | CodeRefused;
export type CallResult = Result<unknown, ClientError>;

export type Client = {
  readonly call: (name: string, input: unknown) => Promise<CallResult>;
  /** Subscribes; returns the unsubscribe function. `onConnection` tells when the stream broke, and when it is back and signals may have been missed. */
  readonly onSignal: (listener: (signal: Signal) => void, onConnection: (state: 'lost' | 'back') => void) => () => void;
};

type Bridge = {
  readonly call: (name: string, input: unknown) => Promise<CallResult>;
  readonly onSignal: (listener: (signal: Signal) => void) => () => void;
};

const isResult = (value: unknown): value is CallResult =>
  typeof value === 'object' &&
  value !== null &&
  typeof (value as { ok?: unknown }).ok === 'boolean' &&
  ('value' in value || 'error' in value);

const isSignal = (value: unknown): value is Signal =>
  typeof value === 'object' && value !== null && ['changed', 'progress'].includes(String((value as { type?: unknown }).type));

const post = async (path: string, body: unknown): Promise<CallResult> => {
  let response: Response;
  try {
    response = await fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: encodeWire(body),
      credentials: 'same-origin',
    });
  } catch {
    return err({ type: 'HostUnreachable' });
  }
  if (response.status === 401) return err({ type: 'NoSession' });
  try {
    const answer = decodeWire(await response.text());
    if (isResult(answer)) return answer;
  } catch {
    // Not an answer of ours: treated like a host that did not answer.
  }
  return err({ type: 'HostUnreachable' });
};

/**
 * Takes the one-time code out of the address before anything else can read it, then trades it for the session cookie.
 * Does nothing without a code, so that a reload keeps its session.
 */
export const openSession = async (): Promise<Result<null, CodeRefused | HostUnreachable>> => {
  const code = /^#code=([\w-]+)$/.exec(location.hash)?.[1];
  if (code === undefined) return { ok: true, value: null };
  history.replaceState(null, '', `${location.pathname}${location.search}`);
  const answer = await post('session', { code });
  if (answer.ok) return { ok: true, value: null };
  if (answer.error.type === 'HostUnreachable') return err({ type: 'HostUnreachable' });
  // An old link opened in a browser that still holds its session: the calls that follow decide.
  return err({ type: 'CodeRefused' });
};

const onHttpSignal: Client['onSignal'] = (listener, onConnection) => {
  const source = new EventSource('signals', { withCredentials: true });
  let hasFailed = false;
  source.addEventListener('message', (event: MessageEvent<string>) => {
    const signal: unknown = JSON.parse(event.data);
    if (isSignal(signal)) listener(signal);
  });
  source.addEventListener('error', () => {
    if (!hasFailed) onConnection('lost');
    hasFailed = true;
  });
  source.addEventListener('open', () => {
    if (hasFailed) onConnection('back');
    hasFailed = false;
  });
  return () => {
    source.close();
  };
};

const bridgeOfElectron = (): Bridge | undefined => (globalThis as { readonly samspill?: Bridge }).samspill;

/** The transport of this window. */
export const createClient = (): Client => {
  const bridge = bridgeOfElectron();
  if (bridge) return { call: bridge.call, onSignal: (listener) => bridge.onSignal(listener) };
  return { call: async (name, input) => await post('call', { name, input }), onSignal: onHttpSignal };
};

/** Calls over HTTP to a program that may be slow, gone, or not the one that was meant: JSON both ways, bounded in time and size. */
import { type JsonBounds, readJson } from '../shared/kernel/boundedJson.ts';
import { certificateAt, OtherCertificate, pinnedFetch } from './pinnedHttp.ts';
import { codingFor, codingsTaken, packWire } from './wireCoding.ts';

export type HttpAnswer =
  | { readonly type: 'answered'; readonly status: number; readonly body: unknown }
  /** Nobody is there, the way broke off, or it took too long. */
  | { readonly type: 'unreachable' }
  /** Something answered that is not JSON, or more of it than anybody sends. */
  | { readonly type: 'unreadable' }
  /** No authority vouches for the certificate that is shown there. Nothing was sent. */
  | { readonly type: 'untrusted'; readonly fingerprint: string }
  /** Another certificate is shown there than the one that is known. Nothing was sent. */
  | { readonly type: 'otherCertificate'; readonly fingerprint: string };

export type HttpCall = {
  readonly url: string;
  readonly body: unknown;
  readonly token: string | null;
  /** The only certificate to speak with (SHA-256, 64 hexadecimal digits in lower case); null: any that an authority vouches for. */
  readonly pin: string | null;
  /** Bytes of the answer, unpacked. */
  readonly most: number;
  /** How deep it may nest, and how much it may hold. */
  readonly bounds: JsonBounds;
  readonly timeoutMs: number;
  /** Ends the call early. */
  readonly signal: AbortSignal;
};

export type SendHttp = (call: HttpCall) => Promise<HttpAnswer>;

async function* nothing(): AsyncGenerator<Uint8Array> {}

/** An answer may have no body at all (204): that is an end, not something to wait for. */
const bodyOf = (response: Response): AsyncIterable<Uint8Array> => (response.body as AsyncIterable<Uint8Array> | null) ?? nothing();

/** Null where the body is longer than `most`. */
const readText = async (body: AsyncIterable<Uint8Array>, most: number): Promise<string | null> => {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of body) {
    bytes += part.byteLength;
    // Counted as it unpacks: a small answer may be a large one packed small.
    if (bytes > most) return null;
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
};

const parse = (text: string | null, bounds: JsonBounds): { readonly value: unknown } | null => {
  if (text === null) return null;
  const read = readJson(text, bounds);
  return read.ok ? { value: read.value } : null;
};

const authorisation = (token: string | null): Readonly<Record<string, string>> =>
  token === null ? {} : { authorization: `Bearer ${token}` };

/** `takes`: how requests may be packed, if the other side said so. */
type Opened = { readonly status: number; readonly type: string; readonly takes: string | null; readonly body: AsyncIterable<Uint8Array> };
type Asked = Pick<HttpCall, 'url' | 'pin'> & {
  readonly method: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array<ArrayBuffer> | null;
  readonly signal: AbortSignal;
};

const open = async ({ pin, url, method, headers, body, signal }: Asked): Promise<Opened> => {
  if (pin !== null) return pinnedFetch({ url, method, headers, body, pin, signal });
  const response = await fetch(url, { method, redirect: 'manual', headers, body, signal });
  const { status, headers: said } = response;
  return { status, type: said.get('content-type') ?? '', takes: said.get('accept-encoding'), body: bodyOf(response) };
};

/** What a TLS connection ends with where the certificate, and not the way to it, is at fault. */
const certificateFault =
  /^(?:DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_|CERT_|ERR_TLS_CERT_|HOSTNAME_MISMATCH|INVALID_CA)/u;

const failureOf = async (error: unknown, url: string, signal: AbortSignal): Promise<HttpAnswer> => {
  if (error instanceof OtherCertificate) return { type: 'otherCertificate', fingerprint: error.fingerprint };
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  const fingerprint = certificateFault.test(code) ? await certificateAt(url, signal) : null;
  return fingerprint === null ? { type: 'unreachable' } : { type: 'untrusted', fingerprint };
};

/** What each program that was asked said of how it may be asked; before it has, it is asked in the way that all take. */
const takenAt = new Map<string, string>();

/** Posts packed JSON and reads JSON. Never rejects. */
export const postJson: SendHttp = async ({ url, body, token, pin, most, bounds, timeoutMs, signal }) => {
  const stop = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
  const origin = URL.parse(url)?.origin ?? '';
  const coding = codingFor(takenAt.get(origin)) ?? 'gzip';
  const headers = {
    'content-type': 'application/json',
    'content-encoding': coding,
    'accept-encoding': codingsTaken,
    ...authorisation(token),
  };
  let response: Opened;
  try {
    response = await open({ url, pin, method: 'POST', headers, body: await packWire(JSON.stringify(body), coding), signal: stop });
    takenAt.set(origin, response.takes ?? '');
  } catch (error) {
    return failureOf(error, url, stop);
  }
  try {
    const read = parse(await readText(response.body, most), bounds);
    return read === null ? { type: 'unreadable' } : { type: 'answered', status: response.status, body: read.value };
  } catch {
    // Cut off in the middle, or damaged on the way: what came is not used, and the next try asks again.
    return { type: 'unreachable' };
  }
};

export type ListenHttp = (
  call: Pick<HttpCall, 'url' | 'token' | 'pin' | 'signal'> & { readonly onEvent: (name: string, data: string) => void },
) => Promise<void>;

/** Longest event that is waited for, in characters. */
const longestEvent = 10_000;

const tellEvent = (block: string, onEvent: (name: string, data: string) => void): void => {
  let name = 'message';
  const data: string[] = [];
  for (const line of block.split('\n')) {
    if (line.startsWith('event:')) name = line.slice(6).trim();
    else if (line.startsWith('data:')) data.push(line.slice(5).trim());
  }
  if (data.length > 0) onEvent(name, data.join('\n'));
};

/** Listens to server-sent events until the other side or `signal` ends it. Never rejects: whoever listens asks again in any case. */
export const listenEvents: ListenHttp = async ({ url, token, pin, signal, onEvent }) => {
  // Ended with the call, whichever way it ends: a connection that nobody reads from would stay.
  const ending = new AbortController();
  const headers = { accept: 'text/event-stream', ...authorisation(token) };
  try {
    const response = await open({ url, pin, method: 'GET', headers, body: null, signal: AbortSignal.any([signal, ending.signal]) });
    if (response.status !== 200 || !response.type.startsWith('text/event-stream')) return;
    const decoder = new TextDecoder();
    let waiting = '';
    for await (const part of response.body) {
      waiting += decoder.decode(part, { stream: true }).replaceAll('\r', '');
      const blocks = waiting.split('\n\n');
      waiting = blocks.pop() ?? '';
      if (waiting.length > longestEvent) return;
      for (const block of blocks) tellEvent(block, onEvent);
    }
  } catch {
    // The stream is a hint that something came; the regular look brings what it misses.
  } finally {
    ending.abort();
  }
};

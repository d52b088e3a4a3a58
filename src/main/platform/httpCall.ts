/** Calls over HTTP to a program that may be slow, gone, or not the one that was meant: JSON both ways, bounded in time and size. */
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

const pack = promisify(gzip);

export type HttpAnswer =
  | { readonly type: 'answered'; readonly status: number; readonly body: unknown }
  /** Nobody is there, the way broke off, or it took too long. */
  | { readonly type: 'unreachable' }
  /** Something answered that is not JSON, or more of it than anybody sends. */
  | { readonly type: 'unreadable' };

export type HttpCall = {
  readonly url: string;
  readonly body: unknown;
  readonly token: string | null;
  /** Bytes of the answer, unpacked. */
  readonly most: number;
  readonly timeoutMs: number;
  /** Ends the call early. */
  readonly signal: AbortSignal;
};

export type SendHttp = (call: HttpCall) => Promise<HttpAnswer>;

const bodyOf = (response: Response): AsyncIterable<Uint8Array> =>
  (response.body ?? new ReadableStream<Uint8Array>()) as AsyncIterable<Uint8Array>;

/** Null where the body is longer than `most`. */
const readText = async (response: Response, most: number): Promise<string | null> => {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of bodyOf(response)) {
    bytes += part.byteLength;
    // Counted as it unpacks: a small answer may be a large one folded up.
    if (bytes > most) return null;
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
};

const parse = (text: string | null): { readonly value: unknown } | null => {
  if (text === null) return null;
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return null;
  }
};

const authorisation = (token: string | null): Readonly<Record<string, string>> =>
  token === null ? {} : { authorization: `Bearer ${token}` };

/** Posts gzipped JSON and reads JSON. Never rejects. */
export const postJson: SendHttp = async ({ url, body, token, most, timeoutMs, signal }) => {
  const stop = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
  let response: Response;
  try {
    const packed = await pack(JSON.stringify(body));
    response = await fetch(url, {
      method: 'POST',
      redirect: 'manual',
      headers: { 'content-type': 'application/json', 'content-encoding': 'gzip', 'accept-encoding': 'gzip', ...authorisation(token) },
      body: new Uint8Array(packed),
      signal: stop,
    });
  } catch {
    return { type: 'unreachable' };
  }
  try {
    const read = parse(await readText(response, most));
    return read === null ? { type: 'unreadable' } : { type: 'answered', status: response.status, body: read.value };
  } catch {
    // Cut off in the middle, or damaged on the way: what came is not used, and the next try asks again.
    return { type: 'unreachable' };
  }
};

export type ListenHttp = (
  call: Pick<HttpCall, 'url' | 'token' | 'signal'> & { readonly onEvent: (name: string, data: string) => void },
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
export const listenEvents: ListenHttp = async ({ url, token, signal, onEvent }) => {
  try {
    const response = await fetch(url, { redirect: 'manual', headers: { accept: 'text/event-stream', ...authorisation(token) }, signal });
    if (!response.ok || !(response.headers.get('content-type') ?? '').startsWith('text/event-stream')) {
      await response.body?.cancel();
      return;
    }
    const decoder = new TextDecoder();
    let waiting = '';
    for await (const part of bodyOf(response)) {
      waiting += decoder.decode(part, { stream: true }).replaceAll('\r', '');
      const blocks = waiting.split('\n\n');
      waiting = blocks.pop() ?? '';
      if (waiting.length > longestEvent) return;
      for (const block of blocks) tellEvent(block, onEvent);
    }
  } catch {
    // The stream is a hint that something came; the regular look brings what it misses.
  }
};

/** HTTPS to a program whose certificate nobody vouches for: it is known by the fingerprint that a person compared, and by nothing else. */
import { request as httpsRequest, type RequestOptions } from 'node:https';
import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import { connect, type TLSSocket } from 'node:tls';
import { plainFingerprint } from './certificate.ts';
import { unpacker } from './wireCoding.ts';

/** Another certificate came than the one that is known; nothing was sent to it. */
export class OtherCertificate extends Error {
  readonly fingerprint: string;
  constructor(fingerprint: string) {
    super('another certificate than the one that is known');
    this.fingerprint = fingerprint;
  }
}

const fingerprintAt = (socket: TLSSocket): string => {
  const { fingerprint256 } = socket.getPeerCertificate() as { readonly fingerprint256?: string };
  return plainFingerprint(fingerprint256 ?? '');
};

const connectTo = (url: URL): TLSSocket => {
  const host = url.hostname.replace(/^\[|\]$/gu, '');
  // The chain is not asked: the caller compares the fingerprint before a single byte of a request goes out.
  return connect({
    host,
    port: Number(url.port === '' ? 443 : url.port),
    rejectUnauthorized: false,
    ...(isIP(host) === 0 ? { servername: host } : {}),
  });
};

/** The fingerprint of the certificate that is shown at an address; null where none is. Nothing is sent. */
export const certificateAt = (url: string, signal: AbortSignal): Promise<string | null> =>
  new Promise((resolve) => {
    const socket = connectTo(new URL(url));
    const end = (fingerprint: string | null): void => {
      signal.removeEventListener('abort', stop);
      resolve(fingerprint === '' ? null : fingerprint);
      socket.destroy();
    };
    const stop = (): void => end(null);
    signal.addEventListener('abort', stop);
    if (signal.aborted) stop();
    socket.once('secureConnect', () => end(fingerprintAt(socket)));
    socket.once('error', stop);
    socket.once('close', stop);
  });

export type PinnedRequest = {
  readonly url: string;
  readonly method: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | null;
  /** SHA-256 of the certificate, 64 hexadecimal digits in lower case. */
  readonly pin: string;
  readonly signal: AbortSignal;
};
/** `takes`: how requests may be packed, if the other side said so. */
export type PinnedAnswer = {
  readonly status: number;
  readonly type: string;
  readonly takes: string | null;
  readonly body: AsyncIterable<Uint8Array>;
};

const pinnedConnection =
  (url: URL, pin: string): NonNullable<RequestOptions['createConnection']> =>
  (_options, ready) => {
    const socket = connectTo(url);
    const failed = (error: Error): void => ready(error, socket);
    socket.once('error', failed);
    socket.once('secureConnect', () => {
      const fingerprint = fingerprintAt(socket);
      if (fingerprint === pin) {
        socket.removeListener('error', failed);
        ready(null, socket);
      } else socket.destroy(new OtherCertificate(fingerprint));
    });
    // The socket is handed over when it is known whose it is, and not a moment before.
    return undefined;
  };

const unpacked = (answer: IncomingMessage): AsyncIterable<Uint8Array> => {
  const unpacking = unpacker(answer.headers['content-encoding']);
  if (unpacking === null) return answer;
  answer.once('error', (error) => unpacking.destroy(error));
  return answer.pipe(unpacking);
};

/** One request over a connection of its own. Rejects with `OtherCertificate`, or with what broke the connection. */
export const pinnedFetch = ({ url, method, headers, body, pin, signal }: PinnedRequest): Promise<PinnedAnswer> =>
  new Promise((resolve, reject) => {
    const at = new URL(url);
    const length = body === null ? {} : { 'content-length': String(body.byteLength) };
    const asked = httpsRequest(at, { method, headers: { ...headers, ...length }, signal, createConnection: pinnedConnection(at, pin) });
    asked.once('error', reject);
    asked.once('response', (answer) => {
      // A connection that breaks later is heard of by whoever reads the body.
      asked.on('error', () => {});
      const { 'content-type': type = '', 'accept-encoding': takes = null } = answer.headers;
      resolve({ status: answer.statusCode ?? 0, type, takes, body: unpacked(answer) });
    });
    asked.end(body ?? undefined);
  });

/** How the web host answers: the headers on every answer, the content security policy, JSON in the wire form. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { BodyError } from './body.ts';
import type { GuardError } from './guard.ts';
import type { SignInError } from './session.ts';
import { encodeWire } from '../../../shared/kernel/wire.ts';

/** Refusals of the host itself; what a contract entry answers comes from the app. */
export type HostErrorType =
  | (GuardError | BodyError | SignInError)['type']
  | 'NotFound'
  | 'DiskFull'
  | 'MethodNotAllowed'
  | 'NoSession'
  | 'TooManyListeners'
  | 'Closing';

const statusOf: Readonly<Record<HostErrorType, number>> = {
  WrongHost: 403,
  WrongOrigin: 403,
  WrongContentType: 415,
  NotFound: 404,
  MethodNotAllowed: 405,
  NoSession: 401,
  WrongCode: 403,
  CodeUsed: 403,
  TooManyTries: 429,
  TooManyListeners: 503,
  TooLarge: 413,
  MalformedBody: 400,
  DiskFull: 507,
  Closing: 503,
};

/** On every answer: nothing guesses types, tells where it came from, or is read by another site. */
const commonHeaders: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
};

/**
 * The policy of the page for one response; Mantine's style elements carry the nonce, scripts are files of our own only. A page that speaks
 * to its shell by messages needs no connection at all.
 */
export const pagePolicy = (nonce: string, connect: "'self'" | "'none'" = "'self'"): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    `connect-src ${connect}`,
    "form-action 'none'",
    "frame-src 'none'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "object-src 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types default',
  ].join('; ');

/** What is not the page needs nothing at all, also when a browser is made to show it as one. */
const barePolicy = "default-src 'none'; frame-ancestors 'none'";

export type Headers = Readonly<Record<string, string | number>>;

/** Writes one whole answer; HEAD gets the headers only. */
export const send = (request: IncomingMessage, response: ServerResponse, status: number, headers: Headers, body: Uint8Array): void => {
  response.writeHead(status, { 'content-security-policy': barePolicy, ...commonHeaders, ...headers, 'content-length': body.byteLength });
  response.end(request.method === 'HEAD' ? undefined : body);
};

/** Answers plain data (bigint included) as wire JSON, never cached. */
export const sendJson = (
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  value: unknown,
  headers: Headers = {},
): void => {
  const body = new TextEncoder().encode(encodeWire(value));
  send(request, response, status, { ...headers, 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' }, body);
};

/** Answers a refusal by its type alone: no path, no stack, no detail to learn from. */
export const sendRefusal = (request: IncomingMessage, response: ServerResponse, type: HostErrorType, headers: Headers = {}): void =>
  sendJson(request, response, statusOf[type], { ok: false, error: { type } }, headers);

/** The headers of a file that the person takes away: never shown as a page, and never kept by the browser. */
export const fileHeaders = (name: string, mime: string, size: number): Headers => ({
  'content-security-policy': `${barePolicy}; sandbox`,
  ...commonHeaders,
  'content-type': mime,
  'content-length': size,
  'cache-control': 'no-store',
  // RFC 6266: the plain name for whoever knows no other, the whole one in UTF-8.
  'content-disposition': `attachment; filename="${name.replaceAll(/[^\w. -]/g, '_')}"; filename*=UTF-8''${encodeURIComponent(name).replaceAll(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)}`,
});

/** Opens a stream of server-sent events that is written to afterwards. */
export const openEventStream = (response: ServerResponse): void => {
  response.writeHead(200, {
    'content-security-policy': barePolicy,
    ...commonHeaders,
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
  });
  response.flushHeaders();
};

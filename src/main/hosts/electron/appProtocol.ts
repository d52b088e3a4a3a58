/** Serves the built page under `app://main`: the same file map and the same policy as the web host, and no network. */
import { type Session, protocol } from 'electron';
import type { Random } from '../../../platform/ports.ts';
import type { FileMap } from '../web/fileMap.ts';
import { pagePolicy } from '../web/responses.ts';
import { pageOrigin, scheme } from './sender.ts';

/** What stands beside the built page: made by the shell itself, with a nonce for its one style element. */
export type ExtraPages = ReadonlyMap<string, (nonce: string) => string>;

export type Served = { readonly fileMap: FileMap; readonly random: Random; readonly extra?: ExtraPages };

/** Must run before the app is ready. */
export const registerScheme = (): void => {
  protocol.registerSchemesAsPrivileged([
    { scheme, privileges: { standard: true, secure: true, supportFetchAPI: true, corsEnabled: true } },
  ]);
};

const refusal = (status: number): Response => new Response(null, { status });

const common = { 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' };

/** The answer to one request; an address is looked up and never becomes a path. */
export const respond = ({ fileMap, random, extra }: Served, method: string, address: string): Response => {
  if (method !== 'GET' && method !== 'HEAD') return refusal(405);
  const url = new URL(address);
  // Compared as text: the origin of a scheme of one's own is "null" in Node.
  if (url.protocol !== `${scheme}:` || `${scheme}://${url.host}` !== pageOrigin) return refusal(404);
  const body = (bytes: Uint8Array | string): Uint8Array<ArrayBuffer> | null =>
    method === 'HEAD' ? null : new Uint8Array(Buffer.from(bytes));
  const file = fileMap.files.get(url.pathname);
  if (file !== undefined) {
    return new Response(body(file.bytes), {
      headers: {
        ...common,
        'content-security-policy': "default-src 'none'",
        'content-type': file.mime,
        'cache-control': file.cacheControl,
      },
    });
  }
  const nonce = Buffer.from(random.bytes(16)).toString('base64');
  const page = url.pathname === '/' || url.pathname === '/index.html' ? fileMap.page(nonce) : extra?.get(url.pathname)?.(nonce);
  if (page === undefined) return refusal(404);
  return new Response(body(page), {
    headers: {
      ...common,
      'content-security-policy': pagePolicy(nonce, "'none'"),
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
    },
  });
};

/** Serves in one session; a print session needs a call of its own. */
export const serveIn = (session: Session, served: Served): void => {
  session.protocol.handle(scheme, (request) => respond(served, request.method, request.url));
};

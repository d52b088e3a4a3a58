/** What every request must prove before anything looks at it: our own Host against DNS rebinding, our own Origin against forged requests. */
import type { IncomingMessage } from 'node:http';
import { err, ok } from '../../../shared/kernel/result.ts';
import type { Result } from '../../../shared/kernel/result.ts';

export type GuardError = { readonly type: 'WrongHost' } | { readonly type: 'WrongOrigin' } | { readonly type: 'WrongContentType' };

/** The only header carried exactly once, or undefined: two Host lines are an attack on whoever reads the other one. */
const single = (request: IncomingMessage, name: string): string | undefined => {
  const values = request.headersDistinct[name];
  return values?.length === 1 ? values[0] : undefined;
};

const hostsAt = (port: number): readonly string[] => {
  const names = ['127.0.0.1', 'localhost'];
  // A browser leaves the default port out of the header.
  return [...names.map((name) => `${name}:${port}`), ...(port === 80 ? names : [])];
};

/**
 * Refuses what did not come from our own page on `port`.
 * `isPageCall` marks what only our page's script asks for (calls, signals, the session); another port of this machine counts as the same
 * site for a browser, so those must be of the same origin. A body must be of `bodyType`, which no form of another page can send.
 */
export const checkRequest = (
  request: IncomingMessage,
  port: number,
  isPageCall: boolean,
  bodyType = 'application/json',
): Result<null, GuardError> => {
  const host = single(request, 'host');
  if (host === undefined || !hostsAt(port).includes(host)) return err({ type: 'WrongHost' });

  const site = request.headersDistinct['sec-fetch-site']?.join();
  const isForeign = site === 'cross-site' || (isPageCall && site === 'same-site');
  if (isForeign) return err({ type: 'WrongOrigin' });

  const isPost = request.method === 'POST';
  const hasOrigin = request.headersDistinct['origin'] !== undefined;
  if ((isPost || hasOrigin) && single(request, 'origin') !== `http://${host}`) return err({ type: 'WrongOrigin' });

  if (!isPost) return ok(null);
  const [mediaType] = (single(request, 'content-type') ?? '').split(';', 1);
  const isPacked = request.headersDistinct['content-encoding'] !== undefined;
  if (mediaType?.trim().toLowerCase() !== bodyType || isPacked) return err({ type: 'WrongContentType' });
  return ok(null);
};

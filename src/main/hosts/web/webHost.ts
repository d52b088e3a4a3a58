/** The web host: the same app as the desktop's, served to a browser on this machine and to nobody else. */
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { err, ok } from '../../../shared/kernel/result.ts';
import type { Result } from '../../../shared/kernel/result.ts';
import type { App } from '../../appPort.ts';
import type { Log, Random } from '../../../platform/ports.ts';
import { readBody } from './body.ts';
import { readFileMap } from './fileMap.ts';
import type { FileMap, FileMapError } from './fileMap.ts';
import { createUploads, receiveFile, sendProduced, uploadType } from './files.ts';
import type { Uploads, WebFiles } from './files.ts';
import { checkRequest } from './guard.ts';
import { pagePolicy, send, sendJson, sendRefusal } from './responses.ts';
import { createSessions, sessionCookie, sessionTokens } from './session.ts';
import type { Sessions } from './session.ts';
import { createSignalStreams } from './signals.ts';
import type { SignalStreams } from './signals.ts';

export type WebHostOptions = {
  readonly app: App;
  /** Where files change hands; left out: no file comes in or goes out. */
  readonly files?: WebFiles;
  /** The folder of the built page, with index.html at its top. */
  readonly rendererDir: string;
  /** 0 takes any free port. */
  readonly port: number;
  readonly random: Random;
  /** Told of a bug behind a call; the page learns only its id. */
  readonly log: Pick<Log, 'defect'>;
  /** Milliseconds between signs of life on the signal streams. */
  readonly heartbeatMs?: number;
};

export type WebHost = {
  /** The link that signs one browser in, once. */
  readonly url: string;
  readonly port: number;
  /** Takes no more requests, ends the signal streams, waits for running calls. The app stays open: it belongs to whoever opened it. */
  readonly close: () => Promise<void>;
};

export type WebHostError =
  | { readonly type: 'PortTaken'; readonly port: number }
  | { readonly type: 'PortForbidden'; readonly port: number }
  | FileMapError;

/** Serves the page, the calls and the signals on 127.0.0.1. Other failures to listen than those named are thrown. */
export const startWebHost = async (options: WebHostOptions): Promise<Result<WebHost, WebHostError>> => {
  const fileMap = await readFileMap(options.rendererDir);
  if (!fileMap.ok) return fileMap;

  const server = createServer({ headersTimeout: 10_000, requestTimeout: 30_000, connectionsCheckingInterval: 5_000 });
  server.maxConnections = 256;
  const listening = await listen(server, options.port);
  if (!listening.ok) return listening;

  const { port } = listening.value;
  const sessions = createSessions(options.random);
  const signals = createSignalStreams(options.app, options.heartbeatMs ?? 20_000);
  const running = new Set<Promise<void>>();
  const uploads = options.files === undefined ? null : await createUploads(options.files, options.random);
  const context: Context = { options, port, sessions, signals, uploads, fileMap: fileMap.value, isClosing: false };

  server.on('request', (request, response) => {
    const handling = handle(context, request, response).catch((cause: unknown) => answerDefect(context, request, response, cause));
    running.add(handling);
    void handling.finally(() => running.delete(handling));
  });

  const close = async (): Promise<void> => {
    context.isClosing = true;
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    signals.close();
    while (running.size > 0) await Promise.all(running);
    server.closeAllConnections();
    await closed;
    await uploads?.clear();
  };
  return ok({ url: `http://127.0.0.1:${port}/#code=${sessions.code}`, port, close });
};

type Context = {
  readonly options: WebHostOptions;
  readonly port: number;
  readonly sessions: Sessions;
  readonly signals: SignalStreams;
  readonly uploads: Uploads | null;
  readonly fileMap: FileMap;
  isClosing: boolean;
};

type Route = {
  readonly method: 'GET' | 'POST';
  /** Media type of the body; left out: JSON. */
  readonly bodyType?: string;
  readonly run: (context: Context, request: IncomingMessage, response: ServerResponse) => Promise<void> | void;
};

/** Everything that is not a file of the page. */
const routes: ReadonlyMap<string, Route> = new Map([
  ['/session', { method: 'POST', run: (...parts) => signIn(...parts) }],
  ['/call', { method: 'POST', run: (...parts) => runCall(...parts) }],
  ['/files', { method: 'POST', bodyType: uploadType, run: (...parts) => takeFile(...parts) }],
  ['/signals', { method: 'GET', run: (...parts) => openSignals(...parts) }],
] satisfies readonly (readonly [string, Route])[]);

/** A file that was made here, by its id. */
const fileRoute: Route = { method: 'GET', run: (...parts) => giveFile(...parts) };
const routeOf = (address: string): Route | undefined =>
  routes.get(address) ?? (/^\/files\/[0-9a-f]+$/.test(address) ? fileRoute : undefined);

const handle = async (context: Context, request: IncomingMessage, response: ServerResponse): Promise<void> => {
  // Nothing listens for a broken connection otherwise; the answer is lost, the host lives on.
  response.on('error', () => response.destroy());
  if (context.isClosing) return sendRefusal(request, response, 'Closing', { connection: 'close' });

  const [address = ''] = (request.url ?? '').split('?', 1);
  const route = routeOf(address);
  const guarded = checkRequest(request, context.port, route !== undefined, route?.bodyType);
  if (!guarded.ok) return sendRefusal(request, response, guarded.error.type);
  if (route === undefined) return sendFile(context, request, response, address);
  if (request.method !== route.method) return sendRefusal(request, response, 'MethodNotAllowed', { allow: route.method });
  await route.run(context, request, response);
  await finished(response, route);
};

const sendFile = (context: Context, request: IncomingMessage, response: ServerResponse, address: string): void => {
  const isPage = address === '/' || address === '/index.html';
  const file = context.fileMap.files.get(address);
  if (!isPage && file === undefined) return sendRefusal(request, response, 'NotFound');
  if (request.method !== 'GET' && request.method !== 'HEAD')
    return sendRefusal(request, response, 'MethodNotAllowed', { allow: 'GET, HEAD' });
  if (file !== undefined)
    return send(request, response, 200, { 'content-type': file.mime, 'cache-control': file.cacheControl }, file.bytes);
  const nonce = Buffer.from(context.options.random.bytes(16)).toString('base64');
  const headers = { 'content-security-policy': pagePolicy(nonce), 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' };
  send(request, response, 200, headers, context.fileMap.page(nonce));
};

const isSignedIn = (context: Context, request: IncomingMessage): boolean =>
  sessionTokens(request.headers.cookie, context.port).some((token) => context.sessions.isValid(token));

const signIn = async (context: Context, request: IncomingMessage, response: ServerResponse): Promise<void> => {
  const body = await readBody(request);
  if (!body.ok) return sendRefusal(request, response, body.error.type);
  // A browser that opens the same link again is signed in already; nothing is asked of it.
  if (isSignedIn(context, request)) return sendJson(request, response, 200, ok(null));
  const code = fieldOf(body.value, 'code');
  if (typeof code !== 'string') return sendRefusal(request, response, 'MalformedBody');
  const signedIn = context.sessions.signIn(code);
  if (!signedIn.ok) return sendRefusal(request, response, signedIn.error.type);
  sendJson(request, response, 200, ok(null), { 'set-cookie': sessionCookie(context.port, signedIn.value.token) });
};

const runCall = async (context: Context, request: IncomingMessage, response: ServerResponse): Promise<void> => {
  if (!isSignedIn(context, request)) return sendRefusal(request, response, 'NoSession');
  const body = await readBody(request);
  if (!body.ok) return sendRefusal(request, response, body.error.type);
  const name = fieldOf(body.value, 'name');
  if (typeof name !== 'string') return sendRefusal(request, response, 'MalformedBody');
  sendJson(request, response, 200, await context.options.app.call(name, fieldOf(body.value, 'input')));
};

const takeFile = async (context: Context, request: IncomingMessage, response: ServerResponse): Promise<void> => {
  if (!isSignedIn(context, request)) return sendRefusal(request, response, 'NoSession');
  if (context.uploads === null) return sendRefusal(request, response, 'NotFound');
  const query = new URL(request.url ?? '', 'http://host').searchParams;
  const received = await receiveFile(context.uploads, request, { name: query.get('name') ?? '', beside: query.get('beside') });
  // What is still coming is of no use: the connection ends with the answer.
  if (!received.ok) return sendRefusal(request, response, received.error.type, { connection: 'close' });
  sendJson(request, response, 200, received);
};

const giveFile = async (context: Context, request: IncomingMessage, response: ServerResponse): Promise<void> => {
  if (!isSignedIn(context, request)) return sendRefusal(request, response, 'NoSession');
  const id = (request.url ?? '').split('?', 1)[0]?.split('/').at(-1) ?? '';
  const file = (await context.options.files?.produced(id)) ?? null;
  if (file === null || !(await sendProduced(response, file))) sendRefusal(request, response, 'NotFound');
};

const openSignals = (context: Context, request: IncomingMessage, response: ServerResponse): void => {
  if (!isSignedIn(context, request)) return sendRefusal(request, response, 'NoSession');
  const added = context.signals.add(response);
  if (!added.ok) sendRefusal(request, response, added.error.type);
};

/** A bug behind the call, or a sender that went away: an answer only where somebody still listens and nothing was sent. */
const answerDefect = (context: Context, request: IncomingMessage, response: ServerResponse, cause: unknown): void => {
  if (request.destroyed && !request.complete) return;
  const id = Buffer.from(context.options.random.bytes(4)).toString('hex');
  context.options.log.defect(id, cause);
  if (response.headersSent) response.destroy();
  else sendJson(request, response, 500, err({ type: 'Defect', id }));
};

const fieldOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Readonly<Record<string, unknown>>)[name]
    : undefined;

/** Until the answer of a call is with the operating system, so that closing never cuts it; a signal stream has no end of its own. */
const finished = (response: ServerResponse, route: Route): Promise<void> =>
  new Promise((resolve) => {
    if (route.method === 'GET' || response.writableFinished || response.destroyed) resolve();
    else response.once('finish', resolve).once('close', resolve);
  });

const listen = (server: Server, port: number): Promise<Result<{ readonly port: number }, Exclude<WebHostError, FileMapError>>> =>
  new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      if (cause.code === 'EADDRINUSE') resolve(err({ type: 'PortTaken', port }));
      else if (cause.code === 'EACCES') resolve(err({ type: 'PortForbidden', port }));
      else reject(cause);
    });
    server.listen({ host: '127.0.0.1', port, exclusive: true }, () => {
      const address = server.address();
      if (address === null || typeof address === 'string') reject(new Error('a TCP server has a port'));
      else resolve(ok({ port: address.port }));
    });
  });

/** The hub over HTTP: bodies within limits, tokens looked at, each path handed to what does it, and every answer one of the protocol. */
import fastify, { type FastifyBaseLogger, type FastifyInstance, type FastifyReply, type FastifyRequest, LogController } from 'fastify';
import type { z } from 'zod';
import { isWithin } from '../shared/kernel/boundedJson.ts';
import { err, ok, type Result } from '../shared/kernel/result.ts';
import * as protocol from '../shared/sync/hubProtocol.ts';
import { codingFor, codingsTaken, isCoding, packWire, unpackWire } from '../platform/wireCoding.ts';
import { openCodesOf } from './codes.ts';
import { allDevicesOf, devicesOf, labelledFor, revoke } from './devices.ts';
import { type Answer, answerBase, type Fault, fault, type HubContext } from './hubContext.ts';
import { HubUnavailableError } from './hubDb.ts';
import { invite, join, publish, rekey } from './joining.ts';
import { openLive } from './live.ts';
import { isFromHere, metricsOf, newCounters } from './metrics.ts';
import { paceKeeper } from './pace.ts';
import { pull } from './pull.ts';
import { mayAtHub, push } from './push.ts';
import { mark, putBack } from './putBack.ts';
import { setPutBackWindow } from './putBackWindow.ts';
import { partOf, stage } from './staging.ts';
import { refreshSession, type Session, sessionOf } from './sessions.ts';

const statusOf: Readonly<Record<Fault, number>> = {
  wrongCode: 403,
  expiredCode: 403,
  endedCode: 403,
  tooManyTries: 429,
  tooManyDevices: 409,
  stillFounding: 409,
  noGuests: 403,
  unauthorised: 401,
  revoked: 401,
  notAllowed: 403,
  notFound: 404,
  otherRole: 409,
  wrongEpoch: 409,
  workspaceThere: 409,
  protocolTooOld: 426,
  malformed: 400,
  tooLarge: 413,
  slowDown: 429,
  unavailable: 503,
};

/** What devices of ours do not send, or hardly ever, counts as so many more requests: a bomb has to be unpacked, and a heap of keys read. */
const extraCost: Partial<Readonly<Record<Fault, number>>> = { malformed: 4, tooLarge: 20, unauthorised: 4 };

/** Every request says in which version of the protocol it is to be answered. */
type Asked = { readonly protocol: number };

export type ServerOptions = {
  readonly context: HubContext;
  readonly log: FastifyBaseLogger | null;
  readonly tls: { readonly cert: string; readonly key: string } | null;
  readonly behindProxy: boolean;
  /** How long a whole request may take to arrive, in ms: a slow sender holds no place for ever. */
  readonly requestTimeout?: number;
};

/** Bytes of a message of somebody who has not joined, packed or unpacked: codes and keys are short, and nobody else makes the hub unpack more. */
const strangersLimit = 64 * 1024;
/** A token is looked at again where a body took longer than this to arrive, in ms. */
const lookAgainAfter = 1_000;
/** Answers smaller than this travel as they are, in bytes. */
const worthZipping = 1_024;

const readBody = async (request: FastifyRequest, body: Buffer, limit: number): Promise<Result<unknown, Fault>> => {
  const encoding = request.headers['content-encoding'] ?? 'identity';
  if (!isCoding(encoding) && encoding !== 'identity') return err('malformed');
  try {
    const bytes = isCoding(encoding) ? await unpackWire(body, encoding, limit) : body;
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    if (text.length > protocol.askedLimit.characters) return err('tooLarge');
    return isWithin(text, protocol.askedLimit) ? ok(JSON.parse(text)) : err('malformed');
  } catch (error) {
    return err(error instanceof RangeError && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE' ? 'tooLarge' : 'malformed');
  }
};

const tokenOf = (request: FastifyRequest): string | null =>
  /^Bearer (?<token>[\w-]{20,120})$/u.exec(request.headers.authorization ?? '')?.groups?.['token'] ?? null;

/** Builds the server; the caller lets it listen. */
export const hubServer = ({ context, log, tls, behindProxy, requestTimeout = 60_000 }: ServerOptions): FastifyInstance => {
  const options = {
    bodyLimit: protocol.wireLimit.packed,
    // The address that the proxy itself saw: what stands before it in the header is whatever the asker wrote there.
    trustProxy: behindProxy ? (_address: string, hop: number): boolean => hop === 0 : false,
    requestTimeout,
    connectionTimeout: 0,
    keepAliveTimeout: 30_000,
    forceCloseConnections: true,
    // What was asked by whom is nobody's business: the log tells of the hub, not of its people.
    logController: new LogController({ disableRequestLogging: true }),
    ...(log === null ? { logger: false as const } : { loggerInstance: log }),
  };
  const app = (tls === null ? fastify(options) : fastify({ ...options, https: tls })) as unknown as FastifyInstance;
  const live = openLive(context);
  const counters = newCounters();
  const pace = paceKeeper();

  const send = async (request: FastifyRequest, reply: FastifyReply, status: number, value: object): Promise<FastifyReply> => {
    counters.answers.set(status, (counters.answers.get(status) ?? 0) + 1);
    const text = JSON.stringify(value);
    reply.code(status).header('content-type', 'application/json; charset=utf-8').header('cache-control', 'no-store');
    // Said with every answer, so that the next request may come packed in the better way (RFC 7694).
    reply.header('accept-encoding', codingsTaken);
    const coding = text.length < worthZipping ? null : codingFor(request.headers['accept-encoding']);
    return coding === null ? reply.send(text) : reply.header('content-encoding', coding).send(await packWire(text, coding));
  };
  const sendFault = (request: FastifyRequest, reply: FastifyReply, why: Fault): Promise<FastifyReply> => {
    pace.charge(request.ip, context.ports.clock.now(), extraCost[why] ?? 0);
    return send(request, reply, statusOf[why], { error: why, ...answerBase(context) });
  };

  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) => {
    done(null, body);
  });
  app.setNotFoundHandler((request, reply) => sendFault(request, reply, 'notFound'));
  app.setErrorHandler((error, request, reply) => {
    const status = typeof error === 'object' && error !== null && 'statusCode' in error ? error.statusCode : undefined;
    if (status === 413) return sendFault(request, reply, 'tooLarge');
    if (typeof status === 'number' && status < 500) return sendFault(request, reply, 'malformed');
    if (error instanceof HubUnavailableError) context.ports.log.warn('database away', { path: request.routeOptions.url ?? '' });
    else context.ports.log.defect(request.id, error);
    return sendFault(request, reply, 'unavailable');
  });
  app.addHook('onRequest', async (request, reply) => {
    if (pace.mayGoOn(request.ip, context.ports.clock.now())) return;
    await sendFault(request, reply, 'slowDown');
  });
  app.addHook('preClose', async () => {
    live.closeAll();
  });

  const decode = async <T>(request: FastifyRequest, schema: z.ZodType<T>, limit: number): Promise<Result<T, Fault>> => {
    if (!Buffer.isBuffer(request.body)) return err('malformed');
    const body = await readBody(request, request.body, limit);
    if (!body.ok) return body;
    const asked = typeof body.value === 'object' && body.value !== null && 'protocol' in body.value ? body.value.protocol : null;
    if (typeof asked === 'number' && !protocol.protocolsSpoken.includes(asked)) return err('protocolTooOld');
    const read = schema.safeParse(body.value);
    return read.success ? ok(read.data) : err('malformed');
  };

  const sessionFor = async (request: FastifyRequest): Promise<Answer<Session>> => {
    const token = tokenOf(request);
    return token === null ? fault('unauthorised') : sessionOf(context, token);
  };

  /** A path whose body is read before anybody is asked for: joining, and refreshing. */
  const open = <T extends Asked>(
    path: string,
    schema: z.ZodType<T>,
    body: (wanted: T, address: string) => Promise<Answer<object>>,
  ): void => {
    app.post(path, { bodyLimit: strangersLimit }, async (request, reply) => {
      const wanted = await decode(request, schema, strangersLimit);
      if (!wanted.ok) return sendFault(request, reply, wanted.error);
      const answer = await body(wanted.value, request.ip);
      return answer.ok
        ? send(request, reply, 200, answer.value)
        : sendFault(request, reply, protocol.errorIn(wanted.value.protocol, answer.error));
    });
  };
  /** A path for devices that have joined; who does not show a token is not read. */
  const member = <T extends Asked>(
    path: string,
    schema: z.ZodType<T>,
    body: (session: Session, wanted: T) => Promise<Answer<object>>,
  ): void => {
    const sessions = new WeakMap<FastifyRequest, { readonly session: Answer<Session>; readonly at: number }>();
    const onRequest = async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
      const session = await sessionFor(request);
      if (session.ok) sessions.set(request, { session, at: context.ports.clock.now() });
      else await sendFault(request, reply, session.error);
    };
    app.post(path, { onRequest }, async (request, reply) => {
      const wanted = await decode(request, schema, protocol.askedLimit.unpacked);
      const looked = sessions.get(request);
      // A body may be long on its way, and whoever sends it may have been shut out meanwhile.
      const isFresh = looked !== undefined && context.ports.clock.now() < looked.at + lookAgainAfter;
      const session = isFresh ? looked.session : await sessionFor(request);
      if (!session.ok) return sendFault(request, reply, session.error);
      if (!wanted.ok) return sendFault(request, reply, wanted.error);
      const answer = await body(session.value, wanted.value);
      return answer.ok
        ? send(request, reply, 200, answer.value)
        : sendFault(request, reply, protocol.errorIn(wanted.value.protocol, answer.error));
    });
  };
  const withBase = <T extends object>(answer: Answer<T>): Answer<object> =>
    answer.ok ? ok({ ...answerBase(context), ...answer.value }) : answer;
  const forAdmins = async (session: Session, body: () => Promise<Answer<object>>): Promise<Answer<object>> =>
    (await mayAtHub(context, session, 'people.edit')) ? body() : fault('notAllowed');

  const { hubPaths } = protocol;
  open(hubPaths.publish, protocol.publishRequest, (wanted, address) => publish(context, wanted, address));
  open(hubPaths.join, protocol.joinRequest, (wanted, address) => join(context, wanted, address));
  open(hubPaths.refresh, protocol.refreshRequest, async ({ refresh }) => {
    const tokens = await refreshSession(context, refresh);
    return withBase(tokens.ok ? ok({ tokens: tokens.value }) : tokens);
  });
  member(hubPaths.rekey, protocol.rekeyRequest, async (session, wanted) => withBase(okNothing(await rekey(context, session, wanted))));
  member(hubPaths.invite, protocol.inviteRequest, (session, wanted) =>
    forAdmins(session, async () => withBase(await invite(context, session, wanted))),
  );
  member(hubPaths.devices, protocol.devicesRequest, async (session, wanted) => {
    const { workspace } = session;
    const page =
      wanted.protocol < 2 ? { devices: await allDevicesOf(context, workspace) } : await devicesOf(context, workspace, wanted.after ?? null);
    const isAdmin = await mayAtHub(context, session, 'people.edit');
    return ok({ ...answerBase(context), ...page, devices: isAdmin ? page.devices : labelledFor(session.person, page.devices) });
  });
  member(hubPaths.revoke, protocol.revokeRequest, (session, wanted) =>
    forAdmins(session, async () => withBase(okNothing(await revoke(context, session.workspace, wanted)))),
  );
  member(hubPaths.codes, protocol.codesRequest, (session) =>
    forAdmins(session, async () => ok({ ...answerBase(context), codes: await openCodesOf(context, session.workspace) })),
  );
  member(hubPaths.push, protocol.pushRequest, async (session, wanted) => {
    const results = await push(context, session, wanted);
    if (results.ok) for (const { type } of results.value) counters.sets.set(type, (counters.sets.get(type) ?? 0) + 1);
    return withBase(results.ok ? ok({ results: results.value.map((result) => resultIn(wanted.protocol, result)) }) : results);
  });
  member(hubPaths.pull, protocol.pullRequest, async (session, wanted) => {
    const page = await pull(context, session, wanted);
    if (!page.ok) return page;
    const { sets, amended, ...rest } = page.value;
    return ok({
      ...rest,
      sets: sets.map((set) => protocol.hubSetIn(wanted.protocol, set)),
      ...(amended === undefined ? {} : { amended: amended.map((set) => protocol.amendedIn(wanted.protocol, set)) }),
    });
  });
  member(hubPaths.stage, protocol.stageRequest, async (session, wanted) => withBase(await stage(context, session, wanted)));
  member(hubPaths.part, protocol.partRequest, async (session, wanted) => withBase(await partOf(context, session, wanted)));
  member(hubPaths.mark, protocol.markRequest, async (session, wanted) => withBase(await mark(context, session, wanted)));
  member(hubPaths.putBackWindow, protocol.putBackWindowRequest, async (session, wanted) =>
    withBase(okNothing(await setPutBackWindow(context, session, wanted))),
  );
  member(hubPaths.putBack, protocol.putBackRequest, async (session, wanted) => withBase(await putBack(context, session, wanted)));

  app.get(hubPaths.live, async (request, reply) => {
    const session = await sessionFor(request);
    if (!session.ok) return sendFault(request, reply, session.error);
    reply.hijack();
    live.open(session.value, reply.raw);
    return reply;
  });
  app.get(hubPaths.health, async (request, reply) => {
    await context.db.read((sql) => sql.all('SELECT epoch FROM hub WHERE one = 1'));
    return send(request, reply, 200, { ok: true, protocol: protocol.protocolVersion, ...answerBase(context) });
  });
  app.get(hubPaths.metrics, async (request, reply) => {
    if (!isFromHere(request.socket.remoteAddress, request.headers)) return sendFault(request, reply, 'notFound');
    return reply.header('content-type', 'text/plain; version=0.0.4; charset=utf-8').send(await metricsOf(context, counters, live.count()));
  });
  return app;
};

/** What was refused, as a device of an earlier version understands it. */
const resultIn = (version: number, result: protocol.PushResult): protocol.PushResult =>
  result.type === 'refused' ? { ...result, refused: protocol.refusalIn(version, result.refused) } : result;

const okNothing = (answer: Answer<null>): Answer<object> => (answer.ok ? ok({}) : answer);

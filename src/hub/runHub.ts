/** What `npm run hub` does, from its arguments to its exit code; the world it acts on is passed in. */
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import type { FastifyBaseLogger } from 'fastify';
import type { Language } from '../shared/i18n/languages.ts';
import type { Say } from '../shared/i18n/dictionary.ts';
import { translate } from '../shared/i18n/translate.ts';
import type { Ports } from '../platform/ports.ts';
import { type HubArgs, type HubRequest, parseHubArgs } from './args.ts';
import { backUpHub } from './backup.ts';
import { makeSetUpCode } from './codes.ts';
import { inviteAtHub } from './founding.ts';
import { type HubContext, HubTooNewError, isEmptyHub, openHub } from './hubContext.ts';
import type { HubDb } from './hubDb.ts';
import type { HubModel } from './model.ts';
import { openPostgresHub } from './postgresDb.ts';
import { openSqliteHub } from './sqliteDb.ts';
import { hubServer } from './server.ts';

export type HubWorld = {
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly language: Language;
  /** Where the user stood: paths are meant from there. */
  readonly cwd: string;
  readonly ports: Ports;
  /** What it serves. */
  readonly model: HubModel;
  readonly log: FastifyBaseLogger | null;
  readonly print: (text: string) => void;
  readonly printError: (text: string) => void;
  /** Resolves when the program is asked to end. */
  readonly stopAsked: () => Promise<void>;
};

type Told = { readonly code: 0 | 1 | 2; readonly json: object; readonly lines: readonly string[] };
const failed = (code: 1 | 2, type: string, line: string): Told => ({ code, json: { error: { type } }, lines: [line] });

/** Runs one command. With `--json` each answer is one line of JSON on the standard output; logs go to the other output. */
export const runHub = async (world: HubWorld): Promise<number> => {
  const read = parseHubArgs(world.argv);
  const say: Say = (key, params) => translate((read.ok ? read.value.language : null) ?? world.language, key, params);
  const tell = (told: Told, isJson: boolean): number => {
    if (isJson) world.print(`${JSON.stringify(told.json)}\n`);
    else for (const line of told.lines) (told.code === 0 ? world.print : world.printError)(`${line}\n`);
    return told.code;
  };
  if (!read.ok) {
    const { type, ...about } = read.error;
    const told = failed(2, type, say(`hubProgram.${lowerFirst(type)}`, about));
    return tell({ ...told, lines: [...told.lines, say('hubProgram.usage')] }, world.argv.includes('--json'));
  }
  const args = fromWhereTheyStood(world.cwd, read.value);
  if (args.help) {
    world.print(`${say('hubProgram.usage')}\n`);
    return 0;
  }
  const url = world.env['DATABASE_URL'];
  if (args.store === null && url === undefined) return tell(failed(2, 'StoreMissing', say('hubProgram.storeMissing')), args.json);
  let db: HubDb | null = null;
  try {
    db = await openDatabase(args, url);
    const context = await openHub(db, { model: world.model, ports: world.ports });
    return tell(await answer(world, say, args, context), args.json);
  } catch (error) {
    if (error instanceof HubTooNewError) return tell(failed(1, 'HubTooNew', say('hubProgram.tooNew')), args.json);
    if (error instanceof Error && 'code' in error && error.code === 'ENAMETOOLONG')
      return tell(failed(1, 'FolderNameTooLong', say('start.folderNameTooLong', { dir: args.store ?? '' })), args.json);
    world.ports.log.defect('hub', error);
    return tell(failed(1, 'OpenFailed', say('hubProgram.openFailed')), args.json);
  } finally {
    await db?.close();
  }
};

const fromWhereTheyStood = (cwd: string, args: HubArgs): HubArgs => {
  const at = (path: string): string => resolve(cwd, path);
  const { request } = args;
  const placed: HubRequest =
    request.verb === 'backup'
      ? { ...request, to: at(request.to) }
      : request.verb === 'serve' && request.cert !== null && request.key !== null
        ? { ...request, cert: at(request.cert), key: at(request.key) }
        : request;
  return { ...args, store: args.store === null ? null : at(args.store), request: placed };
};

const lowerFirst = <T extends string>(text: T): Uncapitalize<T> => `${text.charAt(0).toLowerCase()}${text.slice(1)}` as Uncapitalize<T>;

const upperFirst = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

/** A folder that is named stands before the surroundings: who names one means it. */
const openDatabase = async ({ store }: HubArgs, url: string | undefined): Promise<HubDb> =>
  store === null && url !== undefined ? openPostgresHub(url) : openSqliteHub(store ?? '');

const answer = async (world: HubWorld, say: Say, args: HubArgs, context: HubContext): Promise<Told> => {
  const { request } = args;
  switch (request.verb) {
    case 'serve':
      return serve(world, say, args, request, context);
    case 'code': {
      const code = await makeSetUpCode(context);
      return { code: 0, json: { setUpCode: code }, lines: [say('hubProgram.setUpCode', { code })] };
    }
    case 'invite': {
      const invited = await inviteAtHub(context, request.wish);
      if (!invited.ok) {
        const known = ['firstIsAdmin', 'whichWorkspace', 'noSuchWorkspace', 'noGuests', 'positionByCeo'] as const;
        const why = known.find((one) => one === invited.error);
        return failed(1, upperFirst(invited.error), why === undefined ? say('hubProgram.inviteFailed') : say(`hubProgram.${why}`));
      }
      const { code, expiresAt, person } = invited.value;
      return { code: 0, json: { code, expiresAt, person }, lines: [say('hubProgram.invitation', { name: request.wish.name, code })] };
    }
    case 'backup': {
      const made = await backUpHub(args.store, request.to);
      if (!made.ok) return failed(1, upperFirst(made.error), say(`hubProgram.${made.error}`, { file: request.to }));
      return {
        code: 0,
        json: { file: request.to, sets: made.value.sets },
        lines: [say('hubProgram.backedUp', { file: request.to, count: made.value.sets })],
      };
    }
  }
};

const isLoopback = (host: string): boolean => host === 'localhost' || host === '::1' || /^127(?:\.\d{1,3}){3}$/u.test(host);

const serve = async (
  world: HubWorld,
  say: Say,
  args: HubArgs,
  request: Extract<HubRequest, { readonly verb: 'serve' }>,
  context: HubContext,
): Promise<Told> => {
  const { host, port, cert, key, behindProxy } = request;
  if (cert === null && !behindProxy && !isLoopback(host)) return failed(2, 'NoTls', say('hubProgram.noTls', { host }));
  let tls: { readonly cert: string; readonly key: string } | null = null;
  try {
    tls = cert === null || key === null ? null : { cert: readFileSync(cert, 'utf8'), key: readFileSync(key, 'utf8') };
  } catch {
    return failed(1, 'CertificateUnreadable', say('hubProgram.certificateUnreadable'));
  }
  const server = hubServer({ context, log: world.log, tls, behindProxy });
  try {
    await server.listen({ host, port });
  } catch (error) {
    await server.close();
    const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
    return taken
      ? failed(1, 'PortTaken', say('hubProgram.portTaken', { port }))
      : failed(1, 'ListenFailed', say('hubProgram.listenFailed', { host, port }));
  }
  try {
    const setUpCode = (await context.db.read(isEmptyHub)) ? await makeSetUpCode(context) : null;
    const { port: bound } = server.server.address() as AddressInfo;
    const url = `${tls === null ? 'http' : 'https'}://${host.includes(':') ? `[${host}]` : host}:${bound}`;
    if (args.json) world.print(`${JSON.stringify({ url, setUpCode, epoch: context.epoch })}\n`);
    else {
      world.print(`${say('hubProgram.listening', { url })}\n`);
      if (setUpCode !== null) world.print(`${say('hubProgram.setUpCode', { code: setUpCode })}\n`);
    }
    await world.stopAsked();
  } finally {
    // What is on its way is answered; live streams are told to come again. A server without its database would keep the program from ending.
    await server.close();
  }
  return { code: 0, json: { stopped: true }, lines: [say('hubProgram.stopped')] };
};

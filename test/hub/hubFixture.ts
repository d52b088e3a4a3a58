/** A hub in this process and devices that speak its protocol by hand: what they send can be anything. */
import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { onTestFinished } from 'vitest';
import { makeSetUpCode } from '../../src/hub/codes.ts';
import { type AmendLimits, type HubContext, openHub } from '../../src/hub/hubContext.ts';
import type { HubModel } from '../../src/hub/model.ts';
import { productModel } from '../../src/hub/productModel.ts';
import type { HubDb } from '../../src/hub/hubDb.ts';
import { hubServer } from '../../src/hub/server.ts';
import { openSqliteHub } from '../../src/hub/sqliteDb.ts';
import type { Position, TeamFunction } from '../../src/shared/admin/schema.ts';
import { type Column, fits } from '../../src/shared/kernel/column.ts';
import type { Payload } from '../../src/shared/sync/changeSet.ts';
import { hlc } from '../../src/shared/sync/hlc.ts';
import {
  type HubSet,
  type JoinAnswer,
  protocolVersion,
  type PullAnswer,
  type PushAnswer,
  type PushResult,
  type WireSet,
} from '../../src/shared/sync/hubProtocol.ts';
import type { Table } from '../../src/shared/kernel/table.ts';
import { tables } from '../../src/shared/schema/tables.ts';
import { type TestPorts, testPorts } from '../support/builders.ts';
import { ownTables } from '../support/ownTables.ts';

export type Reply = { readonly status: number; readonly body: Readonly<Record<string, unknown>> };

export type TestHub = {
  readonly context: HubContext;
  readonly ports: TestPorts;
  readonly server: ReturnType<typeof hubServer>;
  /** For how long those were kept waiting who named codes that there are not, in ms; nobody is in a test. */
  readonly pauses: readonly number[];
  readonly raw: (path: string, body: Uint8Array | string, headers?: Readonly<Record<string, string>>) => Promise<Reply>;
  readonly post: (path: string, body: object, token?: string) => Promise<Reply>;
};

const folder = (): string => {
  const dir = mkdtempSync(join(tmpdir(), 'samspill-hub-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
};

type HubOptions = {
  readonly ports?: TestPorts;
  readonly model?: HubModel;
  readonly requestTimeout?: number;
  readonly limits?: AmendLimits;
  readonly wait?: HubContext['wait'];
};

/** A hub over a database, both of which the caller closes. */
export const hubOver = async (db: HubDb, options: HubOptions = {}): Promise<TestHub> => {
  const ports = options.ports ?? testPorts({ seed: 77 });
  const { model = productModel, limits } = options;
  const pauses: number[] = [];
  const wait = async (ms: number): Promise<void> => {
    pauses.push(ms);
    await options.wait?.(ms);
  };
  const context = await openHub(db, { model, ports, wait, ...(limits === undefined ? {} : { amendLimits: limits }) });
  const server = hubServer({
    context,
    log: null,
    tls: null,
    behindProxy: true,
    ...(options.requestTimeout === undefined ? {} : { requestTimeout: options.requestTimeout }),
  });
  const raw: TestHub['raw'] = async (url, payload, headers = {}) => {
    const answer = await server.inject({
      method: 'POST',
      url,
      headers: { 'content-type': 'application/json', ...headers },
      payload: Buffer.from(payload),
    });
    const text = answer.headers['content-encoding'] === 'gzip' ? gunzipSync(answer.rawPayload).toString() : answer.payload;
    return { status: answer.statusCode, body: JSON.parse(text) as Reply['body'] };
  };
  const post: TestHub['post'] = (path, body, token) =>
    raw(path, gzipSync(JSON.stringify({ protocol: protocolVersion, ...body })), {
      'content-encoding': 'gzip',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    });
  return { context, ports, server, pauses, raw, post };
};

/** A hub that ends with the running test. */
export const aHub = async ({ db = openSqliteHub(folder()), ...options }: HubOptions & { readonly db?: HubDb } = {}): Promise<TestHub> => {
  const hub = await hubOver(db, options);
  onTestFinished(async () => {
    await hub.server.close();
    await db.close();
  });
  return hub;
};

export type TestDevice = {
  readonly name: string;
  readonly publicKey: string;
  readonly person: string;
  readonly workspace: string;
  readonly access: string;
  readonly refresh: string;
  /** Makes the next set of this device's chain, signed. */
  readonly write: (payload: Payload, about?: Partial<WireSet>) => WireSet;
  /** Signs whatever it is given. */
  readonly sealed: (set: Omit<WireSet, 'signature'>) => WireSet;
  readonly push: (...sets: readonly WireSet[]) => Promise<readonly PushResult[]>;
  readonly pull: (after?: number) => Promise<readonly HubSet[]>;
};

const sha = (...parts: readonly (string | Uint8Array)[]): string => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
};
export const setHash = (set: Omit<WireSet, 'signature' | 'salt'>): string =>
  sha(
    Buffer.from(set.prevHash, 'hex'),
    JSON.stringify([set.device, set.deviceSeq, set.hlc, set.actor, set.command, set.cause, set.recordedAt, set.schema]),
    Buffer.from(set.payloadHash, 'hex'),
  );
export const payloadHash = (salt: string, payload: string): string => sha(Buffer.from(salt, 'hex'), payload);

let made = 0;

/** Keys of a device that has not spoken yet. */
export const newKey = () => {
  made += 1;
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const device = `${made.toString(16).padStart(16, '0')}.1`;
  const key = { device, publicKey: publicKey.export({ format: 'der', type: 'spki' }).toString('base64'), label: 'A device' };
  return { key, signing: (hash: string) => sign(null, Buffer.from(hash, 'hex'), privateKey).toString('base64') };
};

export const deviceOf = (hub: TestHub, keys: ReturnType<typeof newKey>, joined: JoinAnswer): TestDevice => {
  const { key, signing } = keys;
  let end = { seq: 0, hash: '' };
  let last = 0n;
  const sealed: TestDevice['sealed'] = (set) => ({ ...set, signature: signing(setHash(set)) });
  const write: TestDevice['write'] = (content, about = {}) => {
    const payload = about.payload ?? JSON.stringify(content);
    const salt = '00'.repeat(16);
    const now = hlc(hub.ports.clock.now());
    last = now > last ? now : last + 1n;
    const set = sealed({
      device: key.device,
      deviceSeq: end.seq + 1,
      hlc: last.toString(),
      actor: joined.person,
      command: 'pipeline.editDeal',
      cause: null,
      recordedAt: hub.ports.clock.now(),
      schema: 1,
      salt,
      payloadHash: payloadHash(salt, payload),
      prevHash: end.hash,
      seenSeq: 0,
      payload,
      ...about,
    });
    end = { seq: set.deviceSeq, hash: setHash(set) };
    return set;
  };
  const { access, refresh } = joined.tokens;
  return {
    name: key.device,
    publicKey: key.publicKey,
    person: joined.person,
    workspace: joined.workspace,
    access,
    refresh,
    write,
    sealed,
    push: async (...sets) => {
      const answer = await hub.post('/v1/push', { epoch: hub.context.epoch, sets }, access);
      if (answer.status !== 200) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`);
      return (answer.body as unknown as PushAnswer).results;
    },
    pull: async (after = 0) => {
      const answer = await hub.post('/v1/pull', { epoch: hub.context.epoch, after, scope: null }, access);
      if (answer.status !== 200) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`);
      return (answer.body as unknown as PullAnswer).sets;
    },
  };
};

type Cells = Readonly<Record<string, string | number | null>>;

/** A row as it is given, whether or not it is whole. */
export const bare = (table: string, row: Cells): Payload => ({ i: [[table, Object.keys(row), [Object.values(row)]]] });

const declared = new Map<string, Table>([...tables, ...ownTables].map((table) => [table.name, table]));

/** A whole row, as a program of ours makes it: what is not given holds its neutral value. */
export const insert = (name: string, row: Cells): Payload => {
  const table = declared.get(name);
  const neutral = Object.entries<Column<unknown>>(table?.columns ?? {}).map(
    ([column, { optional, neutral: value }]): [string, string | number | null] => [column, optional ? null : value],
  );
  const happened = table?.sync === 'fact' ? { happenedAt: null, happenedDay: null } : {};
  return bare(name, { ...Object.fromEntries(neutral), ...happened, ...row });
};
export const together = (...payloads: readonly Payload[]): Payload => ({
  i: payloads.flatMap(({ i = [] }) => i),
  u: payloads.flatMap(({ u = [] }) => u),
});
export const change = (table: string, id: string, now: Readonly<Record<string, string | number | null>>): Payload => ({
  u: [[table, id, now, {}]],
});

/** A value that fits the column, not its neutral one where it has another; texts differ by the salt. */
export const valueFor = (column: Column<unknown>, salt = ''): string | number => {
  const { choices = [], kind, min = 1, max = 60 } = column;
  const tries = [choices.at(-1), Math.max(min, 1), 'NOK', '2026-11-21', '{}', '[]', `x${salt}`.slice(0, max)];
  // A text that is read as more than one is a zone or a rate.
  const texts = [tries.at(-1), 'Europe/Oslo', '1.5'];
  const found = (kind === 'text' ? texts : tries).find((value) => value !== undefined && fits(column, value));
  if (found === undefined) throw new Error(`no value for a column of kind ${kind}`);
  return found;
};

/** Rows that a device starts its workspace with: itself, and its admin. */
export const beginning = (workspace: string, admin: string): Payload =>
  together(
    insert('workspace', { id: workspace, name: 'Havbryn', baseCurrency: 'NOK', zone: 'Europe/Oslo', region: 'NO', sample: 0 }),
    insert('person', { id: admin, name: 'Kari', email: null }),
    insert('membership', {
      id: `m-${admin}`,
      personId: admin,
      access: 'admin',
      function: 'management',
      position: 'none',
      fromDay: null,
      toDay: null,
    }),
  );

/** A published workspace with its admin's device, whose first set is there. */
export const aWorkspace = async (hub: TestHub, workspace = 'w1', admin = 'kari'): Promise<TestDevice> => {
  const code = await makeSetUpCode(hub.context);
  const keys = newKey();
  const answer = await hub.post('/v1/publish', { code, workspace, name: 'Havbryn', person: admin, key: keys.key });
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
  const device = deviceOf(hub, keys, answer.body as unknown as JoinAnswer);
  const [result] = await device.push(device.write(beginning(workspace, admin), { actor: 'set-up', command: 'admin.createWorkspace' }));
  if (result?.type !== 'applied') throw new Error(JSON.stringify(result));
  hub.ports.clock.advance(60_000);
  return device;
};

/** Lets the publisher hand in what was before, although others have come already: a short way to a workspace with a past. */
export const whileFounding = async <T>({ context }: TestHub, body: () => Promise<T>): Promise<T> => {
  const set = (founding: string | null): Promise<number> =>
    context.db.write((sql) => sql.run('UPDATE hub_workspace SET founding = ?', [founding]));
  await set('');
  const done = await body();
  await set(null);
  return done;
};

/** Somebody invited by the admin, on a device of their own. */
export const invited = async (
  hub: TestHub,
  by: TestDevice,
  access: string,
  name: string,
  more: { readonly function?: TeamFunction; readonly position?: Position } = {},
): Promise<TestDevice> => {
  const invitation = await hub.post('/v1/invite', { access, ...more, person: null, name, team: null, validHours: 24 }, by.access);
  if (invitation.status !== 200) throw new Error(JSON.stringify(invitation.body));
  const keys = newKey();
  const answer = await hub.post('/v1/join', { code: invitation.body['code'], key: keys.key });
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
  return deviceOf(hub, keys, answer.body as unknown as JoinAnswer);
};

/** Who owns a record, as a device says it. */
export const ownedBy = (id: string, recordId: string, personId: string | null, happenedAt = 1): Payload =>
  insert('ownership', { id, recordId, role: 'owner', personId, teamId: null, happenedAt, happenedDay: '2026-11-21' });

/** A deal with its owner, as a device makes it. */
export const dealRows = (id: string, ownerId: string | null): Payload =>
  together(
    insert('deal', { id, title: id, accountId: null, productId: null, contactId: null, nextStep: null, nextStepDay: null, rank: null }),
    ownedBy(`o-${id}`, id, ownerId),
  );

/** A team of these persons. */
export const aTeam = (id: string, ...persons: readonly string[]): Payload =>
  together(
    insert('team', { id, name: id, leaderId: null, office: null }),
    ...persons.map((personId) => insert('team_member', { id: `${id}-${personId}`, teamId: id, personId, fromDay: null, toDay: null })),
  );

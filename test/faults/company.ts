/** A real hub in this process, and real stores that reach it over a network of the row's own; what chance decides comes from a seed. */
import { cpSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { makeSetUpCode } from '../../src/hub/codes.ts';
import { type HubContext, openHub } from '../../src/hub/hubContext.ts';
import type { HubDb } from '../../src/hub/hubDb.ts';
import { productModel } from '../../src/hub/productModel.ts';
import { hubServer } from '../../src/hub/server.ts';
import { openSqliteHub } from '../../src/hub/sqliteDb.ts';
import { meOf } from '../../src/main/contexts/openWorkspace.ts';
import type { Network } from '../../src/main/contexts/sync/hubClient.ts';
import { joinStore, publishStore } from '../../src/main/contexts/sync/joining.ts';
import { type RoundResult, syncRound } from '../../src/main/contexts/sync/round.ts';
import { secretFile } from '../../src/main/contexts/sync/secrets.ts';
import { openSession, type SyncWorld } from '../../src/main/contexts/sync/session.ts';
import { readHubLink } from '../../src/main/core/hubLink.ts';
import type { Store } from '../../src/main/core/store.ts';
import { syncLog } from '../../src/main/core/syncLog.ts';
import type { HttpAnswer } from '../../src/platform/httpCall.ts';
import type { Ports } from '../../src/platform/ports.ts';
import type { AccessRole } from '../../src/shared/admin/schema.ts';
import { instant } from '../../src/shared/kernel/day.ts';
import { contentOf } from '../support/exchange.ts';
import { seeded } from '../support/seeded.ts';
import { newStore, openAt } from '../support/stores.ts';
import { faultsOf } from './oracle.ts';
import { Lost } from './row.ts';

/** Milliseconds since 1970, moved by the row alone. */
export type Hand = { ms: number };

/** The Saturday on which every row begins. */
export const begin = Date.UTC(2026, 10, 21, 9);

/** A world whose clock stands until it is moved; defects fail the row. */
export const portsOf = (seed: string, clock: Readonly<Hand>): Ports => ({
  clock: { now: () => instant(clock.ms) },
  random: seeded(seed),
  log: {
    defect: (_id, error) => {
      throw error;
    },
    warn: () => {},
  },
});

export const noEnd = (): AbortSignal => new AbortController().signal;

/** The value of an answer that a row cannot go on without. */
export const must = <T>(result: { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: unknown }): T => {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
};

export type HubHere = {
  readonly context: HubContext;
  /** Sends bytes as they are; `encoding` is what the header says of them. */
  readonly post: (
    path: string,
    bytes: Buffer,
    encoding: string | null,
    token: string | null,
  ) => Promise<{ readonly status: number; readonly body: unknown }>;
  /** Reaches this hub without a wire between. */
  readonly network: Network;
  /** Lets other processes reach it too, at a port (0: any that is free); its address. */
  readonly listen: (port: number) => Promise<string>;
  readonly close: () => Promise<void>;
};

/** Stands for the address of a hub in this process. */
export const hereUrl = 'http://127.0.0.1:1';

/** Opens a hub over a database; each request comes from an address of its own, so that nobody is told to slow down. */
export const hubHere = async (db: HubDb, ports: Ports): Promise<HubHere> => {
  const context = await openHub(db, { model: productModel, ports });
  const server = hubServer({ context, log: null, tls: null, behindProxy: false });
  let asked = 0;
  const post: HubHere['post'] = async (url, payload, encoding, token) => {
    asked += 1;
    const answer = await server.inject({
      method: 'POST',
      url,
      remoteAddress: `10.${(asked >> 16) & 255}.${(asked >> 8) & 255}.${asked & 255}`,
      headers: {
        'content-type': 'application/json',
        ...(encoding === null ? {} : { 'content-encoding': encoding }),
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      },
      payload,
    });
    return { status: answer.statusCode, body: JSON.parse(answer.payload) as unknown };
  };
  return {
    context,
    post,
    listen: (port) => server.listen({ host: '127.0.0.1', port }),
    network: {
      send: async ({ url, body, token }): Promise<HttpAnswer> => {
        const { status, body: answer } = await post(new URL(url).pathname, Buffer.from(JSON.stringify(body)), null, token);
        return { type: 'answered', status, body: answer };
      },
      listen: () => Promise.resolve(),
    },
    close: async () => {
      await server.close();
      await db.close();
    },
  };
};

export type Device = { readonly dir: string; readonly clock: Hand; readonly ports: Ports; store: Store };

export const worldOf = ({ dir, ports, store }: Device, network: Network): SyncWorld => ({
  store,
  ports,
  secrets: secretFile(dir),
  network,
});

/** One exchange, as the loop of the product makes it. */
export const exchange = (device: Device, network: Network): Promise<RoundResult> => syncRound(worldOf(device, network), 'row', noEnd());

const deviceIn = (dir: string, seed: string, isFirst: boolean, clock: Hand = { ms: begin }): Device => {
  const ports = portsOf(seed, clock);
  mkdirSync(dir, { recursive: true });
  return { dir, clock, ports, store: isFirst ? newStore(dir, ports) : openAt(dir, { create: true, ports }) };
};

/** Publishes a new workspace at an empty hub. */
export const publishNew = async (
  dir: string,
  hub: { readonly url: string; readonly code: string },
  network: Network,
  clock?: Hand,
): Promise<Device> => {
  const device = deviceIn(dir, `${dir} first`, true, clock);
  must(await publishStore(worldOf(device, network), { hub: hub.url, code: hub.code }, meOf(device.store), noEnd()));
  return device;
};

/** A device of a new person whom the admin invites. */
export const joinNew = async (
  dir: string,
  admin: Device,
  url: string,
  access: AccessRole,
  network: Network,
  clock?: Hand,
): Promise<Device> => {
  const link = readHubLink(admin.store.db);
  if (link === null) throw new Error('the admin has no hub');
  const { ask } = must(await openSession(worldOf(admin, network), link, noEnd()));
  const wanted = { access, person: null, name: 'Nils Berg', team: null, validHours: 24 };
  const { code } = must(await ask((hub, token) => hub.invite(wanted, token)));
  const device = deviceIn(dir, `${dir} joined`, false, clock);
  must(await joinStore(worldOf(device, network), { hub: url, code }, noEnd()));
  return device;
};

export type Company = { readonly hub: HubHere; readonly hubClock: Hand; readonly devices: readonly [Device, ...Device[]] };
export type CompanyTemplate = {
  /** The same hub and devices as they were at the start, with the randomness of a seed. One at a time. */
  readonly start: (seed: string) => Promise<Company>;
};

export const closeCompany = async ({ hub, devices }: Company): Promise<void> => {
  for (const { store } of devices) store.close();
  await hub.close();
};

/**
 * A hub on SQLite and devices of admins, made once and copied for each round: always to the same place, because a store that is found in
 * another folder is a copy, and goes on as a device of its own.
 */
export const companyTemplate = async (dir: string, count: number): Promise<CompanyTemplate> => {
  const place = join(dir, 'company');
  const kept = join(dir, 'template');
  const folderOf = (at: number): string => join(place, `device${at}`);
  const hubFolder = join(place, 'hub');
  const open = async (seed: string, devices: readonly Device[]): Promise<Company> => {
    const hubClock = { ms: begin };
    const hub = await hubHere(openSqliteHub(hubFolder), portsOf(`${seed} hub`, hubClock));
    return { hub, hubClock, devices: devices as Company['devices'] };
  };
  const made: Device[] = [];
  const company = await open('template', made);
  const { network } = company.hub;
  made.push(await publishNew(folderOf(0), { url: hereUrl, code: await makeSetUpCode(company.hub.context) }, network));
  for (let at = 1; at < count; at += 1) made.push(await joinNew(folderOf(at), company.devices[0], hereUrl, 'admin', network));
  for (const device of made) must(await exchange(device, network));
  await closeCompany(company);
  cpSync(place, kept, { recursive: true });
  return {
    start: async (seed) => {
      rmSync(place, { recursive: true, force: true });
      cpSync(kept, place, { recursive: true });
      const devices = Array.from({ length: count }, (_, at): Device => {
        const clock = { ms: begin };
        const ports = portsOf(`${seed} device ${at}`, clock);
        return { dir: folderOf(at), clock, ports, store: openAt(folderOf(at), { ports }) };
      });
      return open(seed, devices);
    },
  };
};

/** A store's log without its own numbering. */
export const linesOf = (store: Store): readonly string[] =>
  store.db
    .prepare(
      `SELECT d.id || '#' || c.device_seq || ' ' || c.hub_seq || ' ' || c.effective_hlc || ' ' || hex(c.payload_hash) || ' ' || (c.refused IS NULL) AS line
       FROM change_set c JOIN device d ON d.no = c.device ORDER BY c.hub_seq, c.local_seq`,
    )
    .all([])
    .map(({ line }) => String(line));

const sumsOf = (store: Store): string =>
  JSON.stringify(store.db.prepare('SELECT count(*) AS deals, sum(amount_minor) AS sum FROM deal_state').get([]));

/** What is wrong in stores that have met: other rows, another log, other totals, something unsent, a finding (O3, O4, O6, O7). */
export const unequal = (devices: readonly Pick<Device, 'store'>[]): readonly string[] => {
  const [first] = devices;
  if (first === undefined) return [];
  const content = contentOf(first.store);
  const lines = linesOf(first.store).join('\n');
  const sums = sumsOf(first.store);
  return devices.flatMap(({ store }, at) => [
    ...(contentOf(store) === content ? [] : [`store ${at} holds other rows than store 0`]),
    ...(linesOf(store).join('\n') === lines ? [] : [`store ${at} has another log than store 0`]),
    ...(sumsOf(store) === sums ? [] : [`store ${at} adds up to other totals than store 0`]),
    ...(syncLog(store).waiting() === 0 ? [] : [`store ${at} still has ${syncLog(store).waiting()} sets to send`]),
    ...faultsOf(store).map((fault) => `store ${at}: ${fault}`),
  ]);
};

/** Everybody exchanges twice over a network without faults: what the first brings, the second takes to those who came before. */
export const heal = async (devices: readonly Device[], network: Network, where: string): Promise<void> => {
  for (let turn = 0; turn < 2; turn += 1) {
    for (const [at, device] of devices.entries()) {
      const round = await exchange(device, network);
      if (!round.ok) throw new Lost(where, [`device ${at} does not meet the others again: ${round.error.type}`]);
    }
  }
};

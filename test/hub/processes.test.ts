/** Hub processes that are killed, doubled and robbed of their database: what was acknowledged is stored, once, and no cursor skips a number. */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import { afterAll, beforeAll, expect, it, onTestFinished, vi } from 'vitest';
import { openHub } from '../../src/hub/hubContext.ts';
import { openPostgresHub } from '../../src/hub/postgresDb.ts';
import type { JoinAnswer, PushResult, WireSet } from '../../src/shared/sync/hubProtocol.ts';
import { systemPorts } from '../../src/main/platform/ports.ts';
import { testPorts } from '../support/builders.ts';
import { repositoryRoot } from '../support/repository.ts';
import { beginning, change, dealRows, deviceOf, newKey, setHash, type TestDevice, type TestHub } from './hubFixture.ts';
import { type HubProcess, joinAt, pullFrom, pushTo, startHub } from './hubProcess.ts';
import { startPostgres, type TestPostgres } from './postgres.ts';

// Programs are started and killed here, on a machine that may be busy.
vi.setConfig({ testTimeout: 120_000 });

let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(async () => {
  await postgres.stop();
});

const folder = (): string => {
  const dir = mkdtempSync(join(tmpdir(), 'samspill-hub-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
};

/** Writes sets by the real clock; nothing of it speaks to a hub of this process. */
const writer = (joined: JoinAnswer, keys: ReturnType<typeof newKey>): TestDevice =>
  deviceOf({ ports: { ...testPorts(), clock: systemPorts.clock } } as unknown as TestHub, keys, joined);

const published = async (hub: HubProcess): Promise<TestDevice> => {
  const keys = newKey();
  const { status, body } = await hub.post('/v1/publish', {
    code: hub.setUpCode,
    workspace: 'w1',
    name: 'Havbryn',
    person: 'kari',
    key: keys.key,
  });
  if (status !== 200) throw new Error(JSON.stringify(body));
  const kari = writer(body as JoinAnswer, keys);
  const { body: answer } = await pushTo(hub, kari.access, [kari.write(beginning('w1', 'kari'), { actor: 'set-up', recordedAt: 1 })]);
  if (answer.results[0]?.type !== 'applied') throw new Error(JSON.stringify(answer));
  return kari;
};

const invitedAt = async (hub: HubProcess, admin: TestDevice, name: string): Promise<TestDevice> => {
  const { body } = await hub.post('/v1/invite', { access: 'seller', person: null, name, team: null, validHours: 1 }, admin.access);
  const keys = newKey();
  return writer(await joinAt(hub, (body as { readonly code: string }).code, keys.key), keys);
};

/** Pulls with a cursor of its own while others write, and takes down every number it saw. */
const follow = async (hub: HubProcess, token: string, isOver: () => boolean): Promise<readonly number[]> => {
  const seen: number[] = [];
  for (let last = 0; ;) {
    // The last look begins after the last write was answered.
    const wasOver = isOver();
    const page = await pullFrom(hub, token, last);
    seen.push(...page.sets.map(({ hubSeq }) => hubSeq));
    ({ last } = page);
    if (page.more) continue;
    if (wasOver) break;
    await pause(20);
  }
  return seen;
};
const upTo = (count: number): readonly number[] => Array.from({ length: count }, (_, at) => at + 1);

it('two hubs on one PostgreSQL with eight writers give every number once, and no cursor skips one', async () => {
  const url = await postgres.newUrl();
  const hubs = await Promise.all([startHub({ url }), startHub({ url })]);
  const [one, two] = hubs;
  if (one === undefined || two === undefined) throw new Error('two hubs');
  const kari = await published(one);
  const writers: TestDevice[] = [];
  for (let at = 0; at < 8; at += 1) writers.push(await invitedAt(one, kari, `Seller ${at}`));
  const rounds = 12;
  let isOver = false;
  const readers = hubs.map((hub) => follow(hub, kari.access, () => isOver));
  await Promise.all(
    writers.map(async (device, at) => {
      const id = `deal-${at}`;
      for (let round = 0; round < rounds; round += 1) {
        const hub = hubs[(at + round) % 2] ?? one;
        const set = device.write(round === 0 ? dealRows(id, device.person) : change('deal', id, { title: `${round}` }));
        const { status, body } = await pushTo(hub, device.access, [set]);
        expect([status, body.results[0]?.type]).toEqual([200, 'applied']);
      }
    }),
  );
  isOver = true;
  const total = 1 + 8 + 8 * rounds;
  for (const seen of await Promise.all(readers)) expect(seen).toEqual(upTo(total));
});

it('a counter that is not held until the commit would be skipped by a cursor: the same oracle catches it', async () => {
  const url = await postgres.newUrl();
  const [slow, quick] = [new pg.Client(url), new pg.Client(url)];
  await Promise.all([slow.connect(), quick.connect()]);
  await slow.query('CREATE TABLE naive (seq bigserial PRIMARY KEY)');
  await slow.query('BEGIN');
  await slow.query('INSERT INTO naive DEFAULT VALUES');
  await quick.query('INSERT INTO naive DEFAULT VALUES');
  const seen: number[] = [];
  const read = async (): Promise<void> => {
    const { rows } = await quick.query<{ readonly seq: number }>('SELECT seq FROM naive WHERE seq > $1 ORDER BY seq', [seen.at(-1) ?? 0]);
    seen.push(...rows.map(({ seq }) => seq));
  };
  await read();
  await slow.query('COMMIT');
  await read();
  await Promise.all([slow.end(), quick.end()]);
  expect(seen).not.toEqual(upTo(2));
});

it('a poke of one hub process reaches who listens at the other, and a revocation cuts the stream there', async () => {
  const url = await postgres.newUrl();
  const [one, two] = [await startHub({ url }), await startHub({ url })];
  const kari = await published(one);
  const anna = await invitedAt(one, kari, 'Anna');
  const stream = await fetch(`${two.url}/v1/live`, { headers: { authorization: `Bearer ${anna.access}` } });
  const reader = stream.body?.pipeThrough(new TextDecoderStream()).getReader();
  let heard = '';
  const hear = (async () => {
    for (;;) {
      const part = await reader?.read();
      if (part === undefined || part.done) return 'cut';
      heard += part.value;
    }
  })();
  await pushTo(one, kari.access, [kari.write(dealRows('d1', 'kari'))]);
  await expect.poll(() => heard, { timeout: 5_000 }).toContain('event: poke\ndata: 3\n');
  await one.post('/v1/revoke', { device: anna.name }, kari.access);
  expect(await Promise.race([hear, pause(5_000, 'still open')])).toBe('cut');
});

it.each(['SQLite', 'PostgreSQL'] as const)(
  'a hub on %s killed in the middle of pushes stores what it acknowledged, and takes the rest when it comes again',
  async (kind) => {
    const where = kind === 'SQLite' ? { store: folder() } : { url: await postgres.newUrl() };
    let hub = await startHub(where);
    const kari = await published(hub);
    const acknowledged = new Map<number, string>();
    const pending: WireSet[] = [kari.write(dealRows('d1', 'kari'))];
    const kills = 6;
    for (let round = 0; round < kills; round += 1) {
      for (let at = 0; at < 15; at += 1) pending.push(kari.write(change('deal', 'd1', { title: `${round} ${at}` })));
      const killing = pause(10 + 25 * round).then(() => hub.kill('SIGKILL'));
      const chunks = Array.from({ length: Math.ceil(pending.length / 3) }, (_, at) => pending.slice(at * 3, at * 3 + 3));
      for (const chunk of chunks) {
        // The hub dies somewhere in here; what has no answer is sent again.
        const answer = await pushTo(hub, kari.access, chunk).catch(() => null);
        if (answer === null || answer.status !== 200) break;
        for (const [at, result] of answer.body.results.entries()) {
          const set = chunk[at];
          if (result.type !== 'applied' || set === undefined) throw new Error(JSON.stringify(result));
          acknowledged.set(result.hubSeq, setHash(set));
          pending.splice(pending.indexOf(set), 1);
        }
      }
      await killing;
      hub = await startHub(where);
    }
    const { body } = pending.length > 0 ? await pushTo(hub, kari.access, pending) : { body: { results: [] as PushResult[] } };
    expect(body.results.every(({ type }) => type === 'applied')).toBe(true);
    const { sets } = await pullFrom(hub, kari.access, 0);
    expect(sets.map(({ hubSeq }) => hubSeq)).toEqual(upTo(2 + 15 * kills));
    for (const set of sets) {
      const hash = acknowledged.get(set.hubSeq);
      if (hash !== undefined) expect(setHash(set)).toBe(hash);
    }
  },
);

it('PostgreSQL restarted under load loses nothing that was acknowledged, and the hub goes on', async () => {
  const url = await postgres.newUrl();
  const hub = await startHub({ url });
  const kari = await published(hub);
  const stored: string[] = [];
  let set = kari.write(dealRows('d1', 'kari'));
  let isOver = false;
  const statuses = new Set<number>();
  const load = (async () => {
    for (let at = 0; !isOver || at < 5; at += 1) {
      for (;;) {
        const { status, body } = await pushTo(hub, kari.access, [set]);
        statuses.add(status);
        if (status === 200 && body.results[0]?.type === 'applied') break;
        if (status !== 503) throw new Error(`${status} ${JSON.stringify(body)}`);
        await pause(50);
      }
      stored.push(setHash(set));
      set = kari.write(change('deal', 'd1', { title: `${at}` }));
      await pause(5);
    }
  })();
  for (let restarts = 0; restarts < 2; restarts += 1) {
    await pause(300);
    await postgres.restart();
  }
  await pause(300);
  isOver = true;
  await load;
  const hashes: string[] = [];
  for (let after = 1, more = true; more;) {
    const page = await pullFrom(hub, kari.access, after);
    hashes.push(...page.sets.map(setHash));
    after = page.last;
    ({ more } = page);
  }
  expect(hashes).toEqual(stored);
});

it('ends in good order when asked to, and makes a copy that is whole while it runs', async () => {
  const dir = folder();
  const hub = await startHub({ store: dir });
  await published(hub);
  const file = join(folder(), 'copy.db');
  const run = promisify(execFile);
  const node = join(repositoryRoot, 'node_modules/.bin/node');
  const program = [join(repositoryRoot, 'src/main/hosts/preflight.mjs'), join(repositoryRoot, 'src/hub/main.ts')];
  const { stdout } = await run(node, [...program, 'backup', '--store', dir, '--to', file, '--json']);
  expect(JSON.parse(stdout)).toEqual({ file, sets: 1 });
  expect(await hub.kill('SIGTERM')).toBe(0);
  const plain = run(node, [...program, '--store', dir, '--host', '0.0.0.0', '--json']);
  await expect(plain).rejects.toMatchObject({ code: 2, stdout: '{"error":{"type":"NoTls"}}\n' });
});

it('an invitation to an empty hub makes the workspace, with the invited person as its admin', async () => {
  const dir = folder();
  const run = promisify(execFile);
  const node = join(repositoryRoot, 'node_modules/.bin/node');
  const program = [join(repositoryRoot, 'src/main/hosts/preflight.mjs'), join(repositoryRoot, 'src/main/hosts/cli/main.ts')];
  const invite = (role: string, name: string) =>
    run(node, [...program, 'invite', '--hub-store', dir, '--role', role, '--name', name, '--json']);
  await expect(invite('seller', 'Anna')).rejects.toMatchObject({ code: 1, stdout: '{"error":{"type":"FirstIsAdmin"}}\n' });
  const { code } = JSON.parse((await invite('admin', 'Kari')).stdout) as { readonly code: string };
  const second = JSON.parse((await invite('seller', 'Anna')).stdout) as { readonly code: string };
  const hub = await startHub({ store: dir });
  expect(hub.setUpCode).toBeNull();
  const kari = await joinAt(hub, code, newKey().key);
  const anna = await joinAt(hub, second.code, newKey().key);
  expect(anna.workspace).toBe(kari.workspace);
  const { sets } = await pullFrom(hub, kari.tokens.access, 0);
  expect(sets.map(({ command, actor }) => [command, actor])).toEqual([
    ['admin.createWorkspace', 'set-up'],
    ['sync.invite', 'set-up'],
  ]);
  const tokens = await hub.post(
    '/v1/invite',
    { access: 'manager', person: null, name: 'Bo', team: null, validHours: 1 },
    kari.tokens.access,
  );
  expect(tokens.status).toBe(200);
});

it('a hub on PostgreSQL keeps its epoch from process to process', async () => {
  const url = await postgres.newUrl();
  const opened = await Promise.all([openPostgresHub(url), openPostgresHub(url)]);
  const contexts = await Promise.all(opened.map((db) => openHub(db, systemPorts)));
  expect(new Set(contexts.map(({ epoch }) => epoch)).size).toBe(1);
  await Promise.all(opened.map((db) => db.close()));
});

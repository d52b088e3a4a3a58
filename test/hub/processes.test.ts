/** Hub programs as people run them: how they end, what they print, and what they refuse. What they bear is tried by the fault rows N4, N5 and N6. */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it, onTestFinished } from 'vitest';
import { hubFile, openSqliteHub } from '../../src/hub/sqliteDb.ts';
import { openDb } from '../../src/platform/database.ts';
import { repositoryRoot } from '../support/repository.ts';
import { startPostgres } from './postgres.ts';
import { change, insert, newKey, ownedBy, together } from './hubFixture.ts';
import { invitedAt, joinAt, published, pullFrom, pushTo, startHub } from './hubProcess.ts';

const folder = (): string => {
  const dir = mkdtempSync(join(tmpdir(), 'samspill-hub-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
};

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

it('ends when its database fails it after it began to listen', async () => {
  const dir = folder();
  await openSqliteHub(dir).close();
  const db = openDb(hubFile(dir));
  db.exec("CREATE TRIGGER full BEFORE INSERT ON hub_code BEGIN SELECT RAISE(FAIL, 'no room'); END");
  db.close();
  const node = join(repositoryRoot, 'node_modules/.bin/node');
  const program = [join(repositoryRoot, 'src/main/hosts/preflight.mjs'), join(repositoryRoot, 'src/hub/main.ts')];
  const started = promisify(execFile)(node, [...program, '--store', dir, '--port', '0', '--json']);
  await expect(started).rejects.toMatchObject({ code: 1, stdout: '{"error":{"type":"OpenFailed"}}\n' });
});

it('programs that share a database serve tables of a test’s own, as they serve those of the product', async () => {
  const server = await startPostgres();
  onTestFinished(server.stop);
  const place = { url: await server.newUrl() };
  const model = join(repositoryRoot, 'test/support/ownModel.ts');
  const [one, two] = [await startHub(place, model), await startHub(place, model)];
  const kari = await published(one);
  const anna = await invitedAt(one, kari, 'Anna');
  const made = (id: string, owner: string) =>
    kari.write(together(insert('plan', { id, title: id, note: null }), ownedBy(`o-${id}`, id, owner)));
  const answers = async (hub: typeof one, token: string, ...sets: Parameters<typeof pushTo>[2][number][]) =>
    (await pushTo(hub, token, sets)).body.results.map((result) => (result.type === 'refused' ? result.refused.reason : result.type));
  expect(await answers(one, kari.access, made('p1', anna.person), made('p2', 'kari'))).toEqual(['applied', 'applied']);
  expect(
    await answers(
      two,
      anna.access,
      anna.write(change('plan', 'p1', { note: 'mine' })),
      anna.write(change('plan', 'p2', { note: 'not mine' })),
    ),
  ).toEqual(['applied', 'notYours']);
  const given = JSON.stringify((await pullFrom(two, anna.access, 0)).sets.map(({ payload }) => payload));
  expect([given.includes('p1'), given.includes('p2')]).toEqual([true, false]);
});

/** Invitations with a function and a position: what goes to the hub, and what a hub that knows of neither makes of it. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { expect, it, onTestFinished } from 'vitest';
import { secretFile } from '../../src/main/contexts/sync/secrets.ts';
import { linkHub } from '../../src/main/core/hubLink.ts';
import { newDeviceKey } from '../../src/platform/deviceKey.ts';
import { accessRole, hubPaths, inviteRequest } from '../../src/shared/sync/hubProtocol.ts';
import { invite } from '../../src/shared/sync/statusContract.ts';
import { anApp, type TestApp } from '../support/anApp.ts';

type Asked = Readonly<Record<string, unknown>>;
type Says = (asked: Asked) => { readonly status: number; readonly error: string } | null;

/** Before there were functions: what it does not know makes a request malformed. */
const version1 = inviteRequest.omit({ function: true, position: true }).strict();
const ofVersion1: Says = (asked) => {
  if (asked['protocol'] !== 1) return { status: 426, error: 'protocolTooOld' };
  return version1.safeParse(asked).success ? null : { status: 400, error: 'malformed' };
};
const ofToday: Says = (asked) => (inviteRequest.safeParse(asked).success ? null : { status: 400, error: 'malformed' });

/** An administrator's store that has a hub, which answers invitations alone. */
const atHub = async (says: Says): Promise<{ readonly app: TestApp; readonly asked: readonly Asked[] }> => {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const body = JSON.parse(gunzipSync(Buffer.concat(parts)).toString('utf8')) as Asked;
      const fault = request.url === hubPaths.invite ? says(body) : { status: 404, error: 'notFound' };
      asked.push(body);
      const base = { hubTime: Date.now(), epoch: 'first' };
      const answer = fault === null ? { ...base, code: 'CODE', expiresAt: Date.now(), person: 'p1' } : { ...base, error: fault.error };
      response.writeHead(fault?.status ?? 200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const app = await anApp();
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const workspace = app.store.read((tx) => tx.get<{ id: string }>('SELECT id FROM workspace'))?.id ?? '';
  linkHub(app.store, { workspace, url, epoch: 'first', person: app.me });
  secretFile(app.dir).write({
    hub: url,
    tokens: { access: 'a', refresh: 'r', expiresAt: Date.now() + 3_600_000 },
    keys: { [app.store.device]: newDeviceKey().privateKey },
  });
  return { app, asked };
};

const mia = { name: 'Mia', access: 'seller' } as const;
const failed = (type: string) => ({ ok: false, error: { type } });

it('an invitation says the function and the position where they are said here, and nothing of them where not', async () => {
  const { app, asked } = await atHub(ofToday);
  await app.run(invite, mia);
  await app.run(invite, { ...mia, function: 'marketing', position: 'marketingLeader' });
  await app.run(invite, { ...mia, function: 'sales', position: 'none' });
  expect(asked.map((body) => [body['function'], body['position']])).toEqual([
    [undefined, undefined],
    ['marketing', 'marketingLeader'],
    ['sales', 'none'],
  ]);
});

it('a hub of version 1 is asked for sales in its own words, and for anything else not at all', async () => {
  const { app, asked } = await atHub(ofVersion1);
  expect(await app.attempt(invite, { ...mia, function: 'sales', position: 'none' })).toMatchObject({ ok: true });
  expect(asked.at(-1)).not.toHaveProperty('function');
  for (const role of [{ function: 'marketing' }, { function: 'management', position: 'ceo' }, { position: 'salesLeader' }] as const) {
    const before = asked.length;
    expect(await app.attempt(invite, { ...mia, ...role })).toEqual(failed('HubTooOldForRole'));
    expect(asked.slice(before).every((body) => ofVersion1(body) !== null)).toBe(true);
  }
});

it('a role that somebody has is not changed by an invitation, and that is said', async () => {
  const { app } = await atHub(() => ({ status: 409, error: 'otherRole' }));
  expect(await app.attempt(invite, { ...mia, person: 'p1', function: 'marketing' })).toEqual(failed('HubOtherRole'));
});

it('a function, a position or an access that there is not goes to no hub', async () => {
  const { app, asked } = await atHub(ofToday);
  for (const wrong of [{ function: 'service' }, { position: 'owner' }, { position: 'ceo ' }, { access: 'root' }])
    expect(await app.callRaw(invite.name, { ...mia, ...wrong })).toMatchObject(failed('InvalidInput'));
  expect(asked).toEqual([]);
  expect(accessRole.options).toEqual(['admin', 'manager', 'seller', 'guest']);
});

it('who may not edit people invites nobody', async () => {
  const { app, asked } = await atHub(ofToday);
  for (const [name, access] of [
    ['Cia', 'manager'],
    ['Bo', 'seller'],
  ] as const) {
    app.actAs(app.me);
    app.actAs(await app.aPerson(name, access, { position: 'salesLeader' }));
    expect(await app.attempt(invite, mia)).toMatchObject(failed('NotAllowed'));
  }
  expect(asked).toEqual([]);
});

/** One-time codes: found by a public part, opened by a secret, and of no use to whoever guesses. */
import { describe, expect, it } from 'vitest';
import { protocolVersion } from '../../src/shared/sync/hubProtocol.ts';
import { secretHash } from '../../src/hub/hash.ts';
import { makeSetUpCode, mostWrong } from '../../src/hub/codes.ts';
import { aHub as aHubOn, aWorkspace, hubOver, invited, newKey, type TestDevice, type TestHub } from './hubFixture.ts';
import { storages } from './storages.ts';

const says = (status: number, error: string) => ({ status, body: { error } });

const invitation = async (hub: TestHub, by: TestDevice, name = 'Anna'): Promise<{ readonly code: string; readonly person: string }> => {
  const { status, body } = await hub.post('/v1/invite', { access: 'seller', person: null, name, team: null, validHours: 24 }, by.access);
  expect(status).toBe(200);
  return { code: String(body['code']), person: String(body['person']) };
};
const tryAt = (hub: TestHub, code: string, address = '10.0.0.1', protocol = protocolVersion) =>
  hub.raw('/v1/join', JSON.stringify({ protocol, code, key: newKey().key }), { 'x-forwarded-for': address });
/** The same public part with another secret. */
const guessed = (code: string, n: number): string => `${code.slice(0, 5)}-${String(n).padStart(15, '0')}`;
const listed = async (hub: TestHub, by: TestDevice): Promise<unknown> => {
  const { status, body } = await hub.post('/v1/codes', {}, by.access);
  expect(status).toBe(200);
  return body['codes'];
};

describe.each(storages)('on $kind', ({ open }) => {
  const aHub = async () => aHubOn({ db: await open() });

  it('ten wrong secrets end a code, also at once and from wherever, and no other; whoever may invite sees it and makes another', async () => {
    const hub = await aHub();
    const kari = await aWorkspace(hub);
    const anna = await invitation(hub, kari);
    const bo = await invitation(hub, kari, 'Bo');
    const answers = await Promise.all(Array.from({ length: 15 }, (_, at) => tryAt(hub, guessed(anna.code, at), `10.0.1.${at}`)));
    expect(answers.filter(({ body }) => body['error'] === 'wrongCode')).toHaveLength(mostWrong);
    expect(answers.filter(({ body }) => body['error'] === 'endedCode')).toHaveLength(5);
    // The right one too, and a device of the first version is told so in a word that it knows.
    expect(await tryAt(hub, anna.code)).toMatchObject(says(403, 'endedCode'));
    expect(await tryAt(hub, anna.code, '10.0.0.1', 1)).toMatchObject(says(403, 'wrongCode'));
    const [first, second] = [anna, bo].map(({ code, person }) => ({ letters: code.slice(0, 5), person }));
    expect(await listed(hub, kari)).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ ...first, isEnded: true }),
        expect.objectContaining({ ...second, isEnded: false }),
      ]),
    );
    expect(hub.pauses).toEqual([]);
    expect((await tryAt(hub, bo.code)).status).toBe(200);
    hub.ports.clock.advance(1);
    const another = await hub.post(
      '/v1/invite',
      { access: 'seller', person: anna.person, name: 'Anna', team: null, validHours: 24 },
      kari.access,
    );
    expect(await listed(hub, kari)).toMatchObject([{ person: anna.person, isEnded: false }]);
    expect((await tryAt(hub, String(another.body['code']))).status).toBe(200);
    expect(await listed(hub, kari)).toEqual([]);
  });

  it('nine wrong secrets do not', async () => {
    const hub = await aHub();
    const kari = await aWorkspace(hub);
    const { code } = await invitation(hub, kari);
    for (let n = 1; n < mostWrong; n += 1) expect(await tryAt(hub, guessed(code, n))).toMatchObject(says(403, 'wrongCode'));
    expect((await tryAt(hub, code)).status).toBe(200);
  });

  it('a set-up code is ended alike', async () => {
    const hub = await aHub();
    const code = await makeSetUpCode(hub.context);
    const publish = (wanted: string) =>
      hub.post('/v1/publish', { code: wanted, workspace: 'w9', name: 'x', person: 'kari', key: newKey().key });
    for (let n = 0; n < mostWrong; n += 1) expect(await publish(guessed(code, n))).toMatchObject(says(403, 'wrongCode'));
    expect(await publish(code)).toMatchObject(says(403, 'endedCode'));
    expect((await publish(await makeSetUpCode(hub.context))).status).toBe(200);
  });

  it('keeps whoever names codes that there are not waiting, longer and longer, and lets a right one of that address in at once', async () => {
    const hub = await aHub();
    const kari = await aWorkspace(hub);
    const { code } = await invitation(hub, kari);
    // Whatever it says of itself before the address that the proxy saw.
    for (let n = 0; n < 9; n += 1)
      expect(await tryAt(hub, `WRNG${n}-${'0'.repeat(15)}`, `10.9.8.${n}, 10.0.0.1`)).toMatchObject(says(403, 'wrongCode'));
    expect(hub.pauses).toEqual([250, 500, 1_000, 2_000, 4_000, 8_000, 10_000, 10_000, 10_000]);
    expect(await tryAt(hub, 'WRNG9', '10.0.0.2')).toMatchObject(says(403, 'wrongCode'));
    expect(hub.pauses.at(-1)).toBe(250);
    const before = hub.pauses.length;
    expect((await tryAt(hub, code)).status).toBe(200);
    expect(hub.pauses).toHaveLength(before);
    hub.ports.clock.advance(15 * 60_000);
    await tryAt(hub, 'WRNG');
    expect(hub.pauses.at(-1)).toBe(250);
  });

  it('keeps nobody else waiting meanwhile', async () => {
    const db = await open();
    const hub = await aHubOn({ db });
    const kari = await aWorkspace(hub);
    const { code } = await invitation(hub, kari);
    let letGo = (): void => {};
    const held = new Promise<void>((resolve) => (letGo = resolve));
    const slow = await hubOver(db, { ports: hub.ports, wait: () => held });
    const waiting = tryAt(slow, 'WRNG0');
    expect((await tryAt(slow, code)).status).toBe(200);
    letGo();
    expect(await waiting).toMatchObject(says(403, 'wrongCode'));
    await slow.server.close();
  });

  it('counts a right code at the wrong door against nobody', async () => {
    const hub = await aHub();
    const kari = await aWorkspace(hub);
    const { code } = await invitation(hub, kari);
    const there = { code, workspace: 'w9', name: 'x', person: 'kari', key: newKey().key };
    for (let n = 0; n <= mostWrong; n += 1) expect(await hub.post('/v1/publish', there)).toMatchObject(says(403, 'wrongCode'));
    expect((await tryAt(hub, code)).status).toBe(200);
    expect(hub.pauses).toEqual([]);
  });

  it('a code of twenty letters from before is good until it expires', async () => {
    const hub = await aHub();
    const kari = await aWorkspace(hub);
    const anna = await invited(hub, kari, 'seller', 'Anna');
    const keep = (letters: string, expiresAt: number) =>
      hub.context.db.write((sql) =>
        sql.run("INSERT INTO hub_code (hash, kind, workspace, person, expires_at) VALUES (?, 'invitation', 'w1', ?, ?)", [
          secretHash(letters),
          anna.person,
          expiresAt,
        ]),
      );
    const now = hub.ports.clock.now();
    await keep('0123456789ABCDEFGHJK', now + 1_000);
    await keep('1123456789ABCDEFGHJK', now);
    expect((await tryAt(hub, 'o1234-56789-abcde-fghjk')).status).toBe(200);
    expect(await tryAt(hub, '11234-56789-ABCDE-FGHJK')).toMatchObject(says(403, 'expiredCode'));
  });

  it('tells of codes to those alone who may invite, and never of a secret', async () => {
    const hub = await aHub();
    const kari = await aWorkspace(hub);
    const anna = await invited(hub, kari, 'seller', 'Anna');
    const { code } = await invitation(hub, kari, 'Bo');
    expect(await hub.post('/v1/codes', {}, anna.access)).toMatchObject(says(403, 'notAllowed'));
    expect(JSON.stringify(await listed(hub, kari))).not.toContain(code.slice(6, 11));
    const stored = JSON.stringify(await hub.context.db.read((sql) => sql.all('SELECT * FROM hub_code')));
    expect(stored).not.toContain(code.slice(6, 11));
  });
});

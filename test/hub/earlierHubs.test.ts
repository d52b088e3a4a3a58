/** Hubs that an earlier version has written: brought up to date when they are opened, and going on from there. */
import { describe, expect, it } from 'vitest';
import { openHub } from '../../src/hub/hubContext.ts';
import { secretHash } from '../../src/hub/hash.ts';
import { hubSchemaVersion } from '../../src/hub/schema.ts';
import type { HubDevice, PullAnswer } from '../../src/shared/sync/hubProtocol.ts';
import { asTheThird } from './earlierSchema.ts';
import {
  aHub,
  aTeam,
  aWorkspace,
  change,
  dealRows,
  insert,
  invited,
  newKey,
  ownedBy,
  type TestDevice,
  type TestHub,
  together,
} from './hubFixture.ts';
import { storages } from './storages.ts';

const happened = { happenedAt: 1, happenedDay: '2026-11-21' };

/** Two deals that are others’, one that changed hands, with facts, notes and voids. */
const aWorld = async (hub: TestHub): Promise<{ readonly kari: TestDevice; readonly anna: TestDevice }> => {
  const kari = await aWorkspace(hub);
  const anna = await invited(hub, kari, 'seller', 'Anna');
  const note = { accountId: 'a', contactId: null, kind: 'note', team: 'sales', authorId: 'kari', happenedAt: 1 };
  const results = await kari.push(
    kari.write(aTeam('north', anna.person, 'bo')),
    kari.write(dealRows('d1', 'kari')),
    kari.write(dealRows('d2', 'kari')),
    kari.write(
      together(
        insert('activity', { id: 'n1', dealId: 'd1', body: 'x', ...note }),
        insert('activity', { id: 'n2', dealId: 'd2', body: 'y', ...note }),
      ),
    ),
    kari.write(insert('stage_move', { id: 'm1', dealId: 'd1', toStageId: 's', reason: null, closeReasonId: null, ...happened })),
    kari.write(insert('fact_void', { id: 'v1', factTable: 'stage_move', factId: 'm1', ...happened })),
    kari.write(change('activity', 'n1', { body: 'z' })),
    kari.write(ownedBy('o2', 'd2', 'bo', 2)),
  );
  expect(results.filter(({ type }) => type !== 'applied')).toEqual([]);
  return { kari, anna };
};

const rowsOf = async (hub: TestHub, sql: string): Promise<string> => JSON.stringify(await hub.context.db.read((db) => db.all(sql)));
const touched = 'SELECT workspace, tbl, record, hub_seq FROM hub_touch ORDER BY workspace, record, hub_seq';
const owned = 'SELECT workspace, tbl, record, hub_seq, owner FROM hub_owner ORDER BY workspace, record, hub_seq';
const ownersOnly = 'SELECT record, owner FROM hub_owner ORDER BY record, hub_seq DESC';

const ask = async (hub: TestHub, by: TestDevice, after: number, scope: string | null): Promise<PullAnswer> => {
  const answer = await hub.post('/v1/pull', { epoch: hub.context.epoch, after, scope }, by.access);
  expect(answer.status).toBe(200);
  return answer.body as unknown as PullAnswer;
};

const reopened = (hub: TestHub) => openHub(hub.context.db, { model: hub.context.model, ports: hub.ports });

describe.each(storages)('a hub on $kind', ({ open }) => {
  it('of the time when each name was a device of its own knows now which are still in use, and lets codes of that time in', async () => {
    const hub = await aHub({ db: await open() });
    const kari = await aWorkspace(hub);
    const anna = await invited(hub, kari, 'seller', 'Anna');
    const name = (incarnation: number): string => anna.name.replace('.1', `.${incarnation}`);
    await hub.context.db.write(async (sql) => {
      for (const incarnation of [2, 10])
        await sql.run(
          `INSERT INTO hub_device (workspace, device, person, public_key, label, joined_at, last_seq, last_hash, last_hlc)
           VALUES ('w1', ?, ?, ?, '', ?, 0, '', '0')`,
          [name(incarnation), anna.person, newKey().key.publicKey, hub.ports.clock.now() + incarnation],
        );
      await sql.run('UPDATE hub_session SET device = ? WHERE device = ?', [name(10), anna.name]);
      await sql.run("INSERT INTO hub_code (hash, kind, workspace, person, expires_at) VALUES (?, 'invitation', 'w1', ?, ?)", [
        secretHash('0123456789ABCDEFGHJK'),
        anna.person,
        hub.ports.clock.now() + 9_000,
      ]);
      for (const statement of asTheThird) await sql.run(statement);
    });
    await reopened(hub);
    const { body } = await hub.post('/v1/devices', {}, kari.access);
    expect((body['devices'] as readonly HubDevice[]).map(({ device }) => device).toSorted()).toEqual([name(10), kari.name].toSorted());
    expect((await hub.post('/v1/revoke', { device: name(10) }, kari.access)).status).toBe(200);
    expect((await hub.post('/v1/refresh', { refresh: anna.refresh })).body).toMatchObject({ error: 'revoked' });
    expect((await hub.post('/v1/join', { code: '01234-56789-ABCDE-FGHJK', key: newKey().key })).status).toBe(200);
  });

  it('of the time when deals alone had owners keeps what it wrote down of them, and goes on', async () => {
    const hub = await aHub({ db: await open() });
    const { kari, anna } = await aWorld(hub);
    const before = [await rowsOf(hub, touched), await rowsOf(hub, owned)];
    await hub.context.db.write(async (sql) => {
      for (const statement of [
        ...asTheThird,
        'CREATE TABLE old_owner (workspace TEXT NOT NULL, deal TEXT NOT NULL, hub_seq BIGINT NOT NULL, owner TEXT, PRIMARY KEY (workspace, deal, hub_seq))',
        'INSERT INTO old_owner SELECT workspace, record, hub_seq, owner FROM hub_owner',
        'DROP TABLE hub_owner',
        'ALTER TABLE old_owner RENAME TO hub_owner',
        'CREATE INDEX hub_owner_by_seq ON hub_owner (workspace, hub_seq)',
        'CREATE TABLE old_touch (workspace TEXT NOT NULL, record TEXT NOT NULL, hub_seq BIGINT NOT NULL, PRIMARY KEY (workspace, record, hub_seq))',
        'INSERT INTO old_touch SELECT workspace, record, hub_seq FROM hub_touch',
        'DROP TABLE hub_touch',
        'ALTER TABLE old_touch RENAME TO hub_touch',
        'UPDATE hub SET version = 2',
      ])
        await sql.run(statement);
    });
    await reopened(hub);
    expect([await rowsOf(hub, touched), await rowsOf(hub, owned)]).toEqual(before);
    expect(await rowsOf(hub, 'SELECT version FROM hub')).toBe(`[{"version":${hubSchemaVersion}}]`);
    await reopened(hub);
    expect([await rowsOf(hub, touched), await rowsOf(hub, owned)]).toEqual(before);
    const seen = await ask(hub, anna, 0, null);
    const last = seen.sets.length;
    await kari.push(kari.write(ownedBy('o3', 'd1', anna.person, 3)));
    const then = await ask(hub, anna, last, seen.scope ?? null);
    expect(then.amended?.map(({ hubSeq, partial }) => [hubSeq, partial])).toEqual([
      [4, false],
      [6, false],
      [7, false],
      [8, false],
      [9, false],
    ]);
  });

  it('of the time before there were scopes brings a device that was given everything down to what its person may see', async () => {
    const hub = await aHub({ db: await open() });
    const { anna } = await aWorld(hub);
    const before = [await rowsOf(hub, touched), await rowsOf(hub, ownersOnly)];
    await hub.context.db.write(async (sql) => {
      for (const statement of asTheThird) await sql.run(statement);
      await sql.run('DELETE FROM hub_touch');
      await sql.run('DELETE FROM hub_owner');
      await sql.run('UPDATE hub SET version = 1');
    });
    await reopened(hub);
    // The owners of today stand for all of the past.
    expect(await rowsOf(hub, touched)).toBe(before[0]);
    expect(await rowsOf(hub, ownersOnly)).toBe('[{"record":"d1","owner":"kari"},{"record":"d2","owner":"bo"}]');
    const all = (await ask(hub, anna, 0, null)).sets.length;
    const narrowed = await ask(hub, anna, all, null);
    expect(narrowed.amended?.map(({ hubSeq }) => hubSeq)).toEqual([4, 6, 7, 8, 9]);
    expect(JSON.stringify(narrowed.amended)).not.toMatch(/"(?:d1|n1|m1|v1)"/u);
    expect(await ask(hub, anna, all, narrowed.scope ?? null)).toMatchObject({ amended: [], sets: [] });
  });

  it('of the time when a row could be made twice merges its rows anew from the log, and knows how each was made first', async () => {
    const hub = await aHub({ db: await open() });
    const { kari } = await aWorld(hub);
    const rows = 'SELECT tbl, id, root, cells, clocks, made_hlc, made_by, made_hash FROM hub_held ORDER BY workspace, tbl, id';
    const before = await rowsOf(hub, rows);
    expect(before).toContain('"made_hash":"');
    await hub.context.db.write(async (sql) => {
      for (const statement of asTheThird) await sql.run(statement);
      await sql.run("UPDATE hub_held SET cells = '{}', clocks = '{}' WHERE tbl <> 'membership'");
      await sql.run("DELETE FROM hub_held WHERE tbl = 'stage_move'");
    });
    await reopened(hub);
    expect(await rowsOf(hub, rows)).toBe(before);
    const note = { dealId: 'd1', accountId: 'a', contactId: null, kind: 'note', team: 'sales', authorId: 'kari', happenedAt: 1 };
    const again = ['x', 'z'].map((body) => kari.write(insert('activity', { id: 'n1', body, ...note })));
    expect((await kari.push(...again)).map(({ type }) => type)).toEqual(['applied', 'refused']);
    expect(await rowsOf(hub, rows)).toBe(before);
  });

  it('of the time when all saw every view takes from devices what is their owners’ alone, and salts that came with parts', async () => {
    const hub = await aHub({ db: await open() });
    const { kari, anna } = await aWorld(hub);
    const view = (id: string, shared: number) =>
      kari.write(insert('saved_view', { id, name: id, page: 'pipeline', ownerId: 'kari', shared, json: '{}' }));
    await kari.push(view('private', 0), view('shared', 1), kari.write(change('saved_view', 'private', { name: 'private too' })));
    await hub.context.db.write(async (sql) => {
      for (const statement of asTheThird) await sql.run(statement);
      for (const table of ['hub_touch', 'hub_owner']) await sql.run(`DELETE FROM ${table} WHERE tbl = 'saved_view'`);
    });
    await reopened(hub);
    const seen = await ask(hub, anna, 0, null);
    const { length: last } = seen.sets;
    // As a hub of the version before told it.
    const [{ view: told }] = JSON.parse(seen.scope ?? '') as readonly [{ readonly view: object }];
    for (const protocol of [1, 2]) {
      const body = { protocol, epoch: hub.context.epoch, after: last, scope: JSON.stringify([{ upTo: null, view: told }]) };
      const narrowed = (await hub.post('/v1/pull', body, anna.access)).body as unknown as PullAnswer;
      const parts = seen.sets.filter(({ partial }) => partial === true).map(({ hubSeq }) => hubSeq);
      expect(narrowed.amended?.map(({ hubSeq, partial }) => [hubSeq, partial])).toEqual(parts.map((hubSeq) => [hubSeq, true]));
      expect([parts.length > 5, parts.includes(last - 2), parts.includes(last - 1), parts.includes(last)]).toEqual([
        true,
        true,
        false,
        true,
      ]);
      expect(JSON.stringify(narrowed.amended)).not.toContain('private');
      const again = { ...body, scope: narrowed.scope };
      expect((await hub.post('/v1/pull', again, anna.access)).body).toMatchObject({ amended: [], sets: [] });
    }
  });
});

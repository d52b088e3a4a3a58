/** Roles at a hub: who gives positions, what a forged role is worth, what an invitation may say, and the greatest reach of all that somebody holds today. */
import { describe, expect, it } from 'vitest';
import type { Position, TeamFunction } from '../../src/shared/admin/schema.ts';
import { inviteAtHub } from '../../src/hub/founding.ts';
import { aHub, aTeam, aWorkspace, bare, change, dealRows, insert, invited, type TestDevice, type TestHub } from './hubFixture.ts';
import { storages } from './storages.ts';

type Role = { readonly access?: string; readonly function?: TeamFunction; readonly position?: Position; readonly fromDay?: string | null };
const role = (id: string, personId: string, { access = 'seller', function: side = 'sales', position = 'none', fromDay = null }: Role) =>
  insert('membership', { id, personId, access, function: side, position, fromDay, toDay: null });

const answers = async (device: TestDevice, ...payloads: readonly Parameters<TestDevice['write']>[0][]): Promise<readonly string[]> =>
  (await device.push(...payloads.map((payload) => device.write(payload)))).map((result) =>
    result.type === 'refused' ? result.refused.reason : result.type,
  );

/** The membership that the hub made with an invitation. */
const roleOf = async (hub: TestHub, person: string): Promise<string> => {
  const rows = await hub.context.db.read((sql) => sql.all("SELECT id FROM hub_held WHERE tbl = 'membership' AND root = ?", [person]));
  return String(rows[0]?.['id']);
};

const wanted = (more: object) => ({ access: 'seller', person: null, name: 'New', team: null, validHours: 1, ...more });

describe.each(storages)('on $kind', ({ open }) => {
  it('an admin gives positions until somebody is CEO, and from then on whoever holds that', async () => {
    const hub = await aHub({ db: await open() });
    const kari = await aWorkspace(hub);
    const leader = await invited(hub, kari, 'manager', 'Lea', { position: 'salesLeader' });
    const anna = await invited(hub, kari, 'seller', 'Anna');
    hub.ports.clock.advance(1_000);
    const leads = await roleOf(hub, leader.person);
    // Nobody but an admin, and no leader either; nobody gives one to themselves.
    for (const who of [leader, anna])
      expect(
        await answers(who, role(`x-${who.person}`, who.person, { position: 'ceo' }), change('membership', leads, { position: 'ceo' })),
      ).toEqual(['notAllowed', 'notAllowed']);
    expect(
      await answers(kari, change('membership', leads, { position: 'bothLeader' }), role('m1', anna.person, { position: 'ceo' })),
    ).toEqual(['applied', 'applied']);
    hub.ports.clock.advance(1_000);
    // Anna is CEO, and no admin: positions are hers, each row that has one with all of it.
    for (const who of [kari, leader])
      expect(
        await answers(
          who,
          role(`y-${who.person}`, kari.person, { access: 'admin', position: 'ceo' }),
          change('membership', leads, { position: 'none' }),
          change('membership', leads, { access: 'guest' }),
          change('membership', leads, { toDay: '2026-11-01' }),
          change('membership', leads, { '#deleted': 1 }),
          change('membership', 'm1', { '#deleted': 1 }),
        ),
      ).toEqual(Array.from({ length: 6 }, () => 'notAllowed'));
    expect(await answers(kari, role('m2', leader.person, { access: 'seller' }), change('membership', 'm2', { '#deleted': 1 }))).toEqual([
      'applied',
      'applied',
    ]);
    expect(
      await answers(
        anna,
        change('membership', leads, { position: 'marketingLeader' }),
        change('membership', leads, { toDay: '2026-11-20' }),
      ),
    ).toEqual(['applied', 'applied']);
    // The office ends with the day, whatever the device of who held it says.
    hub.ports.clock.advance(1_000);
    expect(await answers(anna, change('membership', 'm1', { toDay: '2026-11-20' }))).toEqual(['applied']);
    hub.ports.clock.advance(1_000);
    expect(await answers(anna, change('membership', 'm1', { toDay: null }))).toEqual(['notAllowed']);
    expect(await answers(kari, change('membership', 'm1', { toDay: null }))).toEqual(['applied']);
  });

  it('a role that is forged is nobody’s: not its access, not its function, not its position', async () => {
    const hub = await aHub({ db: await open() });
    const kari = await aWorkspace(hub);
    const anna = await invited(hub, kari, 'seller', 'Anna');
    const own = await roleOf(hub, anna.person);
    hub.ports.clock.advance(1_000);
    const forged = [
      role('f1', anna.person, { access: 'admin' }),
      role('f2', anna.person, { function: 'marketing' }),
      role('f3', anna.person, { position: 'ceo' }),
      change('membership', own, { function: 'marketing' }),
      change('membership', own, { access: 'manager' }),
      change('membership', own, { position: 'ceo' }),
      change('membership', 'm-kari', { personId: anna.person }),
      bare('membership', { id: 'f4', personId: anna.person, access: 'admin' }),
      role('f5', anna.person, { access: 'owner' }),
      {
        i: [['membership', ['id', 'personId', 'access', 'function', 'position'], [['f6', anna.person, 'seller', 'sales', 'chief']]]],
      } as const,
    ];
    expect(await answers(anna, ...forged)).toEqual([
      ...Array.from({ length: 7 }, () => 'notAllowed'),
      'malformed',
      'malformed',
      'malformed',
    ]);
    await kari.push(kari.write(dealRows('d1', 'kari')));
    expect(await answers(anna, change('deal', 'd1', { title: 'Mine' }))).toEqual(['notYours']);
    expect((await anna.pull()).some(({ payload }) => payload.includes('"d1"'))).toBe(false);
  });

  it('an invitation says function and position, gives a position only from whom that may, and changes nobody’s role', async () => {
    const hub = await aHub({ db: await open() });
    const kari = await aWorkspace(hub);
    const mia = await invited(hub, kari, 'seller', 'Mia', { function: 'marketing', position: 'marketingLeader' });
    const held = async (person: string) =>
      (
        await hub.context.db.read((sql) =>
          sql.all("SELECT cells FROM hub_held WHERE tbl = 'membership' AND root = ? ORDER BY id", [person]),
        )
      ).map(({ cells }) => JSON.parse(String(cells)) as Readonly<Record<string, unknown>>);
    expect(await held(mia.person)).toMatchObject([
      { access: 'seller', function: 'marketing', position: 'marketingLeader', fromDay: '2026-11-21' },
    ]);
    const ask = async (by: TestDevice, more: object, protocol = 2) => {
      const { status, body } = await hub.post('/v1/invite', { protocol, ...wanted(more) }, by.access);
      return status === 200 ? 'invited' : `${status} ${String(body['error'])}`;
    };
    const again = { person: mia.person, name: 'Mia' };
    for (const other of [
      { function: 'sales' },
      { position: 'none' },
      { position: 'ceo' },
      { access: 'manager' },
      { access: 'admin', function: 'marketing' },
    ])
      expect(await ask(kari, { ...again, ...other })).toBe('409 otherRole');
    // A device of version 1 knows of no function, and of no such answer.
    expect(await ask(kari, { ...again, access: 'manager' }, 1)).toBe('403 notAllowed');
    for (const same of [{}, { function: 'marketing' }, { function: 'marketing', position: 'marketingLeader' }])
      expect(await ask(kari, { ...again, ...same })).toBe('invited');
    expect(await ask(kari, again, 1)).toBe('invited');
    expect(await held(mia.person)).toHaveLength(1);
    expect(await ask(mia, {})).toBe('403 notAllowed');
    expect(await ask(kari, { function: 'chief' })).toBe('400 malformed');
    expect(await ask(kari, { position: 'ceo', name: 'Cia' })).toBe('invited');
    expect(await ask(kari, { position: 'salesLeader' })).toBe('403 notAllowed');
    expect(await ask(kari, { function: 'management' })).toBe('invited');
    expect(await ask(kari, {}, 1)).toBe('invited');
    // Whoever has the hub itself in hand is bound by the same.
    const atHub = (more: object) =>
      inviteAtHub(hub.context, { role: 'seller', function: null, position: 'none', name: 'Lars', workspace: null, ...more });
    expect(await atHub({ position: 'bothLeader' })).toEqual({ ok: false, error: 'positionByCeo' });
    expect(await atHub({ function: 'marketing' })).toMatchObject({ ok: true });
  });

  it('what somebody holds today counts together, each role as its own', async () => {
    const hub = await aHub({ db: await open() });
    const kari = await aWorkspace(hub);
    const anna = await invited(hub, kari, 'seller', 'Anna');
    hub.ports.clock.advance(1_000);
    const teams = [aTeam('north', anna.person, 'bo'), aTeam('south', anna.person, 'cia')];
    await kari.push(
      ...teams.map((team) => kari.write(team)),
      ...['bo', 'cia', 'dag'].map((owner) => kari.write(dealRows(`d-${owner}`, owner))),
    );
    const dealsOf = async (by: TestDevice) => {
      const text = JSON.stringify((await by.pull()).map(({ payload }) => payload));
      return ['d-bo', 'd-cia', 'd-dag'].filter((id) => text.includes(`\\"${id}\\"`));
    };
    // A member of two teams.
    expect(await dealsOf(anna)).toEqual(['d-bo', 'd-cia']);
    // Two memberships of different reach: she reads what the one reads, and writes what the other writes.
    await kari.push(kari.write(role('m2', anna.person, { function: 'marketing' })));
    expect(await dealsOf(anna)).toEqual(['d-bo', 'd-cia', 'd-dag']);
    expect(
      await answers(
        anna,
        change('deal', 'd-bo', { title: 'x' }),
        insert('stage', { id: 's', name: 'S', seedKey: null, position: 1, kind: 'open', probabilityBp: 1 }),
      ),
    ).toEqual(['notYours', 'notAllowed']);
    await kari.push(kari.write(role('m3', anna.person, { access: 'manager' })));
    expect(await answers(anna, change('deal', 'd-bo', { title: 'x' }))).toEqual(['applied']);
    // One that begins tomorrow gives nothing yet, one that ended yesterday nothing more.
    await kari.push(
      kari.write(change('membership', 'm3', { fromDay: '2026-11-22' })),
      kari.write(change('membership', 'm2', { toDay: '2026-11-20' })),
    );
    expect(await answers(anna, change('deal', 'd-bo', { title: 'y' }))).toEqual(['notYours']);
    expect(await dealsOf(anna)).toEqual(['d-bo', 'd-cia']);
    // The day begins in the zone of the workspace.
    hub.ports.clock.set('2026-11-21T23:30:00Z');
    const { tokens } = (await hub.post('/v1/refresh', { refresh: anna.refresh })).body as { readonly tokens: { readonly access: string } };
    const answer = await hub.post(
      '/v1/push',
      { epoch: hub.context.epoch, sets: [anna.write(change('deal', 'd-bo', { title: 'y' }))] },
      tokens.access,
    );
    expect(answer.body['results']).toMatchObject([{ type: 'applied' }]);
  });
});

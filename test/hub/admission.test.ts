/** What a hub takes over and what it refuses: chains, clocks, authors and rights, on a real hub and by hand-made sets. */
import { describe, expect, it } from 'vitest';
import { hlc } from '../../src/shared/sync/hlc.ts';
import { aHub as aHubOn, aTeam, aWorkspace, change, dealRows, insert, invited, together } from './hubFixture.ts';
import { storages } from './storages.ts';

const refused = (reason: string) => ({ type: 'refused', refused: { reason } });

describe.each(storages)('on $kind', ({ open }) => {
  const aHub = async () => aHubOn({ db: await open() });

  it('numbers sets in the order in which they are taken over, and gives them out in that order', async () => {
    const hub = await aHub();
    const kari = await aWorkspace(hub);
    const anna = await invited(hub, kari, 'seller', 'Anna');
    expect(await anna.push(anna.write(dealRows('d1', anna.person)), anna.write(change('deal', 'd1', { title: 'One' })))).toMatchObject([
      { type: 'applied', hubSeq: 3 },
      { type: 'applied', hubSeq: 4 },
    ]);
    const sets = await kari.pull();
    expect(sets.map(({ hubSeq }) => hubSeq)).toEqual([1, 2, 3, 4]);
    expect(sets.map(({ command }) => command)).toEqual(['admin.createWorkspace', 'sync.invite', 'pipeline.editDeal', 'pipeline.editDeal']);
  });

  it('answers a replay as it did the first time, and stores nothing twice', async () => {
    const hub = await aHub();
    const kari = await aWorkspace(hub);
    const sets = [kari.write(dealRows('d1', 'kari')), kari.write(change('deal', 'nowhere', { title: 'x' }))];
    const first = await kari.push(...sets);
    hub.ports.clock.advance(10_000);
    expect(await kari.push(...sets)).toEqual(first);
    expect(await kari.pull()).toHaveLength(3);
  });

  it('asks for what is missing before a set, and tells a device of another history that it is one', async () => {
    const hub = await aHub();
    const kari = await aWorkspace(hub);
    const [a, b, c] = ['a', 'b', 'c'].map((id) => kari.write(dealRows(id, 'kari')));
    if (a === undefined || b === undefined || c === undefined) throw new Error('three sets');
    expect(await kari.push(c)).toEqual([{ type: 'retry', why: 'gap', have: 1 }]);
    expect(await kari.push(a, b, c)).toMatchObject([{ type: 'applied' }, { type: 'applied' }, { type: 'applied' }]);
    const { signature: _signature, ...other } = { ...b, command: 'pipeline.moveDeal' };
    expect(await kari.push(kari.sealed(other))).toEqual([{ type: 'forked', have: 4 }]);
    const { signature: _old, ...astray } = { ...c, deviceSeq: 5, prevHash: a.prevHash };
    expect(await kari.push(kari.sealed(astray))).toEqual([{ type: 'forked', have: 4 }]);
  });

  it('gives a set from the future a clock of the hub’s, in the order of its author, and leaves an old one as it is', async () => {
    const hub = await aHub();
    const admin = await aWorkspace(hub);
    const kari = await invited(hub, admin, 'admin', 'Kari too');
    const now = hub.ports.clock.now();
    const year = 365 * 24 * 3_600_000;
    const future = hlc(now + year).toString();
    const results = await kari.push(
      kari.write(dealRows('old', 'kari'), { hlc: hlc(now - 9 * 24 * 3_600_000).toString() }),
      kari.write(dealRows('ahead', 'kari'), { hlc: hlc(now + 4 * 60_000).toString() }),
      kari.write(dealRows('far', 'kari'), { hlc: future }),
      kari.write(change('deal', 'far', { title: 'later' }), { hlc: hlc(now + year + 1).toString() }),
    );
    const clocks = results.map((result) => ('effectiveHlc' in result ? BigInt(result.effectiveHlc) : null));
    expect(clocks.slice(0, 2)).toEqual([hlc(now - 9 * 24 * 3_600_000), hlc(now + 4 * 60_000)]);
    expect(clocks[2]).toBeGreaterThan(clocks[1] ?? 0n);
    expect(clocks[3]).toBeGreaterThan(clocks[2] ?? 0n);
    expect(clocks[3]).toBeLessThanOrEqual(hlc(now + 5 * 60_000));
    expect((await kari.pull(3)).map((set) => set.hlc)).toContain(future);
  });

  it('refuses what its author may not do, keeps the number and the place, and gives the payload to nobody', async () => {
    const hub = await aHub();
    const kari = await aWorkspace(hub);
    const anna = await invited(hub, kari, 'seller', 'Anna');
    const bo = await invited(hub, kari, 'seller', 'Bo');
    await anna.push(anna.write(dealRows('d1', anna.person)));
    const results = await bo.push(
      bo.write(change('deal', 'd1', { title: 'Mine now' })),
      bo.write(insert('stage', { id: 's', name: 'S', seedKey: null, position: 1, kind: 'open', probabilityBp: 1 })),
      bo.write(
        insert('membership', {
          id: 'm',
          personId: bo.person,
          access: 'admin',
          function: 'sales',
          position: 'none',
          fromDay: null,
          toDay: null,
        }),
      ),
      bo.write(change('deal', 'd9', { title: 'x' })),
      bo.write(dealRows('d2', bo.person)),
    );
    expect(results).toMatchObject([
      { ...refused('notYours'), refused: { reason: 'notYours', table: 'deal', rowId: 'd1', held: {} } },
      refused('notAllowed'),
      refused('notAllowed'),
      // As of one that may not be seen.
      refused('notYours'),
      { type: 'applied' },
    ]);
    // Which row it was is told to nobody but its author.
    const told = async (by: typeof anna): Promise<unknown> => (await by.pull()).find(({ refused: why }) => why !== null)?.refused?.rowId;
    expect([await told(kari), await told(anna), await told(bo)]).toEqual([null, null, 'd1']);
    const seen = (await anna.pull()).filter(({ device }) => device === bo.name);
    expect(seen.map(({ payload, refused: why }) => [payload === '', why?.reason ?? null])).toEqual([
      [true, 'notYours'],
      [true, 'notAllowed'],
      [true, 'notAllowed'],
      [true, 'notYours'],
      [false, null],
    ]);
  });

  it('lets a seller give the own deal away and take that back, but not touch it after somebody took it', async () => {
    const hub = await aHub();
    const kari = await aWorkspace(hub);
    const anna = await invited(hub, kari, 'seller', 'Anna');
    const bo = await invited(hub, kari, 'seller', 'Bo');
    const handOver = (id: string, to: string | null, at: number) =>
      insert('ownership', { id, recordId: 'd1', role: 'owner', personId: to, teamId: null, happenedAt: at, happenedDay: '2026-11-21' });
    const undo = insert('fact_void', { id: 'v1', factTable: 'ownership', factId: 'o2', happenedAt: 3, happenedDay: '2026-11-21' });
    expect(
      await anna.push(
        anna.write(dealRows('d1', anna.person)),
        anna.write(handOver('o2', bo.person, 2)),
        anna.write(change('deal', 'd1', { title: 'still mine?' })),
        anna.write(undo),
        anna.write(change('deal', 'd1', { title: 'mine again' })),
        anna.write(handOver('o3', bo.person, 4)),
      ),
    ).toMatchObject([
      { type: 'applied' },
      { type: 'applied' },
      refused('notYours'),
      { type: 'applied' },
      { type: 'applied' },
      { type: 'applied' },
    ]);
    expect(await bo.push(bo.write(handOver('o4', bo.person, 5)))).toMatchObject([{ type: 'applied' }]);
    const late = insert('fact_void', { id: 'v2', factTable: 'ownership', factId: 'o3', happenedAt: 6, happenedDay: '2026-11-21' });
    expect(await anna.push(anna.write(late))).toMatchObject([refused('notYours')]);
  });

  it('does not let a fact be written twice or a deal be made over somebody else’s', async () => {
    const hub = await aHub();
    const kari = await aWorkspace(hub);
    const anna = await invited(hub, kari, 'seller', 'Anna');
    const bo = await invited(hub, kari, 'seller', 'Bo');
    await anna.push(anna.write(dealRows('d1', anna.person)));
    expect(
      await bo.push(
        bo.write(
          insert('deal', {
            id: 'd1',
            title: 'Bo’s',
            accountId: null,
            productId: null,
            contactId: null,
            nextStep: null,
            nextStepDay: null,
            rank: null,
          }),
        ),
        bo.write(
          insert('ownership', {
            id: 'o-d1',
            recordId: 'd1',
            role: 'owner',
            personId: bo.person,
            teamId: null,
            happenedAt: 9,
            happenedDay: '2026-11-21',
          }),
        ),
        bo.write(dealRows('d1', bo.person)),
      ),
    ).toMatchObject([refused('malformed'), refused('malformed'), refused('malformed')]);
  });

  it('takes nobody’s word for who they are', async () => {
    const hub = await aHub();
    const kari = await aWorkspace(hub);
    const anna = await invited(hub, kari, 'seller', 'Anna');
    expect(await anna.push(anna.write(dealRows('d1', anna.person), { actor: 'kari' }))).toMatchObject([refused('wrongActor')]);
    // The set-up actor is of the time before the workspace was published, and its publisher's alone.
    expect(await kari.push(kari.write(dealRows('d2', 'kari'), { actor: 'set-up' }))).toMatchObject([refused('wrongActor')]);
    expect(await anna.push(anna.write(dealRows('d3', anna.person), { actor: 'set-up', recordedAt: 1 }))).toMatchObject([
      refused('wrongActor'),
    ]);
  });

  it('takes the log of a publisher whose clock is a year ahead, as long as nobody else has come', async () => {
    const hub = await aHub();
    const kari = await aWorkspace(hub);
    const ahead = { actor: 'set-up', recordedAt: hub.ports.clock.now() + 365 * 24 * 3_600_000 };
    expect(await kari.push(kari.write(dealRows('d1', 'kari'), ahead))).toMatchObject([{ type: 'applied' }]);
    await invited(hub, kari, 'seller', 'Anna');
    expect(await kari.push(kari.write(dealRows('d2', 'kari'), ahead))).toMatchObject([refused('wrongActor')]);
  });

  it('does not number a set of another’s device, so that nobody can break a chain', async () => {
    const hub = await aHub();
    const kari = await aWorkspace(hub);
    const anna = await invited(hub, kari, 'seller', 'Anna');
    const forged = anna.write(dealRows('d1', anna.person), { device: kari.name, deviceSeq: 2 });
    await expect(anna.push(forged)).rejects.toThrow('403');
    expect(await kari.push(kari.write(dealRows('d1', 'kari')))).toMatchObject([{ type: 'applied' }]);
  });

  it('judges by the role held when the set comes, not when it was written', async () => {
    const hub = await aHub();
    const kari = await aWorkspace(hub);
    const anna = await invited(hub, kari, 'seller', 'Anna');
    const offline = anna.write(dealRows('d1', anna.person));
    const membership =
      (await kari.pull()).flatMap(({ payload }) => [...payload.matchAll(/"([^"]+)","[^"]+","seller"/gu)].map((match) => match[1]))[0] ?? '';
    hub.ports.clock.advance(1_000);
    await kari.push(kari.write(change('membership', membership, { toDay: '2026-11-20' })));
    expect(await anna.push(offline)).toMatchObject([refused('notAllowed')]);
  });

  it('says of a newer schema that this hub is too old, and refuses words and values that no table has', async () => {
    const hub = await aHub();
    const kari = await aWorkspace(hub);
    const newer = kari.write(dealRows('d1', 'kari'), { schema: 99 });
    expect(await kari.push(newer)).toEqual([{ type: 'retry', why: 'hubTooOld', have: 1 }]);
    const anna = await invited(hub, kari, 'seller', 'Anna');
    const bad = [
      insert('nonsense', { id: 'x' }),
      insert('deal_state', { dealId: 'x' }),
      insert('deal', { id: 'x', title: 'x', colour: 'red' }),
      insert('deal', { id: 'x', title: 'x'.repeat(201) }),
      insert('stage', { id: 'x', name: 'x', position: 'first' }),
      change('deal_value', 'x', { amountMinor: 1 }),
      change('deal', 'x', { id: 'y' }),
    ];
    const results = await anna.push(...bad.map((payload) => anna.write(payload)), anna.write({}, { payload: '{"i":' }));
    expect(results.map((result) => (result.type === 'refused' ? result.refused.reason : result.type))).toEqual(
      Array.from({ length: 8 }, () => 'malformed'),
    );
  });

  it('keeps merging cells by clock, so that a late old edit changes nobody’s rights', async () => {
    const hub = await aHub();
    const kari = await aWorkspace(hub);
    const later = hlc(hub.ports.clock.now()).toString();
    const earlier = hlc(hub.ports.clock.now() - 3_600_000).toString();
    const van = await invited(hub, kari, 'admin', 'Kari in the van');
    const office = await invited(hub, kari, 'admin', 'Kari at the office');
    await van.push(van.write(dealRows('d1', 'kari'), { hlc: hlc(hub.ports.clock.now() - 7_200_000).toString() }));
    await office.push(office.write(change('deal', 'd1', { title: 'late' }), { hlc: later }));
    await van.push(van.write(change('deal', 'd1', { title: 'early', nextStep: 'call' }), { hlc: earlier }));
    const anna = await invited(hub, kari, 'seller', 'Anna');
    const refusal = async (): Promise<unknown> => (await anna.push(anna.write(change('deal', 'd1', { title: 'x', nextStep: 'y' }))))[0];
    // A stranger's deal: not a word of what it holds.
    expect(await refusal()).toMatchObject({ type: 'refused', refused: { reason: 'notYours', held: {} } });
    await kari.push(kari.write(aTeam('north', 'kari', anna.person)));
    expect(await refusal()).toMatchObject({ type: 'refused', refused: { reason: 'notYours', held: { title: 'late', nextStep: 'call' } } });
  });

  it('takes a void for the table that it names alone, so that nobody takes an owner back by a row of the same id', async () => {
    const hub = await aHub();
    const kari = await aWorkspace(hub);
    const anna = await invited(hub, kari, 'seller', 'Anna');
    const bo = await invited(hub, kari, 'seller', 'Bo');
    await kari.push(kari.write(insert('account', { id: 'a1', name: 'Fjordfisk' })));
    await anna.push(anna.write(dealRows('d1', anna.person)));
    const about = { accountId: 'a1', kind: 'note', team: 'sales', authorId: bo.person, body: 'x', happenedAt: 1 };
    const voiding = (id: string, factTable: string, factId: string) =>
      insert('fact_void', { id, factTable, factId, happenedAt: 3, happenedDay: '2026-11-21' });
    const fact = { currency: null, expectedClose: null, estimate: 0, monthlyMinor: null, termMonths: null };
    expect(
      await bo.push(
        bo.write(insert('activity', { id: 'o-d1', ...about })),
        bo.write(voiding('v1', 'activity', 'o-d1')),
        bo.write(dealRows('d2', bo.person)),
        bo.write(insert('deal_value', { id: 'o-d1', dealId: 'd2', amountMinor: 1, ...fact, happenedAt: 2, happenedDay: '2026-11-21' })),
        bo.write(voiding('v2', 'deal_value', 'o-d1')),
        bo.write(change('deal', 'd1', { title: 'Mine now' })),
      ),
    ).toMatchObject([
      { type: 'applied' },
      refused('unknownRow'),
      { type: 'applied' },
      { type: 'applied' },
      { type: 'applied' },
      refused('notYours'),
    ]);
    // Given away and edited in one set, under a void that only looks like the giver's change of mind.
    const give = insert('ownership', {
      id: 'o-give',
      recordId: 'd2',
      role: 'owner',
      personId: anna.person,
      teamId: null,
      happenedAt: 4,
      happenedDay: '2026-11-21',
    });
    const sly = together(
      insert('deal_value', { id: 'o-give', dealId: 'd3', amountMinor: 1, ...fact, happenedAt: 5, happenedDay: '2026-11-21' }),
      voiding('v3', 'deal_value', 'o-give'),
      change('deal', 'd2', { title: 'still mine' }),
    );
    expect(await bo.push(bo.write(dealRows('d3', bo.person)), bo.write(give), bo.write(sly))).toMatchObject([
      { type: 'applied' },
      { type: 'applied' },
      refused('notYours'),
    ]);
  });

  it('lets a seller bring back what is in the trash, but no role, no place in a team and nothing that an undo has withdrawn', async () => {
    const hub = await aHub();
    const kari = await aWorkspace(hub);
    const bo = await invited(hub, kari, 'seller', 'Bo');
    const role = { personId: bo.person, access: 'manager', function: 'sales', position: 'none', fromDay: null, toDay: null };
    await kari.push(
      kari.write(
        together(
          insert('membership', { id: 'm-bo', ...role }),
          insert('team_member', { id: 't-bo', teamId: 't', personId: bo.person, fromDay: null, toDay: null }),
          insert('product', { id: 'p1', name: 'Sensor' }),
          insert('product', { id: 'p2', name: 'Probe' }),
        ),
      ),
      kari.write(
        together(
          change('membership', 'm-bo', { '#deleted': 1 }),
          change('team_member', 't-bo', { '#deleted': 1 }),
          change('product', 'p1', { '#deleted': 1 }),
          change('product', 'p2', { '#deleted': 2 }),
        ),
      ),
    );
    const back = (table: string, id: string) => bo.write(change(table, id, { '#deleted': 0 }));
    expect(
      await bo.push(back('product', 'p1'), back('product', 'p2'), back('membership', 'm-bo'), back('team_member', 't-bo')),
    ).toMatchObject([{ type: 'applied' }, refused('notAllowed'), refused('notAllowed'), refused('notAllowed')]);
  });

  it('goes on inviting when the zone of the workspace is none', async () => {
    const hub = await aHub();
    const kari = await aWorkspace(hub);
    hub.ports.clock.advance(1_000);
    expect(await kari.push(kari.write(change('workspace', 'w1', { zone: 'Nowhere' })))).toMatchObject([{ type: 'applied' }]);
    const anna = await invited(hub, kari, 'seller', 'Anna');
    expect(await anna.push(anna.write(dealRows('d1', anna.person)))).toMatchObject([{ type: 'applied' }]);
  });

  it('takes no cell by a name that every object has, and no view without an owner', async () => {
    const hub = await aHub();
    const kari = await aWorkspace(hub);
    const bo = await invited(hub, kari, 'seller', 'Bo');
    await bo.push(bo.write(dealRows('d1', bo.person)));
    expect(
      await bo.push(
        bo.write(change('deal', 'd1', { constructor: 'x' })),
        bo.write(insert('contact', { id: 'c1', accountId: 'a', name: 'Ola', toString: 'x' })),
        bo.write({}, { payload: '{"u":[["deal","d1",{"__proto__":"x"},{}]]}' }),
        bo.write(insert('saved_view', { id: 'v1', name: 'Nobody’s' })),
      ),
    ).toMatchObject([refused('malformed'), refused('malformed'), refused('malformed'), refused('malformed')]);
  });

  it('keeps the rights of one row of a set from covering another', async () => {
    const hub = await aHub();
    const kari = await aWorkspace(hub);
    const anna = await invited(hub, kari, 'seller', 'Anna');
    await kari.push(kari.write(dealRows('d1', 'kari')));
    const mixed = together(dealRows('d2', anna.person), change('deal', 'd1', { title: 'mine' }));
    expect(await anna.push(anna.write(mixed), anna.write(change('deal', 'd2', { title: 'gone' })))).toMatchObject([
      refused('notYours'),
      refused('notYours'),
    ]);
  });
});

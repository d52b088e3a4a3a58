/** Facts that are made once, in one's own name, and never taken back: by hand-made sets at a real hub, over tables of the test's own. */
import { describe, expect, it } from 'vitest';
import { model } from '../support/ownModel.ts';
import { aHub, aWorkspace, change, insert, invited, ownedBy, type TestDevice, together, whileFounding } from './hubFixture.ts';
import { storages } from './storages.ts';

const happened = { happenedAt: 1, happenedDay: '2026-11-21' };
const signed = (id: string, signerId: string, words = 'Agreed') => insert('signature', { id, signerId, words, ...happened });
const judged = (id: string, planId: string, byId: string) => insert('verdict', { id, planId, byId, words: 'Won by it', ...happened });
const voiding = (id: string, factTable: string, factId: string) => insert('fact_void', { id, factTable, factId, ...happened });
const aPlan = (id: string, ownerId: string) => together(insert('plan', { id, title: id, note: null }), ownedBy(`o-${id}`, id, ownerId));

/** What each of these sets was answered, one word a set. */
const answers = async (device: TestDevice, ...payloads: readonly Parameters<TestDevice['write']>[0][]): Promise<readonly string[]> =>
  (await device.push(...payloads.map((payload) => device.write(payload)))).map((result) =>
    result.type === 'refused' ? result.refused.reason : result.type,
  );

describe.each(storages)('on $kind', ({ open }) => {
  const aWorld = async () => {
    const hub = await aHub({ db: await open(), model });
    const kari = await aWorkspace(hub);
    const leader = await invited(hub, kari, 'seller', 'Lea', { position: 'salesLeader' });
    const anna = await invited(hub, kari, 'seller', 'Anna');
    const ceo = await invited(hub, kari, 'manager', 'Cia', { function: 'management', position: 'ceo' });
    return { hub, kari, leader, anna, ceo };
  };

  it('who may seal does so in the own name alone, once, and by no import', async () => {
    const { kari, leader, anna, ceo } = await aWorld();
    expect(await answers(leader, signed('s1', leader.person), signed('s2', ceo.person))).toEqual(['applied', 'notInOwnName']);
    expect(await answers(ceo, signed('s3', ceo.person))).toEqual(['applied']);
    // An admin runs the place, and signs nothing by that.
    expect(await answers(kari, signed('s4', kari.person))).toEqual(['notAllowed']);
    expect(await answers(anna, signed('s5', anna.person), signed('s6', leader.person))).toEqual(['notAllowed', 'notAllowed']);
    const [imported] = await leader.push(leader.write(signed('s7', leader.person), { command: 'imports.run' }));
    expect(imported).toMatchObject({ type: 'refused', refused: { reason: 'sealed', table: 'signature', rowId: 's7' } });
    // The same words again say nothing new; others are never taken over.
    expect(await answers(leader, signed('s1', leader.person), signed('s1', leader.person, 'Not agreed'))).toEqual(['applied', 'malformed']);
    expect(await answers(ceo, signed('s1', ceo.person))).toEqual(['malformed']);
    expect(await answers(leader, insert('signature', { id: 's8', words: 'Nobody’s', ...happened }))).toEqual(['malformed']);
  });

  it('nobody takes it back, changes it or removes it: not by a void, nor by a void of a void, in one set or in several', async () => {
    const { kari, leader, anna, ceo } = await aWorld();
    await answers(leader, signed('s1', leader.person));
    for (const who of [leader, ceo, kari, anna])
      expect(await answers(who, voiding(`v-${who.person}`, 'signature', 's1'))).toEqual(['sealed']);
    expect(await answers(ceo, together(voiding('v1', 'signature', 's1'), voiding('v2', 'fact_void', 'v1')))).toEqual(['sealed']);
    expect(await answers(ceo, together(voiding('v2', 'fact_void', 'v1'), voiding('v1', 'signature', 's1')))).toEqual(['sealed']);
    // A row that is not there and one that is hidden are answered alike.
    expect(await answers(ceo, voiding('v3', 'fact_void', 'v1'), voiding('v4', 'plan', 's1'), voiding('v5', 'verdict', 's1'))).toEqual([
      'notYours',
      'unknownRow',
      'unknownRow',
    ]);
    expect(
      await answers(
        ceo,
        change('signature', 's1', { words: 'Another' }),
        change('signature', 's1', { '#deleted': 1 }),
        change('signature', 's1', { '#deleted': 0 }),
      ),
    ).toEqual(['malformed', 'malformed', 'malformed']);
    // Made and taken back in one set.
    expect(await answers(ceo, together(signed('s9', ceo.person), voiding('v9', 'signature', 's9')))).toEqual(['sealed']);
  });

  it('a void from before there was a hub stands, and is taken back by nobody', async () => {
    const { hub, kari, ceo } = await aWorld();
    const early = { actor: 'set-up', recordedAt: 1 };
    const founding = together(signed('s1', 'somebody'), voiding('v1', 'signature', 's1'));
    expect(await whileFounding(hub, () => kari.push(kari.write(founding, early)))).toMatchObject([{ type: 'applied' }]);
    hub.ports.clock.advance(1_000);
    expect(await answers(ceo, voiding('v2', 'fact_void', 'v1'))).toEqual(['sealed']);
    expect(await answers(kari, voiding('v3', 'fact_void', 'v1'))).toEqual(['sealed']);
  });

  it('of a record it is made by whoever may write the record, and stays when the record changes hands', async () => {
    const { kari, anna, ceo } = await aWorld();
    expect(await answers(kari, aPlan('p1', anna.person), aPlan('p2', 'kari'))).toEqual(['applied', 'applied']);
    expect(await answers(anna, judged('j1', 'p1', anna.person), judged('j2', 'p1', 'kari'), judged('j3', 'p2', anna.person))).toEqual([
      'applied',
      'notInOwnName',
      'notYours',
    ]);
    expect(await answers(ceo, judged('j4', 'p1', ceo.person), judged('j5', 'nowhere', ceo.person))).toEqual(['applied', 'applied']);
    expect(await answers(kari, ownedBy('o2', 'p1', 'kari', 2))).toEqual(['applied']);
    // Whoever does not see the record any more is told nothing of what is in it.
    expect(await answers(anna, voiding('v1', 'verdict', 'j1'))).toEqual(['notYours']);
    expect(await answers(kari, voiding('v2', 'verdict', 'j1'), voiding('v3', 'verdict', 'j4'))).toEqual(['sealed', 'sealed']);
  });
});

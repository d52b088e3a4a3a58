/** N7: the same requests to a hub on SQLite and one on PostgreSQL: equal answers, equal sets, equal rows, and equal stores that join them. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { deletedCell, type Payload } from '../../../src/shared/sync/changeSet.ts';
import { hlc } from '../../../src/shared/sync/hlc.ts';
import { type JoinAnswer, protocolVersion, type PushAnswer, type Tokens, type WireSet } from '../../../src/shared/sync/hubProtocol.ts';
import { beginning, change, dealRows, deviceOf, insert, newKey, type TestDevice, type TestHub } from '../../hub/hubFixture.ts';
import { type Seeded, seeded } from '../../support/seeded.ts';
import { badFrame } from '../badFrames.ts';
import { newPlace, openPlace } from '../hubs.ts';
import { mustBeEmpty, type Row } from '../row.ts';
import { type TwinHubs, twinHubs } from '../twinHubs.ts';

const hour = 3_600_000;

type Speaker = { readonly device: TestDevice; tokens: Pick<Tokens, 'access' | 'refresh'>; readonly sent: WireSet[] };
type Talk = {
  readonly twins: TwinHubs;
  readonly speakers: readonly [Speaker, ...Speaker[]];
  readonly random: Seeded;
  readonly told: (what: string) => void;
  made: number;
};

const value = (id: string, dealId: string, amountMinor: number): Payload =>
  insert('deal_value', {
    id,
    dealId,
    amountMinor,
    currency: 'NOK',
    expectedClose: null,
    estimate: 0,
    monthlyMinor: null,
    termMonths: null,
    happenedAt: amountMinor,
    happenedDay: '2026-11-21',
  });

/** Something to write: allowed, not allowed, about what is not there, or nothing that anybody could mean. */
const somePayload = (talk: Talk, person: string): Payload => {
  const { random } = talk;
  const one = `d${random.below(Math.max(1, talk.made))}`;
  talk.made += 1;
  const id = `d${talk.made}`;
  switch (random.below(14)) {
    case 0:
    case 1:
      return dealRows(id, person);
    case 2:
      return dealRows(id, null);
    case 3:
      return change('deal', one, { title: `Æøå ${talk.made} ß 😀` });
    case 4:
      return change('deal', one, { nextStep: `step ${talk.made}`, nextStepDay: '2026-12-01' });
    case 5:
      return change('deal', one, { [deletedCell]: random.below(2) });
    case 6:
      return value(`v${talk.made}`, one, talk.made);
    case 7:
      return insert('fact_void', { id: `x${talk.made}`, factTable: 'deal_value', factId: `v${random.below(talk.made)}` });
    case 8:
      return insert('fact_void', { id: `x${talk.made}`, factTable: 'ownership', factId: `o-${one}` });
    case 9:
      return insert('person', { id: `p${talk.made}`, name: `Ola ${talk.made}`, email: null });
    case 10:
      return change('deal', 'nowhere', { title: 'x' });
    case 11:
      return insert('mood', { id: 'm', word: 'glad' });
    case 12:
      return { u: [['deal', one, { title: 7, '#deleted': 9 }, {}]] };
    default:
      return change('person', person, { name: `Renamed ${talk.made}` });
  }
};

const write = (talk: Talk, { device }: Speaker): WireSet => {
  const { random, twins } = talk;
  const ahead = random.below(8) === 0 ? random.pick([4 * 60_000, hour, 30 * 24 * hour, -30 * 24 * hour]) : null;
  return device.write(somePayload(talk, device.person), {
    ...(ahead === null ? {} : { hlc: hlc(twins.hub.ports.clock.now() + ahead, random.below(100)).toString() }),
    ...(random.below(20) === 0 ? { actor: 'somebody' } : {}),
    ...(random.below(20) === 0 ? { command: 'imports.run' } : {}),
    seenSeq: random.below(5),
  });
};

/** Pushes; with new tokens where the old ones ran out. */
const push = async ({ twins, told }: Talk, speaker: Speaker, sets: readonly WireSet[]): Promise<void> => {
  if (sets.length === 0) return;
  const { hub } = twins;
  const body = { epoch: hub.context.epoch, sets };
  let answer = await hub.post('/v1/push', body, speaker.tokens.access);
  if (answer.status === 401 && (await refresh(hub, speaker))) answer = await hub.post('/v1/push', body, speaker.tokens.access);
  speaker.sent.push(...sets);
  if (answer.status !== 200) told(String(answer.body['error']));
  else for (const { type } of (answer.body as unknown as PushAnswer).results) told(type);
};

const refresh = async (hub: TestHub, speaker: Speaker): Promise<boolean> => {
  const answer = await hub.post('/v1/refresh', { refresh: speaker.tokens.refresh });
  if (answer.status === 200) speaker.tokens = answer.body['tokens'] as Tokens;
  return answer.status === 200;
};

const someSet = (random: Seeded, sets: readonly WireSet[]): readonly WireSet[] => {
  const one = sets[random.below(sets.length)];
  return one === undefined ? [] : [one];
};

/** One thing that somebody asks. */
const ask = async (talk: Talk): Promise<void> => {
  const { twins, speakers, random } = talk;
  const { hub } = twins;
  const speaker = speakers[random.below(speakers.length)] ?? speakers[0];
  const { access } = speaker.tokens;
  const { epoch } = hub.context;
  switch (random.below(16)) {
    case 0:
      return push(talk, speaker, someSet(random, speaker.sent));
    case 1: {
      const [one, two] = [write(talk, speaker), write(talk, speaker)];
      await push(talk, speaker, [two]);
      return push(talk, speaker, [one, two]);
    }
    case 2:
      return push(
        talk,
        speaker,
        someSet(random, speaker.sent).map((old) => speaker.device.sealed({ ...old, recordedAt: old.recordedAt + 1 })),
      );
    case 3: {
      const set = write(talk, speaker);
      const { bytes, encoding } = badFrame({ protocol: protocolVersion, epoch, sets: [set] }, random);
      await hub.raw('/v1/push', bytes, {
        authorization: `Bearer ${access}`,
        ...(encoding === null ? {} : { 'content-encoding': encoding }),
      });
      return push(talk, speaker, [set]);
    }
    case 4: {
      const set = write(talk, speaker);
      await push(talk, speaker, [speaker.device.sealed({ ...set, schema: 99 })]);
      return push(talk, speaker, [set]);
    }
    case 5:
      await hub.post('/v1/pull', { epoch, after: random.below(60), scope: null }, access);
      return undefined;
    case 6:
      await hub.post('/v1/pull', { epoch: 'another', after: 0, scope: null }, access);
      return undefined;
    case 7:
      await refresh(hub, speaker);
      return undefined;
    case 8:
      await hub.post('/v1/devices', {}, access);
      return undefined;
    case 9:
      return twins.advance(random.pick([1, 1_000, 60_000, hour]));
    default:
      return push(
        talk,
        speaker,
        Array.from({ length: 1 + random.below(3) }, () => write(talk, speaker)),
      );
  }
};

/** Admin, manager and two sellers, each with a device at both hubs. */
const speakersOf = async (twins: TwinHubs): Promise<Talk['speakers']> => {
  const { hub } = twins;
  const speakerOf = (device: TestDevice): Speaker => ({ device, tokens: { access: device.access, refresh: device.refresh }, sent: [] });
  const admin = await twins.publish('w1', 'kari');
  await admin.push(admin.write(beginning('w1', 'kari'), { actor: 'set-up', command: 'admin.createWorkspace' }));
  twins.advance(60_000);
  const speakers: [Speaker, ...Speaker[]] = [speakerOf(admin)];
  for (const access of ['manager', 'seller', 'seller']) {
    const wanted = { access, person: null, name: `${access} ${speakers.length}`, team: null, validHours: 24 };
    const invitation = await hub.post('/v1/invite', wanted, admin.access);
    const keys = newKey();
    const joined = await hub.post('/v1/join', { code: invitation.body['code'], key: keys.key });
    speakers.push(speakerOf(deviceOf(hub, keys, joined.body as unknown as JoinAnswer)));
  }
  return speakers;
};

const requests = 60;

export const sameTrace: Row = {
  name: 'N7',
  title: 'the same requests to a hub on SQLite and one on PostgreSQL',
  rounds: 100,
  shortSeconds: 4,
  run: async ({ random, dir, again, fault }) => {
    for (let round = 0; again(); round += 1) {
      const seed = Buffer.from(random.bytes(8)).toString('hex');
      const place = join(dir, `round${round}`);
      const sqlite = await openPlace(await newPlace('SQLite', join(place, 'hub')));
      const postgres = await openPlace(await newPlace('PostgreSQL', place));
      const twins = await twinHubs(sqlite, postgres, seeded(seed).below(2 ** 31));
      try {
        const talk: Talk = { twins, speakers: await speakersOf(twins), random: seeded(`${seed} talk`), told: fault, made: 0 };
        for (let count = 0; count < requests; count += 1) await ask(talk);
        const [admin] = talk.speakers;
        await refresh(twins.hub, admin);
        const by = { ...admin.device, access: admin.tokens.access };
        mustBeEmpty(`seed ${seed}`, await twins.differences([join(place, 'a'), join(place, 'b')], by));
      } finally {
        await twins.close();
      }
      rmSync(place, { recursive: true, force: true });
    }
  },
};

/** The stamps under which sets are merged: whoever had seen something comes after it, whatever the clocks of hub and device said. */
import { describe, expect, it } from 'vitest';
import { openHub } from '../../src/hub/hubContext.ts';
import { push } from '../../src/hub/push.ts';
import { hlc, hlcMs } from '../../src/shared/sync/hlc.ts';
import { protocolVersion, type PushResult, type WireSet } from '../../src/shared/sync/hubProtocol.ts';
import { asTheThird } from './earlierSchema.ts';
import { aHub as aHubOn, aWorkspace, change, dealRows, invited, type TestDevice, type TestHub } from './hubFixture.ts';
import { storages } from './storages.ts';

const hour = 3_600_000;
const year = 365 * 24 * hour;

/** Past its tokens: the hub's clock jumps further than they last. */
const pushed = async ({ context }: TestHub, by: TestDevice, ...sets: readonly WireSet[]): Promise<readonly PushResult[]> => {
  const session = { workspace: by.workspace, device: by.name, person: by.person, accessUntil: Number.MAX_SAFE_INTEGER };
  const answer = await push(context, session, { protocol: protocolVersion, epoch: context.epoch, sets: [...sets] });
  if (!answer.ok) throw new Error(answer.error);
  return answer.value;
};

const stampOf = (result: PushResult | undefined): bigint => {
  if (result?.type !== 'applied') throw new Error(JSON.stringify(result));
  return BigInt(result.effectiveHlc);
};

const lastNumber = async ({ context }: TestHub): Promise<number> =>
  Number((await context.db.read((sql) => sql.all('SELECT seq FROM hub_workspace')))[0]?.['seq']);

const heldCells = async ({ context }: TestHub, id: string): Promise<string> =>
  String((await context.db.read((sql) => sql.all('SELECT cells FROM hub_held WHERE id = ?', [id])))[0]?.['cells']);

/** The clocks of a hub from before it knew what had been seen. */
const asBefore = async ({ context }: TestHub): Promise<void> =>
  context.db.write(async (sql) => {
    for (const statement of asTheThird) await sql.run(statement);
  });

describe.each(storages)('on $kind', ({ open }) => {
  const aWorld = async () => {
    const hub = await aHubOn({ db: await open() });
    const kari = await aWorkspace(hub);
    const anna = await invited(hub, kari, 'admin', 'Anna');
    await pushed(hub, kari, kari.write(dealRows('d1', 'kari')));
    const title = (by: TestDevice, text: string, about: Partial<WireSet> = {}): WireSet =>
      by.write(change('deal', 'd1', { title: text }), about);
    return { hub, kari, anna, clock: hub.ports.clock, title };
  };

  it('what was written hours after an exchange with a hub whose clock was ahead stands, here and in later words', async () => {
    const { hub, kari, anna, clock, title } = await aWorld();
    clock.advance(300 * 24 * hour);
    const ahead = stampOf((await pushed(hub, kari, title(kari, 'while the hub was ahead')))[0]);
    const seenSeq = await lastNumber(hub);
    clock.advance(9 * hour - 300 * 24 * hour);
    // A device ticks on from the newest stamp that it has seen, so this one comes from the future to the hub that is right again.
    const nine = stampOf((await pushed(hub, anna, title(anna, 'nine hours after', { hlc: String(ahead + 1n), seenSeq })))[0]);
    expect(nine).toBeGreaterThan(ahead);
    clock.advance(9 * hour);
    const eighteen = stampOf(
      (await pushed(hub, kari, title(kari, 'eighteen hours after', { hlc: String(nine + 1n), seenSeq: seenSeq + 1 })))[0],
    );
    expect(eighteen).toBeGreaterThan(nine);
    expect(await heldCells(hub, 'd1')).toContain('eighteen hours after');
  });

  it('lifts a stamp above what its author had seen and above the own one before, and by nothing else', async () => {
    const { hub, kari, anna, clock, title } = await aWorld();
    const berit = await invited(hub, kari, 'admin', 'Berit');
    clock.advance(hour);
    const now = clock.now();
    const first = stampOf((await pushed(hub, kari, title(kari, 'ahead by minutes', { hlc: String(hlc(now + 4 * 60_000)) })))[0]);
    expect(first).toBe(hlc(now + 4 * 60_000));
    const seenSeq = await lastNumber(hub);
    // A stamp that is no way too far ahead, of one who had seen a later one.
    const slow = await pushed(hub, anna, title(anna, 'seen', { hlc: String(hlc(now - hour)), seenSeq }));
    expect(stampOf(slow[0])).toBe(first + 1n);
    // Its author's own one before lifts it where nothing was seen.
    const again = await pushed(hub, anna, title(anna, 'again', { hlc: String(hlc(now - 2 * hour)), seenSeq: 0 }));
    expect(stampOf(again[0])).toBe(first + 2n);
    // Far ahead, and nothing seen: the hub's own time, whatever others were given.
    const far = await pushed(hub, berit, title(berit, 'unseen', { hlc: String(hlc(now + year)), seenSeq: 2 }));
    expect(stampOf(far[0])).toBe(hlc(now));
    expect(await heldCells(hub, 'd1')).toContain('again');
  });

  it('leaves an old stamp as it is where nothing later was seen', async () => {
    const { hub, kari, clock, title } = await aWorld();
    const berit = await invited(hub, kari, 'admin', 'Berit');
    const old = String(hlc(clock.now() - 30 * 24 * hour));
    expect(stampOf((await pushed(hub, berit, title(berit, 'offline', { hlc: old })))[0])).toBe(BigInt(old));
  });

  it('takes a number that nobody has for the last one', async () => {
    const { hub, kari, anna, clock, title } = await aWorld();
    clock.advance(300 * 24 * hour);
    const ahead = stampOf((await pushed(hub, kari, title(kari, 'ahead')))[0]);
    clock.advance(-300 * 24 * hour);
    const results = await pushed(hub, anna, title(anna, 'claims much', { seenSeq: 1_000_000 }));
    expect(stampOf(results[0])).toBe(ahead + 1n);
    expect((await anna.pull(await lastNumber(hub).then((last) => last - 1)))[0]?.seenSeq).toBe((await lastNumber(hub)) - 1);
  });

  it('counts the largest stamp up to a number, not the one of that number', async () => {
    const { hub, kari, anna, clock, title } = await aWorld();
    const berit = await invited(hub, anna, 'admin', 'Berit');
    clock.advance(300 * 24 * hour);
    const ahead = stampOf((await pushed(hub, kari, title(kari, 'ahead')))[0]);
    clock.advance(-300 * 24 * hour);
    // Written before it saw anything: its number is the last, its stamp is not the largest.
    await pushed(hub, berit, berit.write(dealRows('d2', 'kari'), { seenSeq: 0 }));
    const seenSeq = await lastNumber(hub);
    expect(stampOf((await pushed(hub, anna, title(anna, 'saw all', { seenSeq })))[0])).toBe(ahead + 1n);
  });

  it('stamps what the hub writes itself above all that it holds', async () => {
    const { hub, kari, anna, clock, title } = await aWorld();
    const first = stampOf((await pushed(hub, kari, title(kari, 'ahead', { hlc: String(hlc(clock.now() + 4 * 60_000)) })))[0]);
    await invited(hub, anna, 'admin', 'Berit');
    const own = (await kari.pull()).at(-1);
    expect(own?.command).toBe('sync.invite');
    expect(own?.effectiveHlc).toBe(own?.hlc);
    expect(BigInt(own?.effectiveHlc ?? '0')).toBe(first + 1n);
  });

  it('refuses a stamp that no device can keep, or that is written in more than one way', async () => {
    const { hub, kari, title } = await aWorld();
    for (const text of ['9223372036854775808', '9999999999999999999', `00${hlc(hub.ports.clock.now())}`, '-1', '1.5']) {
      const set = kari.sealed({ ...title(kari, 'x'), hlc: text });
      const answer = await hub.post('/v1/push', { epoch: hub.context.epoch, sets: [set] }, kari.access);
      expect([text, answer.status]).toEqual([text, 400]);
    }
    expect(await lastNumber(hub)).toBe(3);
  });

  it('works the stamps of a log from before out from the log, and forgets what it clamped last', async () => {
    const { hub, kari, anna, clock, title } = await aWorld();
    clock.advance(300 * 24 * hour);
    const ahead = stampOf((await pushed(hub, kari, title(kari, 'ahead')))[0]);
    clock.advance(-300 * 24 * hour);
    await pushed(hub, anna, title(anna, 'not seen', { seenSeq: 2 }));
    const tops = () => hub.context.db.read((sql) => sql.all('SELECT workspace, hub_seq, top_hlc FROM hub_set ORDER BY workspace, hub_seq'));
    const before = await tops();
    expect(before.map((row) => row['top_hlc'])).toEqual([...before.slice(0, 3).map((row) => row['top_hlc']), String(ahead), String(ahead)]);
    await asBefore(hub);
    await openHub(hub.context.db, { model: hub.context.model, ports: hub.ports });
    expect(await tops()).toEqual(before);
    const columns = Object.keys((await hub.context.db.read((sql) => sql.all('SELECT * FROM hub_workspace')))[0] ?? {});
    expect(columns).not.toContain('clamped');
    const seen = await pushed(hub, anna, title(anna, 'seen', { seenSeq: await lastNumber(hub) }));
    expect(hlcMs(stampOf(seen[0]))).toBe(hlcMs(ahead));
  });
});

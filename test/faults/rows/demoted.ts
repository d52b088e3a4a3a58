/** A1r: a role is lowered, ended, or a device shut out while its holder works offline; what the hub refuses waits in the author’s inbox, and nothing is lost. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { makeSetUpCode } from '../../../src/hub/codes.ts';
import type { HubDb } from '../../../src/hub/hubDb.ts';
import { meOf } from '../../../src/main/contexts/openWorkspace.ts';
import { joinStore } from '../../../src/main/contexts/sync/joining.ts';
import { openSession } from '../../../src/main/contexts/sync/session.ts';
import { readHubLink } from '../../../src/main/core/hubLink.ts';
import { syncLog } from '../../../src/main/core/syncLog.ts';
import { membership } from '../../../src/shared/admin/schema.ts';
import type { Id } from '../../../src/shared/kernel/brand.ts';
import type { Day } from '../../../src/shared/kernel/day.ts';
import { ok } from '../../../src/shared/kernel/result.ts';
import { deal } from '../../../src/shared/pipeline/schema.ts';
import {
  begin,
  type Device,
  exchange,
  heal,
  hereUrl,
  hubHere,
  type HubHere,
  joinNew,
  must,
  noEnd,
  portsOf,
  publishNew,
  worldOf,
} from '../company.ts';
import { heldContent, kindsInTurn, newPlace, openPlace } from '../hubs.ts';
import { markText } from '../marks.ts';
import { faultsOf } from '../oracle.ts';
import { Lost, mustBeEmpty, type Row } from '../row.ts';
import { makeDeal } from '../work.ts';

const fates = ['made a guest', 'role ended', 'made a seller', 'shut out'] as const;
type Fate = (typeof fates)[number];

type Patch = { readonly access?: 'guest' | 'seller' | 'manager'; readonly toDay?: Day | null };
const patches: Readonly<Record<Exclude<Fate, 'shut out'>, Patch>> = {
  'made a guest': { access: 'guest' },
  'role ended': { toDay: '2026-11-01' as Day },
  'made a seller': { access: 'seller' },
};

const setRole = (admin: Device, person: string, patch: Patch): void => {
  // Later than what it changes, whatever chance made of the clocks.
  admin.clock.ms += 60_000;
  const row = admin.store.read((tx) => tx.get<{ id: Id<'Membership'> }>('SELECT id FROM membership WHERE person_id = ?', person));
  if (row === undefined) throw new Error('a role');
  must(
    admin.store.write({ actor: meOf(admin.store), command: 'admin.editMembership' }, (tx) => {
      tx.update(membership, row.id, patch);
      return ok(null);
    }),
  );
};

const dealOf = (device: Device, mark: number): Id<'Deal'> => must(makeDeal(device.store, mark));
const edit = ({ store }: Device, id: Id<'Deal'>, mark: number): void => {
  must(
    store.write({ actor: meOf(store), command: 'pipeline.editDeal' }, (tx) => {
      tx.update(deal, id, { nextStep: markText(mark) });
      return ok(null);
    }),
  );
};
const stepOf = ({ store }: Device, id: string): string | null | undefined =>
  store.read((tx) => tx.get<{ step: string | null }>('SELECT next_step AS step FROM deal WHERE id = ? AND deleted = 0', id)?.step);

type World = { readonly hub: HubHere; readonly db: HubDb; readonly admin: Device; readonly holder: Device; readonly person: string };

/** What the holder did offline: an own deal edited, one of the admin’s, and a new one. `refused` of them the hub will not take. */
type Offline = { readonly own: Id<'Deal'>; readonly other: Id<'Deal'>; readonly fresh: Id<'Deal'>; readonly count: number };

const afterRefusal = async (
  { hub, db, admin, holder }: World,
  fate: Fate,
  { own, other, fresh, count }: Offline,
): Promise<readonly string[]> => {
  const before = await heldContent(db);
  const round = await exchange(holder, hub.network);
  const expected = fate === 'made a seller' ? 1 : count;
  const problems = round.ok && round.value.refused === expected ? [] : [`the exchange of the holder answered ${JSON.stringify(round)}`];
  const inbox = syncLog(holder.store).refused();
  if (inbox.length !== expected) problems.push(`${inbox.length} in the inbox instead of ${expected}`);
  if (inbox.some(({ payload }) => (payload.u ?? []).length + (payload.i ?? []).length === 0))
    problems.push('the inbox has lost what was written');
  if (syncLog(holder.store).waiting() !== 0) problems.push('something still waits behind what was refused');
  if (fate === 'made a seller') {
    if (stepOf(holder, own) !== markText(91)) problems.push('the own edit is gone');
    if (stepOf(holder, fresh) === undefined) problems.push('the own new deal is gone');
  } else if ((await heldContent(db)) !== before) problems.push('what was refused changed rows at the hub');
  if (stepOf(holder, other) === markText(92)) problems.push('a refused edit still stands at its author');
  must(await exchange(admin, hub.network));
  if (stepOf(admin, other) === markText(92)) problems.push('a refused edit stands at the admin');
  // The admin’s log knows that something was refused, and of whom; what it said is its author’s alone.
  const seen = Number(admin.store.db.prepare('SELECT count(*) AS n FROM change_set WHERE refused IS NOT NULL').get([])?.['n']);
  if (seen !== expected) problems.push(`the admin’s log knows of ${seen} refusals instead of ${expected}`);
  const told = admin.store.db.prepare('SELECT count(*) AS n FROM change_set WHERE refused IS NOT NULL AND length(payload) > 1').get([]);
  if (Number(told?.['n']) > 0) problems.push('the admin’s log holds what others were refused');
  const first = inbox[0];
  if (first !== undefined && !syncLog(holder.store).settleRefused(first.seq).ok) problems.push('an entry of the inbox cannot be settled');
  return problems;
};

/** A device that was shut out keeps what waits, and brings it when its person is invited again. */
const afterShuttingOut = async ({ hub, db, admin, holder, person }: World, { count }: Offline): Promise<readonly string[]> => {
  const before = await heldContent(db);
  const round = await exchange(holder, hub.network);
  const problems =
    !round.ok && round.error.type === 'JoinAgain' ? [] : [`a device that was shut out was answered ${JSON.stringify(round)}`];
  if (syncLog(holder.store).waiting() !== count) problems.push('what waited at a device that was shut out does not wait any more');
  if ((await heldContent(db)) !== before) problems.push('a device that was shut out changed rows');
  const link = readHubLink(admin.store.db);
  if (link === null) throw new Error('a hub');
  const { ask } = must(await openSession(worldOf(admin, hub.network), link, noEnd()));
  const wanted = { access: 'manager' as const, person, name: 'Nils Berg', team: null, validHours: 24 };
  const { code } = must(await ask((client, token) => client.invite(wanted, token)));
  const again = await joinStore(worldOf(holder, hub.network), { hub: hereUrl, code }, noEnd());
  if (!again.ok || again.value.refused > 0) problems.push(`joining again was answered ${JSON.stringify(again)}`);
  if (syncLog(holder.store).waiting() !== 0) problems.push('not everything was brought after joining again');
  return problems;
};

const runOnce = async (world: World, fate: Fate): Promise<readonly string[]> => {
  const { hub, admin, holder, person } = world;
  const own = dealOf(holder, 1);
  const other = dealOf(admin, 2);
  await heal([admin, holder], hub.network, 'the beginning');
  holder.clock.ms += 1_000;
  edit(holder, own, 91);
  edit(holder, other, 92);
  const offline: Offline = { own, other, fresh: dealOf(holder, 93), count: 3 };
  if (fate === 'shut out') {
    const { holder: device } = world;
    const link = readHubLink(admin.store.db);
    if (link === null) throw new Error('a hub');
    const { ask } = must(await openSession(worldOf(admin, hub.network), link, noEnd()));
    must(await ask((client, token) => client.revoke({ device: device.store.device }, token)));
  } else setRole(admin, person, patches[fate]);
  must(await exchange(admin, hub.network));
  const problems = [...(fate === 'shut out' ? await afterShuttingOut(world, offline) : await afterRefusal(world, fate, offline))];
  // With the role back, work goes on.
  if (fate !== 'shut out') {
    setRole(admin, person, { access: 'manager', toDay: null });
    must(await exchange(admin, hub.network));
    must(await exchange(holder, hub.network));
  }
  dealOf(holder, 94);
  const round = await exchange(holder, hub.network);
  if (!round.ok || round.value.refused > 0 || round.value.sent !== 1)
    problems.push(`with the role back, an exchange answered ${JSON.stringify(round)}`);
  return [...problems, ...faultsOf(admin.store), ...faultsOf(holder.store)];
};

export const demoted: Row = {
  name: 'A1r',
  title: 'a role lowered or ended while its holder is offline',
  rounds: 40,
  shortSeconds: 2,
  run: async ({ random, dir, again, fault }) => {
    const kindAt = kindsInTurn(random);
    const first = random.below(fates.length);
    for (let round = 0; again() || round === 0; round += 1) {
      const kind = kindAt(round);
      // Each fate on either kind.
      const fate = fates[(first + (round >> 1)) % fates.length] ?? 'role ended';
      const place = join(dir, `round${round}`);
      const db = await openPlace(await newPlace(kind, join(place, 'hub')));
      const clock = { ms: begin + 120_000 };
      const hub = await hubHere(db, portsOf(`${place} hub`, clock));
      const open: Device[] = [];
      try {
        const admin = await publishNew(join(place, 'a'), { url: hereUrl, code: await makeSetUpCode(hub.context) }, hub.network);
        open.push(admin);
        const holder = await joinNew(join(place, 'b'), admin, hereUrl, 'manager', hub.network);
        open.push(holder);
        const link = readHubLink(holder.store.db);
        if (link === null) throw new Lost('the holder', ['has no hub']);
        await heal(open, hub.network, 'the beginning');
        mustBeEmpty(`round ${round} (${kind}, ${fate})`, await runOnce({ hub, db, admin, holder, person: link.person }, fate));
        fault(fate);
      } finally {
        for (const { store } of open) store.close();
        await hub.close();
      }
      rmSync(place, { recursive: true, force: true });
    }
  },
};

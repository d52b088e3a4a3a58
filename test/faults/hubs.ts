/** What rows about hubs share: one PostgreSQL for all of them, databases and programs of either kind, and what a hub must say of its own log. */
import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { hubHeadOf } from '../../src/hub/hash.ts';
import type { HubDb } from '../../src/hub/hubDb.ts';
import { openPostgresHub } from '../../src/hub/postgresDb.ts';
import { openSqliteHub } from '../../src/hub/sqliteDb.ts';
import type { HubSet } from '../../src/shared/sync/hubProtocol.ts';
import { setHash } from '../hub/hubFixture.ts';
import { type HubPlace, type HubProcess, pullFrom } from '../hub/hubProcess.ts';
import { startPostgres, type TestPostgres } from '../hub/postgres.ts';
import type { Seeded } from '../support/seeded.ts';

export type HubKind = 'SQLite' | 'PostgreSQL';
export const hubKinds: readonly [HubKind, HubKind] = ['SQLite', 'PostgreSQL'];

/** One kind after the other, beginning with either: a short run has time for one round only. */
export const kindsInTurn = (random: Seeded): ((round: number) => HubKind) => {
  const first = random.below(2);
  return (round) => hubKinds[(first + round) % 2 === 0 ? 0 : 1];
};

let server: Promise<TestPostgres> | null = null;

/** Starting it costs a second: it is started once, by the first row that wants it. */
export const sharedPostgres = (): Promise<TestPostgres> => (server ??= startPostgres());

export const stopSharedPostgres = async (): Promise<void> => {
  if (server !== null) await (await server).stop();
  server = null;
};

/** Where a new hub of this kind stands; `dir` is used by the one that has a folder. */
export const newPlace = async (kind: HubKind, dir: string): Promise<HubPlace> =>
  kind === 'SQLite' ? { store: dir } : { url: await (await sharedPostgres()).newUrl() };

export const openPlace = (place: HubPlace): Promise<HubDb> =>
  'url' in place ? openPostgresHub(place.url) : Promise.resolve(openSqliteHub(place.store));

/** A hash of what a hub holds of its workspaces: their rows, their logs, who may speak, and which codes are open. Not: when somebody was last seen. */
export const hubContent = (db: HubDb): Promise<string> =>
  db.read(async (sql) => {
    const hash = createHash('sha256');
    for (const query of [
      'SELECT workspace, tbl, id, root, cells, clocks, made_hlc, made_by FROM hub_held ORDER BY workspace, tbl, id',
      'SELECT workspace, hub_seq, set_hash, effective_hlc, top_hlc, refused, head FROM hub_set ORDER BY workspace, hub_seq',
      'SELECT id, name, seq, head, publisher FROM hub_workspace ORDER BY id',
      'SELECT workspace, device, person, public_key, last_seq, last_hash, revoked_at FROM hub_device ORDER BY workspace, device',
      'SELECT hash, kind, workspace, person, used_at FROM hub_code ORDER BY hash',
    ])
      hash.update(JSON.stringify(await sql.all(query)));
    return hash.digest('hex');
  });

/** A hash of the rows alone, by which rights are judged: a refused set is numbered, and changes none of them. */
export const heldContent = (db: HubDb): Promise<string> =>
  db.read(async (sql) =>
    createHash('sha256')
      .update(JSON.stringify(await sql.all('SELECT * FROM hub_held ORDER BY workspace, tbl, id')))
      .digest('hex'),
  );

export type LogEnd = { readonly seq: number; readonly head: string };
export const logBegin: LogEnd = { seq: 0, head: '' };

/** Reads a hub's log on from where it was read to: numbers without a gap, and a running hash that is the one of what was read. */
export const readOn = async (
  hub: HubProcess,
  token: string,
  from: LogEnd,
  address?: string,
): Promise<{ readonly sets: readonly HubSet[]; readonly end: LogEnd; readonly problems: readonly string[] }> => {
  const sets: HubSet[] = [];
  const problems: string[] = [];
  let { seq, head } = from;
  for (;;) {
    const page = await pullFrom(hub, token, seq, address);
    for (const set of page.sets) {
      if (set.hubSeq !== seq + 1) problems.push(`${set.hubSeq} comes after ${seq}`);
      seq = set.hubSeq;
      head = hubHeadOf(head, setHash(set), seq, set.effectiveHlc, set.refused !== null);
      sets.push(set);
    }
    if (page.head !== head) problems.push(`the running hash at ${seq} is not that of the sets`);
    if (!page.more) return { sets, end: { seq, head }, problems };
    if (page.sets.length === 0) return { sets, end: { seq, head }, problems: [...problems, `an empty page after ${seq} promises more`] };
  }
};

/** Asks again until it is so; the name of what never came otherwise. The limit decides nothing but how long a failure takes. */
export const until = async (what: string, isSo: () => boolean | Promise<boolean>, limitMs = 30_000): Promise<void> => {
  for (const began = performance.now(); !(await isSo()); await pause(5))
    if (performance.now() - began > limitMs) throw new Error(`${what}: not within ${limitMs / 1000} s`);
};

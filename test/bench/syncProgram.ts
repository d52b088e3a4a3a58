/**
 * One device of the measurement of the exchange, or its bare counterpart, as a process of its own: one task, and on the standard output what it
 * took. All tasks import the same, so that their memory can be compared.
 */
import { subscribe } from 'node:diagnostics_channel';
import { statSync } from 'node:fs';
import type { Socket } from 'node:net';
import { systemNetwork } from '../../src/main/contexts/sync/hubClient.ts';
import { joinStore, publishStore } from '../../src/main/contexts/sync/joining.ts';
import { leaseName, syncRound } from '../../src/main/contexts/sync/round.ts';
import { secretFile } from '../../src/main/contexts/sync/secrets.ts';
import type { SyncWorld } from '../../src/main/contexts/sync/session.ts';
import { meOf } from '../../src/main/contexts/openWorkspace.ts';
import type { Store } from '../../src/main/core/store.ts';
import type { WriteTx } from '../../src/main/core/tx.ts';
import { type Db, openDb } from '../../src/platform/database.ts';
import { systemPorts } from '../../src/platform/ports.ts';
import { account } from '../../src/shared/accounts/schema.ts';
import { ok } from '../../src/shared/kernel/result.ts';
import { contentOf } from '../support/exchange.ts';
import { dbPath, newStore, openAt } from '../support/stores.ts';
import { barePull, barePush, bareWriter } from './syncBare.ts';
import { deletedOf, editOf, finalRows, firstRow, type SyncSize } from './syncWork.ts';

/** `dir`: the folder of the store; of the bare tasks, `path` is a database file. */
export type SyncTask =
  | { readonly task: 'publish'; readonly dir: string; readonly hub: string; readonly code: string }
  | { readonly task: 'join'; readonly dir: string; readonly hub: string; readonly code: string }
  | { readonly task: 'write'; readonly dir: string; readonly size: SyncSize }
  | { readonly task: 'edit'; readonly dir: string; readonly from: number; readonly edits: number; readonly size: SyncSize }
  | { readonly task: 'sync'; readonly dir: string }
  /** Commands of one edit each, and an exchange after each of them. */
  | { readonly task: 'pushes'; readonly dir: string; readonly from: number; readonly count: number; readonly size: SyncSize }
  | { readonly task: 'content'; readonly dir: string }
  | { readonly task: 'bareWrite'; readonly path: string; readonly size: SyncSize }
  | { readonly task: 'bareEdit'; readonly path: string; readonly edits: number; readonly size: SyncSize }
  | { readonly task: 'barePush'; readonly path: string; readonly hub: string; readonly most: number | null }
  | { readonly task: 'barePull'; readonly path: string; readonly hub: string; readonly size: SyncSize; readonly most: number | null };

/** Times in ms, sizes in bytes; `times` of the single pushes. */
export type SyncAnswer = {
  readonly ms: number;
  readonly up: number;
  readonly down: number;
  readonly peak: number;
  readonly disk: number;
  readonly editBytes: number;
  /** What may wait and was brought forward afterwards, in ms. */
  readonly caughtUp: number;
  readonly content: string;
  readonly times: readonly number[];
};

const sockets = new Set<Socket>();
subscribe('net.client.socket', (message) => sockets.add((message as { readonly socket: Socket }).socket));

const timed = async (work: () => Promise<unknown> | void): Promise<number> => {
  const began = performance.now();
  await work();
  return performance.now() - began;
};

const sum = (of: (socket: Socket) => number): number => [...sockets].reduce((total, socket) => total + of(socket), 0);
const disk = (path: string): number =>
  [path, `${path}-wal`].reduce((total, name) => total + (statSync(name, { throwIfNoEntry: false })?.size ?? 0), 0);
const said = (answer: Partial<SyncAnswer>): SyncAnswer => ({
  ms: 0,
  disk: 0,
  editBytes: 0,
  caughtUp: 0,
  content: '',
  times: [],
  up: sum(({ bytesWritten }) => bytesWritten),
  down: sum(({ bytesRead }) => bytesRead),
  peak: process.resourceUsage().maxRSS * 1024,
  ...answer,
});

const worldOf = (store: Store): SyncWorld => ({ store, ports: systemPorts, secrets: secretFile(store.dir), network: systemNetwork });
const noEnd = (): AbortSignal => new AbortController().signal;
const must = <T>(result: { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: unknown }): T => {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
};
const exchange = async (store: Store): Promise<void> => {
  const done = must(await syncRound(worldOf(store), leaseName(worldOf(store)), noEnd()));
  if (done.refused > 0) throw new Error(`the hub refused ${done.refused} sets`);
};

/** `count` steps, `batch` of them a transaction. */
const inBatches = (store: Store, count: number, batch: number, one: (tx: WriteTx, at: number) => void): void => {
  const actor = meOf(store);
  for (let from = 0; from < count; from += batch) {
    must(
      store.write<null>({ actor, command: 'accounts.editAccount' }, (tx) => {
        for (let at = from; at < Math.min(from + batch, count); at += 1) one(tx, at);
        return ok(null);
      }),
    );
  }
};

const editOne =
  (size: SyncSize, from = 0) =>
  (tx: WriteTx, at: number): void => {
    const { id, patch } = editOf(size, from + at);
    tx.update(account, id, patch);
  };

const settledSize = (store: Store): number => {
  store.db.pragma('wal_checkpoint(TRUNCATE)');
  return disk(dbPath(store.dir));
};

/** The application does this beside everything else; here it has to be seen. */
const catchUp = (store: Store): Promise<number> =>
  timed(() => {
    while (store.catchUp(1_000));
  });

const write = async (store: Store, size: SyncSize): Promise<SyncAnswer> => {
  const made = await timed(() => inBatches(store, size.rows, size.batch, (tx, at) => tx.insert(account, firstRow(at))));
  const before = settledSize(store);
  const edited = await timed(() => inBatches(store, size.edits, size.batch, editOne(size)));
  const editBytes = (settledSize(store) - before) / Math.max(1, size.edits);
  const removed = await timed(() => inBatches(store, size.deletes, size.batch, (tx, at) => tx.remove(account, deletedOf(size, at))));
  const caughtUp = await catchUp(store);
  return said({ ms: made + edited + removed, editBytes, caughtUp, disk: settledSize(store) });
};

const pushes = async (store: Store, size: SyncSize, from: number, count: number): Promise<SyncAnswer> => {
  await exchange(store);
  const times: number[] = [];
  for (let at = 0; at < count; at += 1) {
    inBatches(store, 1, 1, editOne(size, from + at));
    times.push(await timed(() => exchange(store)));
  }
  return said({ times });
};

const bare = async (path: string, work: (db: Db) => Promise<void> | void): Promise<SyncAnswer> => {
  const db = openDb(path);
  const ms = await timed(() => work(db));
  db.pragma('wal_checkpoint(TRUNCATE)');
  db.close();
  return said({ ms, disk: disk(path) });
};

const inStore = async (store: Store, work: (store: Store) => Promise<SyncAnswer>): Promise<SyncAnswer> => {
  try {
    return await work(store);
  } finally {
    store.close();
  }
};

const perform = (input: SyncTask): Promise<SyncAnswer> => {
  switch (input.task) {
    case 'publish':
      return inStore(newStore(input.dir), async (store) => {
        must(await publishStore(worldOf(store), input, meOf(store), noEnd()));
        return said({});
      });
    case 'join':
      return inStore(openAt(input.dir, { create: true }), async (store) => {
        must(await joinStore(worldOf(store), input, noEnd()));
        return said({});
      });
    case 'write':
      return inStore(openAt(input.dir), (store) => write(store, input.size));
    case 'edit':
      return inStore(openAt(input.dir), async (store) =>
        said({ ms: await timed(() => inBatches(store, input.edits, 1, editOne(input.size, input.from))) }),
      );
    case 'sync':
      return inStore(openAt(input.dir), async (store) => {
        const ms = await timed(() => exchange(store));
        const caughtUp = await catchUp(store);
        return said({ ms, caughtUp, disk: settledSize(store) });
      });
    case 'pushes':
      return inStore(openAt(input.dir), (store) => pushes(store, input.size, input.from, input.count));
    case 'content':
      return inStore(openAt(input.dir), async (store) => said({ content: contentOf(store) }));
    case 'bareWrite':
      return bare(input.path, (db) => {
        const writer = bareWriter(db, input.size.batch);
        for (const row of finalRows(input.size)) writer.add(row);
        writer.settle();
      });
    case 'bareEdit':
      return bare(input.path, (db) => {
        const update = db.prepare('UPDATE account SET location = ? WHERE id = (SELECT id FROM account WHERE id >= ? ORDER BY id LIMIT 1)');
        for (let at = 0; at < input.edits; at += 1) update.run([`Edited again ${at}`, editOf(input.size, at).id]);
      });
    case 'barePush':
      return bare(input.path, (db) => barePush(db, input.hub, input.most));
    case 'barePull':
      return bare(input.path, (db) => barePull(db, input.hub, input.size.batch, input.most));
  }
};

process.stdout.write(`${JSON.stringify(await perform(JSON.parse(process.argv[2] ?? '{}') as SyncTask))}\n`);

/** How it is with the hub, for the contract: what waits, what was refused, what was written twice, and the calls that go to the hub. */
import type { Instant } from '../../../shared/kernel/day.ts';
import type { InputOf } from '../../../shared/kernel/contract.ts';
import { err, ok, type Result } from '../../../shared/kernel/result.ts';
import { deletedCell } from '../../../shared/sync/changeSet.ts';
import type * as contract from '../../../shared/sync/statusContract.ts';
import { hasHubNumbers, readHubLink } from '../../core/hubLink.ts';
import type { Store } from '../../core/store.ts';
import { nameOf, tableOfRow } from '../../core/rowNames.ts';
import { writtenBy } from '../../core/rowPast.ts';
import type { Conflict, ConflictSide } from '../../core/conflictTypes.ts';
import { syncLog } from '../../core/syncLog.ts';
import type { ReadTx } from '../../core/tx.ts';
import type { CallContext, HandlersOf } from '../handlers.ts';
import { mayWrite, personName } from '../rowRights.ts';
import type { RunnersOf, TaskContext } from '../tasks.ts';
import { systemNetwork } from './hubClient.ts';
import { failureOf, joinStore, publishStore } from './joining.ts';
import { keeperOf } from './keeper.ts';
import { leaseName, syncRound } from './round.ts';
import { isSameDevice, keepSeenDevices, labelOf, listDevices, readSeenDevices, type SeenDevices, seeDevices } from './seenDevices.ts';
import { secretFile } from './secrets.ts';
import { openSession, type Session, type SessionFailure, type SyncWorld } from './session.ts';

const personView = (tx: ReadTx, id: string): { readonly id: string; readonly name: string | null } => ({ id, name: personName(tx, id) });

type OfConflict = Pick<contract.ConflictView, 'title' | 'seedKey' | 'of' | 'recordTable' | 'isYours'>;

/** The record that a conflict is about, by its name, and whether the field is whoever asks' to write. */
const recordOf = (tx: ReadTx, { actor }: CallContext, { table: name, rowId, field }: Conflict): OfConflict => {
  const table = tx.catalog.synced.get(name);
  if (table === undefined) return { title: null, seedKey: null, of: null, recordTable: name, isYours: false };
  const [about] = table.sync === 'fact' ? tx.catalog.aboutOf(table) : [];
  // Facts are told with the record whose facts they are; those about none by what tells them apart.
  const recordTable = table.sync === 'fact' ? tableOfRow(tx, about?.tables ?? [], rowId) : table;
  const named = recordTable === undefined ? null : nameOf(tx, recordTable.name, rowId);
  const plain = table.sync === 'fact' && about === undefined ? [rowId, ...field.split(' ').slice(1)].join(' ') : null;
  const write =
    table.sync === 'fact'
      ? ({ kind: 'made', id: '', cells: about === undefined ? {} : { [about.column]: rowId } } as const)
      : ({ kind: 'changed', id: rowId, cells: { [field]: field === deletedCell ? 0 : null } } as const);
  return {
    title: named === null || named.title === '' ? plain : named.title,
    seedKey: named?.seedKey ?? null,
    of: named?.of ?? null,
    recordTable: recordTable?.name ?? name,
    isYours: mayWrite(tx, actor, name, write).ok,
  };
};

const sideView = (tx: ReadTx, own: string, listed: SeenDevices | null, side: ConflictSide): contract.ConflictSideView => ({
  seq: side.seq,
  actor: personView(tx, side.actor),
  device: side.device,
  deviceLabel: labelOf(listed, side.device),
  isHere: isSameDevice(side.device, own),
  at: side.at as Instant,
  value: side.value,
  currency: side.currency,
});

const stateOf = (store: Store, waiting: number): contract.SyncStatus['state'] => {
  const keeper = keeperOf(store.dir);
  if (readHubLink(store.db) === null) return 'alone';
  if (keeper?.isSyncing() === true) return 'syncing';
  if (keeper !== null && keeper.trouble() !== null) return keeper.nextTryAt() === null ? 'stopped' : 'retrying';
  return waiting > 0 ? 'waiting' : 'upToDate';
};

export const syncStatusHandlers = (store: Store): HandlersOf<typeof contract> => ({
  syncStatus: (tx) => {
    const log = syncLog(store);
    const keeper = keeperOf(store.dir);
    const link = readHubLink(store.db);
    const waiting = link === null ? 0 : log.waiting();
    const secrets = keeper?.world.secrets ?? secretFile(store.dir);
    return ok({
      hub: link === null ? null : { url: link.url, certificate: secrets.read()?.pin ?? null },
      state: stateOf(store, waiting),
      trouble: keeper?.trouble() ?? null,
      lastSyncAt: (link?.lastSyncAt ?? null) as Instant | null,
      retryAt: keeper === null || keeper.trouble() === null ? null : keeper.nextTryAt(),
      waiting,
      queue:
        waiting === 0
          ? []
          : tx.all<{ command: string; sets: number }>(
              'SELECT command, count(*) AS sets FROM change_set WHERE hub_seq IS NULL GROUP BY command ORDER BY sets DESC, command LIMIT 50',
            ),
      refused: log.refused().length,
      conflicts: log.openConflicts(),
      clockOffset: link?.clockOffset ?? 0,
      device: store.device,
      secretsArePlain: secrets.isPlain,
      wasLinked: link === null && hasHubNumbers(store.db),
      canPublish: link === null && tx.get('SELECT 1 FROM workspace WHERE sample = 1 LIMIT 1') === undefined,
    });
  },
  refused: (tx) =>
    ok(
      syncLog(store)
        .refused()
        .map(({ seq, at, actor, command, refusal, payload }) => ({
          seq,
          at: at as Instant,
          actor: personView(tx, actor),
          command,
          refusal,
          payload,
          rows: writtenBy(tx, { payload }),
          records: [...new Map((payload.u ?? []).map(([table, id]) => [id, nameOf(tx, table, id)])).values()].filter(
            (named) => named !== null,
          ),
        })),
    ),
  conflicts: (tx, window, context) => {
    const listed = readSeenDevices(store.db);
    return ok(
      syncLog(store)
        .conflicts(window)
        .map((conflict) => ({
          ...conflict,
          foundAt: conflict.foundAt as Instant,
          ...recordOf(tx, context, conflict),
          winner: sideView(tx, store.device, listed, conflict.winner),
          loser: sideView(tx, store.device, listed, conflict.loser),
          settledAt: conflict.settledAt as Instant | null,
        })),
    );
  },
});

/** What a store exchanges with: as the loop that keeps it does, else with its own file of secrets. */
export const worldOf = ({ store, ports }: Pick<TaskContext, 'store' | 'ports'>): SyncWorld =>
  keeperOf(store.dir)?.world ?? { store, ports, secrets: secretFile(store.dir), network: systemNetwork };

/** A call that nobody ends early but the time it may take. */
const noEnd = (): AbortSignal => new AbortController().signal;

/** One call to the hub of this store, under its standing there. */
export const askHub = async <T>(
  context: TaskContext,
  call: (session: Session) => Promise<Result<T, SessionFailure>>,
): Promise<Result<T, contract.HubRefusal | contract.SyncFailed>> => {
  const world = worldOf(context);
  const link = readHubLink(context.store.db);
  if (link === null) return err({ type: 'SyncFailed', because: 'NotLinked' });
  const session = await openSession(world, link, noEnd());
  if (!session.ok) return err(failureOf(session.error));
  const answer = await call(session.value);
  return answer.ok ? answer : err(failureOf(answer.error));
};

/** Asks for an invitation into the role that is wanted. */
const inviteAt = (context: TaskContext, { function: side, position, ...input }: InputOf<typeof contract.invite>) => {
  const role = { ...(side === null ? {} : { function: side }), ...(position === null ? {} : { position }) };
  return askHub(context, ({ ask }) => ask((hub, token) => hub.invite({ ...input, ...role }, token)));
};

export const exchangeNow = async (
  context: Pick<TaskContext, 'store' | 'ports'>,
): Promise<Result<contract.Exchanged, contract.SyncFailed>> => {
  const keeper = keeperOf(context.store.dir);
  const world = worldOf(context);
  const round = keeper === null ? await syncRound(world, leaseName(world), noEnd()) : await keeper.now();
  if (keeper === null && round.ok) await seeDevices(world, noEnd());
  return round.ok ? round : err({ type: 'SyncFailed', because: round.error.type });
};

export const syncTasks: RunnersOf<typeof contract> = {
  syncNow: async (_input, context) => exchangeNow(context),
  publish: async (input, context) => {
    const published = await publishStore(worldOf(context), input, context.actor.personId, noEnd());
    context.tell({ type: 'changed', tables: [] });
    return published;
  },
  joinAgain: async (input, context) => {
    const joined = await joinStore(worldOf(context), input, noEnd());
    context.tell({ type: 'changed', tables: [] });
    return joined;
  },
  invite: async (input, context) => {
    const made = await inviteAt(context, input);
    if (!made.ok) return made;
    const { code, expiresAt, person } = made.value;
    return ok({ code, expiresAt: expiresAt as Instant, person });
  },
  devices: async (_input, context) => {
    const listed = await askHub(context, listDevices);
    if (!listed.ok) return listed;
    const { store } = context;
    keepSeenDevices(store, listed.value);
    return ok(
      store.read((tx) =>
        listed.value.map((device) => ({
          ...device,
          isThis: device.device === store.device,
          personName: personName(tx, device.person),
        })),
      ),
    );
  },
  openCodes: async (_input, context) => {
    const listed = await askHub(context, ({ ask }) => ask((hub, token) => hub.codes({}, token)));
    if (!listed.ok) return listed.error.type === 'HubFailed' && listed.error.error === 'notFound' ? ok([]) : listed;
    return ok(
      context.store.read((tx) =>
        listed.value.codes.map((code) => ({
          ...code,
          madeAt: code.madeAt as Instant,
          expiresAt: code.expiresAt as Instant,
          personName: personName(tx, code.person),
        })),
      ),
    );
  },
  revoke: async ({ device, person }, context) => {
    const who = device === null ? { person } : { device };
    const done = await askHub(context, ({ ask }) => ask((hub, token) => hub.revoke(who, token)));
    return done.ok ? ok(null) : done;
  },
  settleRefused: async ({ seq }, { store, tell }) => {
    const settled = syncLog(store).settleRefused(seq);
    tell({ type: 'changed', tables: [] });
    return settled;
  },
  keepConflict: async (key, { store, tell }) => {
    const kept = syncLog(store).keepConflict(key);
    tell({ type: 'changed', tables: [] });
    return kept;
  },
};

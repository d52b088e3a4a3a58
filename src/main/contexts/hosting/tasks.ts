/** What people do about the hub of a device, and how it stands, for the contract. */
import { err, ok, type Result } from '../../../shared/kernel/result.ts';
import type { HostedCode, OwnCode } from '../../../shared/sync/hosted.ts';
import type { InputOf } from '../../../shared/kernel/contract.ts';
import type { NotMoved } from '../../../shared/sync/homeContract.ts';
import type * as contract from '../../../shared/hosting/contract.ts';
import type { NotJoined, NotPublished } from '../../../shared/sync/statusContract.ts';
import { linkHub, readHubLink } from '../../core/hubLink.ts';
import type { Store } from '../../core/store.ts';
import type { ReadTx } from '../../core/tx.ts';
import type { HandlersOf } from '../handlers.ts';
import { setHubAside } from '../../../platform/hostFiles.ts';
import { hubAddress } from '../sync/hubClient.ts';
import { joinStore, moveStore, publishStore } from '../sync/joining.ts';
import { keeperOf } from '../sync/keeper.ts';
import { exchangeNow, worldOf } from '../sync/statusHandlers.ts';
import type { RunnersOf, TaskContext } from '../tasks.ts';
import { deviceIdOf, fingerprintIn, type HostFile, hostFileFor, ownAddress, readHost, writeHost } from './hostFile.ts';
import { type Hosting, hostingOf, isHome } from './keeper.ts';

const isSample = (tx: ReadTx): boolean => tx.get('SELECT 1 FROM workspace WHERE sample = 1 LIMIT 1') !== undefined;

/** A hub of this folder whose device is another: the folder was copied or moved since. */
const wasCopied = (store: Store, file: HostFile | null): boolean =>
  file !== null && file.isOn && file.device !== deviceIdOf(store) && readHubLink(store.db)?.url === ownAddress(file.port);

export const hostHandlers = (store: Store): HandlersOf<typeof contract> => ({
  hostStatus: (tx) => {
    const file = readHost(store.dir);
    const home = isHome(store, file);
    const copied = wasCopied(store, file);
    const mayHost = !store.readOnly && !isSample(tx);
    const off = { state: 'off', trouble: null, addresses: [] } as const;
    return ok({
      ...(hostingOf(store.dir)?.state() ?? off),
      isHome: home,
      wasCopied: copied,
      port: file === null || file.port === 0 ? null : file.port,
      fingerprint: home || copied ? fingerprintIn(file) : null,
      canHost: mayHost && (readHubLink(store.db) === null || home || copied),
      canMoveHere: mayHost && readHubLink(store.db) !== null && !home && !copied,
    });
  },
});

type World = { readonly hosting: Hosting; readonly context: TaskContext };
type Begun = Result<null, contract.NotHosted>;

/** Ties the store to another address of the hub that it is tied to already; its standing there stays. `pin`: where the certificate is this device's own. */
const linkTo = ({ store, ports }: TaskContext, url: string, pin: string | null = null): void => {
  const link = readHubLink(store.db);
  const { secrets } = worldOf({ store, ports });
  const held = secrets.read();
  if (held !== null) secrets.write({ ...held, hub: url, ...(pin === null ? {} : { pin }) });
  if (link !== null) linkHub(store, { workspace: link.workspace, url, epoch: link.epoch, person: link.person });
};

/** A code for this device itself, which nobody ever sees. */
const ownCode = ({ store, actor }: TaskContext): HostedCode => ({
  workspace: store.read((tx) => tx.get<{ id: string }>('SELECT id FROM workspace WHERE deleted = 0 ORDER BY id LIMIT 1'))?.id ?? '',
  person: actor.personId,
});

type Entered = Result<unknown, NotPublished | NotJoined | contract.HostHoldsMore>;

/** Publishes to the hub here, or comes back to it where this device had left it. */
const enterHere = async ({ hosting, context }: World, url: string, file: HostFile, own: OwnCode | null): Promise<Entered> => {
  const input = { hub: url, code: own?.code ?? '', certificate: fingerprintIn(file) };
  if (own?.type === 'setUp') return publishStore(worldOf(context), input, context.actor.personId, hosting.ending);
  const joined = await joinStore(worldOf(context), input, hosting.ending);
  return !joined.ok && (own === null || joined.error.type === 'OwnDataHere') ? err({ type: 'HostHoldsMore' }) : joined;
};

const notHosted = (error: NotPublished | NotJoined | NotMoved | contract.HostHoldsMore): contract.NotHosted => {
  switch (error.type) {
    case 'AlreadyLinked':
    case 'OwnDataHere':
    case 'OtherWorkspace':
    case 'NotLinked':
      return { type: 'HomeElsewhere' };
    default:
      return error;
  }
};

/** For a store that has no hub: this device becomes it. */
const beginHere = async (world: World, file: HostFile): Promise<Begun> => {
  const { hosting, context } = world;
  const { store } = context;
  const started = await hosting.start(file, ownCode(context));
  if (!started.ok) return started;
  const { port, code } = started.value;
  const kept: HostFile = { ...file, isOn: true, port };
  writeHost(store.dir, kept);
  const entered = await enterHere(world, ownAddress(port), file, code);
  // What was not sent yet goes out by itself, once the store is tied to its hub.
  if (entered.ok || isHome(store, kept)) return ok(null);
  await hosting.halt();
  writeHost(store.dir, { ...kept, isOn: false });
  return err(notHosted(entered.error));
};

/** A copied or moved folder is another device, which its own hub does not know yet; and tokens can get lost. */
const isLockedOut = (store: Store): boolean => keeperOf(store.dir)?.trouble() === 'JoinAgain' || wasCopied(store, readHost(store.dir));

/** For a store whose hub this device is already: turns it on, and lets the device in where its standing was lost. */
const goOnHere = async (world: World, file: HostFile, otherPort: boolean): Promise<Begun> => {
  const { hosting, context } = world;
  const { store } = context;
  if (otherPort) await hosting.halt();
  const started = await hosting.start(otherPort ? { ...file, port: 0 } : file, isLockedOut(store) ? ownCode(context) : null);
  // Wanted is wanted: what stands in the way now is tried again.
  writeHost(store.dir, { ...file, isOn: true, port: started.ok ? started.value.port : file.port });
  if (!started.ok) return started;
  const { port, code } = started.value;
  const url = ownAddress(port);
  linkTo(context, url, fingerprintIn(file));
  if (code?.type === 'invitation') {
    const entered = await enterHere(world, url, file, code);
    if (!entered.ok && entered.error.type !== 'SyncFailed') return err(notHosted(entered.error));
  }
  void keeperOf(store.dir)?.now();
  return ok(null);
};

/** For a workspace that has its home elsewhere: it moves here, with all its numbers. */
const moveHere = async (world: World, file: HostFile): Promise<Begun> => {
  const { hosting, context } = world;
  const { store, ports } = context;
  await hosting.halt();
  // What this device held as a hub of old stands beside a history that went on elsewhere: a hub begins empty, and nothing is deleted.
  setHubAside(store.dir, String(ports.clock.now()));
  const started = await hosting.start(file, ownCode(context));
  if (!started.ok) return started;
  const { port, code } = started.value;
  const kept: HostFile = { ...file, isOn: false, port };
  writeHost(store.dir, kept);
  const input = { hub: ownAddress(port), code: code?.code ?? '', certificate: fingerprintIn(file) };
  const moved = await moveStore(worldOf(context), input, hosting.ending);
  const isHere = isHome(store, kept);
  if (isHere) writeHost(store.dir, { ...kept, isOn: true });
  else await hosting.halt();
  return moved.ok || isHere ? ok(null) : err(notHosted(moved.error));
};

const begin = async (world: World, { otherPort, move }: InputOf<typeof contract.beginHosting>): Promise<Begun> => {
  const { store, ports } = world.context;
  if (store.readOnly) return err({ type: 'StoreReadOnly' });
  if (store.read(isSample)) return err({ type: 'SampleStays' });
  const found = hostFileFor(store, ports);
  if (readHubLink(store.db) === null) return beginHere(world, found);
  if (isHome(store, found)) return goOnHere(world, found, otherPort);
  return move ? moveHere(world, found) : err({ type: 'HomeElsewhere' });
};

export const hostTasks: RunnersOf<typeof contract> = {
  beginHosting: async (input, context) => {
    const hosting = hostingOf(context.store.dir);
    if (hosting === null) return err({ type: context.store.readOnly ? 'StoreReadOnly' : 'HostNeedsApp' });
    const begun = await hosting.inTurn(() => begin({ hosting, context }, input));
    context.tell({ type: 'changed', tables: [] });
    return begun;
  },
  endHosting: async (_input, { store, tell }) => {
    const hosting = hostingOf(store.dir);
    if (hosting === null) return err({ type: store.readOnly ? 'StoreReadOnly' : 'HostNeedsApp' });
    await hosting.inTurn(async () => {
      const file = readHost(store.dir);
      if (file !== null) writeHost(store.dir, { ...file, isOn: false });
      await hosting.halt();
    });
    tell({ type: 'changed', tables: [] });
    return ok(null);
  },
  followHub: async ({ hub }, context) => {
    const url = hubAddress(hub);
    if (url === null) return err({ type: 'HubAddressInvalid' });
    const link = readHubLink(context.store.db);
    if (link === null || worldOf(context).secrets.read()?.pin === undefined) return err({ type: 'CodeNeeded' });
    linkTo(context, url);
    const exchanged = await exchangeNow(context);
    if (!exchanged.ok && ['HubUnreachable', 'NotAHub', 'HubOtherCertificate'].includes(exchanged.error.because)) linkTo(context, link.url);
    context.tell({ type: 'changed', tables: [] });
    return exchanged;
  },
};

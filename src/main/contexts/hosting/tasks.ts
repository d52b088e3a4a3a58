/** What people do about the hub of a device, and how it stands, for the contract. */
import { err, ok, type Result } from '../../../shared/kernel/result.ts';
import type { HostedCode } from '../../../shared/sync/hosted.ts';
import type * as contract from '../../../shared/sync/hostContract.ts';
import { linkHub, readHubLink } from '../../core/hubLink.ts';
import type { Store } from '../../core/store.ts';
import type { ReadTx } from '../../core/tx.ts';
import type { HandlersOf } from '../handlers.ts';
import { hubAddress } from '../sync/hubClient.ts';
import { joinStore, publishStore } from '../sync/joining.ts';
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
    const off = { state: 'off', trouble: null, addresses: [] } as const;
    return ok({
      ...(hostingOf(store.dir)?.state() ?? off),
      isHome: home,
      wasCopied: copied,
      port: file === null || file.port === 0 ? null : file.port,
      fingerprint: home || copied ? fingerprintIn(file) : null,
      canHost: !store.readOnly && !isSample(tx) && (readHubLink(store.db) === null || home || copied),
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

/** The first time: the hub takes the workspace in, by a code that nobody ever sees. */
const publishHere = async ({ hosting, context }: World, file: HostFile): Promise<Begun> => {
  const { store } = context;
  const started = await hosting.start(file, { type: 'setUp' });
  if (!started.ok) return started;
  const { port, code } = started.value;
  const kept: HostFile = { ...file, isOn: true, port };
  writeHost(store.dir, kept);
  const published = await publishStore(
    worldOf(context),
    { hub: ownAddress(port), code: code ?? '', certificate: fingerprintIn(file) },
    context.actor.personId,
    hosting.ending,
  );
  // What was not sent yet goes out by itself, once the store is tied to its hub.
  if (published.ok || isHome(store, kept)) return ok(null);
  await hosting.halt();
  writeHost(store.dir, { ...kept, isOn: false });
  const { error } = published;
  return err(error.type === 'AlreadyLinked' ? { type: 'HomeElsewhere' } : error);
};

/** A copied or moved folder is another device, which its own hub does not know yet; and tokens can get lost. */
const isLockedOut = (store: Store): boolean => keeperOf(store.dir)?.trouble() === 'JoinAgain' || wasCopied(store, readHost(store.dir));

const invitationFor = ({ store, actor }: TaskContext): HostedCode => ({
  type: 'invitation',
  workspace: readHubLink(store.db)?.workspace ?? '',
  person: actor.personId,
});

const goOnHere = async ({ hosting, context }: World, file: HostFile, otherPort: boolean): Promise<Begun> => {
  const { store } = context;
  if (otherPort) await hosting.halt();
  const wants = isLockedOut(store) ? invitationFor(context) : null;
  const started = await hosting.start(otherPort ? { ...file, port: 0 } : file, wants);
  // Wanted is wanted: what stands in the way now is tried again.
  writeHost(store.dir, { ...file, isOn: true, port: started.ok ? started.value.port : file.port });
  if (!started.ok) return started;
  const { port, code } = started.value;
  linkTo(context, ownAddress(port), fingerprintIn(file));
  if (code !== null) {
    const joined = await joinStore(worldOf(context), { hub: ownAddress(port), code, certificate: fingerprintIn(file) }, hosting.ending);
    if (!joined.ok && joined.error.type !== 'SyncFailed') return err({ type: 'HostNotStarted', because: 'Broke' });
  }
  void keeperOf(store.dir)?.now();
  return ok(null);
};

const begin = async (world: World, otherPort: boolean): Promise<Begun> => {
  const { store, ports } = world.context;
  if (store.readOnly) return err({ type: 'StoreReadOnly' });
  if (store.read(isSample)) return err({ type: 'SampleStays' });
  const found = hostFileFor(store, ports);
  if (readHubLink(store.db) === null) return publishHere(world, found);
  return isHome(store, found) ? goOnHere(world, found, otherPort) : err({ type: 'HomeElsewhere' });
};

export const hostTasks: RunnersOf<typeof contract> = {
  beginHosting: async ({ otherPort }, context) => {
    const hosting = hostingOf(context.store.dir);
    if (hosting === null) return err({ type: context.store.readOnly ? 'StoreReadOnly' : 'HostNeedsApp' });
    const begun = await hosting.inTurn(() => begin({ hosting, context }, otherPort));
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

/** How a store gets its hub: published to an empty one, joined by an invitation, or let in again. */
import { err, type Result } from '../../../shared/kernel/result.ts';
import type { NotMoved } from '../../../shared/sync/homeContract.ts';
import type { JoinAnswer } from '../../../shared/sync/hubProtocol.ts';
import type { Exchanged, HubRefusal, NotJoined, NotPublished, SyncFailed } from '../../../shared/sync/statusContract.ts';
import { hasHubNumbers, lastOwnSet, linkHub, readHubLink } from '../../core/hubLink.ts';
import { newDeviceKey, publicKeyOf } from '../../../platform/deviceKey.ts';
import { setMe } from '../me.ts';
import { hubAddress, hubClient, type HubFailure } from './hubClient.ts';
import { leaseName, syncRound } from './round.ts';
import type { Secrets } from './secrets.ts';
import { deviceLabel, type SessionFailure, type SyncWorld } from './session.ts';

/** A failure on the way to the hub, as people are told it. */
export const refusalOf = (failure: HubFailure): HubRefusal => {
  if (failure.type !== 'HubFailed') return failure;
  switch (failure.error) {
    case 'wrongCode':
      return { type: 'HubCodeWrong' };
    case 'expiredCode':
      return { type: 'HubCodeExpired' };
    case 'endedCode':
      return { type: 'HubCodeEnded' };
    case 'codeNeeded':
      return { type: 'HubCodeNeeded' };
    case 'tooManyDevices':
      return { type: 'HubManyDevices' };
    case 'stillFounding':
      return { type: 'HubStillFounding' };
    case 'noGuests':
      return { type: 'HubNoGuests' };
    case 'tooManyTries':
      return { type: 'HubManyTries' };
    case 'workspaceThere':
      return { type: 'HubHoldsAnother' };
    case 'notAllowed':
      return { type: 'HubNotAllowed' };
    case 'otherRole':
      return { type: 'HubOtherRole' };
    default:
      return { type: 'HubFailed', error: failure.error };
  }
};
export const failureOf = (failure: SessionFailure): HubRefusal | SyncFailed =>
  failure.type === 'JoinAgain' || failure.type === 'HubReplaced' || failure.type === 'SecretsLocked'
    ? { type: 'SyncFailed', because: failure.type }
    : refusalOf(failure);

type WorkspaceRow = { readonly id: string; readonly name: string; readonly sample: number };
const workspaceOf = ({ store }: SyncWorld): WorkspaceRow | undefined =>
  store.read((tx) => tx.get<WorkspaceRow>('SELECT id, name, sample FROM workspace WHERE deleted = 0 ORDER BY id LIMIT 1'));

const pinned = (pin: string | null | undefined): { readonly pin?: string } => (pin === null || pin === undefined ? {} : { pin });

/** The certificate to speak with at a hub: the one just confirmed, else the one confirmed before; null: any that an authority vouches for. */
const pinFor = ({ secrets }: SyncWorld, url: string, confirmed: string | null): string | null => {
  const held = secrets.read();
  return confirmed ?? (held?.hub === url ? (held.pin ?? null) : null);
};

/** The key of this device for that hub: the one an earlier try made, else a new one. Kept before it is told, so that a lost answer can be asked for again. */
const keyFor = ({ store, secrets }: SyncWorld, url: string) => {
  const held = secrets.read();
  const privateKey = held?.keys[store.device] ?? newDeviceKey().privateKey;
  const here = held?.hub === url ? held : null;
  secrets.write({ hub: url, ...pinned(here?.pin), tokens: here?.tokens ?? null, keys: { ...held?.keys, [store.device]: privateKey } });
  return { device: store.device, publicKey: publicKeyOf(privateKey), label: deviceLabel(store) };
};

/** False where the store is tied to another hub, or to an earlier state of this one. */
const enter = (
  { store, secrets }: SyncWorld,
  { url, pin }: { readonly url: string; readonly pin: string | null },
  answer: JoinAnswer,
): boolean => {
  const { workspace, person, epoch, tokens } = answer;
  secrets.write({ hub: url, ...pinned(pin), tokens, keys: secrets.read()?.keys ?? {} });
  if (!linkHub(store, { workspace, url, epoch, person })) return false;
  setMe(store.db, person);
  return true;
};

const exchange = async (world: SyncWorld, signal: AbortSignal): Promise<Result<Exchanged, SyncFailed>> => {
  const round = await syncRound(world, leaseName(world), signal);
  return round.ok ? round : err({ type: 'SyncFailed', because: round.error.type });
};

/** `certificate`: the fingerprint that a person has confirmed, if one was asked for. */
export type HubCode = { readonly hub: string; readonly code: string; readonly certificate?: string | null };

/** Registers the workspace at an empty hub and sends everything. Asked again after a break, it goes on where it was. */
export const publishStore = async (
  world: SyncWorld,
  { hub, code, certificate = null }: HubCode,
  person: string,
  signal: AbortSignal,
): Promise<Result<Exchanged, NotPublished>> => {
  const url = hubAddress(hub);
  if (url === null) return err({ type: 'HubAddressInvalid' });
  const workspace = workspaceOf(world);
  if (workspace === undefined || workspace.sample === 1) return err({ type: 'SampleStays' });
  if (readHubLink(world.store.db) !== null) return err({ type: 'AlreadyLinked' });
  const pin = pinFor(world, url, certificate);
  const client = hubClient(url, world.network, signal, pin);
  const key = keyFor(world, url);
  const last = lastOwnSet(world.store);
  const answer = await client.publish({ code, workspace: workspace.id, name: workspace.name, person, key, last });
  if (!answer.ok) return err(refusalOf(answer.error));
  signForEarlier(world);
  if (!enter(world, { url, pin }, answer.value)) return err({ type: 'AlreadyLinked' });
  return exchange(world, signal);
};

/** Before it had a hub a store needed no keys: what it wrote under earlier names is signed with the one it has now. */
const signForEarlier = ({ store, secrets }: SyncWorld): void => {
  const held = secrets.read();
  const key = held?.keys[store.device];
  if (held === null || key === undefined || hasHubNumbers(store.db)) return;
  const names = store.db.prepare('SELECT id FROM device ORDER BY no').all([]);
  secrets.write({ ...held, keys: { ...Object.fromEntries(names.map(({ id }) => [String(id), key])), ...held.keys } });
};

/**
 * Joins by an invitation: an empty store fetches the whole workspace, and the invited person acts on it from then on; one that belongs to the
 * workspace already is let in again. A store with data of its own is refused and not touched.
 */
export const joinStore = async (
  world: SyncWorld,
  { hub, code, certificate = null }: HubCode,
  signal: AbortSignal,
): Promise<Result<Exchanged, NotJoined>> => {
  const url = hubAddress(hub);
  if (url === null) return err({ type: 'HubAddressInvalid' });
  const link = readHubLink(world.store.db);
  const own = workspaceOf(world);
  // Who left a hub still has its numbers, and may come back to the same workspace.
  if (link === null && own !== undefined && !hasHubNumbers(world.store.db)) return err({ type: 'OwnDataHere' });
  if (link?.url === url && own === undefined) {
    // The code was traded before a break: what it brought is still good.
    const resumed = await exchange(world, signal);
    if (resumed.ok || resumed.error.because !== 'JoinAgain') return resumed;
  }
  const before = world.secrets.read();
  const pin = pinFor(world, url, certificate);
  const client = hubClient(url, world.network, signal, pin);
  let answer = await client.join({ code, key: keyFor(world, url) });
  // The hub takes nothing more under this name: it was shut out, or its key was lost. The code is good for the next one, or else for a device anew.
  for (const goOn of own === undefined ? [] : [world.store.goOn, world.store.beginAnew]) {
    if (answer.ok || answer.error.type !== 'HubFailed' || answer.error.error !== 'malformed') break;
    if (before?.keys[world.store.device] === undefined) forgetKey(world);
    goOn();
    answer = await client.join({ code, key: keyFor(world, url) });
  }
  if (!answer.ok) {
    putTokensBack(world, before);
    return err(refusalOf(answer.error));
  }
  if ((link?.workspace ?? own?.id ?? answer.value.workspace) !== answer.value.workspace) {
    putTokensBack(world, before);
    return err({ type: 'OtherWorkspace' });
  }
  if (!enter(world, { url, pin }, answer.value)) return err({ type: 'SyncFailed', because: 'HubReplaced' });
  return exchange(world, signal);
};

/** A key that the hub did not take signs nothing. */
const forgetKey = ({ store, secrets }: SyncWorld): void => {
  const held = secrets.read();
  if (held === null) return;
  const { [store.device]: _untaken, ...keys } = held.keys;
  secrets.write({ ...held, keys });
};

/** What was tried at another address costs nothing where the device stands; the keys that were made for it stay. */
const putTokensBack = ({ secrets }: SyncWorld, before: Secrets | null): void => {
  if (before !== null) secrets.write({ ...before, keys: { ...secrets.read()?.keys, ...before.keys } });
};

/**
 * Publishes a workspace that has a hub at another one, an empty one, with all its numbers: those who join there go on where they were. Asked again
 * after a break, it goes on; where it does not come about, nothing has changed here.
 */
export const moveStore = async (
  world: SyncWorld,
  { hub, code, certificate = null }: HubCode,
  signal: AbortSignal,
): Promise<Result<Exchanged, NotMoved>> => {
  const url = hubAddress(hub);
  if (url === null) return err({ type: 'HubAddressInvalid' });
  const link = readHubLink(world.store.db);
  const workspace = workspaceOf(world);
  if (link === null || workspace === undefined) return err({ type: 'NotLinked' });
  const before = world.secrets.read();
  const pin = pinFor(world, url, certificate);
  const key = keyFor(world, url);
  const client = hubClient(url, world.network, signal, pin);
  const last = lastOwnSet(world.store);
  const answer = await client.publish({ code, workspace: link.workspace, name: workspace.name, person: link.person, key, last });
  if (!answer.ok) {
    putTokensBack(world, before);
    return err(refusalOf(answer.error));
  }
  if (!enter(world, { url, pin }, answer.value)) return err({ type: 'AlreadyLinked' });
  return exchange(world, signal);
};

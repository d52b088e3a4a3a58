/** A device's standing at its hub: the token for each call, renewed when it ran out, and the key of the incarnation that writes now. */
import { err, ok, type Result } from '../../../shared/kernel/result.ts';
import { stemOf } from '../../../shared/sync/deviceName.ts';
import { type HubLink, noteHubTime } from '../../core/hubLink.ts';
import type { Store } from '../../core/store.ts';
import { machineLabel, newDeviceKey, publicKeyOf, signerOf } from '../../../platform/deviceKey.ts';
import type { Ports } from '../../../platform/ports.ts';
import { type HubClient, hubClient, type HubFailure, type Network } from './hubClient.ts';
import type { Secrets, SecretStore } from './secrets.ts';

export type SyncWorld = {
  readonly store: Store;
  readonly ports: Ports;
  readonly secrets: SecretStore;
  readonly network: Network;
};

/** The hub does not know this device any more, or this store lost what let it in: nothing is lost, a new invitation lets it go on. */
export type JoinAgain = { readonly type: 'JoinAgain' };
/** Another hub answers at the address, or this one after it was put back. */
export type HubReplaced = { readonly type: 'HubReplaced' };
/** The keys of this device are here, locked by the keychain of the desktop program. */
export type SecretsLocked = { readonly type: 'SecretsLocked' };
export type SessionFailure = HubFailure | JoinAgain | HubReplaced | SecretsLocked;

type Timed = { readonly hubTime: number };
type Call<T> = (client: HubClient, token: string) => Promise<Result<T, HubFailure>>;

export type Session = {
  readonly ask: <T extends Timed>(call: Call<T>) => Promise<Result<T, SessionFailure>>;
  /** Signs for a device of this store; throws `KeyMissing` where the key is not here. */
  readonly sign: (hash: Uint8Array, device: string) => string;
  /** Calls back whenever the hub has something new; ends when the connection does. */
  readonly listen: (onPoke: () => void) => Promise<void>;
};

/** What a device wrote cannot be signed, because its key was lost with the secrets. */
export class KeyMissing extends Error {
  readonly device: string;
  constructor(device: string) {
    super(device);
    this.device = device;
  }
}

/** How many names a machine that is put back again and again may have had. */
const mostNames = 20;

/** What a hub shows in its list of devices; two stores on one machine differ by the end. */
export const deviceLabel = (store: Store): string => `${machineLabel()} ${stemOf(store.device).slice(0, 4)}`;

const isRefusedToken = (failure: HubFailure): boolean =>
  failure.type === 'HubFailed' && (failure.error === 'unauthorised' || failure.error === 'revoked');

/** Opens a session over what the secrets hold; asks the hub only where the device goes on under a new incarnation. */
export const openSession = async (world: SyncWorld, link: HubLink, signal: AbortSignal): Promise<Result<Session, SessionFailure>> => {
  const { store, ports, secrets, network } = world;
  let held: Secrets | null = secrets.read();
  const client = hubClient(link.url, network, signal, held?.pin ?? null);
  const save = (changed: Secrets): void => {
    secrets.write(changed);
    held = changed;
  };

  /** A hub that was put back or set up anew knows no token of its former life: that is another matter than a device that was shut out. */
  const shutOut = (failure: HubFailure): JoinAgain | HubReplaced =>
    failure.type === 'HubFailed' && failure.epoch !== '' && failure.epoch !== link.epoch ? { type: 'HubReplaced' } : { type: 'JoinAgain' };

  const renew = async (): Promise<Result<string, SessionFailure>> => {
    const tokens = held?.tokens ?? null;
    if (held === null || tokens === null) return err({ type: 'JoinAgain' });
    const renewed = await client.refresh({ refresh: tokens.refresh });
    if (!renewed.ok) return isRefusedToken(renewed.error) ? err(shutOut(renewed.error)) : renewed;
    save({ ...held, tokens: renewed.value.tokens });
    return ok(renewed.value.tokens.access);
  };

  const ask = async <T extends Timed>(call: Call<T>): Promise<Result<T, SessionFailure>> => {
    const tokens = held?.tokens ?? null;
    if (tokens === null) return err({ type: 'JoinAgain' });
    let answer = await call(client, tokens.access);
    if (!answer.ok && isRefusedToken(answer.error)) {
      const token = await renew();
      if (!token.ok) return token;
      answer = await call(client, token.value);
      if (!answer.ok && isRefusedToken(answer.error)) return err(shutOut(answer.error));
    }
    if (answer.ok) noteHubTime(store, answer.value.hubTime, ports.clock.now(), false);
    return answer;
  };

  if (held === null && secrets.isLocked()) return err({ type: 'SecretsLocked' });
  if (held === null || held.tokens === null || held.hub !== link.url) return err({ type: 'JoinAgain' });
  // A hub that was put back may have lost this name, or hold it by an admin's word alone: it is told before all else.
  let isTold = link.epoch !== '' && held.keys[store.device] !== undefined;
  for (let tries = 0; !isTold; tries += 1) {
    const isOurs = Object.keys(held.keys).some((name) => stemOf(name) === stemOf(store.device));
    // A copied folder brought the secrets of the device it was copied from: using them would lock that one out.
    if (!isOurs) return err({ type: 'JoinAgain' });
    const kept: string | undefined = held.keys[store.device];
    const privateKey = kept ?? newDeviceKey().privateKey;
    // Kept before it is told: a key that the hub knows and the device forgot could never sign again.
    if (kept === undefined) save({ ...held, keys: { ...held.keys, [store.device]: privateKey } });
    const key = { device: store.device, publicKey: publicKeyOf(privateKey), label: deviceLabel(store) };
    const known = await ask((hub, token) => hub.rekey({ key }, token));
    isTold = known.ok;
    if (known.ok) continue;
    if (kept === undefined) {
      const { [store.device]: _untold, ...others }: Secrets['keys'] = held.keys;
      save({ ...held, keys: others });
    }
    // An earlier life of this machine has had the name already.
    const isTaken = known.error.type === 'HubFailed' && known.error.error === 'malformed';
    if (!isTaken) return known;
    // None of the next names is taken by the hub: it was shut out, or was somebody else's. An invitation lets it go on.
    if (tries >= mostNames) return err({ type: 'JoinAgain' });
    store.goOn();
  }

  const signers = new Map<string, (bytes: Uint8Array) => string>();
  return ok({
    ask,
    listen: async (onPoke) => {
      const tokens = held?.tokens ?? null;
      if (tokens !== null) await client.listen(tokens.access, onPoke);
    },
    sign: (hash, device) => {
      let signer = signers.get(device);
      if (signer === undefined) {
        const key = held?.keys[device];
        if (key === undefined) throw new KeyMissing(device);
        signers.set(device, (signer = signerOf(key)));
      }
      return signer(hash);
    },
  });
};

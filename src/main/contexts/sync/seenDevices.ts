/** Who else holds the workspace, as the hub listed them last: kept here, so that it can be told without a network too. */
import { ok, type Result } from '../../../shared/kernel/result.ts';
import { stemOf } from '../../../shared/sync/deviceName.ts';
import type { DevicesCursor, HubDevice } from '../../../shared/sync/hubProtocol.ts';
import { readHubLink } from '../../core/hubLink.ts';
import { readSetting, writeSetting } from '../../core/settings.ts';
import type { Store } from '../../core/store.ts';
import type { Db } from '../../../platform/database.ts';
import { openSession, type Session, type SessionFailure, type SyncWorld } from './session.ts';

const key = 'hubDevices';

/** `at`: when they were listed, by this machine's clock in ms. */
export type SeenDevices = { readonly at: number; readonly devices: readonly HubDevice[] };

/** How long a list is new enough, in ms: the hub itself notes no more than once a minute that it heard of a device. */
const newEnough = 60_000;

/** Null where none was ever fetched from the hub that the store is tied to now. */
export const readSeenDevices = (db: Db): SeenDevices | null => {
  const url = readHubLink(db)?.url;
  const text = url === undefined ? undefined : readSetting(db, key);
  if (text === undefined) return null;
  try {
    const kept = JSON.parse(text) as SeenDevices & { readonly hub: string };
    return kept.hub === url ? { at: kept.at, devices: kept.devices } : null;
  } catch {
    // Damaged: the doctor tells of it, and the next exchange brings another one.
    return null;
  }
};

/** A list that cannot be written is no loss: the next exchange brings another one. */
export const keepSeenDevices = (store: Store, devices: readonly HubDevice[]): void => {
  const hub = readHubLink(store.db)?.url;
  if (hub === undefined || store.readOnly) return;
  store.merge<null>(({ into, now }) => {
    writeSetting(into.db, key, JSON.stringify({ hub, at: now, devices }));
    return ok({ value: null, tables: [] });
  });
};

/** Of those that are out no more than these are asked for, and of a hub whose pages never end no more than so many pages. */
const mostOut = 1_000;
const mostPages = 200;

/** The devices that the hub lists, page by page: all that are in, and after them those that are out. */
export const listDevices = async ({ ask }: Session): Promise<Result<readonly HubDevice[], SessionFailure>> => {
  const all: HubDevice[] = [];
  let after: DevicesCursor | null = null;
  for (let pages = 0; pages < mostPages; pages += 1) {
    const asked: { readonly after: DevicesCursor | null } = { after };
    const page = await ask((hub, token) => hub.devices(asked, token));
    if (!page.ok) return page;
    all.push(...page.value.devices);
    after = page.value.next ?? null;
    if (after === null || (all.length >= mostOut && all.at(-1)?.revokedAt !== null)) break;
  }
  return ok(all);
};

/** Asks the hub for its devices, where what is known of them is not new enough; after an exchange that went well. */
export const seeDevices = async (world: SyncWorld, signal: AbortSignal): Promise<void> => {
  const { store, ports } = world;
  const link = readHubLink(store.db);
  const age = ports.clock.now() - (readSeenDevices(store.db)?.at ?? Number.NEGATIVE_INFINITY);
  if (link === null || (age >= 0 && age < newEnough)) return;
  const session = await openSession(world, link, signal);
  const listed = session.ok ? await listDevices(session.value) : session;
  if (listed.ok) keepSeenDevices(store, listed.value);
};

/** Whichever of its incarnations. */
export const isSameDevice = (one: string, other: string): boolean => stemOf(one) === stemOf(other);

/** The name of a device, whichever of its incarnations wrote. */
export const labelOf = (seen: SeenDevices | null, device: string): string | null => {
  const label = seen?.devices.findLast((each) => isSameDevice(each.device, device))?.label ?? '';
  // Of others' devices the hub tells no names but to admins.
  return label === '' ? null : label;
};

/** The devices of others that take part, each once: the newest incarnation of those that were not shut out. */
export const othersOf = ({ devices }: SeenDevices, own: string): readonly HubDevice[] => {
  const newest = new Map<string, HubDevice>();
  for (const device of devices) {
    const root = stemOf(device.device);
    const known = newest.get(root);
    if (root !== stemOf(own) && (known === undefined || known.joinedAt < device.joinedAt)) newest.set(root, device);
  }
  return [...newest.values()].filter(({ revokedAt }) => revokedAt === null);
};

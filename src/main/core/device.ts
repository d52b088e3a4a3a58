/** Which device writes here: kept outside the database and bound to this machine and folder, so that a copied store becomes a new device. */
import type { Random } from '../../platform/ports.ts';
import { hex, sha256 } from '../../platform/hash.ts';
import { machineName, readTextFile, replaceFile } from '../../platform/storeFiles.ts';

export type Device = { readonly id: string; readonly incarnation: number };

type DeviceFile = Device & { readonly boundTo: string };

const isDeviceFile = (value: unknown): value is DeviceFile => {
  if (typeof value !== 'object' || value === null) return false;
  const file = value as Partial<Record<keyof DeviceFile, unknown>>;
  return (
    typeof file.id === 'string' &&
    /^[0-9a-f]{16}$/.test(file.id) &&
    typeof file.incarnation === 'number' &&
    typeof file.boundTo === 'string'
  );
};

const read = (path: string): DeviceFile | null => {
  const text = readTextFile(path);
  if (text === null) return null;
  try {
    const value: unknown = JSON.parse(text);
    return isDeviceFile(value) ? value : null;
  } catch {
    // A spoiled file is answered like a missing one: a new device id is always safe, a reused one is not.
    return null;
  }
};

/** The name under which change sets know the writer. */
export const deviceName = (device: Device): string => `${device.id}.${device.incarnation}`;

const boundTo = (folder: string): string => hex(sha256(machineName(), '\0', folder));

const keep = (path: string, device: DeviceFile): Device => {
  replaceFile(path, `${JSON.stringify(device, null, 2)}\n`);
  return { id: device.id, incarnation: device.incarnation };
};

/**
 * Reads the device of a store folder; makes a new one where there is none, or where the folder was copied from elsewhere. Over a database that was
 * put back to an earlier state (`putBack`) the device goes on as its next incarnation: the numbers it gave to the lost changes may be known elsewhere.
 */
export const openDevice = (path: string, folder: string, random: Random, putBack: boolean): Device => {
  const here = boundTo(folder);
  const known = read(path);
  const own = known !== null && known.boundTo === here ? known : null;
  if (own !== null && !putBack) return { id: own.id, incarnation: own.incarnation };
  return keep(path, { id: own?.id ?? hex(random.bytes(8)), incarnation: (own?.incarnation ?? 0) + 1, boundTo: here });
};

/** Makes another device of a store folder, whatever it was before. */
export const newDevice = (path: string, folder: string, random: Random): Device =>
  keep(path, { id: hex(random.bytes(8)), incarnation: 1, boundTo: boundTo(folder) });

/** Binds the device of a folder to another one, for a store that was made beside the place where it belongs and has written nothing yet. */
export const moveDevice = (path: string, folder: string): void => {
  const known = read(path);
  if (known === null) throw new Error('a store has a device');
  const moved: DeviceFile = { ...known, boundTo: boundTo(folder) };
  replaceFile(path, `${JSON.stringify(moved, null, 2)}\n`);
};

/** What a device keeps about being a hub: whether it shall run, where, as which device, and its certificate with the key. */
import { z } from 'zod';
import { stemOf } from '../../../shared/sync/deviceName.ts';
import type { Store } from '../../core/store.ts';
import { fingerprintOf, makeOwnCertificate } from '../../../platform/certificate.ts';
import { readHostText, writeHostText } from '../../../platform/hostFiles.ts';
import type { Ports } from '../../../platform/ports.ts';

const hostFile = z.strictObject({
  isOn: z.boolean(),
  /** Kept once it was taken: the others know the address. 0 before. */
  port: z.int().min(0).max(65_535),
  /** The device whose hub this is, without its incarnation: a copy of the folder is another device. */
  device: z.string().regex(/^[0-9a-f]{16}$/),
  /** PEM. */
  cert: z.string(),
  key: z.string(),
});
export type HostFile = z.infer<typeof hostFile>;

export const deviceIdOf = ({ device }: Pick<Store, 'device'>): string => stemOf(device);

export const readHost = (storeDir: string): HostFile | null => {
  const text = readHostText(storeDir);
  if (text === null) return null;
  try {
    const read = hostFile.safeParse(JSON.parse(text));
    return read.success ? read.data : null;
  } catch {
    // A spoiled file is answered like a missing one: the hub gets a new certificate, and everybody is asked to look at it.
    return null;
  }
};

/** Throws where the folder cannot be written. */
export const writeHost = (storeDir: string, file: HostFile): void => writeHostText(storeDir, `${JSON.stringify(file, null, 2)}\n`);

/** The file as it is, bound to this device; where there is none, with a certificate made now, once. */
export const hostFileFor = (store: Store, { clock, random }: Ports): HostFile => {
  const file = readHost(store.dir);
  if (file !== null) return { ...file, device: deviceIdOf(store) };
  return { isOn: false, port: 0, device: deviceIdOf(store), ...makeOwnCertificate(clock.now(), random.bytes(8)) };
};

/** Null for a file whose certificate cannot be read. */
export const fingerprintIn = (file: HostFile | null): string | null => {
  if (file === null) return null;
  try {
    return fingerprintOf(file.cert);
  } catch {
    return null;
  }
};

/** How this device reaches its own hub: a way that no change of networks touches. */
export const ownAddress = (port: number): string => `https://127.0.0.1:${port}`;

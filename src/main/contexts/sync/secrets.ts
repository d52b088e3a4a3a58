/** What lets a device into its hub: its keys and tokens, kept apart from the database, so that no copy of the data and no log holds them. */
import { z } from 'zod';
import { certificateText, deviceNameText, tokens } from '../../../shared/sync/hubProtocol.ts';
import { readSecretFile, removeSecretFile, writeSecretFile } from '../../platform/secretFile.ts';

const secrets = z.strictObject({
  hub: z.string(),
  /** SHA-256 of the hub's certificate, where a person has confirmed one that nobody vouches for: no token goes to any other. */
  pin: certificateText.optional(),
  /** Null while the hub has not answered yet. */
  tokens: tokens.nullable(),
  /** Private keys by the name of the device; those of earlier incarnations sign what they wrote. */
  keys: z.record(deviceNameText, z.string()),
});
export type Secrets = z.infer<typeof secrets>;

/** Where secrets lie. `isPlain`: in a file that only the rights of the file protect, which is said to whoever sets it up. */
export type SecretStore = {
  readonly read: () => Secrets | null;
  readonly write: (secrets: Secrets) => void;
  readonly forget: () => void;
  readonly isPlain: boolean;
};

const parse = (text: string | null): Secrets | null => {
  if (text === null) return null;
  try {
    const read = secrets.safeParse(JSON.parse(text));
    return read.success ? read.data : null;
  } catch {
    // A spoiled file is answered like a missing one: the device joins again, and loses nothing by it.
    return null;
  }
};

/** Secrets in a file of the store's folder that its owner alone may read. */
export const secretFile = (dir: string): SecretStore => ({
  read: () => parse(readSecretFile(dir)),
  write: (value) => writeSecretFile(dir, JSON.stringify(value)),
  forget: () => removeSecretFile(dir),
  isPlain: true,
});

/** What lets a device into its hub: its keys and tokens, kept apart from the database, so that no copy of the data and no log holds them. */
import { z } from 'zod';
import { certificateText, deviceNameText, tokens } from '../../../shared/sync/hubProtocol.ts';
import type { Random } from '../../../platform/ports.ts';
import { openText, sealText } from '../../../platform/sealedText.ts';
import { readSecretFile, removeSecretFile, writeSecretFile } from '../../../platform/secretFile.ts';

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

/**
 * Where secrets lie. `isPlain`: in a file that only the rights of the file protect, which is said to whoever sets it up. `isLocked`: they are there
 * under a key that this program does not have.
 */
export type SecretStore = {
  readonly read: () => Secrets | null;
  readonly write: (secrets: Secrets) => void;
  readonly forget: () => void;
  readonly isPlain: boolean;
  readonly isLocked: () => boolean;
};

/** How secrets are sealed where the system keeps a key for the program. */
export type Sealing = { readonly key: Uint8Array; readonly random: Random };

const sealed = z.strictObject({ sealed: z.string() });

const jsonOf = (text: string | null): unknown => {
  if (text === null) return null;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // A spoiled file is answered like a missing one: the device joins again, and loses nothing by it.
    return null;
  }
};

const readPlain = (value: unknown): Secrets | null => {
  const read = secrets.safeParse(value);
  return read.success ? read.data : null;
};

/** Secrets in a file of the store's folder that its owner alone may read, sealed where there is a key; one that lies there plain is taken over. */
export const secretFile = (dir: string, sealing: Sealing | null = null): SecretStore => {
  const write = (value: Secrets): void => {
    const text = JSON.stringify(value);
    writeSecretFile(dir, sealing === null ? text : JSON.stringify({ sealed: sealText(sealing.key, sealing.random.bytes(12), text) }));
  };
  const look = (): { readonly value: Secrets | null; readonly isLocked: boolean } => {
    const held = jsonOf(readSecretFile(dir));
    const shut = sealed.safeParse(held);
    if (shut.success) {
      const value = sealing === null ? null : readPlain(jsonOf(openText(sealing.key, shut.data.sealed)));
      return { value, isLocked: value === null };
    }
    const value = readPlain(held);
    if (value !== null && sealing !== null) write(value);
    return { value, isLocked: false };
  };
  return {
    read: () => look().value,
    write,
    forget: () => removeSecretFile(dir),
    isPlain: sealing === null,
    isLocked: () => look().isLocked,
  };
};

/** The key under which the secrets of a store lie, kept in the keychain of the system; none where the system has no keychain that protects. */
import { join } from 'node:path';
import { sealKeyBytes } from '../../../platform/sealedText.ts';
import type { Random } from '../../../platform/ports.ts';
import { readTextFile, replaceFile } from '../../../platform/storeFiles.ts';

/** Electron's `safeStorage`, as much of it as is used: newer runtimes have calls that do not block, older ones only the others. */
export type Keychain = {
  readonly getSelectedStorageBackend: () => string;
  readonly isEncryptionAvailable: () => boolean;
  readonly encryptString: (text: string) => Buffer;
  readonly decryptString: (bytes: Buffer) => string;
  readonly isAsyncEncryptionAvailable?: () => Promise<boolean>;
  readonly encryptStringAsync?: (text: string) => Promise<Buffer>;
  readonly decryptStringAsync?: (bytes: Buffer) => Promise<{ readonly result: string }>;
};

export type KeychainWorld = {
  readonly keychain: Keychain;
  readonly platform: NodeJS.Platform;
  /** The profile of the program: the key lies there, locked by the keychain. */
  readonly folder: string;
  readonly random: Random;
  /** How long the keychain may take, in ms: somebody may have to unlock it, and nobody waits for ever before the first window. */
  readonly waitMs: number;
};

const keyFile = 'store-key';

/** Without a keyring Linux "encrypts" under a password that is the same everywhere: that protects from nobody and is not used. */
const protects = async ({ keychain, platform }: KeychainWorld): Promise<boolean> => {
  if (platform === 'linux' && ['basic_text', 'unknown'].includes(keychain.getSelectedStorageBackend())) return false;
  return keychain.isAsyncEncryptionAvailable === undefined ? keychain.isEncryptionAvailable() : keychain.isAsyncEncryptionAvailable();
};

const lock = async ({ keychain }: KeychainWorld, text: string): Promise<string> =>
  (keychain.encryptStringAsync === undefined ? keychain.encryptString(text) : await keychain.encryptStringAsync(text)).toString('base64');

const unlock = async ({ keychain }: KeychainWorld, locked: string): Promise<string> => {
  const bytes = Buffer.from(locked, 'base64');
  return keychain.decryptStringAsync === undefined ? keychain.decryptString(bytes) : (await keychain.decryptStringAsync(bytes)).result;
};

const keyIn = async (world: KeychainWorld): Promise<Uint8Array | null> => {
  if (!(await protects(world))) return null;
  const path = join(world.folder, keyFile);
  const locked = readTextFile(path);
  if (locked !== null) {
    const known = Buffer.from(await unlock(world, locked.trim()), 'base64');
    if (known.length === sealKeyBytes) return new Uint8Array(known);
  }
  const key = world.random.bytes(sealKeyBytes);
  replaceFile(path, `${await lock(world, Buffer.from(key).toString('base64'))}\n`);
  return key;
};

/**
 * The key of this profile; made where there is none yet. Null where the keychain does not protect, does not answer in time or cannot open what it
 * locked: a key that it may open again another time is not written over.
 */
export const keychainKey = async (world: KeychainWorld): Promise<Uint8Array | null> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), world.waitMs);
  });
  try {
    return await Promise.race([keyIn(world).catch(() => null), late]);
  } finally {
    clearTimeout(timer);
  }
};

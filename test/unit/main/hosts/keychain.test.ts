/** The key of a store's secrets: in the keychain where there is one that protects, and the secrets sealed under it. */
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { type Secrets, secretFile } from '../../../../src/main/contexts/sync/secrets.ts';
import { type Keychain, keychainKey } from '../../../../src/main/hosts/electron/keychain.ts';
import { seededRandom } from '../../../support/builders.ts';
import { tempDir } from '../../../support/tempDir.ts';

/** A keychain that turns bytes round; `async` as newer runtimes have it. */
const aKeychain = (
  about: { readonly backend?: 'basic_text' | 'gnome_libsecret'; readonly isAsync?: boolean; readonly isBroken?: boolean } = {},
) => {
  const calls: string[] = [];
  const turn = (name: string, bytes: Buffer): Buffer => {
    calls.push(name);
    if (about.isBroken === true) throw new Error('the keychain is locked');
    return Buffer.from(bytes.map((byte) => 255 - byte));
  };
  const keychain: Keychain = {
    isEncryptionAvailable: () => true,
    getSelectedStorageBackend: () => about.backend ?? 'gnome_libsecret',
    encryptString: (text) => turn('encrypt', Buffer.from(text)),
    decryptString: (bytes) => turn('decrypt', bytes).toString(),
    ...(about.isAsync === true
      ? {
          isAsyncEncryptionAvailable: async () => true,
          encryptStringAsync: async (text: string) => turn('encrypt later', Buffer.from(text)),
          decryptStringAsync: async (bytes: Buffer) => ({ result: turn('decrypt later', bytes).toString() }),
        }
      : {}),
  };
  return { keychain, calls };
};

const keyOf = (folder: string, keychain: Keychain, seed = 1, waitMs = 5_000) =>
  keychainKey({ keychain, platform: 'linux', folder, random: seededRandom(seed), waitMs });

it.each([false, true])('is made once, lies locked in the profile, and opens again (calls that do not block: %s)', async (isAsync) => {
  const folder = tempDir('profile');
  const { keychain, calls } = aKeychain({ isAsync });
  const key = await keyOf(folder, keychain);
  expect(key).toHaveLength(32);
  expect(await keyOf(folder, keychain, 2)).toEqual(key);
  expect(calls).toEqual(isAsync ? ['encrypt later', 'decrypt later'] : ['encrypt', 'decrypt']);
  const file = readFileSync(join(folder, 'store-key'), 'utf8');
  expect(file).not.toContain(Buffer.from(key ?? []).toString('base64'));
  expect(statSync(join(folder, 'store-key')).mode & 0o777).toBe(0o600);
});

it('is not kept where the system only pretends to protect it', async () => {
  const folder = tempDir('profile');
  expect(await keyOf(folder, aKeychain({ backend: 'basic_text' }).keychain)).toBeNull();
});

it('of a keychain that cannot be opened now is not written over, and one that never answers keeps nobody waiting', async () => {
  const folder = tempDir('profile');
  const key = await keyOf(folder, aKeychain().keychain);
  expect(await keyOf(folder, aKeychain({ isBroken: true }).keychain)).toBeNull();
  expect(await keyOf(folder, aKeychain().keychain)).toEqual(key);
  const silent: Keychain = { ...aKeychain({ isAsync: true }).keychain, decryptStringAsync: () => new Promise(() => {}) };
  expect(await keyOf(folder, silent, 1, 1)).toBeNull();
});

const some: Secrets = { hub: 'https://hub.example', tokens: null, keys: { '0123456789abcdef.1': 'a private key' } };

it('seals what lay plain before, and opens for nobody without it', () => {
  const dir = tempDir('store');
  const random = seededRandom(3);
  const key = random.bytes(32);
  const plain = secretFile(dir);
  plain.write(some);
  expect([plain.isPlain, plain.isLocked()]).toEqual([true, false]);
  const shut = secretFile(dir, { key, random });
  expect(shut.read()).toEqual(some);
  const text = readFileSync(join(dir, 'hub.json'), 'utf8');
  expect(text).not.toContain('a private key');
  expect(text).not.toContain('hub.example');
  expect([shut.isPlain, shut.isLocked(), shut.read()]).toEqual([false, false, some]);
  expect([plain.read(), plain.isLocked()]).toEqual([null, true]);
  const other = secretFile(dir, { key: random.bytes(32), random });
  expect([other.read(), other.isLocked()]).toEqual([null, true]);
  // Turned bytes do not open either.
  const { sealed } = JSON.parse(text) as { readonly sealed: string };
  writeFileSync(join(dir, 'hub.json'), JSON.stringify({ sealed: `${sealed.slice(0, -8)}AAAAAAA=` }));
  expect(shut.read()).toBeNull();
});

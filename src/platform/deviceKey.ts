/** The key with which a device signs its change sets: Ed25519, written as base64 of the usual containers (SPKI, PKCS #8). */
import { createPrivateKey, createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import { hostname } from 'node:os';

export type DeviceKeyPair = { readonly publicKey: string; readonly privateKey: string };

/** A new key pair from the system's own randomness. */
export const newDeviceKey = (): DeviceKeyPair => {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  return {
    publicKey: publicKey.export({ format: 'der', type: 'spki' }).toString('base64'),
    privateKey: privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64'),
  };
};

/** The public half of a private key. */
export const publicKeyOf = (privateKey: string): string =>
  createPublicKey(createPrivateKey({ key: Buffer.from(privateKey, 'base64'), format: 'der', type: 'pkcs8' }))
    .export({ format: 'der', type: 'spki' })
    .toString('base64');

/** A function that signs with this key, base64; throws on a text that is no such key. */
export const signerOf = (privateKey: string): ((bytes: Uint8Array) => string) => {
  const key = createPrivateKey({ key: Buffer.from(privateKey, 'base64'), format: 'der', type: 'pkcs8' });
  return (bytes) => sign(null, bytes, key).toString('base64');
};

/** What people call this machine, for a list of devices; at most 60 characters. */
export const machineLabel = (): string => hostname().slice(0, 60);

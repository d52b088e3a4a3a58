/** The key with which a device signs its change sets: Ed25519, written as base64 of the usual containers (SPKI, PKCS #8). */
import { createPrivateKey, generateKeyPairSync, sign, verify, createPublicKey } from 'node:crypto';

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

/** Whether the signature is this key's over these bytes; false for a key or a signature that is none. */
export const isSignedBy = (publicKey: string, bytes: Uint8Array, signature: string): boolean => {
  try {
    const key = createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' });
    return verify(null, bytes, key, Buffer.from(signature, 'base64'));
  } catch {
    return false;
  }
};

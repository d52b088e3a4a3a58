/** Text that nobody reads without the key: AES-256-GCM under a fresh nonce, so that what was changed on the disk does not open either. */
import { createCipheriv, createDecipheriv } from 'node:crypto';

/** Bytes of a key. */
export const sealKeyBytes = 32;
const nonceBytes = 12;
const tagBytes = 16;

/** `nonce`: 12 random bytes, never used twice with one key. Returns base64. */
export const sealText = (key: Uint8Array, nonce: Uint8Array, text: string): string => {
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64');
};

/** Null where the key is another one, or the text was altered. */
export const openText = (key: Uint8Array, sealed: string): string | null => {
  const bytes = Buffer.from(sealed, 'base64');
  if (bytes.length < nonceBytes + tagBytes) return null;
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, nonceBytes));
    decipher.setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes));
    return Buffer.concat([decipher.update(bytes.subarray(nonceBytes + tagBytes)), decipher.final()]).toString('utf8');
  } catch {
    return null;
  }
};

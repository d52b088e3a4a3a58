/** The fingerprint of a certificate as people compare it. */

/** `1DDF 8929 …`: sixteen groups of four, which two people can read to each other. */
export const fingerprintText = (fingerprint: string): string => (fingerprint.toUpperCase().match(/.{1,4}/gu) ?? []).join(' ');

/** What somebody typed or copied, as it is stored; null for what is no fingerprint. Case, spaces, colons and dashes do not matter. */
export const readFingerprint = (typed: string): string | null => {
  const plain = typed.replaceAll(/[\s:-]/gu, '').toLowerCase();
  return /^[0-9a-f]{64}$/u.test(plain) ? plain : null;
};

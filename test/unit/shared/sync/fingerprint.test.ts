/** A fingerprint as people see, read out and type it. */
import { expect, it } from 'vitest';
import { fingerprintText, readFingerprint } from '../../../../src/shared/sync/fingerprint.ts';

const plain = '0123456789abcdef'.repeat(4);

it('is shown in sixteen groups of four', () => {
  const text = fingerprintText(plain);
  expect(text.split(' ')).toHaveLength(16);
  expect(text.startsWith('0123 4567 89AB CDEF 0123')).toBe(true);
});

it('is read however it was copied, and nothing else is', () => {
  const typed = [plain, fingerprintText(plain), plain.toUpperCase().replaceAll(/(?<pair>..)(?=.)/gu, '$<pair>:'), ` ${plain}\n`];
  for (const text of typed) expect(readFingerprint(text)).toBe(plain);
  for (const text of ['', plain.slice(1), `${plain}0`, plain.replace('0', 'g'), 'AB CD']) expect(readFingerprint(text)).toBeNull();
});

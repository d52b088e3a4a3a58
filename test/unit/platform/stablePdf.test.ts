/** Names of table headings in a printed file: numbered as they come, and nothing in the file moves. */
import { describe, expect, it } from 'vitest';
import { withStableNames } from '../../../src/platform/stablePdf.ts';

const file = (...names: readonly string[]): string => {
  const [first = '', second = ''] = names;
  const [low, high] = [first, second].toSorted();
  const objects: Readonly<Record<string, string>> = { [first]: '7 0 R', [second]: '12 0 R' };
  return [
    `7 0 obj <</S /TH /ID (node${first})>> endobj`,
    `12 0 obj <</S /TH /ID (node${second})>> endobj`,
    `13 0 obj <</S /TD /Headers [(node${second})]>> endobj`,
    `<</Limits [(node${low}) (node${high})]`,
    `/Names [(node${low}) ${objects[low ?? ''] ?? ''} (node${high}) ${objects[high ?? ''] ?? ''}]>>`,
    'æøå ÿ',
  ].join('\n');
};
const stable = (text: string): string => Buffer.from(withStableNames(Buffer.from(text, 'latin1'))).toString('latin1');

describe('the names of headings', () => {
  it('are the same whatever the browser counted', () => {
    const [one, other] = [stable(file('00000238', '00000028')), stable(file('00000011', '00000930'))];
    expect(one).toBe(other);
    expect(one).toContain('/Names [(node00000001) 7 0 R (node00000002) 12 0 R]');
    expect(one).toContain('/Limits [(node00000001) (node00000002)]');
    expect(one).toContain('/Headers [(node00000002)]');
  });

  it('keep their length, and bytes that are no text stay as they are', () => {
    const before = file('00000238', '00000028');
    expect(stable(before)).toHaveLength(before.length);
    expect(stable(before)).toContain('æøå ÿ');
  });

  it('are left alone where there are none, or more than one list of them', () => {
    expect(stable('%PDF-1.4 nothing here')).toBe('%PDF-1.4 nothing here');
    const twice = `${file('00000238', '00000028')}\n/Names [(node00000238) 7 0 R]`;
    expect(stable(twice)).toBe(twice);
  });
});

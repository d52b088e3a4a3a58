/** Contract values survive their text form, and hostile text is refused. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeWire, encodeWire } from '../../../../src/shared/kernel/wire.ts';

describe('the wire', () => {
  it('carries amounts beyond 2^53 exactly', () => {
    const answer = { amount: { minor: 9_007_199_254_740_993n, currency: 'NOK' }, sums: { SEK: -1n }, none: null };
    expect(decodeWire(encodeWire(answer))).toEqual(answer);
    expect(encodeWire(5n)).toBe('{"$int":"5"}');
  });

  it('gives back every value that a contract can answer', () => {
    const leaf = fc.oneof(fc.bigInt({ min: -(10n ** 39n), max: 10n ** 39n }), fc.string(), fc.boolean(), fc.constant(null), fc.integer());
    const key = fc.string().filter((name) => name !== '__proto__' && name !== '$int');
    const { value } = fc.letrec<{ value: unknown }>((tie) => ({
      value: fc.oneof({ depthSize: 'small' }, leaf, fc.array(tie('value')), fc.dictionary(key, tie('value'))),
    }));
    fc.assert(
      fc.property(value, (sent) => {
        // Compared as text too: a dictionary without a prototype equals a plain one.
        expect(encodeWire(decodeWire(encodeWire(sent)))).toBe(encodeWire(sent));
      }),
    );
  });

  it('answers nothing as null', () => {
    expect(decodeWire(encodeWire(undefined))).toBeNull();
  });

  it('refuses what would become a prototype, and integers that are none or endless', () => {
    for (const text of [
      '{"__proto__":{"admin":true}}',
      '{"a":[{"__proto__":1}]}',
      '{"$int":"1.5"}',
      '{"$int":""}',
      '{"$int":"0x10"}',
      `{"$int":"${'9'.repeat(41)}"}`,
      '{',
      '',
    ])
      expect(() => decodeWire(text), text).toThrow(SyntaxError);
  });

  it('leaves an object alone that only looks like a tagged integer', () => {
    expect(decodeWire('{"$int":"1","more":2}')).toEqual({ $int: '1', more: 2 });
    expect(decodeWire('{"$int":1}')).toEqual({ $int: 1 });
  });
});

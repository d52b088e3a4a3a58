/** Input that nobody sends by mistake: what an entry expects, with parts replaced by things of the wrong kind, size or intent. */
import type { z } from 'zod';
import { madeUpInput, nobody } from '../support/madeUpInput.ts';
import type { Seeded } from '../support/seeded.ts';

const long = 'x'.repeat(20_000);
const nested = (depth: number): unknown => (depth === 0 ? 1 : { a: nested(depth - 1) });

/** Only what keeps its kind on the way through the bridge: a Map or a Date arrives as an empty object, which some entries rightly take. */
const nasty: readonly [unknown, ...unknown[]] = [
  null,
  undefined,
  '',
  ' ',
  '\u0000',
  '\u202Eabc',
  'a\uD800b',
  long,
  '../../../../etc/passwd',
  'C:\\Windows\\system32\\config\\sam',
  'file:///etc/passwd',
  "'; DROP TABLE deal; --",
  '%00%2e%2e%2f',
  '${jndi:ldap://127.0.0.1/x}',
  '__proto__',
  'constructor',
  nobody,
  nobody.toUpperCase(),
  0,
  -0,
  -1,
  1.5,
  2 ** 53,
  -(2 ** 60),
  Number.NaN,
  Number.POSITIVE_INFINITY,
  10n ** 40n,
  -1n,
  true,
  [],
  [[[[[]]]]],
  Array.from({ length: 2_000 }, (_, n) => n),
  {},
  nested(60),
  { toString: 'x', valueOf: 1 },
  { minor: 'x', currency: 5 },
  { minor: 1n, currency: '../..' },
  new Uint8Array(64),
];

const isPlain = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;

/** One more of them. */
export const hostileInput = (input: z.ZodType, random: Seeded): unknown => {
  const made = madeUpInput(input);
  const turn = random.below(10);
  if (turn === 0 || !isPlain(made)) return random.pick(nasty);
  const keys = Object.keys(made);
  const changed: Record<string, unknown> = { ...made };
  for (let left = 1 + random.below(2); left > 0; left -= 1) {
    const [first, ...others] = keys;
    const isExtra = first === undefined || random.below(4) === 0;
    changed[
      isExtra ? random.pick(['__proto__x', 'path', 'file', 'actor', 'id', 'extra', 'constructor']) : random.pick([first, ...others])
    ] = random.pick(nasty);
  }
  return changed;
};

/** The cockpit's headline says what came in, then what is open or doubtful. */
import { expect, test } from 'vitest';
import type { HeadlineFigures } from '../../../src/renderer/pipeline/cockpit/headline.ts';
import { headlineSentences } from '../../../src/renderer/pipeline/cockpit/headline.ts';

const figures = (changes: Partial<HeadlineFigures>): HeadlineFigures => ({
  won: 100n,
  wonBefore: null,
  wonCount: 2,
  lostCount: 1,
  openCount: 20,
  withoutAmount: 0,
  isPeriod: false,
  isWonMixed: false,
  isOpenMixed: false,
  ...changes,
});

const keys = (changes: Partial<HeadlineFigures>): readonly string[] => headlineSentences(figures(changes)).map(({ key }) => key);

test('a period with wins and a sound pipeline names both', () => {
  expect(keys({})).toEqual(['cockpit.headlineWon', 'cockpit.headlineOpen']);
});

test('a better period than the one before says by how much, exactly', () => {
  expect(headlineSentences(figures({ won: 130n, wonBefore: 100n }))[0]).toEqual({
    key: 'cockpit.headlineWonMore',
    change: { n: 30n, d: 100n },
  });
  expect(headlineSentences(figures({ won: 70n, wonBefore: 100n }))[0]).toEqual({
    key: 'cockpit.headlineWonLess',
    change: { n: 30n, d: 100n },
  });
});

test('a period before without wins gives no comparison, since there is no base', () => {
  expect(keys({ wonBefore: 0n })[0]).toBe('cockpit.headlineWon');
});

test('exactly a tenth of the open deals without an amount is not yet a warning, one more is', () => {
  expect(keys({ withoutAmount: 2 })[1]).toBe('cockpit.headlineOpen');
  expect(headlineSentences(figures({ withoutAmount: 3 }))[1]).toEqual({ key: 'cockpit.headlineWithoutAmount', hot: ['withoutAmount'] });
});

test('losses alone are not "nothing closed"', () => {
  expect(keys({ wonCount: 0 })[0]).toBe('cockpit.headlineNothingWon');
  expect(keys({ wonCount: 0, lostCount: 0 })[0]).toBe('cockpit.headlineNoClose');
});

test('with several currencies the sum of one is never said to be that of all deals', () => {
  expect(keys({ isWonMixed: true, won: 130n, wonBefore: 100n })).toEqual(['cockpit.headlineWonMixed', 'cockpit.headlineOpen']);
  expect(keys({ isOpenMixed: true })).toEqual(['cockpit.headlineWon', 'cockpit.headlineOpenMixed']);
  expect(keys({ isOpenMixed: true, isPeriod: true })[1]).toBe('cockpit.headlineOpenPeriodMixed');
});

test('in a period the open sentence is about what should close in it', () => {
  expect(keys({ isPeriod: true })[1]).toBe('cockpit.headlineOpenPeriod');
  expect(keys({ isPeriod: true, openCount: 0 })[1]).toBe('cockpit.headlineNoOpenPeriod');
});

test('an empty store has one sentence', () => {
  expect(keys({ wonCount: 0, lostCount: 0, openCount: 0 })).toEqual(['cockpit.headlineEmpty']);
});

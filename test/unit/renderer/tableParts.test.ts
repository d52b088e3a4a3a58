/** Parts of the pipeline table without a window: what is chosen, where keys lead, columns that move, and what a change of many asks for. */
import { describe, expect, it, test } from 'vitest';
import { changeOf, emptyDraft, whichOf } from '../../../src/renderer/pipeline/bulkChange.ts';
import { plainAmount } from '../../../src/renderer/pipeline/cellEdits.ts';
import { movedBy } from '../../../src/renderer/pipeline/ColumnsMenu.tsx';
import { leastWidth, usualColumns } from '../../../src/renderer/pipeline/dealColumns.tsx';
import { stepFrom } from '../../../src/renderer/pipeline/gridKeys.ts';
import { columnKeys, statuses } from '../../../src/renderer/pipeline/pipelineRoute.ts';
import { choose, countOf, everything, isChosen, nothing, toggle } from '../../../src/renderer/pipeline/selection.ts';
import { readMoneyText } from '../../../src/renderer/ui/moneyText.ts';
import { day } from '../../../src/shared/kernel/day.ts';
import { dealFilter } from '../../../src/shared/pipeline/dealFilter.ts';
import { languages } from '../../../src/shared/i18n/languages.ts';
import { currency } from '../../../src/shared/kernel/money.ts';
import { nok } from '../../support/builders.ts';

const id = '0197a000-0000-7000-8000-000000000001';
const other = '0197a000-0000-7000-8000-000000000002';

describe('what is chosen', () => {
  it('is toggled one by one and by ranges', () => {
    const one = toggle(nothing, 'a');
    expect([isChosen(one, 'a'), isChosen(one, 'b'), countOf(one)]).toEqual([true, false, 1]);
    expect(countOf(toggle(one, 'a'))).toBe(0);
    expect(countOf(choose(one, ['a', 'b', 'c'], true))).toBe(3);
    expect(countOf(choose(choose(one, ['a', 'b', 'c'], true), ['b', 'z'], false))).toBe(2);
  });

  it('can be all of a filter but some, also those that were never on the screen', () => {
    const but = toggle(everything(2_089), 'a');
    expect([isChosen(but, 'a'), isChosen(but, 'never seen'), countOf(but)]).toEqual([false, true, 2_088]);
    expect(countOf(toggle(but, 'a'))).toBe(2_089);
    expect(choose(everything(2), ['a', 'b'], false)).toEqual(nothing);
    expect(everything(0)).toEqual(nothing);
  });
});

describe('keys', () => {
  const sizes = { page: 10, lastRow: 99, lastColumn: 7 };
  test.each([
    ['ArrowDown', { row: 5, column: -1 }, { row: 6, column: -1 }],
    ['ArrowUp', { row: 5, column: 2 }, { row: 4, column: 2 }],
    ['PageDown', { row: 5, column: -1 }, { row: 15, column: -1 }],
    ['ArrowRight', { row: 5, column: -1 }, { row: 5, column: 0 }],
    ['ArrowLeft', { row: 5, column: 0 }, { row: 5, column: -1 }],
    ['ArrowLeft', { row: 5, column: -1 }, { row: 5, column: -1 }],
    ['ArrowRight', { row: 5, column: 7 }, { row: 5, column: 7 }],
    ['Home', { row: 5, column: -1 }, { row: 0, column: -1 }],
    ['End', { row: 5, column: -1 }, { row: 99, column: -1 }],
    ['Home', { row: 5, column: 3 }, { row: 5, column: 0 }],
    ['End', { row: 5, column: 3 }, { row: 5, column: 7 }],
  ])('%s from %o leads to %o', (key, from, to) => {
    expect(stepFrom(key, from, sizes)).toEqual(to);
  });

  it('that move nothing are left to others', () => {
    expect(stepFrom('m', { row: 0, column: 0 }, sizes)).toBeNull();
  });
});

describe('columns', () => {
  it('move by one place, and never before the title or off the end', () => {
    const shown = ['title', 'account', 'amount', 'owner'] as const;
    expect(movedBy(shown, 'amount', -1)).toEqual(['title', 'amount', 'account', 'owner']);
    expect(movedBy(shown, 'amount', 1)).toEqual(['title', 'account', 'owner', 'amount']);
    for (const [key, by] of [
      ['account', -1],
      ['owner', 1],
      ['title', 1],
      ['closed', 1],
    ] as const)
      expect(movedBy(shown, key, by)).toEqual(shown);
  });

  it('begin with the title and an amount in every status, and scroll only where they are many', () => {
    for (const status of statuses)
      for (const isNarrow of [true, false]) {
        const keys = usualColumns(status, isNarrow);
        expect(keys[0]).toBe('title');
        expect(keys).toContain('amount');
        expect(new Set(keys).size).toBe(keys.length);
        // The room of the table on a screen of 1024 pixels with its rail narrow.
        expect(leastWidth(keys)).toBeLessThanOrEqual(968);
      }
    expect(leastWidth(columnKeys)).toBeGreaterThan(968);
  });
});

describe('a change of many', () => {
  const today = day('2026-11-21');
  const draft = (kind: Parameters<typeof changeOf>[0]['kind'], value: string, more: object = {}) => ({
    ...emptyDraft,
    kind,
    value,
    ...more,
  });

  it('is not said yet where a stage is missing, or a day means two or none', () => {
    expect(changeOf(emptyDraft, today)).toBeNull();
    expect(changeOf(draft('stage', ''), today)).toBeNull();
    expect(changeOf(draft('expectedClose', 'perhaps'), today)).toBeNull();
    expect(changeOf(draft('expectedClose', '03/04/2026'), today)).toBeNull();
  });

  it('says what shall change; an empty field empties', () => {
    expect(changeOf(draft('owner', id), today)).toEqual({ ownerId: id });
    expect(changeOf(draft('owner', ''), today)).toEqual({ ownerId: null });
    expect(changeOf(draft('stage', id, { reason: '  ', closeReasonId: other }), today)).toEqual({
      stage: { toStageId: id, reason: null, closeReasonId: other },
    });
    expect(changeOf(draft('expectedClose', '2027-01-31'), today)).toEqual({ expectedClose: '2027-01-31' });
    expect(changeOf(draft('expectedClose', ' '), today)).toEqual({ expectedClose: null });
    expect(changeOf(draft('nextStep', ' Call '), today)).toEqual({ nextStep: 'Call' });
    expect(changeOf(draft('remove', ''), today)).toEqual({ remove: true });
  });

  it('reaches the chosen ids, or the filter with the number that was seen', () => {
    const filter = dealFilter.parse({ words: 'x' });
    expect(whichOf(choose(nothing, [id, other], true), filter)).toEqual({ ids: [id, other] });
    expect(whichOf(toggle(everything(7), id), filter)).toEqual({ filter, except: [id], count: 7 });
  });
});

test.each(languages)('in %s the text that an amount is edited from reads as that amount, in one way only', (language) => {
  for (const money of [nok(1_500), nok(1_234.56), nok(1_000_000), nok(-2_000), { minor: 1_500n, currency: currency('JPY') }]) {
    const text = plainAmount(language, money);
    expect(readMoneyText(language, text, money.currency), text).toEqual({ kind: 'money', money });
  }
});

test.each([
  ['en', '1.2m', 1_200_000],
  ['en', '1.2 mill', 1_200_000],
  ['en', '1,2 mill', 1_200_000],
  ['en', '1,2m', 1_200_000],
  ['en', '12,50', 12.5],
  ['en', '1 234,50', 1_234.5],
  ['nb', '1,2 mill', 1_200_000],
  ['nb', '1,2 mill.', 1_200_000],
  ['nb', '1.2m', 1_200_000],
  ['nb', '12.50', 12.5],
  ['da', '1,2 mio', 1_200_000],
  ['sv', '1,2 miljoner', 1_200_000],
] as const)('in %s %j is read as the one amount it can be', (language, text, amount) => {
  expect(readMoneyText(language, text, 'NOK')).toEqual({ kind: 'money', money: nok(amount) });
});

test.each(languages)('in %s an amount that could be two is asked about, and what is none is told', (language) => {
  for (const text of ['1,500', '1.500', '1.234 mill']) expect(readMoneyText(language, text, 'NOK').kind, text).toBe('two');
  for (const text of ['1.2.3 mill', '1,2 milk', 'much']) expect(readMoneyText(language, text, 'NOK'), text).toEqual({ kind: 'none' });
});

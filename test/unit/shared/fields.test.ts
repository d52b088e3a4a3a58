/** The fields that records declare: their words, what an edit may hold, and that a file which calls them by their words is understood. */
import { describe, expect, it } from 'vitest';
import { account, contact } from '../../../src/shared/accounts/schema.ts';
import { fieldKey } from '../../../src/shared/i18n/dictionary.ts';
import { languages } from '../../../src/shared/i18n/languages.ts';
import { translate } from '../../../src/shared/i18n/translate.ts';
import { headsOf, proposeColumns } from '../../../src/shared/imports/headers.ts';
import { importKinds, kinds } from '../../../src/shared/imports/kinds.ts';
import { choice, currencyCode, dayColumn, field, id, minor, optional, text } from '../../../src/shared/kernel/column.ts';
import { fieldInputs, fieldsIn, fieldValues, toCells } from '../../../src/shared/kernel/fields.ts';
import { currency } from '../../../src/shared/kernel/money.ts';
import { defineTable } from '../../../src/shared/kernel/table.ts';
import { tables } from '../../../src/shared/schema/tables.ts';

const all = tables.flatMap((table) => fieldsIn(table));

describe('every field that a record declares', () => {
  it.each(all.map((each) => [`${each.table}.${each.column}`, each] as const))('%s has a word in each language', (_name, each) => {
    for (const language of languages) expect(translate(language, fieldKey(each)).trim()).not.toBe('');
  });

  it('belongs to a table that people edit', () => {
    expect(tables.filter((table) => fieldsIn(table).length > 0 && table.sync !== 'lww').map(({ name }) => name)).toEqual([]);
  });

  it.each(importKinds.flatMap((kind) => kinds[kind].declared.map((each) => [kind, each.name, each] as const)))(
    'of %s is understood where a file calls its %s by that word',
    (kind, name, each) => {
      for (const language of languages) {
        const word = translate(language, fieldKey(each));
        const others = kinds[kind].needs.filter((needed) => needed !== name).map((needed) => headsOf(kind, needed)[0] ?? '');
        const { columns } = proposeColumns(kind, [...others, word]);
        expect(columns[name]).toBe(word);
      }
    },
  );
});

it('every field of a file has words that it is known by', () => {
  const unknown = importKinds.flatMap((kind) =>
    kinds[kind].fields.filter((name) => headsOf(kind, name).length === 0).map((name) => `${kind} ${name}`),
  );
  expect(unknown).toEqual([]);
});

describe('an amount and its currency', () => {
  const row = { id: 'a', name: 'Nordlys', keyAccount: false, revenueMinor: 100n, revenueCurrency: 'SEK' };

  it('are one field: taken apart into cells, put together again, and left alone where nothing is said', () => {
    expect(fieldsIn(account).map(({ name }) => name)).toContain('revenue');
    expect(toCells(account, { revenue: { minor: 200n, currency: currency('SEK') } })).toEqual({
      revenueMinor: 200n,
      revenueCurrency: 'SEK',
    });
    expect(toCells(account, { revenue: null })).toEqual({ revenueMinor: null, revenueCurrency: null });
    expect(toCells(account, { location: 'Bergen' })).toEqual({ location: 'Bergen' });
    expect(fieldValues(account, row).revenue).toEqual({ minor: 100n, currency: 'SEK' });
    expect(fieldValues(account, { ...row, revenueCurrency: null }).revenue).toBeNull();
  });

  it('are refused one without the other', () => {
    expect(fieldInputs(account).revenue.safeParse({ minor: 1n }).success).toBe(false);
    expect(fieldInputs(account).revenue.safeParse({ minor: 1n, currency: 'kr' }).success).toBe(false);
    expect(fieldInputs(account).revenue.safeParse(null).success).toBe(true);
  });
});

describe('what an edit may write', () => {
  const { name, title } = fieldInputs(contact);
  it('is what the column holds', () => {
    expect([title.safeParse('x'.repeat(120)).success, title.safeParse('x'.repeat(121)).success]).toEqual([true, false]);
    expect([title.safeParse(null).success, title.safeParse('bell\u0007').success]).toEqual([true, false]);
    expect([name.safeParse('').success, name.safeParse(null).success]).toEqual([false, false]);
  });
  it('names another record by an id', () => {
    expect(fieldInputs(account).parentId.safeParse('nobody').success).toBe(false);
    expect(fieldInputs(account).parentId.safeParse(null).success).toBe(true);
  });
});

describe('a column that nobody can fill in', () => {
  const facets = { sync: 'lww', named: [], read: 'account.read', write: 'account.edit' } as const;
  const a = id('Planted');
  it.each([
    ['an id', defineTable('planted', { id: field(a, {}) }, facets)],
    ['one of a few words', defineTable('planted', { id: a, kind: field(choice(['one', 'two']), {}) }, facets)],
    ['a currency alone', defineTable('planted', { id: a, code: field(currencyCode(), {}) }, facets)],
    ['a day that must be known', defineTable('planted', { id: a, day: field(dayColumn(), {}) }, facets)],
    ['an amount that must be known', defineTable('planted', { id: a, amountMinor: field(minor(), {}), currency: currencyCode() }, facets)],
  ])('is no field: %s', (_what, table) => {
    expect(() => fieldsIn(table)).toThrow('cannot be filled in');
  });
  it('may be a text, or a day that may be unknown', () => {
    const table = defineTable('planted', { id: a, note: field(text({ max: 20 }), {}), day: field(optional(dayColumn()), {}) }, facets);
    expect(fieldsIn(table).map(({ name, kind }) => `${name} ${kind}`)).toEqual(['note text', 'day day']);
  });
});

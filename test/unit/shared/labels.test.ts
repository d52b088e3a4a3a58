/** Every table, every column and every choice that a history can show has words, said once; what has none is named here. */
import { describe, expect, it } from 'vitest';
import { isTextKey, textsOf } from '../../../src/shared/i18n/dictionary.ts';
import { changeText, columnText, idsShown, kindText, namedText, type ValueWords } from '../../../src/shared/i18n/recordText.ts';
import { languages } from '../../../src/shared/i18n/languages.ts';
import { translate } from '../../../src/shared/i18n/translate.ts';
import type { Table } from '../../../src/shared/kernel/table.ts';
import { catalog } from '../../../src/shared/schema/catalog.ts';
import { tableByName } from '../../../src/shared/schema/tables.ts';
import { dealCredit, dealValue, stage } from '../../../src/shared/pipeline/schema.ts';
import { account, contact } from '../../../src/shared/accounts/schema.ts';

const all = [...catalog.synced.values()];
const textKeysOf = (area: string): readonly string[] => Object.keys(textsOf('en', area)).map((key) => `${area}.${key}`);
const isCurrencyOf = ({ columns }: Table, column: string): boolean => Object.values(columns).some(({ currency }) => currency === column);

/** Columns that say nothing to a reader by themselves: orders, hashes, layouts, and what is told in other words. */
const silent = [
  'deal.rank',
  'external_ref.fingerprint',
  'fact_void.factId',
  'fact_void.factTable',
  'import_batch.counts',
  'import_batch.files',
  'import_mapping.json',
  'import_problem.cells',
  'ownership.role',
  'saved_view.json',
  'saved_view.page',
  'close_reason.seedKey',
  'stage.seedKey',
  'stage_criterion.seedKey',
];

describe('the words', () => {
  const isSaid = (area: string, ...names: readonly string[]): boolean => isTextKey([area, names.join('.')].join('.'));

  it('are said for every table', () => {
    expect(all.filter(({ name }) => !isSaid('kinds', name)).map(({ name }) => name)).toEqual([]);
    expect(['mood', 'constructor'].map((name) => kindText(words.say, name))).toEqual(['Record', 'Record']);
  });

  it('are said for every column, but for those that say nothing', () => {
    const unsaid = all.flatMap((table) =>
      Object.keys(table.columns).flatMap((column) =>
        column === 'id' || isCurrencyOf(table, column) || isSaid('fields', table.name, column) ? [] : [`${table.name}.${column}`],
      ),
    );
    expect(unsaid.sort()).toEqual([...silent].sort());
    expect(columnText(words.say, contact, 'toString')).toBeNull();
  });

  it('are said for every choice of what is shown', () => {
    const choices = all.flatMap(({ name, columns }) =>
      Object.entries(columns).flatMap(([column, { choices: of = [] }]) =>
        isSaid('fields', name, column) ? of.map((choice) => [name, column, choice] as const) : [],
      ),
    );
    expect(choices.length).toBeGreaterThan(30);
    expect(choices.filter((choice) => !isSaid('choices', ...choice))).toEqual([]);
  });

  it('are said for nothing that is not declared', () => {
    const declared = new Map(all.map((table) => [table.name, table]));
    const left = [...textKeysOf('kinds'), ...textKeysOf('fields'), ...textKeysOf('choices')].filter((key) => {
      const [, name = '', column, choice] = key.split('.');
      const of = column === undefined ? undefined : declared.get(name)?.columns[column];
      if (column === undefined) return !declared.has(name);
      return of === undefined || (choice !== undefined && of.choices?.includes(choice) !== true);
    });
    expect(left).toEqual([]);
  });
});

const words: ValueWords = {
  say: (key, params) => translate('en', key, params),
  language: 'en',
  zone: 'Europe/Oslo',
  nameOf: (id) => (id === 'kari' ? 'Kari' : null),
};
const plain = (text: string | null): string | null => text?.replaceAll('\u00a0', ' ') ?? null;

describe('a changed field', () => {
  it('of an amount is told with the currency of each side, and never with another', () => {
    const change = { field: 'revenueMinor', from: 10_000, to: 20_000, currency: 'SEK', fromCurrency: 'SEK' };
    expect(plain(changeText(words, account, change))).toBe('Yearly revenue: SEK 100 → SEK 200');
    expect(plain(changeText(words, account, { ...change, to: 10_000, currency: 'NOK' }))).toBe('Yearly revenue: SEK 100 → NOK 100');
    expect(plain(changeText(words, account, { ...change, currency: null, fromCurrency: null }))).toBe('Yearly revenue: 100 → 200');
    // The currency is read with the amount.
    expect(columnText(words.say, account, 'revenueCurrency')).toBeNull();
    expect(columnText(words.say, dealValue, 'currency')).toBeNull();
  });

  it('of a made row does not repeat what the row is about; of one that was moved it says so', () => {
    expect(changeText(words, contact, { field: 'accountId', to: 'a' })).toBeNull();
    expect(changeText(words, contact, { field: 'accountId', from: 'kari', to: 'a' })).toBe('Company: Kari → another record');
  });

  it('reads shares, per cent, days and empty values as people do', () => {
    const shares = JSON.stringify([{ personId: 'kari', shareBp: 6_000 }]);
    expect(plain(changeText(words, dealCredit, { field: 'shares', to: shares }))).toBe('Credit: Kari 60 %');
    expect(plain(changeText(words, stage, { field: 'probabilityBp', from: 4_500, to: 10_000 }))).toBe('Probability: 45 % → 100 %');
    expect(changeText(words, dealValue, { field: 'expectedClose', from: '2026-11-20', to: null })).toMatch(
      /^Expected close: 20 Nov.* → empty$/u,
    );
    expect(changeText(words, account, { field: 'sector', to: 'health care' })).toBe('Sector: health care');
  });

  it('points to rows by references and by what JSON holds, each asked for once', () => {
    const id = '0190aaaa-0000-7000-8000-000000000001';
    const shown = [
      {
        table: 'contact',
        changes: [
          { field: 'accountId', from: id, to: null },
          { field: 'name', to: id },
        ],
      },
      { table: 'deal_credit', changes: [{ field: 'shares', to: `[{"personId":"${id}","shareBp":1}]` }] },
      { table: 'mood', changes: [{ field: 'word', to: id }] },
    ];
    expect(idsShown((name) => tableByName.get(name), shown)).toEqual([id]);
  });
});

it.each(languages)('a row without a name is told by its record and its kind in %s', (language) => {
  const say = translate.bind(null, language);
  const named = { table: 'activity', title: 'Fjordfisk', seedKey: null, of: { table: 'account', id: 'a' } };
  expect(namedText(say, named)).toBe(`${translate(language, 'kinds.activity')} · Fjordfisk`);
  expect(namedText(say, { ...named, title: ' ' })).toBe(translate(language, 'trash.untitled'));
  expect(namedText(say, { table: 'stage', title: 'Meeting held', seedKey: 'meeting', of: null })).toBe(
    translate(language, 'seeds.meeting'),
  );
});

/** Four whole dictionaries: the same keys and placeholders everywhere, no empty text, nothing left in English by accident. */
import { describe, expect, test } from 'vitest';
import { dictionaries } from '../../../src/shared/i18n/dictionary.ts';
import { languageOfTag, languages } from '../../../src/shared/i18n/languages.ts';
import { translate } from '../../../src/shared/i18n/translate.ts';

type Texts = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** Texts that rightly read the same in English and in another language. */
const sameInEnglish = new Set([
  'common.appName',
  'syncScreen.hub',
  'syncScreen.team',
  'syncScreen.who',
  'common.cockpit',
  'common.pipeline',
  'common.letterSales',
  'common.letterMarketing',
  'common.letterShared',
  'common.teamMarketing',
  'common.workspaceSize_one',
  'common.accessAdmin',
  'common.windowTitle',
  'cockpit.period',
  'imports.title',
  'imports.recordsTeams',
  'exports.person',
  'exports.stop',
  'cockpit.contextPeriod',
  'pipeline.status',
  'pipeline.team',
  'account.contactEmail',
  'account.kindEmail',
  'account.teamMarketing',
  'board.sum',
  'cockpit2.rateLine',
  'settings.rateOf',
  'settings.forWhom',
  'settings.person',
  'settings.email',
  'settings.function',
  'records.side',
  'settings.functionMarketing',
  'settings.teamsTitle',
  'settings.team',
  'settings.period',
  'trash.kindTeam',
  'trash.kindPerson',
  'sectors.software',
  'sectors.transport',
  'reports.fileName',
  'reports.period',
  'wizard.fieldBody',
  'wizard.cancel',
  'wizard.fieldEmail',
  'wizard.fieldTeam',
  'wizard.place',
]);

const flat = (texts: Texts): ReadonlyMap<string, string> =>
  new Map(Object.entries(texts).flatMap(([area, keys]) => Object.entries(keys).map(([key, text]) => [`${area}.${key}`, text] as const)));

const placeholders = (text: string): readonly string[] => [...text.matchAll(/\{\{\s*(\w+)\s*\}\}/g)].map((match) => match[1] ?? '').sort();
const marks = (text: string): readonly string[] => [...text.matchAll(/<(\w+)>.*?<\/\1>/g)].map((match) => match[1] ?? '').sort();

/** Everything wrong with a translation of `source`, one line each. */
const faults = (source: Texts, translation: Texts): readonly string[] => {
  const from = flat(source);
  const to = flat(translation);
  const found: string[] = [];
  for (const [key, text] of from) {
    const other = to.get(key);
    if (other === undefined) found.push(`${key}: missing`);
    else if (other.trim() === '') found.push(`${key}: empty`);
    else {
      if (placeholders(text).join() !== placeholders(other).join()) found.push(`${key}: other placeholders`);
      if (marks(text).join() !== marks(other).join()) found.push(`${key}: other figures`);
      if (other === text && /\p{L}{3}/u.test(text.replaceAll(/\{\{.*?\}\}/g, '')) && !sameInEnglish.has(key))
        found.push(`${key}: same as English`);
    }
  }
  for (const key of to.keys()) if (!from.has(key)) found.push(`${key}: unknown`);
  return found;
};

test.each(languages)('%s has every text, with the same placeholders and figures', (language) => {
  const found = faults(dictionaries.en, dictionaries[language]);
  expect(language === 'en' ? found.filter((fault) => !fault.endsWith('same as English')) : found).toEqual([]);
});

test('every plural has both forms', () => {
  const keys = new Set(flat(dictionaries.en).keys());
  for (const key of keys) {
    if (key.endsWith('_one')) expect(keys).toContain(key.replace(/_one$/, '_other'));
    if (key.endsWith('_other')) expect(keys).toContain(key.replace(/_other$/, '_one'));
  }
});

test('figure marks in a text close where they open', () => {
  for (const language of languages)
    for (const [key, text] of flat(dictionaries[language]))
      expect(`${key} ${text.replaceAll(/<(\w+)>.*?<\/\1>/g, '')}`).not.toMatch(/<\/?\w+>/);
});

describe('a planted fault is found', () => {
  const source: Texts = { area: { whole: 'Won {{n}} of {{all}}', plain: 'Close the window', figure: '<won>{{n}}</won> won' } };
  const sound: Texts = { area: { whole: 'Vunnet {{n}} av {{all}}', plain: 'Lukk vinduet', figure: '<won>{{n}}</won> vunnet' } };
  const planted = (key: string, text: string | undefined): Texts => {
    const { [key]: _, ...rest } = sound['area'] ?? {};
    return { area: text === undefined ? rest : { ...rest, [key]: text } };
  };

  test('nothing is found in a sound translation', () => {
    expect(faults(source, sound)).toEqual([]);
  });
  test('a missing key', () => {
    expect(faults(source, planted('plain', undefined))).toEqual(['area.plain: missing']);
  });
  test('an empty text', () => {
    expect(faults(source, planted('plain', ' '))).toEqual(['area.plain: empty']);
  });
  test('a lost placeholder', () => {
    expect(faults(source, planted('whole', 'Vunnet {{n}}'))).toEqual(['area.whole: other placeholders']);
  });
  test('a lost figure', () => {
    expect(faults(source, planted('figure', '{{n}} vunnet'))).toEqual(['area.figure: other figures']);
  });
  test('a text left in English', () => {
    expect(faults(source, planted('plain', 'Close the window'))).toEqual(['area.plain: same as English']);
  });
  test('a key that English does not know', () => {
    expect(faults(source, planted('extra', 'Ekstra'))).toEqual(['area.extra: unknown']);
  });
});

describe('texts in the terminal', () => {
  test('placeholders are filled in', () => {
    expect(translate('nb', 'common.baseCurrency', { currency: 'NOK' })).toBe('Basisvaluta NOK');
  });
  test('a count chooses the form and is written as the region writes it', () => {
    expect(translate('en', 'common.workspaceSize', { count: 1 })).toBe('1 deal');
    expect(translate('nb', 'common.workspaceSize', { count: 8800 })).toMatch(/^8\s800 salgsmuligheter$/);
  });
  test('an unknown key is a bug', () => {
    expect(() => translate('en', 'common.noSuchText' as 'common.total')).toThrow('common.noSuchText');
  });
});

test('the language of a system tag is found, Nynorsk and Norwegian included', () => {
  expect(['nb_NO.UTF-8', 'nn-NO', 'no', 'sv-FI', 'da', 'en-US', 'de-DE', 'C'].map(languageOfTag)).toEqual([
    'nb',
    'nb',
    'nb',
    'sv',
    'da',
    'en',
    null,
    null,
  ]);
});

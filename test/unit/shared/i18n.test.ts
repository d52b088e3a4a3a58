/** The words in four languages: the same places everywhere, no empty text, nothing left in English, nothing said twice, nothing unused. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { TextKey } from '../../../src/shared/i18n/dictionary.ts';
import { isTextKey, rawText, textsOf } from '../../../src/shared/i18n/dictionary.ts';
import type { Language } from '../../../src/shared/i18n/languages.ts';
import { languageOfTag, languages } from '../../../src/shared/i18n/languages.ts';
import type { Area, Text } from '../../../src/shared/i18n/text.ts';
import { translate } from '../../../src/shared/i18n/translate.ts';
import * as areas from '../../../src/shared/i18n/words/index.ts';
import { filesBelow, repositoryRoot } from '../../support/repository.ts';

type Texts = Readonly<Record<string, string>>;

/** Texts that rightly read the same in English and in another language. */
const sameInEnglish = new Set([
  'account.kindEmail',
  'board.sum',
  'cockpit.rateLine',
  'common.accessAdmin',
  'common.appName',
  'common.cockpit',
  'common.email',
  'common.marketing',
  'common.period',
  'common.person',
  'common.pipeline',
  'common.stop',
  'common.team',
  'common.windowTitle',
  'imports.recordsTeams',
  'pipeline.status',
  'reports.fileName',
  'sectors.software',
  'sectors.transport',
  'settings.forWhom',
  'settings.rateOf',
  'settings.teamsTitle',
  'syncPage.hub',
  'wizard.fieldBody',
  'wizard.fieldTeam',
  'wizard.place',
]);

const placeholders = (text: string): readonly string[] => [...text.matchAll(/\{\{\s*(\w+)\s*\}\}/g)].map((match) => match[1] ?? '').sort();
const marks = (text: string): readonly string[] => [...text.matchAll(/<(\w+)>.*?<\/\1>/g)].map((match) => match[1] ?? '').sort();

const isLeftInEnglish = (english: string, other: string): boolean =>
  other === english && /\p{L}{3}/u.test(english.replaceAll(/\{\{.*?\}\}/g, ''));

/** Areas that gather what other areas say: there a text has another key once more. */
const gathering = new Set(['choices', 'fields', 'kinds']);

/** Every text with its key; one that two keys refer to is the same object under both. */
const listed = Object.entries<Area>(areas)
  .toSorted(([one], [other]) => Number(gathering.has(one)) - Number(gathering.has(other)) || (one < other ? -1 : 1))
  .flatMap(([area, texts]) => Object.entries(texts).map(([key, text]) => ({ key: `${area}.${key}`, text })));

/** A key that only refers to a text is not asked about it once more. */
const mayReadAlike = (key: string): boolean => {
  const text = listed.find((each) => each.key === key)?.text;
  return sameInEnglish.has(key) || listed.some((each) => each.text === text && sameInEnglish.has(each.key));
};

const allTexts = (language: Language): Texts =>
  Object.fromEntries(
    Object.keys(areas).flatMap((area) => Object.entries(textsOf(language, area)).map(([key, text]) => [`${area}.${key}`, text] as const)),
  );

/** Everything wrong with a translation of `source` that the compiler cannot see, one line each. */
const faults = (source: Texts, translation: Texts): readonly string[] =>
  Object.entries(source).flatMap(([key, text]) => {
    const other = translation[key] ?? '';
    if (other.trim() === '') return [`${key}: empty`];
    return [
      ...(placeholders(text).join() === placeholders(other).join() ? [] : [`${key}: other placeholders`]),
      ...(marks(text).join() === marks(other).join() ? [] : [`${key}: other figures`]),
      ...(isLeftInEnglish(text, other) && !mayReadAlike(key) ? [`${key}: same as English`] : []),
    ];
  });

const translations: readonly Language[] = languages.filter((language) => language !== 'en');

test.each(translations)('%s has every text, with the same placeholders and figures', (language) => {
  expect(faults(allTexts('en'), allTexts(language))).toEqual([]);
});

test('what may read as in English does so in some language', () => {
  const english = allTexts('en');
  const needless = [...sameInEnglish].filter(
    (key) => !translations.some((each) => isLeftInEnglish(english[key] ?? '', allTexts(each)[key] ?? '')),
  );
  expect(needless).toEqual([]);
});

test('figure marks in a text close where they open', () => {
  for (const language of languages)
    for (const [key, text] of Object.entries(allTexts(language)))
      expect(`${key} ${text.replaceAll(/<(\w+)>.*?<\/\1>/g, '')}`).not.toMatch(/<\/?\w+>/);
});

describe('a text that means the same is said once', () => {
  /** Alike in all four languages, and yet not the same thing: who changes one does not mean the other. */
  const alikeByChance: readonly (readonly string[])[] = [
    // A kind of activity, and the address of a person.
    ['account.kindEmail', 'common.email'],
    // By the commands that they stand for.
    ['changes.trash_restore', 'cli.historyRestored'],
    ['changes.accounts_setOwner', 'changes.pipeline_setDealOwner'],
    ['changes.pipeline_moveDeal', 'changes.pipeline_placeDeal'],
    // What a person may do, and who somebody works under.
    ['common.accessManager', 'wizard.fieldManager'],
    // A record, and the mark in a list.
    ['common.move', 'palette.move'],
    // A button, and the name of a menu.
    ['desktop.edit', 'others.edit'],
    // How a deal stands, and the names of stages and reasons that a workspace begins with.
    ['pipeline.statusWon', 'seeds.won'],
    ['pipeline.statusLost', 'seeds.lost'],
    ['seeds.wonPrice', 'seeds.lostPrice', 'wizard.fieldPrice'],
  ];

  /** The keys of equal texts that are written down more than once. */
  const repeated = (texts: typeof listed): readonly (readonly string[])[] => {
    const first = new Map<Text, string>();
    for (const { key, text } of texts) if (!first.has(text)) first.set(text, key);
    const byWords = Map.groupBy(first, ([text]) => JSON.stringify(text));
    return [...byWords.values()].filter((same) => same.length > 1).map((same) => same.map(([, key]) => key));
  };

  test('but for those that are alike by chance', () => {
    expect(repeated(listed)).toEqual(alikeByChance);
  });

  test('and a text written down twice is found, one that is referred to is not', () => {
    const text: Text = { en: 'Close', nb: 'Lukk', da: 'Luk', sv: 'Stäng' };
    const texts = [
      { key: 'a.close', text },
      { key: 'b.shut', text: { ...text } },
      { key: 'c.close', text },
    ];
    expect(repeated(texts)).toEqual([['a.close', 'b.shut']]);
  });
});

describe('every text is shown somewhere', () => {
  const program = filesBelow(join(repositoryRoot, 'src'))
    .filter((path) => /\.tsx?$/.test(path) && !path.startsWith('shared/i18n/words/'))
    .map((path) => readFileSync(join(repositoryRoot, 'src', path), 'utf8'))
    .join('\n');
  /** What stands between quotation marks, and the names of properties. */
  const said = new Set([...program.matchAll(/(?<=['"`])[\w .-]+(?=['"`])|(?<=^\s*)\w+(?=: )/gm)].map(([text]) => text));

  /** Texts whose keys are put together from a code; what the pattern catches is the code. */
  const byCode: readonly RegExp[] = [
    /^account\.orgSound(\w+)$/,
    /^changes\.(\w+)$/,
    /^choices\.\w+\.\w+\.(\w+)$/,
    /^definitions\.(\w+?)(?:Name|Meaning|Formula)$/,
    /^errors\.([A-Z]\w+)$/,
    /^exchange\.([A-Z]\w+)$/,
    /^fields\.\w+\.(\w+)$/,
    /^hosting\.([A-Z]\w+)$/,
    /^hubProgram\.(\w+)$/,
    /^imports\.(?:choice|kept|problem|records|skipped)?(\w+)$/,
    /^kinds\.(\w+)$/,
    /^sectors\.(\w+)$/,
    /^seeds\.(\w+)$/,
    /^settings\.region(\w+)$/,
    /^wizard\.(?:field|why)(\w+)$/,
  ];

  /** How a code may stand in the program: `DealNotFound`, `dealNotFound`, `deals.create`, `health care`. */
  const spellings = (code: string): readonly string[] => [
    code,
    code.charAt(0).toLowerCase() + code.slice(1),
    code.charAt(0).toUpperCase() + code.slice(1),
    code.replace('_', '.'),
    code.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`),
    code.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`),
  ];

  const isShown = (key: string): boolean =>
    said.has(key) ||
    byCode.some((pattern) => {
      const code = pattern.exec(key)?.[1];
      return code !== undefined && spellings(code).some((each) => said.has(each));
    });

  /** Texts that an area gathers under a key of its own, which is shown. */
  const gathered = new Set(listed.flatMap(({ key, text }) => (gathering.has(key.split('.')[0] ?? '') && isShown(key) ? [text] : [])));

  test('by its key, by the code that its key ends in, or where it is gathered', () => {
    expect(listed.flatMap(({ key, text }) => (isShown(key) || gathered.has(text) ? [] : [key]))).toEqual([]);
  });

  test('and one that is shown nowhere is found', () => {
    expect(['common.close', 'common.noSuchText', 'errors.DealNotFound', 'errors.NoSuchError'].filter((key) => !isShown(key))).toEqual([
      'common.noSuchText',
      'errors.NoSuchError',
    ]);
  });
});

describe('a planted fault is found', () => {
  const source: Texts = { whole: 'Won {{n}} of {{all}}', plain: 'Close the window', figure: '<won>{{n}}</won> won' };
  const sound: Texts = { whole: 'Vunnet {{n}} av {{all}}', plain: 'Lukk vinduet', figure: '<won>{{n}}</won> vunnet' };

  test('nothing is found in a sound translation', () => {
    expect(faults(source, sound)).toEqual([]);
  });
  test('an empty text', () => {
    expect(faults(source, { ...sound, plain: ' ' })).toEqual(['plain: empty']);
  });
  test('a lost placeholder', () => {
    expect(faults(source, { ...sound, whole: 'Vunnet {{n}}' })).toEqual(['whole: other placeholders']);
  });
  test('a lost figure', () => {
    expect(faults(source, { ...sound, figure: '{{n}} vunnet' })).toEqual(['figure: other figures']);
  });
  test('a text left in English', () => {
    expect(faults(source, { ...sound, plain: 'Close the window' })).toEqual(['plain: same as English']);
  });
});

describe('the engine', () => {
  test('fills the places in', () => {
    expect(translate('nb', 'common.baseCurrency', { currency: 'NOK' })).toBe('Basisvaluta NOK');
  });

  test('chooses the form by the count, and writes it as all figures are written', () => {
    expect(translate('en', 'common.dealCount', { count: 1 })).toBe('1 deal');
    expect(translate('en', 'common.dealCount', { count: 0 })).toBe('0 deals');
    expect(translate('nb', 'common.dealCount', { count: 8800 })).toBe('8\u00a0800 salgsmuligheter');
    expect(translate('sv', 'common.andMore', { count: 1200 })).toBe('och 1\u00a0200 till');
  });

  test('speaks four languages in turns', () => {
    expect(languages.map((language) => translate(language, 'common.cancel'))).toEqual(['Cancel', 'Avbryt', 'Annullér', 'Avbryt']);
    expect(translate('en', 'common.cancel')).toBe('Cancel');
  });

  test('writes every text of every language as it stands where nothing is filled in', () => {
    const wrong = languages.flatMap((language) =>
      listed.flatMap(({ key, text }) => {
        const said = text[language];
        const once = typeof said === 'string' ? said : said.one;
        const params = typeof said === 'string' ? {} : { count: 1, n: '{{n}}' };
        return translate(language, key as TextKey, params) === once ? [] : [`${language} ${key}`];
      }),
    );
    expect(wrong).toEqual([]);
  });

  test('takes a value as it is, whatever it looks like', () => {
    for (const value of ['{{language}}', '$t(common.close)', '$&', '<b>&amp;</b>', '{{- n}}', '%s'])
      expect(translate('en', 'common.display', { language: value })).toBe(`${value}: language and appearance`);
  });

  test('takes no value for a wish to itself', () => {
    const hostile = {
      lng: 'sv',
      ns: 'no',
      context: 'male',
      ordinal: 1,
      defaultValue: 'x',
      returnObjects: 1,
      joinArrays: ',',
      postProcess: 'x',
    };
    expect(translate('en', 'common.baseCurrency', { ...hostile, currency: 'NOK' })).toBe('Base currency NOK');
  });

  test('leaves a place that nothing was given for', () => {
    expect(translate('en', 'common.baseCurrency')).toBe('Base currency {{currency}}');
  });

  test('throws at an unknown key: that is a bug', () => {
    for (const key of ['common.noSuchText', 'common.dealCount', 'common', 'common.constructor', 'constructor.name'])
      expect(() => translate('en', key as TextKey), key).toThrow(key);
  });

  test('knows no text by the name of what every object has', () => {
    expect(['common.close', 'common.toString', 'constructor.name', '__proto__.x', 'common'].filter(isTextKey)).toEqual(['common.close']);
    expect(rawText('nb', 'common.close')).toBe('Lukk');
    expect(rawText('nb', 'common.dealCount')).toBeUndefined();
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

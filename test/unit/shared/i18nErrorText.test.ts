/** Every error that the program can answer has a sentence of its own in every language. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { errorText, errorTextKey } from '../../../src/shared/i18n/errorText.ts';
import type { TextKey, TextParams } from '../../../src/shared/i18n/dictionary.ts';
import { languages } from '../../../src/shared/i18n/languages.ts';
import { translate } from '../../../src/shared/i18n/translate.ts';
import { filesBelow, repositoryRoot } from '../../support/repository.ts';

/** Where errors that a call, the host or the window answers are declared. */
const declaring = ['src/shared', 'src/main/core', 'src/main/contexts', 'src/main/hosts/web', 'src/renderer/app'];
const alsoDeclaring = ['src/main/openApp.ts'];

/** Plain data with a type of that shape which no caller ever gets as an error. */
const neverAnswered = new Set([
  // What the check of a store found, shown as findings.
  'SqliteDamage',
  'LogFault',
  'HeadBehind',
  'HeadDiffers',
  'HeadNotWritten',
  'RowDiffers',
  'DerivedDiffers',
  'UnreadableValue',
  // What a cell reads as, before an import makes it a problem of its row.
  'OutOfRange',
  'TooPrecise',
  // Makes an import turn back inside its own transaction.
  'DryRun',
  // Said in the terminal before there is a window.
  'PortTaken',
  'PortForbidden',
  'RendererMissing',
]);

const errorTypesIn = (source: string): readonly string[] => [
  ...[...source.matchAll(/\btype: '([A-Z]\w+)'/g)].map((match) => match[1] ?? ''),
  ...[...(/type HostErrorType =([^;]+);/.exec(source)?.[1] ?? '').matchAll(/'([A-Z]\w+)'/g)].map((match) => match[1] ?? ''),
];

const read = (path: string): string => readFileSync(join(repositoryRoot, path), 'utf8');
const sources = [
  ...declaring.flatMap((folder) => filesBelow(join(repositoryRoot, folder)).map((file) => `${folder}/${file}`)),
  ...alsoDeclaring,
];
const answered = [...new Set(sources.filter((path) => /\.tsx?$/.test(path)).flatMap((path) => errorTypesIn(read(path))))]
  .filter((type) => !neverAnswered.has(type))
  .sort();

test('errors are found where they are declared', () => {
  expect(answered).toEqual(
    expect.arrayContaining(['DealNotFound', 'InvalidInput', 'NoSession', 'TooManyTries', 'StoreTooNew', 'AppStopped']),
  );
});

test.each(answered)('%s has a text', (type) => {
  expect(errorTextKey(type)).toBe(`errors.${type}`);
});

describe('an error nobody has written a text for', () => {
  test('is found', () => {
    expect(errorTypesIn("export type Planted = { readonly type: 'PlantedFault' };").filter((type) => errorTextKey(type) === null)).toEqual([
      'PlantedFault',
    ]);
  });

  test('reads as a defect that names it, in every language', () => {
    for (const language of languages) {
      const t = (key: TextKey, params: TextParams = {}): string => translate(language, key, params);
      expect(errorText(t, { type: 'PlantedFault' })).toContain('(PlantedFault)');
    }
  });
});

test('the plain details of an error fill its sentence', () => {
  const t = (key: TextKey, params: TextParams = {}): string => translate('en', key, params);
  const error = { type: 'ColumnMissing', file: 'deals.csv', column: 'stage' };
  expect(errorText(t, error)).toBe('deals.csv lacks the column stage.');
});

/** Words for what an import report names by a code: kinds of problems, choices, records, fields. */
import type { TextKey } from '../../shared/i18n/dictionary.ts';
import { rawText } from '../../shared/i18n/dictionary.ts';
import { targetOf } from '../../shared/imports/problems.ts';
import type { Translate } from '../app/i18n.ts';

const keyOf = (area: 'imports' | 'wizard', prefix: string, code: string): TextKey =>
  `${area}.${prefix}${code.charAt(0).toUpperCase()}${code.slice(1)}` as TextKey;

/** The word under a key that is put together from a code; the code itself where there is none. */
const word = (t: Translate, area: 'imports' | 'wizard', prefix: string, code: string): string => {
  const key = keyOf(area, prefix, code);
  return rawText('en', key) === undefined ? code : t(key);
};

export const problemWord = (t: Translate, kind: string): string => word(t, 'imports', 'problem', kind);
export const recordWord = (t: Translate, kind: string): string => word(t, 'imports', 'records', kind);
export const fieldWord = (t: Translate, field: string): string => word(t, 'wizard', 'field', field);
export const keptWord = (t: Translate, why: string): string => word(t, 'imports', 'kept', why);
export const skippedWord = (t: Translate, why: string): string => word(t, 'imports', 'skipped', why);

export const choiceWord = (t: Translate, choice: string): string => {
  const target = targetOf(choice);
  return target === null ? word(t, 'imports', 'choice', choice) : t('imports.choiceUse', { name: target });
};

/** Words for what an import report names by a code: kinds of problems, choices, records, fields. */
import { fieldKey, isTextKey } from '../../shared/i18n/dictionary.ts';
import type { ImportKind } from '../../shared/imports/kinds.ts';
import { declaredField } from '../../shared/imports/mapping.ts';
import { meantBy } from '../../shared/imports/problems.ts';
import type { Translate } from '../app/i18n.ts';

/** The word under a key that is put together from a code; the code itself where there is none. */
const word = (t: Translate, area: 'imports' | 'wizard', prefix: string, code: string): string => {
  const key = `${area}.${prefix}${code.charAt(0).toUpperCase()}${code.slice(1)}`;
  return isTextKey(key) ? t(key) : code;
};

export const problemWord = (t: Translate, kind: string): string => word(t, 'imports', 'problem', kind);
export const recordWord = (t: Translate, kind: string): string => word(t, 'imports', 'records', kind);
/** A field that only files have by the word of the wizard, any other as its record calls it. */
export const fieldWord = (t: Translate, kind: ImportKind, field: string): string => {
  const declared = declaredField(kind, field);
  return declared === null ? word(t, 'wizard', 'field', field) : t(fieldKey(declared));
};
export const keptWord = (t: Translate, why: string): string => word(t, 'imports', 'kept', why);
export const skippedWord = (t: Translate, why: string): string => word(t, 'imports', 'skipped', why);

export const choiceWord = (t: Translate, choice: string): string => {
  const meant = meantBy(choice);
  return meant === null ? word(t, 'imports', 'choice', choice) : t('imports.choiceUse', { name: meant });
};

/** Words for what an import report names by a code: kinds of problems, choices, records, fields. */
import { fieldKey, isTextKey } from '../../shared/i18n/dictionary.ts';
import { type ImportKind, kindParts, type OnlyInFiles, type RecordKind } from '../../shared/imports/kinds.ts';
import { declaredField } from '../../shared/imports/mapping.ts';
import { meantBy, type ProblemKindName } from '../../shared/imports/problems.ts';
import type { Translate } from '../app/i18n.ts';

const capital = <const Code extends string>(code: Code): Capitalize<Code> =>
  `${code.charAt(0).toUpperCase()}${code.slice(1)}` as Capitalize<Code>;

/** The word under a key that is put together from a code of which no list is kept; the code itself where there is none. */
const word = (t: Translate, prefix: string, code: string): string => {
  const key = `imports.${prefix}${capital(code)}`;
  return isTextKey(key) ? t(key) : code;
};

// A problem, a record or a field without a word does not compile: its key would be no text.
export const problemWord = (t: Translate, kind: ProblemKindName): string => t(`imports.problem${capital(kind)}`);
export const recordWord = (t: Translate, kind: RecordKind): string => t(`imports.records${capital(kind)}`);
const isOnlyInFiles = (kind: ImportKind, field: string): field is OnlyInFiles => Object.hasOwn(kindParts(kind).only, field);
/** A field that only files have by the word of the wizard, any other as its record calls it. */
export const fieldWord = (t: Translate, kind: ImportKind, field: string): string => {
  const declared = declaredField(kind, field);
  if (declared !== null) return t(fieldKey(declared));
  return isOnlyInFiles(kind, field) ? t(`wizard.field${capital(field)}`) : field;
};
export const keptWord = (t: Translate, why: string): string => word(t, 'kept', why);
export const skippedWord = (t: Translate, why: string): string => word(t, 'skipped', why);

export const choiceWord = (t: Translate, choice: string): string => {
  const meant = meantBy(choice);
  return meant === null ? word(t, 'choice', choice) : t('imports.choiceUse', { name: meant });
};

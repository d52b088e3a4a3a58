/** Every error that a call can answer, as a sentence for people; the types are the keys of the `errors` texts. */
import type { Say, TextKey } from './dictionary.ts';
import { isTextKey } from './dictionary.ts';
import { kindText, type NamedRow, namedText } from './recordText.ts';

/** The key of an error's text, or null where nobody has written one. */
export const errorTextKey = (type: string): TextKey | null => {
  const key = `errors.${type}`;
  return isTextKey(key) ? key : null;
};

const isShown = (value: unknown): value is string | number => typeof value === 'string' || typeof value === 'number';

const isNamed = (value: unknown): value is NamedRow => typeof value === 'object' && value !== null && 'title' in value && 'of' in value;

/** The sentence, with the error's own details filled in, records by their names; an error without a text reads as a defect that names it. */
export const errorText = (t: Say, error: { readonly type: string }): string => {
  const params: Record<string, string | number> = {};
  for (const [name, value] of Object.entries(error)) {
    if (isShown(value)) params[name] = value;
    else if (isNamed(value)) params[name] = namedText(t, value);
    if (name === 'table' && typeof value === 'string') params['kind'] = kindText(t, value);
  }
  const key = errorTextKey(error.type);
  return key === null ? t('errors.Defect', { id: error.type }) : t(key, params);
};

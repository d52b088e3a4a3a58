/** Names that came with the product (stages, reasons), shown in the reader's language until somebody renames them. */
import type { TextKey } from '../../shared/i18n/dictionary.ts';
import { rawText } from '../../shared/i18n/dictionary.ts';
import type { Translate } from './i18n.ts';

export type Seeded = { readonly name: string; readonly seedKey: string | null };

export const seededName = (t: Translate, { name, seedKey }: Seeded): string => {
  const key = `seeds.${seedKey ?? ''}`;
  return seedKey === null || rawText('en', key) === undefined ? name : t(key as TextKey);
};

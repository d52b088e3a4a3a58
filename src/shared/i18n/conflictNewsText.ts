/** News of conflicts as a notification says them: how many, and of which records by their names; what was written stays in the app. */
import type { Say } from './dictionary.ts';
import { formatList } from './format.ts';
import type { Language } from './languages.ts';
import { type NamedRow, namedText } from './recordText.ts';

const mostNamed = 3;

export const conflictNewsText = (
  say: Say,
  language: Language,
  news: readonly (Omit<NamedRow, 'table' | 'title'> & { readonly recordTable: string; readonly title: string | null })[],
): { readonly title: string; readonly body: string } => {
  const names = [
    ...new Set(news.map(({ title, recordTable: table, ...named }) => namedText(say, { ...named, table, title: title ?? '' }))),
  ];
  const named = names.slice(0, mostNamed);
  const more = names.length - named.length;
  return {
    title: say('others.newsTitle', { count: news.length }),
    body: say('others.newsBody', { records: formatList(language, more === 0 ? named : [...named, say('common.more', { count: more })]) }),
  };
};

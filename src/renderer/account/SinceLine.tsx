/** A quiet line on the page of a record: who changed how much since one looked last, and the way to it in the history. */
import { formatList } from '../../shared/i18n/format.ts';
import { actorName } from '../app/changeText.ts';
import { useText } from '../app/i18n.ts';
import type { SinceLooked } from './useSinceLooked.ts';

/** Marks the oldest of the new changes in the history, where one goes on reading. */
export const sinceMark = 'data-since';

const mostNamed = 3;

export const SinceLine = ({ since }: { readonly since: SinceLooked }) => {
  const { t, language } = useText();
  if (since.seqs.size === 0) return null;
  const named = since.actors.slice(0, mostNamed).map((actor) => actorName(t, actor));
  const more = since.actors.length - named.length;
  const who = formatList(language, more === 0 ? named : [...named, t('common.more', { count: more })]);
  return (
    <p className="sinceLine small">
      <span>{t('others.since', { who, count: since.seqs.size })}</span>{' '}
      <button
        type="button"
        className="link"
        onClick={() => {
          const mark = document.querySelector<HTMLElement>(`[${sinceMark}]`);
          mark?.scrollIntoView({ block: 'center' });
          mark?.focus();
        }}
      >
        {t('others.sinceShow')}
      </button>
    </p>
  );
};

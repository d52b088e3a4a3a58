/** Tells the person on the desktop that a conflict has appeared, unless they are looking at the conflicts just now. */
import { conflictNewsText } from '../../../shared/i18n/conflictNewsText.ts';
import type { Language } from '../../../shared/i18n/languages.ts';
import { translate } from '../../../shared/i18n/translate.ts';
import { conflictNews, newsLimit } from '../../../shared/sync/conflictNews.ts';
import { conflicts, type ConflictView } from '../../../shared/sync/statusContract.ts';
import type { Signal } from '../../../shared/kernel/signal.ts';
import type { App } from '../../appPort.ts';

export type Alert = { readonly title: string; readonly body: string; readonly onClick: () => void };
export type ConflictAlertOptions = {
  readonly app: Pick<App, 'call' | 'onSignal'>;
  readonly language: () => Language;
  /** Whether a window with the focus shows the page of the conflicts. */
  readonly isShown: () => boolean;
  readonly show: (alert: Alert) => void;
  /** Opens the page of the conflicts. */
  readonly open: () => void;
  /** What one exchange brings in several pieces is told once, after so many ms. */
  readonly settle?: number;
};

const mayConcern = (signal: Signal): boolean =>
  signal.type === 'changed' && (signal.tables.length === 0 || signal.tables.includes('conflict'));

/** Returns how to stop. */
export const alertOfConflicts = ({ app, language, isShown, show, open, settle = 1_000 }: ConflictAlertOptions): (() => void) => {
  const news = conflictNews();
  let timer: ReturnType<typeof setTimeout> | null = null;
  let isStopped = false;

  const look = async (): Promise<void> => {
    const answer = await app.call(conflicts.name, { limit: newsLimit });
    // A store that cannot be asked now is asked at its next signal.
    if (!answer.ok || isStopped) return;
    const fresh = news.learn(answer.value as readonly ConflictView[]);
    if (fresh.length === 0 || isShown()) return;
    const own = language();
    show({ ...conflictNewsText((key, params) => translate(own, key, params), own, fresh), onClick: open });
  };

  const stopHearing = app.onSignal((signal) => {
    if (isStopped || timer !== null || !mayConcern(signal)) return;
    timer = setTimeout(() => {
      timer = null;
      void look();
    }, settle);
  });
  void look();
  return () => {
    isStopped = true;
    stopHearing();
    if (timer !== null) clearTimeout(timer);
  };
};

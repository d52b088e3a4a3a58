/** News of conflicts in a browser that was allowed to tell of them; the desktop app tells of them itself. */
import { useContext, useEffect, useRef } from 'react';
import { create } from 'zustand';
import { persist } from 'zustand/middleware';
import { conflictNewsText } from '../../shared/i18n/conflictNewsText.ts';
import { conflictNews, newsLimit } from '../../shared/sync/conflictNews.ts';
import { conflicts, type ConflictView } from '../../shared/sync/statusContract.ts';
import { ClientContext, useQuery } from '../app/calls.ts';
import { useText } from '../app/i18n.ts';
import { hrefOf, parseRoute } from '../app/routes.ts';
import { permissionNow } from './notificationPermission.ts';

type AlertChoice = { readonly isOn: boolean; readonly setOn: (isOn: boolean) => void };

/** Whether the person has asked this browser to tell; what the browser itself allows comes on top. */
export const useAlertChoice = create<AlertChoice>()(
  persist(
    (set) => ({
      isOn: false,
      setOn: (isOn) => {
        set({ isOn });
      },
    }),
    { name: 'samspill.conflictAlerts', partialize: ({ isOn }) => ({ isOn }) },
  ),
);

/** What one exchange brings in several pieces is told once, after so many ms. */
const settle = 1_000;

/** One notification at a time: with the same tag the next takes the place of the last, whichever window shows it. */
const tag = 'samspill-conflicts';

const isShown = (): boolean => document.hasFocus() && parseRoute(location.hash).place === 'sync';

/** To be used once in a window. `isAsked` is false for whom conflicts are none of their business. */
export const useConflictAlerts = (isAsked: boolean): void => {
  const { t, language } = useText();
  const isBrowser = (useContext(ClientContext)?.shell ?? null) === null && permissionNow() !== null;
  const { isOn } = useAlertChoice();
  const { data: open } = useQuery(conflicts, isAsked && isBrowser && isOn ? { limit: newsLimit } : null);
  const news = useRef(conflictNews());
  const waiting = useRef<readonly ConflictView[]>([]);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const tell = useRef<() => void>(() => {});

  useEffect(() => {
    tell.current = () => {
      const fresh = waiting.current;
      waiting.current = [];
      if (!isOn || permissionNow() !== 'granted' || isShown()) return;
      const { title, body } = conflictNewsText(t, language, fresh);
      const shown = new Notification(title, { body, tag, lang: language });
      shown.addEventListener('click', () => {
        shown.close();
        globalThis.focus();
        location.hash = hrefOf('sync');
      });
    };
  }, [t, language, isOn]);

  useEffect(() => {
    if (open === undefined) return;
    const fresh = news.current.learn(open);
    if (fresh.length === 0) return;
    if (waiting.current.length === 0)
      timer.current = setTimeout(() => {
        tell.current();
      }, settle);
    waiting.current = [...waiting.current, ...fresh];
  }, [open]);

  useEffect(
    () => () => {
      clearTimeout(timer.current);
    },
    [],
  );
};

/** The keys of the window, declared once: the same list answers the keyboard and fills the `?` sheet. */
import { useEffect, useRef } from 'react';
import type { TextKey } from '../../shared/i18n/dictionary.ts';

export type Shortcut = {
  /** Keys pressed one after the other, compared with `event.key`. */
  readonly keys: readonly string[];
  readonly label: TextKey;
  readonly run: () => void;
};

/** How long the second key of a pair may wait, in milliseconds. */
const pairTime = 1200;

const isField = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.matches('input:not([type=radio]), textarea, select') || target.closest('dialog') !== null);

/** Listens for the shortcuts; inert in fields and dialogs, and silent when Ctrl, Cmd or Alt is held. */
export const useShortcuts = (shortcuts: readonly Shortcut[]): void => {
  const pressed = useRef<{ readonly key: string; readonly at: number } | null>(null);
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isField(event.target)) return;
      const before = pressed.current && event.timeStamp - pressed.current.at < pairTime ? pressed.current.key : null;
      const found =
        shortcuts.find(({ keys }) => keys.length === 2 && keys[0] === before && keys[1] === event.key) ??
        shortcuts.find(({ keys }) => keys.length === 1 && keys[0] === event.key);
      pressed.current = found ? null : { key: event.key, at: event.timeStamp };
      if (!found) return;
      event.preventDefault();
      found.run();
    };
    addEventListener('keydown', onKey);
    return () => {
      removeEventListener('keydown', onKey);
    };
  }, [shortcuts]);
};

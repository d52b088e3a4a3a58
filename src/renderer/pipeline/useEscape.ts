/** Esc pressed anywhere inside a part of the page, unless something in it has taken the key. */
import type { RefObject } from 'react';
import { useEffect, useRef } from 'react';

export const useEscape = (part: RefObject<HTMLElement | null>, onEscape: () => void): void => {
  const latest = useRef(onEscape);
  useEffect(() => {
    latest.current = onEscape;
  });
  useEffect(() => {
    const element = part.current;
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape' || event.defaultPrevented) return;
      event.preventDefault();
      latest.current();
    };
    element?.addEventListener('keydown', onKey);
    return () => {
      element?.removeEventListener('keydown', onKey);
    };
  }, [part]);
};

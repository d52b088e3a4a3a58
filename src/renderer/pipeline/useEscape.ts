/** Esc pressed anywhere inside a part of the page, unless something in it has taken the key. */
import type { RefObject } from 'react';
import { useLayoutEffect } from 'react';

export const useEscape = (part: RefObject<HTMLElement | null>, onEscape: () => void): void => {
  // With every picture: the part may be another element by then.
  useLayoutEffect(() => {
    const element = part.current;
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape' || event.defaultPrevented) return;
      event.preventDefault();
      onEscape();
    };
    element?.addEventListener('keydown', onKey);
    return () => {
      element?.removeEventListener('keydown', onKey);
    };
  });
};

/** The inspector at the right of a page: opened by a number or a row, closed by Esc, focus back where it came from. */
import { IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useLayoutEffect, useRef } from 'react';
import { useText } from '../app/i18n.ts';

type PeekProps = {
  /** Another subject moves the focus to the new heading. */
  readonly subject: string;
  readonly kicker: ReactNode;
  readonly title: ReactNode;
  readonly detail?: ReactNode;
  readonly onClose: () => void;
  readonly children: ReactNode;
};

export const Peek = ({ subject, kicker, title, detail, onClose, children }: PeekProps) => {
  const { t } = useText();
  const heading = useRef<HTMLHeadingElement>(null);
  const opener = useRef<Element | null>(null);
  // All before the picture: whoever sees the panel may already press its keys.
  useLayoutEffect(() => {
    const active = document.activeElement;
    if (active && active !== document.body && !active.closest('.peek')) opener.current = active;
    heading.current?.focus({ preventScroll: true });
  }, [subject]);
  const close = (): void => {
    const back = opener.current;
    onClose();
    if (back instanceof HTMLElement || back instanceof SVGElement)
      requestAnimationFrame(() => {
        back.focus();
      });
  };
  const closeRef = useRef(close);
  useLayoutEffect(() => {
    closeRef.current = close;
  });
  useLayoutEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      // A menu or a dialog in front is what Esc closes first.
      if (event.key !== 'Escape' || event.defaultPrevented || document.querySelector('dialog[open], .floating')) return;
      event.preventDefault();
      closeRef.current();
    };
    // On the way down: on the way up the menu that took the key would be gone already.
    addEventListener('keydown', onKey, { capture: true });
    return () => {
      removeEventListener('keydown', onKey, { capture: true });
    };
  }, []);
  return (
    <aside className="peek" aria-labelledby="peekTitle">
      <header>
        <div className="meta">{kicker}</div>
        <button type="button" className="iconButton" aria-label={t('common.close')} onClick={close}>
          <IconX className="icon" stroke={1.75} aria-hidden="true" />
        </button>
        <h2 id="peekTitle" className="hPage" tabIndex={-1} ref={heading}>
          {title}
        </h2>
        <span />
        {detail === undefined ? null : <div className="small muted">{detail}</div>}
      </header>
      <div className="body" tabIndex={-1}>
        {children}
      </div>
    </aside>
  );
};

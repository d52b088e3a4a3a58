/** Asks whether much shall be removed, above whatever page it was asked from; Esc is no. */
import { useEffect, useLayoutEffect, useRef } from 'react';
import { kindText } from '../../shared/i18n/recordText.ts';
import { type RemovalQuestion, useAskRemoval } from './askRemoval.ts';
import { useText } from './i18n.ts';

export const RemovalDialog = () => {
  const asked = useAskRemoval((state) => state.asked);
  useFocusBack(asked !== null);
  return asked === null ? null : <Question key={`${asked.table} ${asked.rows}`} question={asked} />;
};

/** A button that waits for its answer is disabled, so that the focus has left it before the question comes: it goes back there afterwards. */
const useFocusBack = (isAsked: boolean): void => {
  const held = useRef<HTMLElement | null>(null);
  useEffect(() => {
    const note = ({ target }: FocusEvent): void => {
      if (target instanceof HTMLElement && target.closest('dialog') === null) held.current = target;
    };
    addEventListener('focusin', note);
    return () => {
      removeEventListener('focusin', note);
    };
  }, []);
  useEffect(() => {
    const from = held.current;
    if (isAsked || from === null) return undefined;
    const observer = new MutationObserver(() => {
      giveBack();
    });
    const giveBack = (): void => {
      if (from.matches(':disabled')) return;
      observer.disconnect();
      // Whoever has gone on meanwhile stays there.
      if (document.activeElement === document.body) from.focus();
    };
    observer.observe(from, { attributeFilter: ['disabled'] });
    giveBack();
    return () => {
      observer.disconnect();
    };
  }, [isAsked]);
};

const Question = ({ question }: { readonly question: RemovalQuestion }) => {
  const { t } = useText();
  const ask = useAskRemoval((state) => state.ask);
  const dialog = useRef<HTMLDialogElement>(null);
  const no = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => {
    dialog.current?.showModal();
    // Who types on without looking removes nothing.
    no.current?.focus();
  }, []);
  const { table, rows, answer } = question;
  return (
    <dialog
      className="askDialog"
      ref={dialog}
      aria-labelledby="askRemovalTitle"
      aria-describedby="askRemovalWhat"
      // What is said first counts: a close after yes is no second answer.
      onClose={() => {
        ask(null);
      }}
    >
      <h2 id="askRemovalTitle" className="hPage">
        {t('removal.askTitle')}
      </h2>
      <p id="askRemovalWhat">{t('errors.ManyRemoved', { rows, kind: kindText(t, table) })}</p>
      <p className="muted">{t('removal.askAbout')}</p>
      <div className="tools">
        <button
          type="button"
          className="button"
          onClick={() => {
            answer(true);
            dialog.current?.close();
          }}
        >
          {t('removal.askYes')}
        </button>
        <button type="button" className="button quiet" ref={no} onClick={() => dialog.current?.close()}>
          {t('common.cancel')}
        </button>
      </div>
    </dialog>
  );
};

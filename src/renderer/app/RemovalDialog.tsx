/** Asks whether much shall be removed, above whatever page it was asked from; Esc is no. */
import { useLayoutEffect, useRef } from 'react';
import { kindText } from '../../shared/i18n/recordText.ts';
import { type RemovalQuestion, useAskRemoval } from './askRemoval.ts';
import { useText } from './i18n.ts';

export const RemovalDialog = () => {
  const asked = useAskRemoval((state) => state.asked);
  return asked === null ? null : <Question key={`${asked.table} ${asked.rows}`} question={asked} />;
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
      // What is said first counts: a close after yes is no second answer.
      onClose={() => {
        ask(null);
      }}
    >
      <h2 id="askRemovalTitle" className="hPage">
        {t('removal.askTitle')}
      </h2>
      <p>{t('errors.ManyRemoved', { rows, kind: kindText(t, table) })}</p>
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

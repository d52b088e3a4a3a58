/** The sheet behind `?`: exactly the keys that exist here and now, read from the register that answers them. */
import { Fragment, useLayoutEffect, useRef } from 'react';
import { useCommandRegister } from '../app/commands.ts';
import { useText } from '../app/i18n.ts';
import { keyText } from '../app/keys.ts';

type KeySheetProps = { readonly onClose: () => void };

export const KeySheet = ({ onClose }: KeySheetProps) => {
  const { t } = useText();
  const sections = useCommandRegister((state) => state.sections);
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const shown = dialog.current;
    if (shown === null) return undefined;
    shown.showModal();
    // The browser closes on Esc a moment later, when the next key may have come already.
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape') return;
      event.preventDefault();
      shown.close();
    };
    shown.addEventListener('keydown', onKey);
    return () => {
      shown.removeEventListener('keydown', onKey);
    };
  }, []);
  return (
    <dialog className="keySheet" ref={dialog} onClose={onClose} aria-labelledby="keySheetTitle">
      <div className="row">
        <h2 id="keySheetTitle" className="hPage grow">
          {t('common.keys')}
        </h2>
        <button type="button" className="button small" onClick={() => dialog.current?.close()}>
          {t('common.close')} <kbd>Esc</kbd>
        </button>
      </div>
      {sections.map(({ id, label, commands }) => {
        const named = commands.filter(({ keys }) => keys !== undefined);
        return named.length === 0 ? null : (
          <section key={id}>
            <h3 className="meta">{t(label)}</h3>
            <dl>
              {named.map(({ id: commandId, label: text, params, keys = [] }) => (
                <Fragment key={commandId}>
                  <dt>{t(text, params)}</dt>
                  <dd className="row">
                    {keys.map((stroke) => (
                      <kbd key={stroke}>{keyText(stroke)}</kbd>
                    ))}
                  </dd>
                </Fragment>
              ))}
            </dl>
          </section>
        );
      })}
    </dialog>
  );
};

/** The sheet behind `?`: exactly the keys that exist, read from the list that answers them. */
import { Fragment, useEffect, useRef } from 'react';
import { useText } from '../app/i18n.ts';
import type { TextKey } from '../../shared/i18n/dictionary.ts';

export type KeyLine = { readonly keys: readonly string[]; readonly label: TextKey };

type KeySheetProps = { readonly lines: readonly KeyLine[]; readonly onClose: () => void };

export const KeySheet = ({ lines, onClose }: KeySheetProps) => {
  const { t } = useText();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    dialog.current?.showModal();
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
      <dl>
        {lines.map(({ keys, label }) => (
          <Fragment key={label}>
            <dt>{t(label)}</dt>
            <dd className="row">
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dd>
          </Fragment>
        ))}
      </dl>
    </dialog>
  );
};

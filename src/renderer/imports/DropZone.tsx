/** Where files come in: dropped, or chosen from the system's own list; both hand them to the application and nothing else. */
import { IconFileImport } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { errorText } from '../../shared/i18n/errorText.ts';
import { chooseFiles } from '../../shared/desktop.ts';
import { askShell } from '../app/bridge.ts';
import { useClient } from '../app/calls.ts';
import type { ClientError } from '../app/callResult.ts';
import { useText } from '../app/i18n.ts';
import { useWizard } from './wizardState.ts';

export const DropZone = () => {
  const { t } = useText();
  const client = useClient();
  const take = useWizard((state) => state.take);
  const names = useWizard((state) => state.names);
  const picker = useRef<HTMLInputElement>(null);
  const [isOver, setIsOver] = useState(false);
  const [isBusy, setIsBusy] = useState(false);
  const [error, setError] = useState<ClientError | null>(null);

  const hand = async (list: FileList | null): Promise<void> => {
    const files = [...(list ?? [])];
    if (files.length === 0 || isBusy) return;
    setIsBusy(true);
    setError(null);
    const lent = await client.upload(files);
    setIsBusy(false);
    if (lent.ok)
      take(
        lent.value.grant,
        files.map(({ name }) => name),
      );
    else setError(lent.error);
  };

  /** The system's own dialog where there is a shell; its files never pass through this window. */
  const choose = async (): Promise<void> => {
    if (client.shell === null) {
      picker.current?.click();
      return;
    }
    setIsBusy(true);
    setError(null);
    const chosen = await askShell(client.shell, chooseFiles, {});
    setIsBusy(false);
    if (!chosen.ok) setError(chosen.error);
    else if (chosen.value !== null) take(chosen.value.grant, chosen.value.names);
  };

  const handRef = useRef(hand);
  useEffect(() => {
    handRef.current = hand;
  });
  useEffect(() => {
    // Anywhere on the page: a file dropped beside the zone would make the browser leave it.
    const onDragOver = (event: DragEvent): void => {
      event.preventDefault();
      setIsOver(true);
    };
    const onDragLeave = (event: DragEvent): void => {
      if (event.relatedTarget === null) setIsOver(false);
    };
    const onDrop = (event: DragEvent): void => {
      event.preventDefault();
      setIsOver(false);
      void handRef.current(event.dataTransfer?.files ?? null);
    };
    addEventListener('dragover', onDragOver);
    addEventListener('dragleave', onDragLeave);
    addEventListener('drop', onDrop);
    return () => {
      removeEventListener('dragover', onDragOver);
      removeEventListener('dragleave', onDragLeave);
      removeEventListener('drop', onDrop);
    };
  }, []);

  return (
    <section className={isOver ? 'dropZone over' : 'dropZone'} aria-label={t('wizard.dropHere')}>
      <IconFileImport className="icon big" stroke={1.5} aria-hidden="true" />
      <div>
        <div className="hSection">{t(isBusy ? 'wizard.uploading' : 'wizard.dropHere')}</div>
        <div className="small muted">{names.length > 0 ? t('wizard.chooseAgain') : t('wizard.dropDetail')}</div>
        {error === null ? null : (
          <div role="alert" className="small bad">
            {error.type === 'TooLarge' && 'name' in error ? t('wizard.tooLarge', { name: String(error['name']) }) : errorText(t, error)}
          </div>
        )}
      </div>
      <button type="button" className="button primary" disabled={isBusy} onClick={() => void choose()}>
        {t('wizard.chooseFiles')}
      </button>
      <input
        ref={picker}
        type="file"
        multiple
        hidden
        accept=".csv,.tsv,.txt,.xlsx"
        onChange={(event) => {
          void hand(event.target.files);
          // The same file can be chosen again after it was changed.
          event.target.value = '';
        }}
      />
    </section>
  );
};

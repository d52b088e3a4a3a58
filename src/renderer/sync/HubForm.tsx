/** The address of a hub and a one-time code, to be typed together. */
import type { SubmitEvent } from 'react';
import { useState } from 'react';
import { useText } from '../app/i18n.ts';

type HubFormProps = {
  readonly hub: string;
  readonly label: string;
  readonly isBusy: boolean;
  readonly onSend: (input: { readonly hub: string; readonly code: string }) => Promise<boolean>;
};

export const HubForm = ({ hub, label, isBusy, onSend }: HubFormProps) => {
  const { t } = useText();
  const [url, setUrl] = useState(hub);
  const [code, setCode] = useState('');
  const isReady = url.trim() !== '' && code.trim() !== '' && !isBusy;
  const send = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    if (isReady && (await onSend({ hub: url.trim(), code: code.trim() }))) setCode('');
  };
  return (
    <form className="syncForm" onSubmit={(event) => void send(event)}>
      <span className="field wide">
        <input
          type="url"
          aria-label={t('syncPage.address')}
          placeholder={t('syncPage.address')}
          maxLength={300}
          value={url}
          onChange={(event) => {
            setUrl(event.target.value);
          }}
        />
      </span>
      <span className="field wide">
        <input
          type="text"
          aria-label={t('syncPage.code')}
          placeholder={t('syncPage.code')}
          autoComplete="off"
          maxLength={80}
          value={code}
          onChange={(event) => {
            setCode(event.target.value);
          }}
        />
      </span>
      <button type="submit" className="button primary" disabled={!isReady}>
        {label}
      </button>
    </form>
  );
};

/** The way from the sample company to a workspace of one's own: a button in the strip, and the few questions behind it. */
import { useEffect, useId, useRef, useState } from 'react';
import type { SubmitEvent } from 'react';
import { createStore } from '../../shared/admin/setupContract.ts';
import { errorText } from '../../shared/i18n/errorText.ts';
import type { Region } from '../../shared/kernel/collation.ts';
import { isCurrency } from '../../shared/kernel/money.ts';
import type { CallFailed } from '../app/calls.ts';
import { useCommand } from '../app/calls.ts';
import type { ClientError } from '../app/client.ts';
import { useText } from '../app/i18n.ts';
import { hrefOf, type Place } from '../app/routes.ts';
import { currencyCodes } from '../settings/currencies.ts';
import { SelectField } from '../ui/SelectField.tsx';
import './firstRun.css';
import { regionCurrencies, regionOfTags } from './region.ts';

export const StartOwn = () => {
  const { t } = useText();
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <span className="grow" />
      <button
        type="button"
        className="button small"
        onClick={() => {
          setIsOpen(true);
        }}
      >
        {t('firstRun.start')}
      </button>
      {isOpen ? (
        <StartForm
          onClose={() => {
            setIsOpen(false);
          }}
        />
      ) : null}
    </>
  );
};

const regions = Object.keys(regionCurrencies) as readonly Region[];

/** Everything on screen is of the sample: the window begins anew on the store that was made. */
const beginAt = (place: Place): void => {
  location.hash = hrefOf(place);
  location.reload();
};

const StartForm = ({ onClose }: { readonly onClose: () => void }) => {
  const { t } = useText();
  const titleId = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const { mutateAsync: create, isPending } = useCommand(createStore);
  const [name, setName] = useState('');
  const [personName, setPersonName] = useState('');
  const [region, setRegion] = useState<Region>(() => regionOfTags(navigator.languages));
  const [chosen, setChosen] = useState<string | null>(null);
  const [error, setError] = useState<ClientError | null>(null);
  const currency = chosen ?? regionCurrencies[region];
  const canSend = name.trim() !== '' && personName.trim() !== '' && !isPending;
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  const send = async (event: SubmitEvent, place: Place): Promise<void> => {
    event.preventDefault();
    if (!canSend || !isCurrency(currency)) return;
    setError(null);
    try {
      const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
      await create({ name: name.trim(), personName: personName.trim(), baseCurrency: currency, region, zone });
      beginAt(place);
    } catch (failure) {
      setError((failure as CallFailed).error);
    }
  };
  return (
    <dialog className="keySheet startOwn" ref={dialog} onClose={onClose} aria-labelledby={titleId}>
      <form
        onSubmit={(event) => {
          const { submitter } = event.nativeEvent;
          void send(event, submitter?.getAttribute('value') === 'import' ? 'import' : 'cockpit');
        }}
      >
        <h2 id={titleId} className="hPage">
          {t('firstRun.title')}
        </h2>
        <p className="small muted">{t('firstRun.about')}</p>
        <label className="startField">
          <span className="meta">{t('settings.workspaceName')}</span>
          <span className="field">
            <input
              type="text"
              maxLength={120}
              value={name}
              onChange={(event) => {
                setName(event.target.value);
              }}
            />
          </span>
        </label>
        <label className="startField">
          <span className="meta">{t('firstRun.yourName')}</span>
          <span className="field">
            <input
              type="text"
              autoComplete="name"
              maxLength={120}
              value={personName}
              onChange={(event) => {
                setPersonName(event.target.value);
              }}
            />
          </span>
        </label>
        <div className="row">
          <SelectField
            label={t('settings.region')}
            value={region}
            options={regions.map((each) => ({ value: each, label: t(`settings.region${each}`) }))}
            onChange={(value) => {
              setRegion(regions.find((each) => each === value) ?? region);
            }}
          />
          <SelectField
            label={t('settings.baseCurrency')}
            value={currency}
            options={currencyCodes([currency]).map((code) => ({ value: code, label: code }))}
            onChange={setChosen}
          />
        </div>
        {error === null ? null : (
          <p className="small bad" role="alert">
            {errorText(t, error)}
          </p>
        )}
        <div className="row startActions">
          <button type="submit" value="import" className="button primary" disabled={!canSend}>
            {t('firstRun.beginImport')}
          </button>
          <button type="submit" value="empty" className="button" disabled={!canSend}>
            {t('firstRun.beginEmpty')}
          </button>
          <button type="button" className="button quiet" onClick={() => dialog.current?.close()}>
            {t('settings.cancel')}
          </button>
        </div>
        {isPending ? (
          <p className="meta" role="status">
            {t('firstRun.making')}
          </p>
        ) : null}
      </form>
    </dialog>
  );
};

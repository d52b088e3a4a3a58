/** Dated currency rates into the base currency: the list, and one more. */
import { useState } from 'react';
import type { SubmitEvent } from 'react';
import { readRate } from '../../../shared/admin/rates.ts';
import { addRate, rates, removeRate } from '../../../shared/admin/ratesContract.ts';
import { currencyRate } from '../../../shared/admin/schema.ts';
import { formatDay, noNumber, rateText } from '../../../shared/i18n/format.ts';
import type { Day } from '../../../shared/kernel/day.ts';
import { useCommand, useWindows } from '../../app/calls.ts';
import { useText } from '../../app/i18n.ts';
import { DayField } from '../../ui/DayField.tsx';
import { ErrorBlank } from '../../ui/Blank.tsx';
import { SelectField } from '../../ui/SelectField.tsx';
import { isCurrency, currencyCodes } from '../../../shared/kernel/money.ts';
import { SettingList } from './SettingParts.tsx';
import { useTry } from './useTry.ts';

type RatesSettingProps = { readonly today: Day; readonly canEdit: boolean };

/** Rates shown at first and with each step. */
const step = 20;

export const RatesSetting = ({ today, canEdit }: RatesSettingProps) => {
  const { t, language } = useText();
  const { mutateAsync: remove } = useCommand(removeRate);
  const list = useWindows(
    rates,
    (after: string | null) => ({ after, limit: step }),
    ({ next }) => next,
  );
  if (list.error) return <ErrorBlank error={list.error.error} onRetry={() => void list.refetch()} />;
  const [first] = list.data?.pages ?? [];
  if (first === undefined) return <div aria-busy="true" />;
  const rows = (list.data?.pages ?? []).flatMap((page) => page.rows);
  return (
    <>
      <SettingList
        label={t('common.rates')}
        empty={t('settings.ratesEmpty')}
        columns={[
          { head: t('settings.published') },
          { head: t('settings.rate'), isNumber: true },
          { head: t('settings.per'), isWide: true },
          { head: t('settings.source'), isWide: true },
        ]}
        rows={rows.map((row) => {
          const published = row.day === null ? noNumber : formatDay(language, row.day);
          return {
            id: row.id,
            cells: [
              published,
              <span key="rate" className={row.isInForce ? 'strong' : ''}>
                {rateText(language, row.rate)}
              </span>,
              <span key="per">
                {t('settings.rateOf', { base: first.baseCurrency, units: row.perUnits, currency: row.currency })}
                {row.isInForce ? <span className="good">{` · ${t('common.inUse')}`}</span> : null}
              </span>,
              <span key="source" title={row.source}>
                {row.source}
              </span>,
            ],
            remove: canEdit
              ? { label: t('settings.removeRate', { currency: row.currency, day: published }), onRemove: () => remove({ id: row.id }) }
              : null,
          };
        })}
        onMore={list.hasNextPage ? () => void list.fetchNextPage() : null}
      />
      {canEdit ? <RateForm key={first.baseCurrency} base={first.baseCurrency} missing={first.missing} today={today} /> : null}
    </>
  );
};

type RateFormProps = { readonly base: string; readonly missing: readonly string[]; readonly today: Day };

const RateForm = ({ base, missing, today }: RateFormProps) => {
  const { t } = useText();
  const attempt = useTry();
  const { mutateAsync: add } = useCommand(addRate);
  const codes = currencyCodes(missing).filter((code) => code !== base);
  const [chosen, setChosen] = useState<string | null>(null);
  const currency = chosen ?? codes[0] ?? '';
  const [units, setUnits] = useState('100');
  const [typed, setTyped] = useState('');
  const [day, setDay] = useState<Day>(today);
  const [source, setSource] = useState('');
  const rate = readRate(typed);
  const isWrong = typed.trim() !== '' && rate === null;
  const send = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    if (rate === null || source.trim() === '' || !isCurrency(currency)) return;
    const refused = await attempt(() => add({ currency, rate, perUnits: units === '1' ? 1 : 100, day, source: source.trim() }));
    if (refused === null) setTyped('');
  };
  return (
    <form className="settingForm" onSubmit={(event) => void send(event)}>
      <SelectField
        label={t('settings.currency')}
        value={currency}
        options={codes.map((code) => ({ value: code, label: code }))}
        onChange={setChosen}
      />
      <SelectField
        label={t('settings.per')}
        value={units}
        options={['1', '100'].map((each) => ({ value: each, label: t('settings.rateOf', { base, units: each, currency }) }))}
        onChange={setUnits}
      />
      <span className={isWrong ? 'field wrong short' : 'field short'}>
        <input
          type="text"
          inputMode="decimal"
          aria-label={t('settings.rate')}
          placeholder={t('settings.rate')}
          aria-invalid={isWrong}
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value);
          }}
        />
      </span>
      <DayField label={t('settings.published')} value={day} max={today} onChange={setDay} />
      <span className="field">
        <input
          type="text"
          aria-label={t('settings.source')}
          placeholder={t('settings.source')}
          maxLength={currencyRate.columns.source.max}
          value={source}
          onChange={(event) => {
            setSource(event.target.value);
          }}
        />
      </span>
      <button type="submit" className="button" disabled={rate === null || source.trim() === ''}>
        {t('settings.addRate')}
      </button>
      {isWrong ? (
        <span className="meta bad" role="alert">
          {t('settings.rateUnread')}
        </span>
      ) : null}
    </form>
  );
};

/** The filters beyond status, stage and owner: amount, expected close, quiet days, what is missing, and the company. */
import { useState } from 'react';
import type { WorkspaceView } from '../../shared/admin/contract.ts';
import { formatDay } from '../../shared/i18n/format.ts';
import type { DealFilter } from '../../shared/pipeline/dealFilter.ts';
import { AccountPicker } from '../account/AccountPicker.tsx';
import { useText } from '../app/i18n.ts';
import type { RouteParams } from '../app/routes.ts';
import { dayEcho, readDayText } from '../ui/dayText.ts';
import { moneyEcho, readMoneyText } from '../ui/moneyText.ts';
import { plainAmount } from './cellEdits.ts';
import { FilterField } from './FilterField.tsx';
import { setTable } from './pipelineRoute.ts';

type MoreFiltersProps = { readonly filter: DealFilter; readonly workspace: WorkspaceView; readonly accountName: string | null };

/** The parameter that lists what the deals lack. */
export const lacking = ({ withoutAmount, withoutNextStep }: Pick<DealFilter, 'withoutAmount' | 'withoutNextStep'>): RouteParams => ({
  no: [...(withoutAmount ? ['amount'] : []), ...(withoutNextStep ? ['step'] : [])].join(','),
});

export const MoreFilters = ({ filter, workspace, accountName }: MoreFiltersProps) => {
  const { t, language } = useText();
  const { today, baseCurrency } = workspace;
  const [isPicking, setIsPicking] = useState(false);
  const currency = filter.amount?.currency ?? baseCurrency;
  const bound = (minor: bigint | null | undefined): string =>
    minor === null || minor === undefined || filter.amount === null
      ? ''
      : plainAmount(language, { minor, currency: filter.amount.currency });
  const takeAmount = (name: 'min' | 'max') => (text: string) => {
    const read = readMoneyText(language, text, currency);
    const money = read.kind === 'money' ? read.money : null;
    const other = name === 'min' ? filter.amount?.to : filter.amount?.from;
    const isEmpty = money === null && (other === null || other === undefined);
    const otherCurrency = money !== null && money.currency !== filter.amount?.currency;
    setTable({
      [name]: money === null ? null : String(money.minor),
      // A bound in another currency makes the other one meaningless.
      ...(otherCurrency ? { [name === 'min' ? 'max' : 'min']: null } : {}),
      cur: isEmpty ? null : (money?.currency ?? currency),
    });
  };
  const takeDay = (name: 'closeFrom' | 'closeTo') => (text: string) => {
    setTable({ [name]: text === '' ? null : readDayText(text, today) });
  };
  const days = dayEcho(t, language, today);
  const amounts = moneyEcho(t, language, currency);
  return (
    <div className="moreFilters" role="group" aria-label={t('table.more')}>
      <FilterField
        label={`${t('table.amountFrom')} ${currency}`}
        value={bound(filter.amount?.from)}
        echo={amounts}
        inputMode="decimal"
        onTake={takeAmount('min')}
      />
      <FilterField
        label={`${t('table.amountTo')} ${currency}`}
        value={bound(filter.amount?.to)}
        echo={amounts}
        inputMode="decimal"
        onTake={takeAmount('max')}
      />
      <FilterField
        label={t('table.closeFrom')}
        value={filter.closeFrom === null ? '' : formatDay(language, filter.closeFrom)}
        echo={days}
        onTake={takeDay('closeFrom')}
      />
      <FilterField
        label={t('table.closeTo')}
        value={filter.closeTo === null ? '' : formatDay(language, filter.closeTo)}
        echo={days}
        onTake={takeDay('closeTo')}
      />
      <FilterField
        label={t('table.quietOver')}
        value={filter.quietOver === null ? '' : String(filter.quietOver)}
        inputMode="numeric"
        echo={(text) => (/^\d{0,4}$/u.test(text.trim()) ? { isRight: true, text: null } : { isRight: false, text: t('table.notDays') })}
        onTake={(text) => {
          setTable({ quiet: text });
        }}
      />
      <div className="formField">
        <span className="meta">{t('common.company')}</span>
        {isPicking ? (
          <AccountPicker
            label={t('table.anyAccount')}
            exceptId={null}
            onPick={({ id }) => {
              setIsPicking(false);
              setTable({ account: id });
            }}
            onCancel={() => {
              setIsPicking(false);
            }}
          />
        ) : (
          <button
            type="button"
            className="button"
            onClick={() => {
              setIsPicking(true);
            }}
          >
            {accountName ?? t('table.anyAccount')}
          </button>
        )}
      </div>
      <span className="checks">
        <label className="small">
          <input
            type="checkbox"
            checked={filter.withoutAmount}
            onChange={(event) => {
              setTable(lacking({ ...filter, withoutAmount: event.target.checked }));
            }}
          />
          {t('definitions.withoutAmountName')}
        </label>
        <label className="small">
          <input
            type="checkbox"
            checked={filter.withoutNextStep}
            onChange={(event) => {
              setTable(lacking({ ...filter, withoutNextStep: event.target.checked }));
            }}
          />
          {t('table.withoutNextStep')}
        </label>
      </span>
    </div>
  );
};

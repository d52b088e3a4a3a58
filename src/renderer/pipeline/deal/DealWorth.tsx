/** What a deal is worth: the amount with the parts it comes from, the whole term beside it, and the editor with its echo. */
import { useState } from 'react';
import { formatMoney } from '../../../shared/i18n/format.ts';
import type { Money } from '../../../shared/kernel/money.ts';
import { isCurrency } from '../../../shared/kernel/money.ts';
import type { DealView } from '../../../shared/pipeline/contract.ts';
import type { DealTermsView } from '../../../shared/pipeline/creditContract.ts';
import { dealTerms, setDealTerms } from '../../../shared/pipeline/creditContract.ts';
import { dealAmount, wholeTerm } from '../../../shared/pipeline/dealAmount.ts';
import { useSaying } from '../../accounts/useSaying.ts';
import { useCommand, useQuery } from '../../app/calls.ts';
import { useText } from '../../app/i18n.ts';
import { MoneyInput } from '../../ui/MoneyInput.tsx';
import { PanelHead } from '../../ui/PanelHead.tsx';
import { moneyText, readMoneyText } from '../../ui/moneyText.ts';

type DealWorthProps = { readonly deal: DealView; readonly baseCurrency: string };

export const DealWorth = ({ deal, baseCurrency }: DealWorthProps) => {
  const { t, language } = useText();
  const [isOpen, setIsOpen] = useState(false);
  const query = useQuery(dealTerms, { id: deal.id }, false);
  const terms = query.data;
  const currency = terms?.currency ?? baseCurrency;
  const show = (minor: bigint): string => formatMoney(language, { minor, currency });
  return (
    <section className="panel">
      <PanelHead
        title={t('common.amount')}
        action={t('deal.editAmount')}
        isOpen={isOpen}
        onToggle={() => {
          setIsOpen(!isOpen);
        }}
      />
      <div className="figure">{deal.amount === null ? t('pipeline.noAmount') : formatMoney(language, deal.amount)}</div>
      {deal.estimate ? <p className="small muted">{t('pipeline.estimateExplained')}</p> : null}
      {terms === undefined || terms.oneOff === null || terms.monthly === null ? null : (
        <>
          <p className="small muted">
            {t('deal.terms', {
              oneOff: show(terms.oneOff),
              monthly: show(terms.monthly),
              count: Math.min(12, terms.termMonths ?? 12),
            })}
          </p>
          <p className="small">{terms.whole === null ? t('deal.wholeOpen') : t('deal.whole', { amount: show(terms.whole) })}</p>
        </>
      )}
      {isOpen && terms !== undefined ? (
        <WorthForm
          deal={deal}
          terms={terms}
          currency={currency}
          onDone={() => {
            setIsOpen(false);
          }}
        />
      ) : null}
    </section>
  );
};

type WorthFormProps = {
  readonly deal: DealView;
  readonly terms: DealTermsView;
  readonly currency: string;
  readonly onDone: () => void;
};

const WorthForm = ({ deal, terms, currency, onDone }: WorthFormProps) => {
  const { t, language } = useText();
  const text = (minor: bigint | null): string => (minor === null ? '' : moneyText(language, { minor, currency }));
  const [oneOff, setOneOff] = useState(text(terms.oneOff));
  const [monthly, setMonthly] = useState(text(terms.monthly));
  const [term, setTerm] = useState(terms.termMonths === null ? '' : String(terms.termMonths));
  const { mutateAsync: save } = useCommand(setDealTerms);
  const attempt = useSaying();
  /** Undefined: it cannot be read; null: nothing is filled in. */
  const read = (typed: string): Money | null | undefined => {
    if (typed.trim() === '') return null;
    const reading = readMoneyText(language, typed, currency);
    return reading.kind === 'money' ? reading.money : undefined;
  };
  const [first, each] = [read(oneOff), read(monthly)];
  const months = term.trim() === '' ? null : /^[1-9]\d{0,3}$/u.test(term.trim()) && Number(term) <= 1_200 ? Number(term) : undefined;
  const code = first?.currency ?? each?.currency ?? currency;
  const isOne = first === null || first === undefined || each === null || each === undefined || first.currency === each.currency;
  const isKnown = first !== undefined && each !== undefined && months !== undefined && isOne && isCurrency(code);
  const isEmpty = first === null && each === null;
  const parts =
    isKnown && !isEmpty ? { oneOff: first?.minor ?? 0n, monthly: each?.minor ?? 0n, termMonths: each === null ? null : months } : null;
  const whole = parts === null ? null : wholeTerm(parts);
  const show = (minor: bigint): string => formatMoney(language, { minor, currency: code });
  return (
    <form
      className="worthForm"
      onSubmit={(event) => {
        event.preventDefault();
        if (!isKnown) return;
        void attempt(async () =>
          save({
            id: deal.id,
            currency: code,
            oneOff: parts?.oneOff ?? null,
            monthly: parts?.monthly ?? null,
            termMonths: parts?.termMonths ?? null,
          }),
        ).then((isDone) => {
          if (isDone) onDone();
        });
      }}
    >
      <MoneyInput label={t('deal.oneOff')} currency={code} text={oneOff} onType={setOneOff} />
      <MoneyInput label={t('deal.monthly')} currency={code} text={monthly} onType={setMonthly} />
      <label className="formField">
        <span className="meta">{t('deal.term')}</span>
        <span className={months === undefined ? 'field wrong' : 'field'}>
          <input
            type="text"
            inputMode="numeric"
            aria-invalid={months === undefined}
            placeholder={t('deal.termOpen')}
            value={term}
            onChange={(event) => {
              setTerm(event.target.value);
            }}
          />
        </span>
      </label>
      {parts === null ? null : (
        <p className="small" role="status">
          <span className="medium">{t('deal.sum', { amount: show(dealAmount(parts)) })}</span>{' '}
          <span className="muted">{whole === null ? t('deal.wholeOpen') : t('deal.whole', { amount: show(whole) })}</span>
        </p>
      )}
      <p className="meta">{t('deal.worthExplained')}</p>
      <div className="row">
        <button type="submit" className="button small primary" disabled={!isKnown}>
          {t('common.save')}
        </button>
        <button type="button" className="button small quiet" onClick={onDone}>
          {t('common.cancel')}
        </button>
      </div>
    </form>
  );
};

/** An amount as people type it, with what was understood of it on a line below. */
import type { Currency, Money } from '../../shared/kernel/money.ts';
import { isCurrency } from '../../shared/kernel/money.ts';
import { amountToMinor, readAmount } from '../../shared/kernel/readAmount.ts';
import { err, ok, type Result } from '../../shared/kernel/result.ts';
import { formatFigure, formatMoney } from '../../shared/i18n/format.ts';
import type { Language } from '../../shared/i18n/languages.ts';
import { useText } from '../app/i18n.ts';

/** The amount in the currency it names, else in the given one; an amount that could mean two things is not taken. */
export const readMoney = (language: Language, text: string, currency: string): Result<Money, { readonly type: 'NoAmount' }> => {
  const read = readAmount(text, { decimal: language === 'en' ? '.' : ',' });
  if (read.kind !== 'amount') return err({ type: 'NoAmount' });
  const code = read.amount.currency ?? currency;
  if (!isCurrency(code)) return err({ type: 'NoAmount' });
  const minor = amountToMinor(read.amount, code);
  return minor.ok ? ok({ minor: minor.value, currency: code satisfies Currency }) : err({ type: 'NoAmount' });
};

type AmountFieldProps = {
  readonly currency: string;
  readonly known: Money | null;
  /** Null: not touched yet, what is known stands. */
  readonly typed: string | null;
  readonly onType: (text: string) => void;
};

export const AmountField = ({ currency, known, typed, onType }: AmountFieldProps) => {
  const { t, language } = useText();
  const read = typed === null || typed.trim() === '' ? null : readMoney(language, typed, currency);
  const isWrong = read !== null && !read.ok;
  return (
    <label className="formField">
      <span className="meta">
        {t('pipeline.amount')} {currency}
      </span>
      <span className={isWrong ? 'field wrong' : 'field'}>
        <input
          type="text"
          inputMode="decimal"
          aria-invalid={isWrong}
          value={typed ?? (known === null ? '' : formatFigure(language, known))}
          onChange={(event) => {
            onType(event.target.value);
          }}
        />
      </span>
      {read === null ? null : (
        <span className={isWrong ? 'meta bad' : 'meta'} role={isWrong ? 'alert' : undefined}>
          {read.ok ? `= ${formatMoney(language, read.value)}` : t('board.noAmountRead')}
        </span>
      )}
    </label>
  );
};

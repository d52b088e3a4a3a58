/** An amount as people type it, with what was understood of it on a line below. */
import type { Money } from '../../shared/kernel/money.ts';
import { err, ok, type Result } from '../../shared/kernel/result.ts';
import { formatFigure } from '../../shared/i18n/format.ts';
import type { Language } from '../../shared/i18n/languages.ts';
import { useText } from '../app/i18n.ts';
import { moneyEcho, readMoneyText } from '../ui/moneyText.ts';

/** The amount in the currency it names, else in the given one; an amount that could mean two things is not taken. */
export const readMoney = (language: Language, text: string, currency: string): Result<Money, { readonly type: 'NoAmount' }> => {
  const read = readMoneyText(language, text, currency);
  return read.kind === 'money' ? ok(read.money) : err({ type: 'NoAmount' });
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
  const echo = typed === null ? null : moneyEcho(t, language, currency)(typed);
  const isWrong = echo?.isRight === false;
  return (
    <label className="formField">
      <span className="meta">
        {t('common.amount')} {currency}
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
      {echo === null || echo.text === null ? null : (
        <span className={isWrong ? 'meta bad' : 'meta'} role={isWrong ? 'alert' : undefined}>
          {echo.text}
        </span>
      )}
    </label>
  );
};

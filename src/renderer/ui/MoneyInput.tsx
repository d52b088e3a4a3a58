/** An amount as people type it: what was understood stands below, and where it could mean two things it asks. */
import { useText } from '../app/i18n.ts';
import { moneyEcho } from './moneyText.ts';

type MoneyInputProps = {
  readonly label: string;
  /** The currency of an amount that names none. */
  readonly currency: string;
  readonly text: string;
  readonly onType: (text: string) => void;
};

export const MoneyInput = ({ label, currency, text, onType }: MoneyInputProps) => {
  const { t, language } = useText();
  const echo = moneyEcho(t, language, currency)(text);
  return (
    <label className="formField">
      <span className="meta">
        {label} {currency}
      </span>
      <span className={echo.isRight ? 'field' : 'field wrong'}>
        <input
          type="text"
          inputMode="decimal"
          aria-invalid={!echo.isRight}
          value={text}
          onChange={(event) => {
            onType(event.target.value);
          }}
        />
      </span>
      {echo.text === null ? null : (
        <span className={echo.isRight ? 'meta' : 'meta bad'} role={echo.isRight ? undefined : 'alert'}>
          {echo.text}
        </span>
      )}
    </label>
  );
};

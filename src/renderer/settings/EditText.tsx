/** A text that is saved when one leaves the field or presses Enter; Esc puts back what was there. */
import { useState } from 'react';

type EditTextProps = {
  readonly label: string;
  readonly value: string;
  readonly max: number | undefined;
  readonly isFixed?: boolean;
  readonly isNumber?: boolean;
  readonly hint?: string;
  readonly type?: 'text' | 'email';
  /** Whether a typed text can be saved; left out: any that is not empty. */
  readonly isValid?: (text: string) => boolean;
  readonly onSave: (text: string) => void;
};

const isFilled = (text: string): boolean => text !== '';

export const EditText = ({
  label,
  value,
  max,
  isFixed = false,
  isNumber = false,
  hint,
  type = 'text',
  isValid = isFilled,
  onSave,
}: EditTextProps) => {
  const [typed, setTyped] = useState<string | null>(null);
  const isWrong = typed !== null && !isValid(typed.trim());
  const take = (): void => {
    if (typed !== null && !isWrong && typed.trim() !== value) onSave(typed.trim());
    setTyped(null);
  };
  return (
    <span className={isWrong ? 'field editText wrong' : 'field editText'}>
      <input
        type={type}
        className={isNumber ? 'num' : undefined}
        aria-label={label}
        aria-invalid={isWrong}
        maxLength={max}
        readOnly={isFixed}
        placeholder={hint}
        value={typed ?? value}
        onChange={(event) => {
          setTyped(event.target.value);
        }}
        onBlur={take}
        onKeyDown={(event) => {
          if (event.key === 'Enter') take();
          if (event.key === 'Escape' && typed !== null) {
            event.preventDefault();
            setTyped(null);
          }
        }}
      />
    </span>
  );
};

/** A filter that is typed: what was read stands below, Enter or leaving the field takes it, Esc gives it up. */
import { useState } from 'react';
import type { Echo } from '../ui/Editable.tsx';

type FilterFieldProps = {
  readonly label: string;
  /** The filter in force as text; empty: none. */
  readonly value: string;
  readonly echo: (text: string) => Echo;
  readonly inputMode?: 'text' | 'decimal' | 'numeric';
  readonly onTake: (text: string) => void;
};

export const FilterField = ({ label, value, echo, inputMode = 'text', onTake }: FilterFieldProps) => {
  const [typed, setTyped] = useState<string | null>(null);
  const understood: Echo = typed === null || typed === value ? { isRight: true, text: null } : echo(typed);
  const take = (): void => {
    if (typed === null || !understood.isRight) return;
    if (typed.trim() !== value) onTake(typed.trim());
    setTyped(null);
  };
  return (
    <label className="formField">
      <span className="meta">{label}</span>
      <span className={understood.isRight ? 'field' : 'field wrong'}>
        <input
          type="text"
          inputMode={inputMode}
          aria-invalid={!understood.isRight}
          value={typed ?? value}
          onChange={(event) => {
            setTyped(event.target.value);
          }}
          onBlur={take}
          onKeyDown={(event) => {
            if (event.key === 'Enter') take();
            else if (event.key === 'Escape' && typed !== null) setTyped(null);
            else return;
            event.preventDefault();
          }}
        />
      </span>
      {understood.text === null ? null : (
        <span className={understood.isRight ? 'meta' : 'meta bad'} role={understood.isRight ? 'status' : 'alert'}>
          {understood.text}
        </span>
      )}
    </label>
  );
};

/** A few choices side by side of which exactly one holds. */
import { useId } from 'react';

type SegmentProps<V extends string> = {
  readonly label: string;
  readonly value: V | null;
  readonly options: readonly { readonly value: V; readonly label: string }[];
  readonly onChange: (value: V) => void;
};

export const Segment = <V extends string>({ label, value, options, onChange }: SegmentProps<V>) => {
  const name = useId();
  return (
    <div className="segment" role="radiogroup" aria-label={label}>
      {options.map((option) => (
        <label key={option.value}>
          <input
            type="radio"
            name={name}
            value={option.value}
            checked={option.value === value}
            onChange={() => {
              onChange(option.value);
            }}
          />
          {option.label}
        </label>
      ))}
    </div>
  );
};

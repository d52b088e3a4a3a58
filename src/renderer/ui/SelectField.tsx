/** A choice among many as the system's own list: it opens, types and reads aloud the way people know. */
import { IconChevronDown } from '@tabler/icons-react';

type SelectFieldProps = {
  readonly label: string;
  readonly value: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly onChange: (value: string) => void;
};

export const SelectField = ({ label, value, options, onChange }: SelectFieldProps) => (
  <span className="field">
    <select
      aria-label={label}
      value={value}
      onChange={(event) => {
        onChange(event.target.value);
      }}
    >
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </select>
    <IconChevronDown className="icon small" stroke={1.75} aria-hidden="true" />
  </span>
);

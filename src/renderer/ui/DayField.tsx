/** A day typed or chosen: shows the day in the reader's own form, whatever the browser's own fields would show. */
import { IconCalendar } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import type { Day } from '../../shared/kernel/day.ts';
import { parseDay } from '../../shared/kernel/day.ts';
import { readDay } from '../app/dayInput.ts';
import { formatDay } from '../../shared/i18n/format.ts';
import { useText } from '../app/i18n.ts';

type DayFieldProps = { readonly label: string; readonly value: Day; readonly max: Day; readonly onChange: (day: Day) => void };

export const DayField = ({ label, value, max, onChange }: DayFieldProps) => {
  const { t, language } = useText();
  const [typed, setTyped] = useState<string | null>(null);
  const calendar = useRef<HTMLInputElement>(null);
  const read = typed === null ? value : readDay(typed, max);
  const isWrong = read === null;
  const take = (): void => {
    if (read !== null && read !== value) onChange(read);
    if (read !== null) setTyped(null);
  };
  return (
    <span className={isWrong ? 'field dayField wrong' : 'field dayField'}>
      <label className="small">
        <span>{label}</span>
        <input
          type="text"
          className="medium"
          value={typed ?? formatDay(language, value)}
          aria-invalid={isWrong}
          title={isWrong ? t('cockpit.asOfWrong') : undefined}
          onFocus={(event) => {
            event.target.select();
          }}
          onChange={(event) => {
            setTyped(event.target.value);
          }}
          onBlur={() => {
            take();
            setTyped(null);
          }}
          onKeyDown={(event) => {
            if (event.key === 'Enter') take();
            if (event.key === 'Escape' && typed !== null) {
              event.preventDefault();
              setTyped(null);
            }
          }}
        />
      </label>
      <button type="button" className="iconButton" aria-label={t('cockpit.chooseDay')} onClick={() => calendar.current?.showPicker()}>
        <IconCalendar className="icon small" stroke={1.75} aria-hidden="true" />
      </button>
      <input
        ref={calendar}
        type="date"
        className="calendar"
        tabIndex={-1}
        aria-hidden="true"
        max={max}
        value={value}
        onChange={(event) => {
          const day = parseDay(event.target.value);
          if (day !== null) onChange(day);
        }}
      />
      {isWrong ? (
        <span className="heard" role="alert">
          {t('cockpit.asOfWrong')}
        </span>
      ) : null}
    </span>
  );
};

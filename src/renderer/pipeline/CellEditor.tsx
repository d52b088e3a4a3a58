/** A cell of the table while it is edited: Enter saves, Tab saves and goes on, Esc reverts; what was read, and what somebody else wrote, stand below. */
import type { KeyboardEvent } from 'react';
import { useEffect, useRef, useState } from 'react';
import { errorText } from '../../shared/i18n/errorText.ts';
import type { DealLine } from '../../shared/pipeline/contract.ts';
import { CallFailed } from '../app/calls.ts';
import { useText } from '../app/i18n.ts';
import { useSaid } from '../app/said.ts';
import type { CellEdit } from './cellEdits.ts';

/** Where the editing goes when a cell is done. */
export type Leave = 'stay' | 'next' | 'previous';

type CellEditorProps = {
  readonly label: string;
  readonly edit: CellEdit;
  /** The deal as it is now; another window may change it meanwhile. */
  readonly deal: DealLine;
  readonly onLeave: (how: Leave | 'blur') => void;
};

export const CellEditor = ({ label, edit, deal, onLeave }: CellEditorProps) => {
  const { t } = useText();
  const say = useSaid((state) => state.say);
  const wrapper = useRef<HTMLSpanElement>(null);
  const field = useRef<HTMLInputElement & HTMLSelectElement>(null);
  const [base, setBase] = useState(deal);
  const [typed, setTyped] = useState(() => edit.textOf(deal));
  const [isRefused, setIsRefused] = useState(false);
  const isSaving = useRef(false);
  useEffect(() => {
    field.current?.focus();
    if (field.current instanceof HTMLInputElement) field.current.select();
  }, []);

  const now = edit.textOf(deal);
  const before = edit.textOf(base);
  const understood = typed === before ? { isRight: true, text: null } : edit.echo(typed, deal);
  const isConflict = (now !== before || isRefused) && now !== typed;
  const named = (text: string): string =>
    text === '' ? t('account.emptyValue') : (edit.options?.find(({ value }) => value === text)?.label ?? text);

  const left = useRef(false);
  const leave = (how: Leave | 'blur'): void => {
    left.current = true;
    onLeave(how);
  };
  const save = async (was: DealLine, how: Leave | 'blur'): Promise<void> => {
    if (isSaving.current) return;
    isSaving.current = true;
    try {
      await edit.save(typed, was);
      leave(how);
    } catch (failure) {
      if (!(failure instanceof CallFailed)) throw failure;
      if (failure.error.type === 'ChangedMeanwhile') {
        setIsRefused(true);
        field.current?.focus();
      } else say(errorText(t, failure.error), 'refused');
    } finally {
      isSaving.current = false;
    }
  };
  // A row that is scrolled out of sight takes its field along: what was typed is saved all the same.
  const keep = useRef<() => void>(() => undefined);
  useEffect(() => {
    keep.current = () => {
      if (left.current || typed === before || typed === now || !understood.isRight || isConflict) return;
      edit.save(typed, base).catch((failure: unknown) => {
        if (failure instanceof CallFailed) say(errorText(t, failure.error), 'refused');
      });
    };
  });
  useEffect(
    () => () => {
      keep.current();
    },
    [],
  );
  const commit = (how: Leave | 'blur'): void => {
    if (typed === before || typed === now) leave(how);
    else if (understood.isRight && !isConflict) void save(base, how);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    // Whatever is typed in a field is no key of the table.
    event.stopPropagation();
    const isField = !(event.target instanceof HTMLButtonElement);
    if (event.key === 'Escape') leave('stay');
    else if (isField && event.key === 'Enter') commit('stay');
    else if (isField && event.key === 'Tab' && !isConflict) commit(event.shiftKey ? 'previous' : 'next');
    else return;
    event.preventDefault();
  };
  const props = { ref: field, 'aria-label': label, value: typed } as const;
  return (
    <span
      ref={wrapper}
      role="presentation"
      className="cellEditor"
      onKeyDown={onKeyDown}
      onClick={(event) => {
        event.stopPropagation();
      }}
      onDoubleClick={(event) => {
        event.stopPropagation();
      }}
      onBlur={(event) => {
        if (!wrapper.current?.contains(event.relatedTarget)) commit('blur');
      }}
    >
      {edit.options === undefined ? (
        <input
          {...props}
          type="text"
          inputMode={edit.inputMode ?? 'text'}
          aria-invalid={!understood.isRight}
          onChange={(event) => {
            setTyped(event.target.value);
          }}
        />
      ) : (
        <select
          {...props}
          onChange={(event) => {
            setTyped(event.target.value);
          }}
        >
          {edit.options.map(({ value, label: text }) => (
            <option key={value} value={value}>
              {text}
            </option>
          ))}
        </select>
      )}
      {isConflict ? (
        <span className="cellNote conflict" role="alert">
          <span className="meta warn">{t('account.conflict', { now: named(now), typed: named(typed) })}</span>
          <button
            type="button"
            className="button small"
            onClick={() => {
              leave('stay');
            }}
          >
            {t('account.keepTheirs')}
          </button>
          <button
            type="button"
            className="button small"
            disabled={!understood.isRight}
            onClick={() => {
              setBase(deal);
              void save(deal, 'stay');
            }}
          >
            {t('account.keepMine')}
          </button>
        </span>
      ) : understood.text === null ? null : (
        <span className={understood.isRight ? 'cellNote meta' : 'cellNote meta bad'} role={understood.isRight ? 'status' : 'alert'}>
          {understood.text}
        </span>
      )}
    </span>
  );
};

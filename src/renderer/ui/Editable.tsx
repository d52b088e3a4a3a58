/** A value that becomes a field: click, Enter or F2 opens it, Enter saves, Esc reverts; where it changed meanwhile both values are shown. */
import { IconPencil } from '@tabler/icons-react';
import type { KeyboardEvent, ReactNode } from 'react';
import { createContext, useContext, useId, useLayoutEffect, useRef, useState } from 'react';
import { errorText } from '../../shared/i18n/errorText.ts';
import { CallFailed } from '../app/calls.ts';
import { useText } from '../app/i18n.ts';
import { useSaid } from '../app/said.ts';
import './editable.css';

/** What was understood of a text: the line below the field, and whether it can be saved. */
export type Echo = { readonly isRight: boolean; readonly text: string | null };

export type EditableProps = {
  readonly label: string;
  /** What is shown while nobody edits; null: nothing is filled in. */
  readonly shown: ReactNode;
  /** The stored value as the text that editing starts from. */
  readonly value: string;
  readonly className?: string;
  /** A closed list instead of free text. */
  readonly options?: readonly { readonly value: string; readonly label: string }[];
  /** Proposals for free text. */
  readonly proposals?: readonly string[];
  readonly inputMode?: 'text' | 'numeric' | 'decimal' | 'email' | 'tel';
  readonly maxLength?: number;
  readonly echo?: (text: string) => Echo;
  /** `was`: the text that editing started from. Rejects with `CallFailed`. */
  readonly onSave: (text: string, was: string) => Promise<unknown>;
};

const FixedContext = createContext(false);

/** Whether what stands here is somebody else's to change: its values are shown, and no control that would be refused. */
export const Fixed = ({ isFixed, children }: { readonly isFixed: boolean; readonly children: ReactNode }) => (
  <FixedContext value={isFixed}>{children}</FixedContext>
);
export const useIsFixed = (): boolean => useContext(FixedContext);

type Edit = { readonly typed: string; readonly base: string; readonly isRefused: boolean };

export const Editable = (props: EditableProps) => {
  const { label, shown, value, className = '', onSave, echo } = props;
  const { t } = useText();
  const say = useSaid((state) => state.say);
  const isFixed = useIsFixed();
  const [edit, setEdit] = useState<Edit | null>(null);
  const button = useRef<HTMLButtonElement>(null);
  const wrapper = useRef<HTMLSpanElement>(null);
  const wasOpen = useRef(false);
  // The focus goes back to the value once the field is gone, before anybody sees that it is: the next key is meant for it.
  useLayoutEffect(() => {
    if (wasOpen.current && edit === null && (document.activeElement === document.body || document.activeElement === null))
      button.current?.focus();
    wasOpen.current = edit !== null;
  }, [edit]);

  const open = (): void => {
    setEdit({ typed: value, base: value, isRefused: false });
  };
  const close = (): void => {
    setEdit(null);
  };
  const save = async (typed: string, base: string): Promise<void> => {
    try {
      await onSave(typed, base);
      close();
    } catch (failure) {
      if (!(failure instanceof CallFailed)) throw failure;
      if (failure.error.type === 'ChangedMeanwhile') setEdit((now) => (now === null ? null : { ...now, isRefused: true }));
      else say(errorText(t, failure.error), 'refused');
    }
  };

  if (isFixed) return <span className={shown === null ? `muted ${className}` : className}>{shown ?? t('account.none')}</span>;
  if (edit === null)
    return (
      <button
        ref={button}
        type="button"
        className={`editable ${className}`}
        title={t('account.editKeys')}
        onClick={open}
        onKeyDown={(event) => {
          if (event.key !== 'F2') return;
          event.preventDefault();
          open();
        }}
      >
        <span className={shown === null ? 'muted' : ''}>{shown ?? t('account.none')}</span>
        <span className="heard">{t('account.edit', { field: label })}</span>
        <IconPencil className="icon small" stroke={1.75} aria-hidden="true" />
      </button>
    );

  const understood = edit.typed === edit.base ? { isRight: true, text: null } : (echo?.(edit.typed) ?? { isRight: true, text: null });
  const isConflict = (value !== edit.base || edit.isRefused) && value !== edit.typed;
  const named = (text: string): string =>
    text === '' ? t('account.emptyValue') : (props.options?.find((option) => option.value === text)?.label ?? text);
  const commit = (): void => {
    if (edit.typed === edit.base || edit.typed === value) close();
    else if (understood.isRight && !isConflict) void save(edit.typed, edit.base);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      close();
    } else if (event.key === 'Enter' && !(event.target instanceof HTMLButtonElement)) {
      event.preventDefault();
      commit();
    }
  };
  return (
    <span
      ref={wrapper}
      role="presentation"
      className={`editing ${className}`}
      onKeyDown={onKeyDown}
      onBlur={(event) => {
        if (!wrapper.current?.contains(event.relatedTarget)) commit();
      }}
    >
      <EditField
        {...props}
        typed={edit.typed}
        isRight={understood.isRight}
        onType={(typed) => {
          setEdit({ ...edit, typed });
        }}
      />
      {understood.text === null ? null : (
        <span className={understood.isRight ? 'meta' : 'meta bad'} role={understood.isRight ? 'status' : 'alert'}>
          {understood.text}
        </span>
      )}
      {isConflict ? (
        <span className="conflict" role="alert">
          <span className="meta warn">{t('account.conflict', { now: named(value), typed: named(edit.typed) })}</span>
          <button type="button" className="button small" onClick={close}>
            {t('account.keepTheirs')}
          </button>
          <button type="button" className="button small" disabled={!understood.isRight} onClick={() => void save(edit.typed, value)}>
            {t('account.keepMine')}
          </button>
        </span>
      ) : null}
    </span>
  );
};

type EditFieldProps = Pick<EditableProps, 'label' | 'options' | 'proposals' | 'inputMode' | 'maxLength'> & {
  readonly typed: string;
  readonly isRight: boolean;
  readonly onType: (text: string) => void;
};

const EditField = ({ label, options, proposals, inputMode = 'text', maxLength, typed, isRight, onType }: EditFieldProps) => {
  const listId = useId();
  const field = useRef<HTMLInputElement & HTMLSelectElement>(null);
  useLayoutEffect(() => {
    field.current?.focus();
    if (field.current instanceof HTMLInputElement) field.current.select();
  }, []);
  return (
    <span className={isRight ? 'field' : 'field wrong'}>
      {options === undefined ? (
        <input
          ref={field}
          type="text"
          inputMode={inputMode}
          maxLength={maxLength}
          aria-label={label}
          aria-invalid={!isRight}
          list={proposals === undefined ? undefined : listId}
          value={typed}
          onChange={(event) => {
            onType(event.target.value);
          }}
        />
      ) : (
        <select
          ref={field}
          aria-label={label}
          value={typed}
          onChange={(event) => {
            onType(event.target.value);
          }}
        >
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      )}
      {proposals === undefined ? null : (
        <datalist id={listId}>
          {proposals.map((proposal) => (
            <option key={proposal} value={proposal} />
          ))}
        </datalist>
      )}
    </span>
  );
};

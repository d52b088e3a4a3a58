/** Chooses an account by typing part of its name: arrows walk the hits, Enter takes one, Esc gives up. */
import type { KeyboardEvent } from 'react';
import { useId, useState } from 'react';
import type { Id } from '../../shared/kernel/brand.ts';
import { find } from '../../shared/search/contract.ts';
import { useQuery } from '../app/calls.ts';
import { useText } from '../app/i18n.ts';

type Picked = { readonly id: Id<'Account'>; readonly name: string };
type AccountPickerProps = {
  readonly label: string;
  /** The account that asks, which is no choice; null: nobody asks. */
  readonly exceptId: Id<'Account'> | null;
  readonly onPick: (picked: Picked) => void;
  readonly onCancel: () => void;
};

const mostShown = 8;

export const AccountPicker = ({ label, exceptId, onPick, onCancel }: AccountPickerProps) => {
  const { t } = useText();
  const listId = useId();
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const query = useQuery(find, text.trim().length < 2 ? null : { text, kinds: ['account'], limit: mostShown + 1 });
  const hits =
    text.trim().length < 2
      ? []
      : (query.data ?? [])
          .filter(({ id }) => id !== exceptId)
          .slice(0, mostShown)
          .map(({ id, title, subtitle }) => ({ id: id as Id<'Account'>, name: title, detail: subtitle }));
  const active = hits[Math.min(at, hits.length - 1)];
  const pick = (picked: Picked): void => {
    setText('');
    onPick(picked);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0) setAt((now) => Math.max(0, Math.min(hits.length - 1, now + step)));
    else if (event.key === 'Enter' && active !== undefined) pick(active);
    else if (event.key === 'Escape') onCancel();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <span className="picker">
      <span className="field">
        <input
          ref={(input) => {
            input?.focus();
          }}
          type="text"
          role="combobox"
          aria-label={label}
          aria-expanded={hits.length > 0}
          aria-controls={listId}
          aria-autocomplete="list"
          aria-activedescendant={active === undefined ? undefined : `${listId}-${active.id}`}
          placeholder={t('account.pick')}
          value={text}
          onKeyDown={onKeyDown}
          onChange={(event) => {
            setText(event.target.value);
            setAt(0);
          }}
        />
      </span>
      <span id={listId} role="listbox" aria-label={label} className={hits.length === 0 ? 'hits none' : 'hits'}>
        {hits.map((hit) => (
          <span
            key={hit.id}
            id={`${listId}-${hit.id}`}
            role="option"
            tabIndex={-1}
            aria-selected={hit.id === active?.id}
            className="hit"
            onPointerDown={(event) => {
              event.preventDefault();
              pick(hit);
            }}
          >
            <span className="medium">{hit.name}</span> <span className="muted">{hit.detail}</span>
          </span>
        ))}
      </span>
      {text.trim().length >= 2 && query.data !== undefined && hits.length === 0 ? (
        <span className="meta" role="status">
          {t('account.pickNothing')}
        </span>
      ) : null}
    </span>
  );
};

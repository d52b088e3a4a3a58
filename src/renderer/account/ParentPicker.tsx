/** The parent company of an account: a link to it, and a search to choose another one or none. */
import { IconPencil } from '@tabler/icons-react';
import { useState } from 'react';
import type { AccountView } from '../../shared/accounts/contract.ts';
import { editAccount } from '../../shared/accounts/contract.ts';
import type { Id } from '../../shared/kernel/brand.ts';
import { useCommand } from '../app/calls.ts';
import { useText } from '../app/i18n.ts';
import { hrefOf } from '../app/routes.ts';
import { AccountPicker } from './AccountPicker.tsx';
import { useSaying } from './useSaying.ts';

export const ParentPicker = ({ account }: { readonly account: AccountView }) => {
  const { t } = useText();
  const [isOpen, setIsOpen] = useState(false);
  const { mutateAsync } = useCommand(editAccount);
  const attempt = useSaying();
  const close = (): void => {
    setIsOpen(false);
  };
  const take = (parentId: Id<'Account'> | null): void => {
    void attempt(async () => mutateAsync({ id: account.id, parentId, was: { parentId: account.parent?.id ?? null } })).then(close);
  };
  if (isOpen)
    return (
      <span className="editing">
        <AccountPicker
          label={t('fields.account.parentId')}
          exceptId={account.id}
          onPick={({ id }) => {
            take(id);
          }}
          onCancel={close}
        />
        <span className="row">
          {account.parent === null ? null : (
            <button
              type="button"
              className="button small"
              onClick={() => {
                take(null);
              }}
            >
              {t('account.pickNone')}
            </button>
          )}
          <button type="button" className="button small quiet" onClick={close}>
            {t('common.cancel')}
          </button>
        </span>
      </span>
    );
  return (
    <span className="row">
      {account.parent === null ? (
        <span className="muted">{t('account.none')}</span>
      ) : (
        <a className="link block" href={hrefOf('accounts', { id: account.parent.id })}>
          {account.parent.name}
        </a>
      )}
      <button
        type="button"
        className="iconButton"
        aria-label={t('account.edit', { field: t('fields.account.parentId') })}
        onClick={() => {
          setIsOpen(true);
        }}
      >
        <IconPencil className="icon small" stroke={1.75} aria-hidden="true" />
      </button>
    </span>
  );
};

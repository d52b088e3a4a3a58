/** Who answers for an account, by the day each began, and a line to name the next one. */
import { useState } from 'react';
import type { AccountView } from '../../shared/accounts/contract.ts';
import { setAccountOwner } from '../../shared/accounts/contract.ts';
import { people } from '../../shared/admin/contract.ts';
import type { Id } from '../../shared/kernel/brand.ts';
import type { Day } from '../../shared/kernel/day.ts';
import { useCommand, useQuery } from '../app/calls.ts';
import { useText } from '../app/i18n.ts';
import { OwnerLines, OwnerForm } from './OwnerForm.tsx';
import { useSaying } from './useSaying.ts';

export const AccountOwners = ({ account, today }: { readonly account: AccountView; readonly today: Day }) => {
  const { t } = useText();
  const [isOpen, setIsOpen] = useState(false);
  const persons = useQuery(people, {});
  const { mutateAsync } = useCommand(setAccountOwner);
  const attempt = useSaying();
  const current = account.owners.at(-1)?.personId ?? null;
  const save = async (personId: Id<'Person'> | null, from: Day): Promise<void> => {
    if (await attempt(async () => mutateAsync({ id: account.id, personId, from }))) setIsOpen(false);
  };
  return (
    <section className="panel">
      <div className="row">
        <h2 className="hSection grow">{t('account.owners')}</h2>
        <button
          type="button"
          className="button small quiet"
          aria-expanded={isOpen}
          onClick={() => {
            setIsOpen(!isOpen);
          }}
        >
          {t('account.changeOwner')}
        </button>
      </div>
      {isOpen ? <OwnerForm people={persons.data ?? []} current={current} today={today} onSave={save} /> : null}
      <OwnerLines owners={account.owners.map(({ name, from }) => ({ name, from }))} />
    </section>
  );
};

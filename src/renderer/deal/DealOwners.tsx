/** Who answers for a deal, by the day each began, and a line to name the next one. */
import { useState } from 'react';
import { people } from '../../shared/admin/contract.ts';
import type { Id } from '../../shared/kernel/brand.ts';
import type { Day } from '../../shared/kernel/day.ts';
import type { DealView } from '../../shared/pipeline/contract.ts';
import { setDealOwner } from '../../shared/pipeline/contract.ts';
import { OwnerForm, OwnerLines } from '../account/OwnerForm.tsx';
import { useSaying } from '../account/useSaying.ts';
import { useCommand, useQuery } from '../app/calls.ts';
import { useText } from '../app/i18n.ts';

export const DealOwners = ({ deal, today }: { readonly deal: DealView; readonly today: Day }) => {
  const { t } = useText();
  const [isOpen, setIsOpen] = useState(false);
  const persons = useQuery(people, {});
  const { mutateAsync } = useCommand(setDealOwner);
  const attempt = useSaying();
  const save = async (personId: Id<'Person'> | null, from: Day): Promise<void> => {
    if (await attempt(async () => mutateAsync({ id: deal.id, personId, from }))) setIsOpen(false);
  };
  return (
    <section className="panel">
      <div className="row">
        <h2 className="hSection grow">{t('deal.owners')}</h2>
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
      {isOpen ? <OwnerForm people={persons.data ?? []} current={deal.owner?.id ?? null} today={today} onSave={save} /> : null}
      <OwnerLines owners={deal.owners.map(({ person, from }) => ({ name: person?.name ?? null, from }))} />
    </section>
  );
};

/** Who answers for a record, by the day each began, and a line to name the next one. */
import { useState } from 'react';
import { people } from '../../shared/admin/contract.ts';
import type { Id } from '../../shared/kernel/brand.ts';
import type { Day } from '../../shared/kernel/day.ts';
import { useQuery } from '../app/calls.ts';
import { useText } from '../app/i18n.ts';
import { PanelHead } from '../ui/PanelHead.tsx';
import { OwnerForm, OwnerLines } from './OwnerForm.tsx';
import { useSaying } from './useSaying.ts';

type OwnersPanelProps = {
  readonly title: string;
  readonly owners: readonly { readonly name: string | null; readonly from: Day | null }[];
  readonly current: Id<'Person'> | null;
  readonly today: Day;
  /** Rejects with `CallFailed`. */
  readonly onSave: (personId: Id<'Person'> | null, from: Day) => Promise<unknown>;
};

export const OwnersPanel = ({ title, owners, current, today, onSave }: OwnersPanelProps) => {
  const { t } = useText();
  const [isOpen, setIsOpen] = useState(false);
  const persons = useQuery(people, {});
  const attempt = useSaying();
  return (
    <section className="panel">
      <PanelHead
        title={title}
        action={t('account.changeOwner')}
        isOpen={isOpen}
        onToggle={() => {
          setIsOpen(!isOpen);
        }}
      />
      {isOpen ? (
        <OwnerForm
          people={persons.data ?? []}
          current={current}
          today={today}
          onSave={async (personId, from) => {
            if (await attempt(async () => onSave(personId, from))) setIsOpen(false);
          }}
        />
      ) : null}
      <OwnerLines owners={owners} />
    </section>
  );
};

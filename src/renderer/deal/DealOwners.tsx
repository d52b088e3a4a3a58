/** Who answers for a deal. */
import type { Day } from '../../shared/kernel/day.ts';
import type { DealView } from '../../shared/pipeline/contract.ts';
import { setDealOwner } from '../../shared/pipeline/contract.ts';
import { OwnersPanel } from '../account/OwnersPanel.tsx';
import { useCommand } from '../app/calls.ts';
import { useText } from '../app/i18n.ts';

export const DealOwners = ({ deal, today }: { readonly deal: DealView; readonly today: Day }) => {
  const { t } = useText();
  const { mutateAsync } = useCommand(setDealOwner);
  return (
    <OwnersPanel
      title={t('common.owners')}
      owners={deal.owners.map(({ person, from }) => ({ name: person?.name ?? null, from }))}
      current={deal.owner?.id ?? null}
      today={today}
      onSave={async (personId, from) => mutateAsync({ id: deal.id, personId, from })}
    />
  );
};

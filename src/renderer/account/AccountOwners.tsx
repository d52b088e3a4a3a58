/** Who answers for an account. */
import type { AccountView } from '../../shared/accounts/contract.ts';
import { setAccountOwner } from '../../shared/accounts/contract.ts';
import type { Day } from '../../shared/kernel/day.ts';
import { useCommand } from '../app/calls.ts';
import { useText } from '../app/i18n.ts';
import { OwnersPanel } from './OwnersPanel.tsx';

export const AccountOwners = ({ account, today }: { readonly account: AccountView; readonly today: Day }) => {
  const { t } = useText();
  const { mutateAsync } = useCommand(setAccountOwner);
  return (
    <OwnersPanel
      title={t('common.owners')}
      owners={account.owners}
      current={account.owners.at(-1)?.personId ?? null}
      today={today}
      onSave={async (personId, from) => mutateAsync({ id: account.id, personId, from })}
    />
  );
};

/** The page of one account: its facts and people at the left; what is known, what was done, its deals and its history at the right. */
import { IconArrowMerge } from '@tabler/icons-react';
import { useMemo, useRef, useState } from 'react';
import type { AccountView } from '../../shared/accounts/contract.ts';
import { account as accountQuery } from '../../shared/accounts/contract.ts';
import { exportActivities, exportContacts } from '../../shared/accounts/exportContract.ts';
import type { WorkspaceView } from '../../shared/admin/contract.ts';
import type { Id } from '../../shared/kernel/brand.ts';
import { exportDeals } from '../../shared/pipeline/exportContract.ts';
import { useQuery } from '../app/calls.ts';
import type { CommandSection } from '../app/commands.ts';
import { useCommandSection } from '../app/commands.ts';
import { useText } from '../app/i18n.ts';
import { reachHere } from '../app/may.ts';
import { sectorName } from '../app/names.ts';
import { hrefOf } from '../app/routes.ts';
import { asFile, ExportMenu } from '../exports/ExportMenu.tsx';
import { ErrorBlank } from '../ui/Blank.tsx';
import { AccountDeals } from './AccountDeals.tsx';
import { AccountFacts, AccountName } from './AccountFacts.tsx';
import { AccountOwners } from './AccountOwners.tsx';
import { Contacts } from './Contacts.tsx';
import { KnowledgePanels } from './KnowledgePanels.tsx';
import { MergeNotices, MergePanel } from './MergePanel.tsx';
import { RecordHistory } from './RecordHistory.tsx';
import { SinceLine } from './SinceLine.tsx';
import { Timeline } from './Timeline.tsx';
import { useSinceLooked } from './useSinceLooked.ts';

type AccountPageProps = { readonly accountId: Id<'Account'>; readonly workspace: WorkspaceView };

export const AccountPage = ({ accountId, workspace }: AccountPageProps) => {
  const query = useQuery(accountQuery, { id: accountId }, false);
  if (query.error) return <ErrorBlank error={query.error.error} onRetry={() => void query.refetch()} />;
  return query.data === undefined ? <div className="page" aria-busy="true" /> : <AccountSheet account={query.data} workspace={workspace} />;
};

const AccountSheet = ({ account, workspace }: { readonly account: AccountView; readonly workspace: WorkspaceView }) => {
  const { t } = useText();
  const [merging, setMerging] = useState<{ readonly goneId: Id<'Account'> | null } | null>(null);
  const since = useSinceLooked(workspace, account.id);
  const canMerge = reachHere(workspace, 'account.merge') === 'all';
  const log = useRef<HTMLInputElement>(null);
  const deals = useRef<HTMLHeadingElement>(null);
  const section = useMemo<CommandSection>(
    () => ({
      id: 'account',
      label: 'account.keysSection',
      commands: [
        {
          id: 'account.log',
          label: 'account.keyLog',
          keys: ['l'],
          run: () => {
            log.current?.focus();
          },
        },
        { id: 'account.edit', label: 'account.keyEdit', keys: ['F2'] },
      ],
    }),
    [],
  );
  useCommandSection(section);
  return (
    <div className="page">
      <div className="head">
        <div className="grow">
          <a className="link" href={hrefOf('accounts')}>
            {t('account.back')}
          </a>
          <h1 className="hPage">{account.mergedInto === null ? <AccountName account={account} workspace={workspace} /> : account.name}</h1>
          <div className="small muted">
            {[account.sector === null ? null : sectorName(t, account.sector), account.location].filter(Boolean).join(' · ')}
          </div>
        </div>
        <div className="controls">
          {account.keyAccount ? <span className="badge">{t('fields.account.keyAccount')}</span> : null}
          <ExportMenu
            lists={[
              asFile(exportDeals, { status: null, accountId: account.id }),
              asFile(exportContacts, { accountId: account.id }),
              asFile(exportActivities, { accountId: account.id }),
            ]}
          />
          {canMerge && account.mergedInto === null ? (
            <button
              type="button"
              className="button"
              aria-expanded={merging !== null}
              onClick={() => {
                setMerging(merging === null ? { goneId: null } : null);
              }}
            >
              <IconArrowMerge className="icon small" stroke={1.75} aria-hidden="true" />
              {t('account.merge')}
            </button>
          ) : null}
        </div>
      </div>
      <SinceLine since={since} />
      <MergeNotices account={account} canUndo={canMerge} />
      {merging === null ? null : (
        <MergePanel
          key={merging.goneId ?? ''}
          account={account}
          goneId={merging.goneId}
          onClose={() => {
            setMerging(null);
          }}
        />
      )}
      {account.mergedInto === null ? (
        <div className="recordSheet">
          <div className="recordSide">
            <AccountFacts
              account={account}
              workspace={workspace}
              onMerge={
                canMerge
                  ? (goneId) => {
                      setMerging({ goneId });
                    }
                  : null
              }
            />
            <AccountOwners account={account} today={workspace.today} />
            <Contacts accountId={account.id} contacts={account.contacts} workspace={workspace} />
          </div>
          <div className="recordMain">
            <KnowledgePanels
              accountId={account.id}
              workspace={workspace}
              onShowDeals={() => {
                deals.current?.scrollIntoView({ block: 'start' });
                deals.current?.focus();
              }}
            />
            <Timeline accountId={account.id} dealId={null} workspace={workspace} logRef={log} />
            <AccountDeals accountId={account.id} today={workspace.today} headingRef={deals} />
            <section className="panel flush">
              <h2 className="hSection panelHead">{t('common.history')}</h2>
              <RecordHistory recordId={account.id} today={workspace.today} zone={workspace.zone} fresh={since.seqs} />
            </section>
          </div>
        </div>
      ) : (
        <section className="panel flush">
          <h2 className="hSection panelHead">{t('common.history')}</h2>
          <RecordHistory recordId={account.id} today={workspace.today} zone={workspace.zone} fresh={since.seqs} />
        </section>
      )}
    </div>
  );
};

/** The page of the exchange: how it is with the hub, who else holds the workspace, and what asks for somebody. */
import type { WorkspaceView } from '../../shared/admin/contract.ts';
import { formatList, formatRecent } from '../../shared/i18n/format.ts';
import type { Language } from '../../shared/i18n/languages.ts';
import { type SyncStatus, syncStatus } from '../../shared/sync/statusContract.ts';
import { useQuery } from '../app/calls.ts';
import { changeTextKey } from '../app/changeText.ts';
import { type Translate, useText } from '../app/i18n.ts';
import { mayDo } from '../app/may.ts';
import '../admin/settings/settings.css';
import { ErrorBlank } from '../ui/Blank.tsx';
import { PageHead } from '../ui/PageHead.tsx';
import { AskedRemovals } from './AskedRemovals.tsx';
import { Conflicts } from './Conflicts.tsx';
import { Connection } from './Connection.tsx';
import { Devices } from './Devices.tsx';
import { HostHere } from './HostHere.tsx';
import { RefusedChanges } from './RefusedChanges.tsx';
import { SyncPart } from './SyncPart.tsx';
import { troubleKey } from './syncText.ts';
import './sync.css';

const headline = (t: Translate, language: Language, { hub, trouble, waiting, conflicts, refused }: SyncStatus): string => {
  if (hub === null) return t('syncPage.headAlone');
  if (trouble !== null) return t(troubleKey(trouble));
  // What asks for somebody comes before what goes by itself.
  const asks = [
    ...(conflicts === 0 ? [] : [t('syncPage.conflicts', { count: conflicts })]),
    ...(refused === 0 ? [] : [t('syncPage.refused', { count: refused })]),
  ];
  if (asks.length > 0) return formatList(language, asks);
  return waiting === 0 ? t('syncPage.headUpToDate') : t('syncPage.headWaiting', { count: waiting });
};

export const SyncPage = ({ workspace }: { readonly workspace: WorkspaceView }) => {
  const { t, language } = useText();
  const { today, zone } = workspace;
  const asked = useQuery(syncStatus, {});
  if (asked.error) return <ErrorBlank error={asked.error.error} onRetry={() => void asked.refetch()} />;
  if (!asked.data) return <div className="page" aria-busy="true" />;
  const status = asked.data;
  const { hub, lastSyncAt } = status;
  const synced =
    lastSyncAt === null ? t('syncPage.notYet') : t('syncPage.synced', { when: formatRecent(language, lastSyncAt, today, zone) });
  return (
    <div className="page">
      <PageHead finding={headline(t, language, status)} context={hub === null ? t('syncPage.contextAlone') : synced} />
      <div className="sheet settingSheet">
        <Connection status={status} workspace={workspace} />
        <HostHere workspace={workspace} />
        {hub === null ? null : (
          <>
            <Conflicts workspace={workspace} />
            <RefusedChanges workspace={workspace} />
            {mayDo(workspace, 'people.edit') ? <AskedRemovals workspace={workspace} /> : null}
            <SyncPart title={t('syncPage.queue')} about={t('syncPage.queueAbout')}>
              <Queue queue={status.queue} />
            </SyncPart>
            <Devices key={`${hub.url} ${String(status.trouble === null)}`} hub={hub.url} workspace={workspace} />
          </>
        )}
      </div>
    </div>
  );
};

const Queue = ({ queue }: Pick<SyncStatus, 'queue'>) => {
  const { t } = useText();
  if (queue.length === 0) return <p className="small muted">{t('syncPage.queueNone')}</p>;
  return (
    <ul className="keptList">
      {queue.map(({ command, sets }) => (
        <li key={command} className="row">
          <span className="grow">{t(changeTextKey(command) ?? 'changes.other')}</span>
          <span className="small muted">{t('syncPage.waiting', { count: sets })}</span>
        </li>
      ))}
    </ul>
  );
};

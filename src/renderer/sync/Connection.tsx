/** The hub of this workspace: publishing to one, how the exchange stands, and being let in again. */
import type { WorkspaceView } from '../../shared/admin/contract.ts';
import { beginning } from '../../shared/admin/setupContract.ts';
import { formatInstant, formatRecent } from '../../shared/i18n/format.ts';
import { hostStatus } from '../../shared/sync/hostContract.ts';
import { joinAgain, publish, syncNow, type SyncStatus } from '../../shared/sync/statusContract.ts';
import { useCommand, useQuery } from '../app/calls.ts';
import { useText } from '../app/i18n.ts';
import { mayDo } from '../app/may.ts';
import { HostHereFingerprint } from './HostHereFingerprint.tsx';
import { HostHereFollow } from './HostHereFollow.tsx';
import { useTrust } from './HostHereTrust.tsx';
import { ComeBack, MoveOrLeave, Replaced } from './Home.tsx';
import { HubForm } from './HubForm.tsx';
import { SyncPart } from './SyncPart.tsx';
import { useSyncTry } from './useSyncTry.ts';

type ConnectionProps = { readonly status: SyncStatus; readonly workspace: WorkspaceView };

/** In the project folder, as the invited person types it. */
const joinCommand = 'npm run samspill -- join --store FOLDER --hub URL --code CODE';

export const Connection = ({ status, workspace }: ConnectionProps) => {
  const { t } = useText();
  return (
    <SyncPart title={t('syncPage.connection')} about={t('syncPage.connectionAbout')}>
      {status.hub === null ? (
        <Alone status={status} workspace={workspace} />
      ) : (
        <Linked status={status} hub={status.hub.url} workspace={workspace} />
      )}
    </SyncPart>
  );
};

const Alone = ({ status, workspace }: ConnectionProps) => {
  const { t } = useText();
  const { mutateAsync: send, isPending } = useCommand(publish);
  const toPublish = useTrust();
  const toJoin = useTrust();
  const { mutateAsync: join, isPending: isJoining } = useCommand(joinAgain);
  const isFresh = useQuery(beginning, {}).data?.isFresh === true;
  const mayPublish = mayDo(workspace, 'workspace.edit');
  return (
    <>
      {status.wasLinked ? <ComeBack /> : null}
      <div className="syncPart" data-part="publish">
        <h3 className="strong">{t('syncPage.publishTitle')}</h3>
        {status.canPublish && mayPublish ? (
          <>
            <p className="small muted">{t('syncPage.publishAbout')}</p>
            <HubForm
              hub=""
              label={t(isPending ? 'syncPage.sendingAll' : 'syncPage.publish')}
              isBusy={isPending}
              onSend={(input) => toPublish.send(input, send, () => t('syncPage.published'))}
            />
            {toPublish.question}
          </>
        ) : (
          <p className="small muted">{t(status.canPublish ? 'syncPage.adminAbout' : 'syncPage.sampleAbout')}</p>
        )}
      </div>
      {status.wasLinked ? null : (
        <div className="syncPart" data-part="join">
          <h3 className="strong">{t('syncPage.joinTitle')}</h3>
          {isFresh ? (
            <>
              <p className="small muted">{t('syncPage.joinHereAbout')}</p>
              <HubForm
                hub=""
                label={t(isJoining ? 'syncPage.exchanging' : 'syncPage.joinHere')}
                isBusy={isJoining}
                onSend={(input) => toJoin.send(input, join, () => t('syncPage.joined'))}
              />
              {toJoin.question}
            </>
          ) : (
            <>
              <p className="small muted">{t('syncPage.joinAbout')}</p>
              <code className="command">{joinCommand}</code>
            </>
          )}
        </div>
      )}
    </>
  );
};

const Linked = ({ status, hub, workspace }: ConnectionProps & { readonly hub: string }) => {
  const { t, language } = useText();
  const { today, zone } = workspace;
  const { mutateAsync: exchange, isPending } = useCommand(syncNow);
  const { mutateAsync: join, isPending: isJoining } = useCommand(joinAgain);
  const attempt = useSyncTry();
  const again = useTrust();
  const isHome = useQuery(hostStatus, {}).data?.isHome === true;
  const certificate = status.hub?.certificate ?? null;
  const { lastSyncAt, retryAt, trouble } = status;
  return (
    <>
      <dl className="settingFacts syncFacts">
        <dt>{t('syncPage.hub')}</dt>
        <dd>{isHome ? t('common.thisDevice') : hub}</dd>
        {certificate === null || isHome ? null : (
          <>
            <dt>{t('hosting.hubFingerprint')}</dt>
            <dd>
              <HostHereFingerprint fingerprint={certificate} />
            </dd>
          </>
        )}
        <dt>{t('syncPage.lastSync')}</dt>
        <dd>{lastSyncAt === null ? t('syncPage.never') : formatInstant(language, lastSyncAt, zone)}</dd>
        {trouble === null || retryAt === null ? null : (
          <>
            <dt>{t('syncPage.nextTry')}</dt>
            <dd>{formatRecent(language, retryAt, today, zone)}</dd>
          </>
        )}
        <dt>{t('common.thisDevice')}</dt>
        <dd>{status.device}</dd>
      </dl>
      {status.secretsArePlain ? <p className="small muted">{t('exchange.secretsPlain')}</p> : null}
      {certificate === null ? null : <HostHereFollow key={hub} hub={hub} trouble={trouble} />}
      {trouble === 'HubReplaced' ? <Replaced status={status} workspace={workspace} /> : null}
      {trouble === 'JoinAgain' || trouble === 'SecretsLocked' ? (
        <>
          <p className="small warn">{t('syncPage.againAbout')}</p>
          <HubForm
            hub={hub}
            label={t(isJoining ? 'syncPage.exchanging' : 'syncPage.join')}
            isBusy={isJoining}
            onSend={(input) => again.send(input, join, () => t('syncPage.joined'))}
          />
          {again.question}
        </>
      ) : (
        <button
          type="button"
          className="button"
          disabled={isPending || workspace.readOnly}
          onClick={() =>
            void attempt(
              () => exchange({}),
              ({ sent, received }) => t('syncPage.exchanged', { sent, received }),
            )
          }
        >
          {t(isPending ? 'syncPage.exchanging' : 'syncPage.syncNow')}
        </button>
      )}
      <MoveOrLeave status={status} workspace={workspace} />
    </>
  );
};

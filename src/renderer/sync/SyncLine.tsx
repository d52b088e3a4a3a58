/** How it is with the hub, in the status bar: when everything was exchanged last, what waits, and what asks for somebody. */
import { formatInstant, formatRecent } from '../../shared/i18n/format.ts';
import { syncStatus } from '../../shared/sync/statusContract.ts';
import { useQuery } from '../app/calls.ts';
import { useText } from '../app/i18n.ts';
import { hrefOf } from '../app/routes.ts';
import { shortTroubleKey, troubleKey } from './syncText.ts';
import './sync.css';

type SyncLineProps = { readonly isAsked: boolean; readonly today: string; readonly zone: string };

/** `isAsked` is false for whom the exchange is none of their business: guests. */
export const SyncLine = ({ isAsked, today, zone }: SyncLineProps) => {
  const { t, language } = useText();
  const { data: status } = useQuery(syncStatus, isAsked ? {} : null);
  if (!isAsked) return <span>{t('common.recent')}</span>;
  const href = hrefOf('sync');
  if (status === undefined || status.hub === null)
    return (
      <a className="syncLine" href={href}>
        {t('common.recent')}
      </a>
    );
  const { lastSyncAt, trouble, waiting, conflicts, refused } = status;
  const short = shortTroubleKey(status);
  return (
    <a className="syncLine" href={href}>
      <span title={lastSyncAt === null ? undefined : formatInstant(language, lastSyncAt, zone)}>
        {lastSyncAt === null ? t('syncPage.notYet') : t('syncPage.synced', { when: formatRecent(language, lastSyncAt, today, zone) })}
      </span>
      {trouble === null || short === null ? null : (
        <span className={status.state === 'stopped' || trouble === 'JoinAgain' ? 'bad medium' : 'warn'} title={t(troubleKey(trouble))}>
          {t(short)}
        </span>
      )}
      {waiting === 0 ? null : <span>{t('syncPage.waiting', { count: waiting })}</span>}
      {conflicts === 0 ? null : <span className="warn">{t('syncPage.conflicts', { count: conflicts })}</span>}
      {refused === 0 ? null : <span className="warn">{t('syncPage.refused', { count: refused })}</span>}
    </a>
  );
};

/** A hub that is known by its certificate and out of reach: it may have another address today, which needs no code. */
import type { SubmitEvent } from 'react';
import { useState } from 'react';
import { followHub, hostStatus } from '../../shared/sync/hostContract.ts';
import type { SyncTrouble } from '../../shared/sync/statusContract.ts';
import { useCommand, useQuery } from '../app/calls.ts';
import { useText } from '../app/i18n.ts';
import { useSyncTry } from './useSyncTry.ts';

type FollowProps = { readonly hub: string; readonly trouble: SyncTrouble | null };

const isLost = (trouble: SyncTrouble | null): boolean =>
  trouble === 'HubUnreachable' || trouble === 'NotAHub' || trouble === 'HubOtherCertificate';

export const HostHereFollow = ({ hub, trouble }: FollowProps) => {
  const { t } = useText();
  const isHome = useQuery(hostStatus, {}).data?.isHome;
  const { mutateAsync: follow, isPending } = useCommand(followHub);
  const attempt = useSyncTry();
  const [url, setUrl] = useState(hub);
  if (!isLost(trouble) || isHome !== false) return null;
  const isReady = url.trim() !== '' && url.trim() !== hub && !isPending;
  const send = (event: SubmitEvent): void => {
    event.preventDefault();
    if (!isReady) return;
    void attempt(
      () => follow({ hub: url.trim() }),
      () => t('hosting.followed'),
    );
  };
  return (
    <div className="syncPart" data-part="follow">
      <h3 className="strong">{t('hosting.followTitle')}</h3>
      <p className="small muted">{t('hosting.followAbout')}</p>
      <form className="syncForm" onSubmit={send}>
        <span className="field wide">
          <input
            type="url"
            aria-label={t('syncPage.address')}
            maxLength={300}
            value={url}
            onChange={(event) => {
              setUrl(event.target.value);
            }}
          />
        </span>
        <button type="submit" className="button" disabled={!isReady}>
          {t(isPending ? 'hosting.following' : 'hosting.follow')}
        </button>
      </form>
    </div>
  );
};

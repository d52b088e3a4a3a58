/** This device as the home hub of its workspace: what others need to join it, and turning it on and off. */
import { useState } from 'react';
import type { WorkspaceView } from '../../shared/admin/contract.ts';
import type { TextKey } from '../../shared/i18n/dictionary.ts';
import { beginHosting, endHosting, type HostStatus, hostStatus, type HostTrouble } from '../../shared/sync/hostContract.ts';
import { useCommand, useQuery } from '../app/calls.ts';
import { useText } from '../app/i18n.ts';
import { mayDo } from '../app/may.ts';
import { HostHereFingerprint } from './HostHereFingerprint.tsx';
import { InviteDialog } from './InviteDialog.tsx';
import { SyncPart } from './SyncPart.tsx';
import { useSyncTry } from './useSyncTry.ts';

type HostHereProps = { readonly workspace: WorkspaceView };

const troubleText = (trouble: HostTrouble): TextKey => `hostHere.${trouble}`;

/** Nothing at all for those who may not move the workspace here from another hub. */
export const HostHere = ({ workspace }: HostHereProps) => {
  const { t } = useText();
  const status = useQuery(hostStatus, {}).data;
  const isAdmin = mayDo(workspace, 'workspace.edit');
  if (status === undefined || !(status.canHost || status.isHome || (status.canMoveHere && isAdmin))) return null;
  return (
    <SyncPart title={t('hostHere.title')} about={t('hostHere.about')}>
      {status.isHome && status.state !== 'off' ? (
        <Running status={status} workspace={workspace} isAdmin={isAdmin} />
      ) : status.canMoveHere ? (
        <MoveHere />
      ) : (
        <TurnedOff status={status} isAdmin={isAdmin} />
      )}
    </SyncPart>
  );
};

type PartProps = { readonly status: HostStatus; readonly isAdmin: boolean };

const useBegin = () => {
  const { t } = useText();
  const { mutateAsync: begin, isPending } = useCommand(beginHosting);
  const attempt = useSyncTry();
  const run = (otherPort: boolean, move = false): void =>
    void attempt(
      () => begin({ otherPort, move }),
      () => t('hostHere.begun'),
    );
  return { run, isPending };
};

const TurnedOff = ({ status, isAdmin }: PartProps) => {
  const { t } = useText();
  const { run, isPending } = useBegin();
  return (
    <>
      <p className="small muted">{t(status.isHome ? 'hostHere.isOff' : 'hostHere.offAbout')}</p>
      {status.wasCopied ? <p className="small warn">{t('hostHere.wasCopied')}</p> : null}
      {isAdmin ? (
        <button
          type="button"
          className="button"
          disabled={isPending}
          onClick={() => {
            run(false);
          }}
        >
          {t(isPending ? 'hostHere.beginning' : status.isHome ? 'hostHere.again' : 'hostHere.begin')}
        </button>
      ) : (
        <p className="small muted">{t('hostHere.adminAbout')}</p>
      )}
    </>
  );
};

const Running = ({ status, isAdmin, workspace }: PartProps & HostHereProps) => {
  const { t } = useText();
  const { trouble, port, addresses, fingerprint } = status;
  const { run, isPending } = useBegin();
  const [isInviting, setIsInviting] = useState(false);
  const [isEnding, setIsEnding] = useState(false);
  const isOn = status.state === 'on';
  return (
    <>
      {trouble === null ? (
        <p className="small muted">{t(isOn ? 'hostHere.isOn' : 'hostHere.isStarting')}</p>
      ) : (
        <p className="small warn">{t(troubleText(trouble), { port: port ?? '' })}</p>
      )}
      {trouble === 'PortTaken' && isAdmin ? (
        <button
          type="button"
          className="button"
          disabled={isPending}
          onClick={() => {
            run(true);
          }}
        >
          {t('hostHere.otherPort')}
        </button>
      ) : null}
      {isOn ? (
        <dl className="settingFacts syncFacts hostFacts">
          <dt>{t('hostHere.addresses')}</dt>
          <dd>
            {addresses.length === 0 ? <span className="warn">{t('hostHere.noNetwork')}</span> : null}
            {addresses.map((address) => (
              <code key={address} className="command">
                {address}
              </code>
            ))}
          </dd>
          <dt>{t('hostHere.fingerprint')}</dt>
          <dd>
            {fingerprint === null ? null : <HostHereFingerprint fingerprint={fingerprint} />}
            <span className="small muted">{t('hostHere.compare')}</span>
          </dd>
        </dl>
      ) : null}
      {isOn ? <p className="small muted">{t('hostHere.firewall', { port: port ?? '' })}</p> : null}
      {isAdmin ? (
        <div className="row">
          {isOn ? (
            <button
              type="button"
              className="button primary"
              onClick={() => {
                setIsInviting(true);
              }}
            >
              {t('hostHere.makeCode')}
            </button>
          ) : null}
          <button
            type="button"
            className="button quiet"
            onClick={() => {
              setIsEnding(true);
            }}
          >
            {t('hostHere.end')}
          </button>
        </div>
      ) : null}
      {isEnding ? (
        <EndAsk
          onClose={() => {
            setIsEnding(false);
          }}
        />
      ) : null}
      {isInviting ? (
        <InviteDialog
          hub={addresses[0] ?? ''}
          workspace={workspace}
          onClose={() => {
            setIsInviting(false);
          }}
        />
      ) : null}
    </>
  );
};

const MoveHere = () => {
  const { t } = useText();
  const { run, isPending } = useBegin();
  const [isAsked, setIsAsked] = useState(false);
  return (
    <>
      <p className="small muted">{t('hostHere.moveAbout')}</p>
      {isAsked ? (
        <div className="syncAsk" role="group" aria-label={t('hostHere.move')}>
          <p className="small">{t('hostHere.moveAsk')}</p>
          <button
            type="button"
            className="button small"
            disabled={isPending}
            onClick={() => {
              run(false, true);
            }}
          >
            {t(isPending ? 'hostHere.beginning' : 'hostHere.moveYes')}
          </button>
          <button
            type="button"
            className="button quiet small"
            onClick={() => {
              setIsAsked(false);
            }}
          >
            {t('syncScreen.cancel')}
          </button>
        </div>
      ) : (
        <button
          type="button"
          className="button"
          onClick={() => {
            setIsAsked(true);
          }}
        >
          {t('hostHere.move')}
        </button>
      )}
    </>
  );
};

const EndAsk = ({ onClose }: { readonly onClose: () => void }) => {
  const { t } = useText();
  const { mutateAsync: end, isPending } = useCommand(endHosting);
  const attempt = useSyncTry();
  return (
    <div className="syncAsk" role="group" aria-label={t('hostHere.end')}>
      <p className="small">{t('hostHere.endAsk')}</p>
      <button
        type="button"
        className="button small"
        disabled={isPending}
        onClick={() =>
          void attempt(
            () => end({}),
            () => t('hostHere.ended'),
          )
        }
      >
        {t('hostHere.end')}
      </button>
      <button type="button" className="button quiet small" onClick={onClose}>
        {t('syncScreen.cancel')}
      </button>
    </div>
  );
};

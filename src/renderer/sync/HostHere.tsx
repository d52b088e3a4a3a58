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

const troubleText = (trouble: HostTrouble): TextKey => `hosting.${trouble}`;

/** Nothing at all for those who may not move the workspace here from another hub. */
export const HostHere = ({ workspace }: HostHereProps) => {
  const { t } = useText();
  const status = useQuery(hostStatus, {}).data;
  const isAdmin = mayDo(workspace, 'workspace.edit');
  if (status === undefined || !(status.canHost || status.isHome || (status.canMoveHere && isAdmin))) return null;
  return (
    <SyncPart title={t('hosting.title')} about={t('hosting.about')}>
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
      () => t('hosting.begun'),
    );
  return { run, isPending };
};

const TurnedOff = ({ status, isAdmin }: PartProps) => {
  const { t } = useText();
  const { run, isPending } = useBegin();
  return (
    <>
      <p className="small muted">{t(status.isHome ? 'hosting.isOff' : 'hosting.offAbout')}</p>
      {status.wasCopied ? <p className="small warn">{t('hosting.wasCopied')}</p> : null}
      {isAdmin ? (
        <button
          type="button"
          className="button"
          disabled={isPending}
          onClick={() => {
            run(false);
          }}
        >
          {t(isPending ? 'hosting.beginning' : status.isHome ? 'hosting.again' : 'hosting.begin')}
        </button>
      ) : (
        <p className="small muted">{t('hosting.adminAbout')}</p>
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
        <p className="small muted">{t(isOn ? 'hosting.isOn' : 'hosting.isStarting')}</p>
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
          {t('hosting.otherPort')}
        </button>
      ) : null}
      {isOn ? (
        <dl className="settingFacts syncFacts hostFacts">
          <dt>{t('hosting.addresses')}</dt>
          <dd>
            {addresses.length === 0 ? <span className="warn">{t('hosting.noNetwork')}</span> : null}
            {addresses.map((address) => (
              <code key={address} className="command">
                {address}
              </code>
            ))}
          </dd>
          <dt>{t('hosting.fingerprint')}</dt>
          <dd>
            {fingerprint === null ? null : <HostHereFingerprint fingerprint={fingerprint} />}
            <span className="small muted">{t('hosting.compare')}</span>
          </dd>
        </dl>
      ) : null}
      {isOn ? <p className="small muted">{t('hosting.firewall', { port: port ?? '' })}</p> : null}
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
              {t('hosting.makeCode')}
            </button>
          ) : null}
          <button
            type="button"
            className="button quiet"
            onClick={() => {
              setIsEnding(true);
            }}
          >
            {t('hosting.end')}
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
      <p className="small muted">{t('hosting.moveAbout')}</p>
      {isAsked ? (
        <div className="syncAsk" role="group" aria-label={t('hosting.move')}>
          <p className="small">{t('hosting.moveAsk')}</p>
          <button
            type="button"
            className="button small"
            disabled={isPending}
            onClick={() => {
              run(false, true);
            }}
          >
            {t(isPending ? 'hosting.beginning' : 'hosting.moveYes')}
          </button>
          <button
            type="button"
            className="button quiet small"
            onClick={() => {
              setIsAsked(false);
            }}
          >
            {t('common.cancel')}
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
          {t('hosting.move')}
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
    <div className="syncAsk" role="group" aria-label={t('hosting.end')}>
      <p className="small">{t('hosting.endAsk')}</p>
      <button
        type="button"
        className="button small"
        disabled={isPending}
        onClick={() =>
          void attempt(
            () => end({}),
            () => t('hosting.ended'),
          )
        }
      >
        {t('hosting.end')}
      </button>
      <button type="button" className="button quiet small" onClick={onClose}>
        {t('common.cancel')}
      </button>
    </div>
  );
};

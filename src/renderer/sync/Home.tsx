/** What becomes of the hub: one that was put back gets everything again, a workspace moves to another one, a device leaves and comes back. */
import { useState } from 'react';
import type { WorkspaceView } from '../../shared/admin/contract.ts';
import { leave, moveHome, pushAgain } from '../../shared/sync/homeContract.ts';
import { joinAgain, type SyncStatus } from '../../shared/sync/statusContract.ts';
import { useCommand } from '../app/calls.ts';
import { useText } from '../app/i18n.ts';
import { mayDo } from '../app/may.ts';
import { useTrust } from './HostHereTrust.tsx';
import { HubForm } from './HubForm.tsx';
import { useSyncTry } from './useSyncTry.ts';

type HomeProps = { readonly status: SyncStatus; readonly workspace: WorkspaceView };

/** The hub is not the one it was: what can be done about it, and what will happen then. */
export const Replaced = ({ status, workspace }: HomeProps) => {
  const { t } = useText();
  const { mutateAsync: push, isPending } = useCommand(pushAgain);
  const attempt = useSyncTry();
  const isAdmin = mayDo(workspace, 'workspace.edit');
  return (
    <div className="syncPart" data-part="replaced">
      <h3 className="strong">{t('syncHome.replacedTitle')}</h3>
      <p className="small warn">{t(isAdmin ? 'syncHome.replacedAdmin' : 'syncHome.replacedOther')}</p>
      <button
        type="button"
        className={isAdmin ? 'button primary' : 'button'}
        disabled={isPending || workspace.readOnly}
        onClick={() =>
          void attempt(
            () => push({}),
            ({ sent, received }) => t('syncHome.pushedAgain', { sent, received }),
          )
        }
      >
        {t(isPending ? 'syncHome.pushingAgain' : 'syncHome.pushAgain')}
      </button>
      {isAdmin ? (
        <>
          <p className="small muted">{t('syncHome.emptyAbout')}</p>
          <MoveForm hub={status.hub?.url ?? ''} label={t('syncHome.publishAgain')} />
        </>
      ) : (
        <>
          <p className="small muted">{t('syncHome.invitedAbout')}</p>
          <JoinForm hub={status.hub?.url ?? ''} label={t('syncScreen.join')} />
        </>
      )}
    </div>
  );
};

type FormProps = { readonly hub: string; readonly label: string };

const MoveForm = ({ hub, label }: FormProps) => {
  const { t } = useText();
  const { mutateAsync: move, isPending } = useCommand(moveHome);
  const trust = useTrust();
  return (
    <>
      <HubForm
        hub={hub}
        label={isPending ? t('syncHome.moving') : label}
        isBusy={isPending}
        onSend={(input) => trust.send(input, move, () => t('syncHome.moved'))}
      />
      {trust.question}
    </>
  );
};

/** Moving to another hub, following there, and leaving this one; closed until somebody looks for it. */
export const MoveOrLeave = ({ status, workspace }: HomeProps) => {
  const { t } = useText();
  const [isAsking, setIsAsking] = useState(false);
  const { mutateAsync: go, isPending } = useCommand(leave);
  const attempt = useSyncTry();
  const { waiting } = status;
  return (
    <>
      {mayDo(workspace, 'workspace.edit') ? (
        <details className="syncMore" data-part="move">
          <summary>{t('syncHome.moveTitle')}</summary>
          <div className="syncPart">
            <p className="small muted">{t('syncHome.moveAbout')}</p>
            <MoveForm hub="" label={t('syncHome.move')} />
          </div>
        </details>
      ) : null}
      <details className="syncMore" data-part="follow">
        <summary>{t('syncHome.followTitle')}</summary>
        <div className="syncPart">
          <p className="small muted">{t('syncHome.followAbout')}</p>
          <JoinForm hub="" label={t('syncHome.follow')} />
        </div>
      </details>
      <details className="syncMore" data-part="leave">
        <summary>{t('syncHome.leaveTitle')}</summary>
        <div className="syncPart">
          <p className="small muted">{t('syncHome.leaveAbout')}</p>
          {isAsking ? (
            <div className="syncAsk" role="group" aria-label={t('syncHome.leaveTitle')}>
              <p className="small">{waiting === 0 ? t('syncHome.leaveAsk') : t('syncHome.leaveWaiting', { count: waiting })}</p>
              <button
                type="button"
                className="button small"
                disabled={isPending}
                onClick={() =>
                  void attempt(
                    () => go({}),
                    () => t('syncHome.left'),
                  )
                }
              >
                {t('syncHome.leaveYes')}
              </button>
              <button
                type="button"
                className="button quiet small"
                onClick={() => {
                  setIsAsking(false);
                }}
              >
                {t('syncHome.cancel')}
              </button>
            </div>
          ) : (
            <button
              type="button"
              className="button"
              disabled={workspace.readOnly}
              onClick={() => {
                setIsAsking(true);
              }}
            >
              {t('syncHome.leave')}
            </button>
          )}
        </div>
      </details>
    </>
  );
};

/** A device that left its hub comes back to the same workspace. */
export const ComeBack = () => {
  const { t } = useText();
  return (
    <div className="syncPart" data-part="back">
      <h3 className="strong">{t('syncHome.backTitle')}</h3>
      <p className="small muted">{t('syncHome.backAbout')}</p>
      <JoinForm hub="" label={t('syncHome.back')} />
    </div>
  );
};

const JoinForm = ({ hub, label }: FormProps) => {
  const { t } = useText();
  const { mutateAsync: join, isPending } = useCommand(joinAgain);
  const trust = useTrust();
  return (
    <>
      <HubForm
        hub={hub}
        label={isPending ? t('syncScreen.joining') : label}
        isBusy={isPending}
        onSend={(input) => trust.send(input, join, () => t('syncScreen.joined'))}
      />
      {trust.question}
    </>
  );
};

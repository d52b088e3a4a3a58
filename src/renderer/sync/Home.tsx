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
      <h3 className="strong">{t('home.replacedTitle')}</h3>
      <p className="small warn">{t(isAdmin ? 'home.replacedAdmin' : 'home.replacedOther')}</p>
      <button
        type="button"
        className={isAdmin ? 'button primary' : 'button'}
        disabled={isPending || workspace.readOnly}
        onClick={() =>
          void attempt(
            () => push({}),
            ({ sent, received }) => t('home.pushedAgain', { sent, received }),
          )
        }
      >
        {t(isPending ? 'syncPage.sendingAll' : 'home.pushAgain')}
      </button>
      {isAdmin ? (
        <>
          <p className="small muted">{t('home.emptyAbout')}</p>
          <MoveForm hub={status.hub?.url ?? ''} label={t('home.publishAgain')} />
        </>
      ) : (
        <>
          <p className="small muted">{t('home.invitedAbout')}</p>
          <JoinForm hub={status.hub?.url ?? ''} label={t('syncPage.join')} />
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
        label={isPending ? t('syncPage.sendingAll') : label}
        isBusy={isPending}
        onSend={(input) => trust.send(input, move, () => t('home.moved'))}
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
          <summary>{t('home.moveTitle')}</summary>
          <div className="syncPart">
            <p className="small muted">{t('home.moveAbout')}</p>
            <MoveForm hub="" label={t('common.move')} />
          </div>
        </details>
      ) : null}
      <details className="syncMore" data-part="follow">
        <summary>{t('home.followTitle')}</summary>
        <div className="syncPart">
          <p className="small muted">{t('home.followAbout')}</p>
          <JoinForm hub="" label={t('home.follow')} />
        </div>
      </details>
      <details className="syncMore" data-part="leave">
        <summary>{t('home.leaveTitle')}</summary>
        <div className="syncPart">
          <p className="small muted">{t('home.leaveAbout')}</p>
          {isAsking ? (
            <div className="syncAsk" role="group" aria-label={t('home.leaveTitle')}>
              <p className="small">{waiting === 0 ? t('home.leaveAsk') : t('home.leaveWaiting', { count: waiting })}</p>
              <button
                type="button"
                className="button small"
                disabled={isPending}
                onClick={() =>
                  void attempt(
                    () => go({}),
                    () => t('home.left'),
                  )
                }
              >
                {t('home.leaveTitle')}
              </button>
              <button
                type="button"
                className="button quiet small"
                onClick={() => {
                  setIsAsking(false);
                }}
              >
                {t('common.cancel')}
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
              {t('home.leave')}
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
      <h3 className="strong">{t('home.backTitle')}</h3>
      <p className="small muted">{t('home.backAbout')}</p>
      <JoinForm hub="" label={t('home.back')} />
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
        label={isPending ? t('syncPage.exchanging') : label}
        isBusy={isPending}
        onSend={(input) => trust.send(input, join, () => t('syncPage.joined'))}
      />
      {trust.question}
    </>
  );
};

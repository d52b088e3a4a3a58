/** The devices of the workspace as the hub knows them; an administrator lets one in and takes its standing from one. */
import { useCallback, useEffect, useState } from 'react';
import type { WorkspaceView } from '../../shared/admin/contract.ts';
import { formatInstant, formatRecent } from '../../shared/i18n/format.ts';
import { type DeviceLine, devices, type OpenCodeLine, openCodes, revoke } from '../../shared/sync/statusContract.ts';
import { CallFailed, useCommand } from '../app/calls.ts';
import type { ClientError } from '../app/callResult.ts';
import { useText } from '../app/i18n.ts';
import { mayDo } from '../app/may.ts';
import '../ui/table.css';
import { InviteDialog } from './InviteDialog.tsx';
import { OpenCodes } from './OpenCodes.tsx';
import { SyncPart } from './SyncPart.tsx';
import { syncErrorText } from './syncText.ts';
import { useSyncTry } from './useSyncTry.ts';

type DevicesProps = { readonly hub: string; readonly workspace: WorkspaceView };
type Listed = { readonly lines: readonly DeviceLine[]; readonly codes: readonly OpenCodeLine[] } | { readonly error: ClientError };

/** Devices that are out take no more lines than this, unless somebody asks for them. */
const mostOut = 10;

export const Devices = ({ hub, workspace }: DevicesProps) => {
  const { t } = useText();
  const { mutateAsync: list } = useCommand(devices);
  const [listed, setListed] = useState<Listed | null>(null);
  const { mutateAsync: listCodes } = useCommand(openCodes);
  /** For whom an invitation is being made: an id, or nobody yet; null where none is. */
  const [inviting, setInviting] = useState<string | null>(null);
  const canEdit = mayDo(workspace, 'people.edit');
  const ask = useCallback(async (): Promise<Listed> => {
    try {
      return { lines: await list({}), codes: canEdit ? await listCodes({}) : [] };
    } catch (failure) {
      if (!(failure instanceof CallFailed)) throw failure;
      return { error: failure.error };
    }
  }, [list, listCodes, canEdit]);
  const look = async (): Promise<void> => {
    setListed(await ask());
  };
  useEffect(() => {
    let isOver = false;
    void ask().then((answer) => {
      if (!isOver) setListed(answer);
    });
    return () => {
      isOver = true;
    };
  }, [ask]);
  return (
    <SyncPart title={t('syncPage.devices')} about={t('syncPage.devicesAbout')}>
      {listed === null ? (
        <p className="small muted" aria-busy="true">
          {t('common.loading')}
        </p>
      ) : 'error' in listed ? (
        <div className="syncPart">
          <p className="small warn">{syncErrorText(t, listed.error)}</p>
          <button type="button" className="button small" onClick={() => void look()}>
            {t('common.tryAgain')}
          </button>
        </div>
      ) : listed.lines.length === 0 ? (
        <p className="small muted">{t('syncPage.noDevices')}</p>
      ) : (
        <DeviceTable lines={listed.lines} workspace={workspace} canEdit={canEdit} onChanged={look} />
      )}
      {listed === null || 'error' in listed ? null : <OpenCodes lines={listed.codes} workspace={workspace} onAnother={setInviting} />}
      {canEdit ? (
        <button
          type="button"
          className="button"
          onClick={() => {
            setInviting('');
          }}
        >
          {t('syncPage.invite')}
        </button>
      ) : null}
      {inviting === null ? null : (
        <InviteDialog
          hub={hub}
          workspace={workspace}
          person={inviting}
          onClose={() => {
            setInviting(null);
            void look();
          }}
        />
      )}
    </SyncPart>
  );
};

type DeviceTableProps = {
  readonly lines: readonly DeviceLine[];
  readonly workspace: WorkspaceView;
  readonly canEdit: boolean;
  readonly onChanged: () => Promise<void>;
};

const DeviceTable = ({ lines, workspace, canEdit, onChanged }: DeviceTableProps) => {
  const { t, language } = useText();
  const { today, zone } = workspace;
  const [asked, setAsked] = useState<DeviceLine | null>(null);
  const { mutateAsync: take, isPending } = useCommand(revoke);
  const attempt = useSyncTry();
  const whenOf = (at: number): string => formatRecent(language, at, today, zone);
  const [isWhole, setIsWhole] = useState(false);
  const out = lines.filter(({ revokedAt }) => revokedAt !== null);
  const shown = isWhole ? lines : lines.filter((line) => line.revokedAt === null || out.indexOf(line) < mostOut);
  const takeStanding = async (who: { readonly device: string } | { readonly person: string }, said: string): Promise<void> => {
    const done = await attempt(
      () => take(who),
      () => said,
    );
    if (done === null) return;
    setAsked(null);
    await onChanged();
  };
  const nameOf = ({ personName }: DeviceLine): string => personName ?? t('changes.someone');
  /** Others' devices have no names, but for admins; nor has one that only a hub's order knows. */
  const deviceOf = ({ label }: DeviceLine): string => (label === '' ? t('others.otherDevice') : label);
  return (
    <>
      <table className="ledger dense syncTable" aria-label={t('syncPage.devices')}>
        <thead>
          <tr>
            <th scope="col">{t('common.person')}</th>
            <th scope="col">{t('syncPage.label')}</th>
            <th scope="col" className="when">
              {t('syncPage.seen')}
            </th>
            <th scope="col" className="action">
              <span className="heard">{t('syncPage.revoke')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map((line) => (
            <tr key={line.device} className={line.revokedAt === null ? undefined : 'revoked'}>
              <td className="medium">{nameOf(line)}</td>
              <td title={line.device}>{deviceOf(line)}</td>
              <td title={line.lastSeen === null ? undefined : formatInstant(language, line.lastSeen, zone)}>
                {line.lastSeen === null ? t('syncPage.never') : whenOf(line.lastSeen)}
              </td>
              <td className="action">
                {line.revokedAt !== null ? (
                  <span className="small muted">{t('syncPage.revokedAt', { when: whenOf(line.revokedAt) })}</span>
                ) : line.isThis ? (
                  <span className="small muted">{t('common.thisDevice')}</span>
                ) : canEdit ? (
                  <button
                    type="button"
                    className="button quiet small"
                    aria-label={t('syncPage.revokeNamed', { device: deviceOf(line) })}
                    onClick={() => {
                      setAsked(line);
                    }}
                  >
                    {t('syncPage.revoke')}
                  </button>
                ) : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {shown.length === lines.length ? null : (
        <button
          type="button"
          className="button quiet small"
          onClick={() => {
            setIsWhole(true);
          }}
        >
          {t('syncPage.moreDevices', { count: lines.length - shown.length })}
        </button>
      )}
      {asked === null ? null : (
        <div className="syncAsk" role="group" aria-label={t('syncPage.revokeNamed', { device: deviceOf(asked) })}>
          <p className="small">{t('syncPage.revokeAsk', { device: deviceOf(asked) })}</p>
          <button
            type="button"
            className="button small"
            disabled={isPending}
            onClick={() => void takeStanding({ device: asked.device }, t('syncPage.revoked', { device: deviceOf(asked) }))}
          >
            {t('syncPage.revokeYes')}
          </button>
          {asked.person === workspace.me.id ? null : (
            <button
              type="button"
              className="button small"
              disabled={isPending}
              onClick={() => void takeStanding({ person: asked.person }, t('syncPage.revokedPerson', { name: nameOf(asked) }))}
            >
              {t('syncPage.revokePerson', { name: nameOf(asked) })}
            </button>
          )}
          <button
            type="button"
            className="button quiet small"
            onClick={() => {
              setAsked(null);
            }}
          >
            {t('common.cancel')}
          </button>
        </div>
      )}
    </>
  );
};

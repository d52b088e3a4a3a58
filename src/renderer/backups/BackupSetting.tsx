/** Backups and health among the settings: what is kept, making one now, the way back, and the examination of everything. */
import { useEffect, useRef } from 'react';
import type { WorkspaceView } from '../../shared/admin/contract.ts';
import { type BackupsView, listBackups, makeBackup } from '../../shared/backups/contract.ts';
import { errorText } from '../../shared/i18n/errorText.ts';
import { formatInstant, formatRecent } from '../../shared/i18n/format.ts';
import { useCommand, useWindows } from '../app/calls.ts';
import { useText } from '../app/i18n.ts';
import { mayDo, reachHere } from '../app/may.ts';
import { useRoute } from '../app/routes.ts';
import { useSaid } from '../app/said.ts';
import { useTry } from '../settings/useTry.ts';
import { ErrorBlank } from '../ui/Blank.tsx';
import { MoreButton } from '../ui/MoreButton.tsx';
import { BackupTable, KeptStores } from './BackupTable.tsx';
import { useLost } from './HealthStrip.tsx';
import { Examination } from './Examination.tsx';
import { type Restore, useRestore } from './useRestore.ts';

/** Backups shown at first and with each step. */
const step = 10;

export const BackupSetting = ({ workspace }: { readonly workspace: WorkspaceView }) => {
  const { zone } = workspace;
  const restore = useRestore(zone);
  const lost = useLost(true);
  const list = useWindows(
    listBackups,
    (after: string | null) => ({ after, limit: step }),
    ({ next }) => next,
  );
  const { params } = useRoute();
  const part = params.get('part');
  const top = useRef<HTMLSpanElement>(null);
  const isShown = list.data !== undefined;
  useEffect(() => {
    if (part === 'backups' && isShown) top.current?.closest('section')?.scrollIntoView();
  }, [part, isShown]);
  if (list.error) return <ErrorBlank error={list.error.error} onRetry={() => void list.refetch()} />;
  const [first] = list.data?.pages ?? [];
  if (first === undefined) return <div aria-busy="true" />;
  const rows = (list.data?.pages ?? []).flatMap((page) => page.rows);
  const mayRestore = reachHere(workspace, 'store.restore') !== 'none';
  return (
    <>
      <span ref={top} hidden />
      <BackupFacts view={first} workspace={workspace} />
      {rows.length === 0 ? null : <BackupTable rows={rows} zone={zone} restore={mayRestore ? restore : null} />}
      <MoreButton list={list} />
      {first.kept.length === 0 ? null : <Kept kept={first.kept} zone={zone} restore={mayRestore ? restore : null} />}
      <Examination lost={lost} canSettle={mayDo(workspace, 'store.restore')} />
    </>
  );
};

type BackupFactsProps = { readonly view: BackupsView; readonly workspace: WorkspaceView };

const BackupFacts = ({ view, workspace }: BackupFactsProps) => {
  const { t, language } = useText();
  const { today, zone } = workspace;
  const attempt = useTry();
  const say = useSaid((state) => state.say);
  const { mutateAsync: make, isPending } = useCommand(makeBackup);
  const backUp = async (): Promise<void> => {
    if ((await attempt(() => make({}))) === null) say(t('backup.made'));
  };
  const { newest, changesSince, failed } = view;
  const since = changesSince === null || changesSince === 0 ? t('backup.sinceNone') : t('backup.since', { count: changesSince });
  const isBusy = isPending || view.isRunning;
  return (
    <>
      <dl className="settingFacts backupFacts">
        <dt>{t('backup.newest')}</dt>
        <dd title={newest === null ? undefined : formatInstant(language, newest.at, zone)}>
          {newest === null ? t('backup.none') : `${formatRecent(language, newest.at, today, zone)}, ${since}`}
        </dd>
        <dt>{t('common.when')}</dt>
        <dd>{t(view.isDaily ? 'backup.daily' : 'backup.notDaily')}</dd>
        <dt>{t('backup.folder')}</dt>
        <dd className="path" title={view.folder}>
          {view.folder}
          {view.isThere ? null : <span className="bad">{` ${t('backup.folderGone')}`}</span>}
        </dd>
      </dl>
      {failed === null ? null : (
        <p className="small bad" role="status">
          {`${t('backup.notMade', { when: formatRecent(language, failed.at, today, zone) })} ${errorText(t, { type: failed.because })}`}
        </p>
      )}
      <button type="button" className="button" disabled={isBusy} onClick={() => void backUp()}>
        {t(isBusy ? 'backup.making' : 'backup.make')}
      </button>
    </>
  );
};

type KeptProps = { readonly kept: BackupsView['kept']; readonly zone: string; readonly restore: Restore | null };

const Kept = ({ kept, zone, restore }: KeptProps) => {
  const { t } = useText();
  return (
    <div className="backupPart">
      <h3 className="strong">{t('backup.keptTitle')}</h3>
      <p className="small muted">{t('backup.keptAbout')}</p>
      <KeptStores kept={kept} zone={zone} restore={restore} />
    </div>
  );
};

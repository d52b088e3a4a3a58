/** What a window shows while its data does not open: what happened, what is safe, and four ways on; none of them deletes anything. */
import type { ReactNode } from 'react';
import { listBackups, openAgain, openForReading, salvage } from '../../shared/backups/contract.ts';
import { formatList } from '../../shared/i18n/format.ts';
import { useClient, useCommand, useWindows } from '../app/calls.ts';
import { useText } from '../app/i18n.ts';
import { useSaid } from '../app/said.ts';
import { useTry } from '../admin/settings/useTry.ts';
import { Door } from '../ui/Door.tsx';
import { Said } from '../ui/Said.tsx';
import { MoreButton } from '../ui/MoreButton.tsx';
import { BackupTable, KeptStores } from './BackupTable.tsx';
import { useRestore } from './useRestore.ts';

type RescuePageProps = { readonly problem: string; readonly onChanged: () => void };

/** Backups shown at first and with each step. */
const step = 10;

export const RescuePage = ({ problem, onChanged }: RescuePageProps) => {
  const { t } = useText();
  return (
    <Door>
      <main className="page rescue">
        <h1 className="hPage">{t('backup.rescueTitle')}</h1>
        <p>{t(whatHappened[problem] ?? 'backup.rescueDamaged')}</p>
        {problem === 'StoreGone' ? null : <p className="strong">{t('backup.rescueSafe')}</p>}
        <div className="rescueWays">
          {problem === 'StoreGone' ? <AgainWay onChanged={onChanged} /> : null}
          <RestoreWay onChanged={onChanged} />
          {whatHappened[problem] !== undefined ? null : (
            <>
              <ReadWay onChanged={onChanged} />
              <SalvageWay />
            </>
          )}
          <Way title={t('backup.leaveTitle')} about={t('backup.leaveAbout')} />
        </div>
      </main>
      <Said />
    </Door>
  );
};

/** Where no file is there that could be read; any other problem is one of the file itself. */
const whatHappened: Readonly<Record<string, 'backup.rescueLost' | 'backup.rescueGone'>> = {
  StoreLost: 'backup.rescueLost',
  StoreGone: 'backup.rescueGone',
};

type WayProps = { readonly title: string; readonly about: string; readonly children?: ReactNode };

const Way = ({ title, about, children }: WayProps) => (
  <section className="panel rescueWay">
    <h2 className="hSection">{title}</h2>
    <p className="small muted">{about}</p>
    {children}
  </section>
);

/** The data that would say which zone it is in does not open. */
const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();

const RestoreWay = ({ onChanged }: { readonly onChanged: () => void }) => {
  const { t } = useText();
  const restoring = useRestore(timeZone);
  const list = useWindows(
    listBackups,
    (after: string | null) => ({ after, limit: step }),
    ({ next }) => next,
  );
  const [first] = list.data?.pages ?? [];
  const rows = (list.data?.pages ?? []).flatMap((page) => page.rows);
  const restore = {
    ...restoring,
    restore: async () => {
      await restoring.restore();
      onChanged();
    },
  };
  return (
    <Way title={t('backup.rescueBackups')} about={t('backup.rescueBackupsAbout')}>
      {first === undefined ? <div aria-busy="true" /> : null}
      {first !== undefined && rows.length === 0 ? <p>{t('backup.rescueNoBackups', { folder: first.folder })}</p> : null}
      {rows.length === 0 ? null : <BackupTable rows={rows} zone={timeZone} restore={restore} />}
      <MoreButton list={list} />
      <KeptStores kept={first?.kept ?? []} zone={timeZone} restore={restore} title={t('backup.keptTitle')} />
    </Way>
  );
};

const AgainWay = ({ onChanged }: { readonly onChanged: () => void }) => {
  const { t } = useText();
  const attempt = useTry();
  const { mutateAsync: open, isPending } = useCommand(openAgain);
  const again = async (): Promise<void> => {
    if ((await attempt(() => open({}))) === null) onChanged();
  };
  return (
    <Way title={t('backup.againTitle')} about={t('backup.againAbout')}>
      <button type="button" className="button primary" disabled={isPending} onClick={() => void again()}>
        {t('desktop.again')}
      </button>
    </Way>
  );
};

const ReadWay = ({ onChanged }: { readonly onChanged: () => void }) => {
  const { t } = useText();
  const attempt = useTry();
  const { mutateAsync: open, isPending } = useCommand(openForReading);
  const read = async (): Promise<void> => {
    if ((await attempt(() => open({}))) === null) onChanged();
  };
  return (
    <Way title={t('backup.readTitle')} about={t('backup.readAbout')}>
      <button type="button" className="button" disabled={isPending} onClick={() => void read()}>
        {t('backup.readButton')}
      </button>
    </Way>
  );
};

const SalvageWay = () => {
  const { t, language } = useText();
  const client = useClient();
  const attempt = useTry();
  const say = useSaid((state) => state.say);
  const { mutateAsync: take, isPending } = useCommand(salvage);
  const save = (): Promise<unknown> =>
    attempt(async () => {
      const { fileId, name, rows, lost } = await take({});
      client.download(fileId);
      const made = t('backup.salvaged', { count: rows, name });
      say(lost.length === 0 ? made : `${made} ${t('backup.salvagedLost', { tables: formatList(language, lost) })}`);
    });
  return (
    <Way title={t('backup.salvageTitle')} about={t('backup.salvageAbout')}>
      <button type="button" className="button" disabled={isPending} onClick={() => void save()}>
        {t('common.export')}
      </button>
    </Way>
  );
};

/** The backups, the newest first, each with its way back; the question before it stands where it was asked. */
import { Fragment } from 'react';
import type { BackupLine, BackupsView } from '../../shared/backups/contract.ts';
import { formatCount, formatInstant } from '../../shared/i18n/format.ts';
import { useText } from '../app/i18n.ts';
import { TableHead } from '../ui/TableHead.tsx';
import '../ui/table.css';
import './backups.css';
import { sizeText } from './restoreText.ts';
import type { Restore } from './useRestore.ts';

type BackupTableProps = {
  readonly rows: readonly BackupLine[];
  readonly zone: string;
  /** Null where this person may not restore. */
  readonly restore: Restore | null;
};

export const BackupTable = ({ rows, zone, restore }: BackupTableProps) => {
  const { t, language } = useText();
  return (
    <table className="ledger dense settingTable backupTable" aria-label={t('backup.title')}>
      <TableHead
        columns={[
          { label: t('backup.when') },
          { label: t('backup.changes'), className: 'num' },
          { label: t('backup.size'), className: 'num' },
          { label: t('backup.restore'), className: 'action', isHeard: true },
        ]}
      />
      <tbody>
        {rows.map((row) => {
          const when = formatInstant(language, row.at, zone);
          return (
            <Fragment key={row.id}>
              <tr>
                <td>{when}</td>
                <td className="num">{formatCount(language, row.changes)}</td>
                <td className="num">{sizeText(t, language, row.bytes)}</td>
                <td className="action">
                  {restore === null ? null : (
                    <button
                      type="button"
                      className="button quiet small"
                      aria-label={t('backup.restoreNamed', { when })}
                      disabled={restore.isRestoring}
                      onClick={() => {
                        restore.ask(row);
                      }}
                    >
                      {t('backup.restore')}
                    </button>
                  )}
                </td>
              </tr>
              {restore?.wanted?.id === row.id ? (
                <tr>
                  <td colSpan={4}>
                    <RestoreQuestion restore={restore} when={when} />
                  </td>
                </tr>
              ) : null}
            </Fragment>
          );
        })}
      </tbody>
    </table>
  );
};

type KeptStoresProps = {
  readonly kept: BackupsView['kept'];
  readonly zone: string;
  readonly restore: Restore | null;
  /** What stands before the date, where nothing else says what these are. */
  readonly title?: string;
};

/** Stores that a restore took the place of, each with its way back. */
export const KeptStores = ({ kept, zone, restore, title }: KeptStoresProps) => {
  const { t, language } = useText();
  return (
    <ul className="keptList">
      {kept.map((line) => {
        const when = formatInstant(language, line.at, zone);
        return (
          <li key={line.id}>
            <span className="row">
              <span className="grow">{title === undefined ? when : `${title}: ${when}`}</span>
              {restore === null ? null : (
                <button
                  type="button"
                  className="button quiet small"
                  aria-label={t('backup.putBackNamed', { when })}
                  disabled={restore.isRestoring}
                  onClick={() => {
                    restore.ask(line);
                  }}
                >
                  {t('backup.putBack')}
                </button>
              )}
            </span>
            {restore?.wanted?.id === line.id ? <RestoreQuestion restore={restore} when={when} /> : null}
          </li>
        );
      })}
    </ul>
  );
};

/** What will happen, and the two answers. */
export const RestoreQuestion = ({ restore, when }: { readonly restore: Restore; readonly when: string }) => {
  const { t } = useText();
  return (
    <div className="settingForm asked" role="alertdialog" aria-label={t('backup.ask', { when })}>
      <span className="grow">
        <strong className="strong">{t('backup.ask', { when })}</strong> {t('backup.askSafe')}
      </span>
      {restore.isRestoring ? (
        <span className="muted" role="status">
          {t('backup.restoring')}
        </span>
      ) : (
        <>
          <button type="button" className="button primary" onClick={() => void restore.restore()}>
            {t('backup.restore')}
          </button>
          <button type="button" className="button quiet" onClick={restore.cancel}>
            {t('common.cancel')}
          </button>
        </>
      )}
    </div>
  );
};

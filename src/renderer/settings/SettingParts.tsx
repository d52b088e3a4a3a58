/** What several parts of the settings are made of: a list with a way out of it for each line, a badge with one, and a name that is added. */
import { IconX } from '@tabler/icons-react';
import type { ReactNode, SubmitEvent } from 'react';
import { useState } from 'react';
import { useText } from '../app/i18n.ts';
import '../ui/table.css';
import { useTry } from './useTry.ts';

type RemoveButtonProps = { readonly label: string; readonly title?: string; readonly onRemove: () => Promise<unknown> };

/** Runs at once: what it does can be undone. */
const RemoveButton = ({ label, title, onRemove }: RemoveButtonProps) => {
  const attempt = useTry();
  return (
    <button type="button" className="iconButton" aria-label={label} title={title ?? label} onClick={() => void attempt(onRemove)}>
      <IconX className="icon small" stroke={1.75} aria-hidden="true" />
    </button>
  );
};

/** `remove` is null where this person may not, or where there is nothing to take away. */
export const Badge = ({ children, remove }: { readonly children: ReactNode; readonly remove: RemoveButtonProps | null }) => (
  <span className="badge">
    {children}
    {remove === null ? null : <RemoveButton {...remove} />}
  </span>
);

type ListColumn = { readonly head: string; readonly isWide?: boolean; readonly isNumber?: boolean };
type ListRow = { readonly id: string; readonly cells: readonly ReactNode[]; readonly remove: RemoveButtonProps | null };

type SettingListProps = {
  readonly label: string;
  /** Said where there is no line. */
  readonly empty: string;
  readonly columns: readonly ListColumn[];
  readonly rows: readonly ListRow[];
  readonly onMore: (() => void) | null;
};

const classOf = ({ isNumber = false, isWide = false }: ListColumn): string =>
  [isNumber ? 'num' : '', isWide ? 'wide' : ''].filter((name) => name !== '').join(' ');

export const SettingList = ({ label, empty, columns, rows, onMore }: SettingListProps) => {
  const { t } = useText();
  if (rows.length === 0) return <p className="small muted">{empty}</p>;
  return (
    <>
      <table className="ledger dense settingTable" aria-label={label}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.head} scope="col" className={classOf(column)}>
                {column.head}
              </th>
            ))}
            <th scope="col" className="action">
              <span className="heard">{t('settings.remove')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ id, cells, remove }) => (
            <tr key={id}>
              {columns.map((column, at) => (
                <td key={column.head} className={column.isNumber === true ? 'num' : undefined}>
                  {cells[at]}
                </td>
              ))}
              <td className="action">{remove === null ? null : <RemoveButton {...remove} title={t('settings.remove')} />}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {onMore === null ? null : (
        <button type="button" className="button small" onClick={onMore}>
          {t('common.showMore')}
        </button>
      )}
    </>
  );
};

type AddNameProps = { readonly label: string; readonly max: number | undefined; readonly onAdd: (name: string) => Promise<unknown> };

/** One more of something that begins with its name alone. */
export const AddName = ({ label, max, onAdd }: AddNameProps) => {
  const { t } = useText();
  const attempt = useTry();
  const [name, setName] = useState('');
  const send = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    if (name.trim() === '') return;
    if ((await attempt(() => onAdd(name.trim()))) === null) setName('');
  };
  return (
    <form className="settingForm" onSubmit={(event) => void send(event)}>
      <span className="field">
        <input
          type="text"
          aria-label={label}
          placeholder={t('common.name')}
          maxLength={max}
          value={name}
          onChange={(event) => {
            setName(event.target.value);
          }}
        />
      </span>
      <button type="submit" className="button" disabled={name.trim() === ''}>
        {label}
      </button>
    </form>
  );
};

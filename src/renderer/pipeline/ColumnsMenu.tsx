/** Which columns the table shows, and in which order; the title stays first. */
import { IconArrowDown, IconArrowUp, IconColumns3 } from '@tabler/icons-react';
import { useText } from '../app/i18n.ts';
import { columnHead } from './dealColumns.tsx';
import { FloatingPanel } from './FloatingPanel.tsx';
import type { ColumnKey, StatusFilter } from './pipelineRoute.ts';
import { columnKeys, setTable } from './pipelineRoute.ts';

type ColumnsMenuProps = { readonly shown: readonly ColumnKey[]; readonly status: StatusFilter; readonly isChosen: boolean };

/** The columns with one of them moved by a place; those at an end stay. */
export const movedBy = (shown: readonly ColumnKey[], key: ColumnKey, by: 1 | -1): readonly ColumnKey[] => {
  const from = shown.indexOf(key);
  const to = from + by;
  if (from < 1 || to < 1 || to >= shown.length) return shown;
  const next = shown.toSpliced(from, 1);
  return next.toSpliced(to, 0, key);
};

const take = (columns: readonly ColumnKey[]): void => {
  setTable({ columns: columns.slice(1).join(',') });
};

export const ColumnsMenu = ({ shown, status, isChosen }: ColumnsMenuProps) => {
  const { t } = useText();
  const others = columnKeys.filter((key) => !shown.includes(key));
  return (
    <FloatingPanel
      title={t('common.columns')}
      label={
        <>
          <IconColumns3 className="icon small" stroke={1.75} aria-hidden="true" />
          {t('common.columns')}
        </>
      }
    >
      {() => (
        <>
          <ul className="columnList">
            {[...shown, ...others].map((key) => {
              const column = columnHead(t, key, status);
              const at = shown.indexOf(key);
              return (
                <li key={key}>
                  <label className="small">
                    <input
                      type="checkbox"
                      checked={at >= 0}
                      disabled={key === 'title' || (at >= 0 && shown.length === 2)}
                      onChange={(event) => {
                        take(event.target.checked ? [...shown, key] : shown.filter((each) => each !== key));
                      }}
                    />
                    {column}
                  </label>
                  {at < 1 ? null : (
                    <>
                      <button
                        type="button"
                        className="iconButton"
                        disabled={at === 1}
                        aria-label={t('table.toLeft', { column })}
                        title={t('table.toLeft', { column })}
                        onClick={() => {
                          take(movedBy(shown, key, -1));
                        }}
                      >
                        <IconArrowUp className="icon small" stroke={1.75} aria-hidden="true" />
                      </button>
                      <button
                        type="button"
                        className="iconButton"
                        disabled={at === shown.length - 1}
                        aria-label={t('table.toRight', { column })}
                        title={t('table.toRight', { column })}
                        onClick={() => {
                          take(movedBy(shown, key, 1));
                        }}
                      >
                        <IconArrowDown className="icon small" stroke={1.75} aria-hidden="true" />
                      </button>
                    </>
                  )}
                </li>
              );
            })}
          </ul>
          <button
            type="button"
            className="button small quiet"
            disabled={!isChosen}
            onClick={() => {
              setTable({ columns: null });
            }}
          >
            {t('table.usualColumns')}
          </button>
        </>
      )}
    </FloatingPanel>
  );
};

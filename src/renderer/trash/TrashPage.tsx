/** The trash: what somebody removed, the latest first, each with a way back. */
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import type { WorkspaceView } from '../../shared/admin/contract.ts';
import { errorText } from '../../shared/i18n/errorText.ts';
import { formatInstant, formatRecent } from '../../shared/i18n/format.ts';
import { kindText, namedText } from '../../shared/i18n/recordText.ts';
import type { TrashLine } from '../../shared/sync/contract.ts';
import { restore, trash } from '../../shared/sync/contract.ts';
import type { CallFailed } from '../app/calls.ts';
import { useCommand, useQuery } from '../app/calls.ts';
import { useText } from '../app/i18n.ts';
import { hrefOf } from '../app/routes.ts';
import { useSaid } from '../app/said.ts';
import { Blank, ErrorBlank } from '../ui/Blank.tsx';
import { PageHead } from '../ui/PageHead.tsx';
import { TableHead } from '../ui/TableHead.tsx';
import '../ui/table.css';
import './trash.css';

/** Rows shown at first and with each step. */
const step = 100;

export const TrashPage = ({ workspace }: { readonly workspace: WorkspaceView }) => {
  const { t, language } = useText();
  const say = useSaid((state) => state.say);
  const list = useQuery(trash, {});
  const { mutateAsync: bringBack } = useCommand(restore);
  const [text, setText] = useState('');
  const [shown, setShown] = useState(step);
  if (list.error) return <ErrorBlank error={list.error.error} onRetry={() => void list.refetch()} />;
  if (!list.data) return <div className="page" aria-busy="true" />;
  const all = list.data;
  const sought = text.trim().toLowerCase();
  const nameOf = (line: TrashLine): string => namedText(t, line);
  const found = sought === '' ? all : all.filter((line) => `${nameOf(line)} ${line.says ?? ''}`.toLowerCase().includes(sought));
  const back = async (line: TrashLine): Promise<void> => {
    try {
      await bringBack({ table: line.table, id: line.id });
      say(t('trash.restored', { title: nameOf(line) }));
    } catch (failure) {
      say(errorText(t, (failure as CallFailed).error), 'refused');
    }
  };
  return (
    <div className="page fixed">
      <PageHead
        context={t('trash.context')}
        finding={all.length === 0 ? t('trash.emptyTitle') : t('trash.headline', { count: all.length })}
        controls={
          all.length === 0 ? undefined : (
            <span className="field">
              <IconSearch className="icon small" stroke={1.75} aria-hidden="true" />
              <input
                type="search"
                aria-label={t('trash.search')}
                placeholder={t('trash.search')}
                value={text}
                onChange={(event) => {
                  setText(event.target.value);
                  setShown(step);
                }}
              />
            </span>
          )
        }
      />
      {all.length === 0 || found.length === 0 ? (
        <div className="sheet emptySheet">
          {all.length === 0 ? (
            <Blank title={t('trash.emptyTitle')} action={{ label: t('trash.toHistory'), href: hrefOf('history') }} ghost="rows">
              {t('trash.emptyBody')}
            </Blank>
          ) : (
            <Blank
              title={t('trash.nothingFound', { text: text.trim() })}
              action={{
                label: t('trash.clearSearch'),
                run: () => {
                  setText('');
                },
              }}
            />
          )}
        </div>
      ) : (
        <div className="tableScroll">
          <table className="ledger trashTable" aria-label={t('trash.place')}>
            <TableHead
              columns={[
                { label: t('trash.what') },
                { label: t('common.kind'), className: 'kind' },
                { label: t('common.removed'), className: 'when' },
                { label: t('trash.restore'), className: 'back', isHeard: true },
              ]}
            />
            <tbody>
              {found.slice(0, shown).map((line) => (
                <tr key={`${line.table} ${line.id}`}>
                  <td title={[nameOf(line), line.says].filter(Boolean).join(': ')}>
                    <span className="medium">{namedText(t, { ...line, of: null })}</span>
                    {line.says === null ? null : <span className="muted">{` · ${line.says}`}</span>}
                  </td>
                  <td className="muted">{kindText(t, line.table)}</td>
                  <td title={formatInstant(language, line.removedAt, workspace.zone)}>
                    {formatRecent(language, line.removedAt, workspace.today, workspace.zone)}
                  </td>
                  <td className="num">
                    {workspace.readOnly || !line.isYours ? null : (
                      <button
                        type="button"
                        className="button small"
                        aria-label={t('trash.restoreNamed', { title: nameOf(line) })}
                        onClick={() => void back(line)}
                      >
                        {t('trash.restore')}
                      </button>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
          {found.length > shown ? (
            <button
              type="button"
              className="button small moreLines"
              onClick={() => {
                setShown(shown + step);
              }}
            >
              {t('common.showMore')}
            </button>
          ) : null}
        </div>
      )}
    </div>
  );
};

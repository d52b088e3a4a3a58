/** The imports so far, newest first: what each brought, its odd rows as a file, and taking it back at any later time. */
import { useCallback, useState } from 'react';
import type { BatchLine, Undone } from '../../shared/imports/contract.ts';
import { batches } from '../../shared/imports/contract.ts';
import { recordKinds } from '../../shared/imports/kinds.ts';
import { formatCount, formatInstant } from '../../shared/i18n/format.ts';
import { useWindows } from '../app/calls.ts';
import { useText } from '../app/i18n.ts';
import { ErrorBlank } from '../ui/Blank.tsx';
import { Ghost } from '../ui/Ghost.tsx';
import { MoreButton } from '../ui/MoreButton.tsx';
import { BatchActions } from './BatchActions.tsx';
import { UndoneNote } from './UndoneNote.tsx';
import { recordWord } from './words.ts';

const inputAfter = (after: string | null) => ({ after, limit: 50 });

export const BatchTable = ({ zone }: { readonly zone: string }) => {
  const { t, language } = useText();
  const list = useWindows(batches, inputAfter, ({ next }) => next);
  const [undone, setUndone] = useState<Undone | null>(null);
  const onUndone = useCallback((result: Undone) => {
    setUndone(result);
  }, []);
  if (list.error !== null) return <ErrorBlank error={list.error.error} onRetry={() => void list.refetch()} />;
  const lines = list.data?.pages.flatMap((page) => page.rows) ?? [];
  const brought = ({ counts }: BatchLine): string =>
    recordKinds
      .flatMap((kind) => {
        const made = counts[kind]?.made ?? 0;
        return made === 0 ? [] : [`${formatCount(language, made)} ${recordWord(t, kind)}`];
      })
      .join(', ');
  return (
    <section className="panel flush batches" aria-labelledby="batchesTitle">
      <h2 id="batchesTitle" className="panelTitle strong">
        {t('wizard.batches')}
      </h2>
      {undone === null ? null : <UndoneNote undone={undone} />}
      {list.data !== undefined && lines.length === 0 ? (
        <div className="none">
          <p className="small muted">{t('imports.noBatches')}</p>
          <Ghost kind="rows" />
        </div>
      ) : (
        <table className="ledger" aria-labelledby="batchesTitle">
          <colgroup>
            <col style={{ width: '168px' }} />
            <col />
            <col />
            <col style={{ width: '88px' }} />
            <col style={{ width: '96px' }} />
            <col style={{ width: '280px' }} />
          </colgroup>
          <thead>
            <tr>
              <th scope="col">{t('common.when')}</th>
              <th scope="col">{t('wizard.files')}</th>
              <th scope="col">{t('wizard.batchCounts')}</th>
              <th scope="col" className="num">
                {t('wizard.batchOdd')}
              </th>
              <th scope="col">{t('wizard.batchState')}</th>
              <th scope="col">{t('wizard.batchDo')}</th>
            </tr>
          </thead>
          <tbody>
            {lines.map((batch) => (
              <tr key={batch.id} className={batch.status === 'undone' ? 'undone' : undefined}>
                <td>{formatInstant(language, batch.startedAt, zone)}</td>
                <td title={batch.files.join(', ')}>
                  <bdi>{batch.files.join(', ')}</bdi>
                </td>
                <td title={brought(batch)}>{batch.isUnreadable ? t('common.unreadable') : brought(batch)}</td>
                <td className="num">{formatCount(language, batch.problems)}</td>
                <td>{t(batch.status === 'undone' ? 'imports.batchUndone' : 'imports.batchCommitted')}</td>
                <td>
                  <BatchActions
                    batchId={batch.id}
                    hasProblems={batch.problems > 0}
                    isUndone={batch.status === 'undone'}
                    onUndone={onUndone}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <MoreButton list={list} className="moreRows" />
    </section>
  );
};

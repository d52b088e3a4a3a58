/** Fields that two people wrote without knowing of each other, one card each, the newest first. */
import type { WorkspaceView } from '../../shared/admin/contract.ts';
import { conflicts, type ConflictView } from '../../shared/sync/statusContract.ts';
import { useWindows } from '../app/calls.ts';
import { useText } from '../app/i18n.ts';
import { useRecordWords } from '../app/recordWords.ts';
import { MoreButton } from '../ui/MoreButton.tsx';
import { ConflictAlertSetting } from './ConflictAlertSetting.tsx';
import { ConflictCard } from './ConflictCard.tsx';
import { fieldsOf } from './recordValues.ts';
import { SyncPart } from './SyncPart.tsx';

/** Cards shown at first and with each step. */
const step = 20;

type After = Pick<ConflictView, 'table' | 'rowId' | 'field' | 'foundAt'>;

export const Conflicts = ({ workspace }: { readonly workspace: WorkspaceView }) => {
  const { t } = useText();
  const list = useWindows(
    conflicts,
    (after: After | null) => ({ after, limit: step }),
    (page) => {
      const last = page.length < step ? undefined : page.at(-1);
      return last === undefined ? null : { table: last.table, rowId: last.rowId, field: last.field, foundAt: last.foundAt };
    },
  );
  const all = (list.data?.pages ?? []).flat();
  const words = useRecordWords(all.map(fieldsOf), workspace.zone);
  return (
    <SyncPart title={t('syncPage.conflictsTitle')} about={t('syncPage.conflictsAbout')}>
      {all.length === 0 ? (
        <p className="small muted">{t('syncPage.conflictsNone')}</p>
      ) : (
        <ul className="syncCards">
          {all.map((conflict) => (
            <ConflictCard
              key={`${conflict.table} ${conflict.rowId} ${conflict.field}`}
              conflict={conflict}
              words={words}
              workspace={workspace}
            />
          ))}
        </ul>
      )}
      <MoreButton list={list} />
      <ConflictAlertSetting />
    </SyncPart>
  );
};

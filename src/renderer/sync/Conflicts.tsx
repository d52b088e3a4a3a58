/** Fields that two people wrote without knowing of each other, one card each: what stands, what was written beside it, and the choice. */
import type { WorkspaceView } from '../../shared/admin/contract.ts';
import { formatRecent } from '../../shared/i18n/format.ts';
import { conflicts, type ConflictSideView, type ConflictView, keepConflict } from '../../shared/sync/statusContract.ts';
import { answerOf, useClient, useCommand, useWindows } from '../app/calls.ts';
import { actorName } from '../app/changeText.ts';
import { useText } from '../app/i18n.ts';
import { mayDo } from '../app/may.ts';
import { recordHref } from '../trash/recordKinds.ts';
import { cellsOf, conflictLabel, sideText, useValueWords, type ValueWords } from './recordValues.ts';
import { SyncPart } from './SyncPart.tsx';
import { takingOf } from './takeOther.ts';
import { useSyncTry } from './useSyncTry.ts';

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
  const words = useValueWords(
    all.flatMap(({ field, winner, loser }) => [winner, loser].map(({ value }) => cellsOf(value) ?? { [field]: value })),
    workspace.baseCurrency,
  );
  return (
    <SyncPart title={t('syncScreen.conflictsTitle')} about={t('syncScreen.conflictsAbout')}>
      {all.length === 0 ? (
        <p className="small muted">{t('syncScreen.conflictsNone')}</p>
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
      {list.hasNextPage ? (
        <button type="button" className="button small" onClick={() => void list.fetchNextPage()}>
          {t('common.showMore')}
        </button>
      ) : null}
    </SyncPart>
  );
};

type ConflictCardProps = { readonly conflict: ConflictView; readonly words: ValueWords; readonly workspace: WorkspaceView };

const ConflictCard = ({ conflict, words, workspace }: ConflictCardProps) => {
  const { t, language } = useText();
  const client = useClient();
  const attempt = useSyncTry();
  const { mutateAsync: keep } = useCommand(keepConflict);
  const { table, rowId, field, winner, loser } = conflict;
  const label = conflictLabel(t, field);
  const record = conflict.title ?? t('trash.untitled');
  const textOf = ({ value }: ConflictSideView): string => sideText(t, language, words, field, value);
  const byOf = (side: ConflictSideView): string =>
    t('syncScreen.by', { who: actorName(t, side.actor), when: formatRecent(language, side.at, workspace.today, workspace.zone) });
  const taking = takingOf(conflict);
  // Facts are about a deal: its page is where their story stands.
  const href = recordHref({ table: ['deal_value', 'stage_move'].includes(table) ? 'deal' : table, id: rowId });
  return (
    <li className="syncCard">
      <div className="row">
        <span className="medium grow">{record}</span>
        <span className="small muted">{label}</span>
      </div>
      <dl>
        <dt>{t('syncScreen.stands')}</dt>
        <dd>
          <span className="medium">{textOf(winner)}</span> <span className="muted">{byOf(winner)}</span>
        </dd>
        <dt>{t('syncScreen.beside')}</dt>
        <dd>
          <span className="medium">{textOf(loser)}</span> <span className="muted">{byOf(loser)}</span>
        </dd>
      </dl>
      <div className="tools">
        {mayDo(workspace, 'history.undo') ? (
          <button
            type="button"
            className="button small"
            aria-label={t('syncScreen.keepNamed', { value: textOf(winner), field: label, record })}
            onClick={() =>
              void attempt(
                () => keep({ table, rowId, field }),
                () => t('syncScreen.kept'),
              )
            }
          >
            {t('syncScreen.keep')}
          </button>
        ) : null}
        {taking === null || !mayDo(workspace, table === 'account' ? 'account.edit' : 'deal.edit') ? null : (
          <button
            type="button"
            className="button small"
            aria-label={t('syncScreen.takeNamed', { value: textOf(loser), field: label, record })}
            onClick={() =>
              void attempt(
                () => answerOf(client, taking.entry, taking.input),
                () => t('syncScreen.taken'),
              )
            }
          >
            {t('syncScreen.take')}
          </button>
        )}
        {href === null ? null : (
          <a className="link" href={href}>
            {t('syncScreen.openRecord')}
          </a>
        )}
      </div>
    </li>
  );
};

/** The history of the workspace: every change with who and when, the latest first; one's own last ones can be taken back from here. */
import { IconArrowBackUp, IconArrowForwardUp } from '@tabler/icons-react';
import { useLayoutEffect, useRef } from 'react';
import type { WorkspaceView } from '../../../shared/admin/contract.ts';
import { kindText, namedText } from '../../../shared/i18n/recordText.ts';
import type { RecentChange } from '../../../shared/sync/contract.ts';
import { recentChanges, undoState } from '../../../shared/sync/contract.ts';
import { useQuery, useWindows } from '../../app/calls.ts';
import { actorName, changeTextKey } from '../../app/changeText.ts';
import { useCommandRegister } from '../../app/commands.ts';
import { useText } from '../../app/i18n.ts';
import { recordHref, usePlaces } from '../../app/place.ts';
import { Blank, ErrorBlank } from '../../ui/Blank.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { RecordedTime } from '../../ui/RecordedTime.tsx';
import { TableHead } from '../../ui/TableHead.tsx';
import '../../ui/table.css';
import { takenBack } from './takenBack.ts';
import './trash.css';

/** Changes read at once. */
const step = 100;

/** Runs what the keys run, so that it is said the same way. */
const runCommand = (id: string): void => {
  useCommandRegister
    .getState()
    .sections.flatMap(({ commands }) => commands)
    .find((command) => command.id === id)
    ?.run?.();
};

export const HistoryPage = ({ workspace }: { readonly workspace: WorkspaceView }) => {
  const { t } = useText();
  const list = useWindows(
    recentChanges,
    (before: number | null) => ({ before, limit: step }),
    (page) => (page.length < step ? null : (page.at(-1)?.seq ?? null)),
  );
  if (list.error) return <ErrorBlank error={list.error.error} onRetry={() => void list.refetch()} />;
  if (!list.data) return <div className="page" aria-busy="true" />;
  const changes = list.data.pages.flat();
  const [latest] = changes;
  if (latest === undefined)
    return (
      <div className="page">
        <Blank title={t('trash.historyEmpty')} ghost="rows">
          {t('trash.historyEmptyBody')}
        </Blank>
      </div>
    );
  const back = takenBack(changes);
  return (
    <div className="page fixed">
      <PageHead
        context={t('trash.historyContext', { workspace: workspace.name })}
        finding={t('trash.historyHeadline', {
          who: actorName(t, latest.actor),
          what: t(changeTextKey(latest.command) ?? 'changes.other'),
        })}
        controls={workspace.readOnly ? undefined : <UndoButtons />}
      />
      <div className="tableScroll">
        <table className="ledger historyTable" aria-label={t('common.history')}>
          <TableHead
            columns={[
              { label: t('common.when'), className: 'when' },
              { label: t('trash.who'), className: 'who' },
              { label: t('trash.record') },
              { label: t('common.kind'), className: 'kind' },
              { label: t('trash.change'), className: 'what' },
            ]}
          />
          <tbody>
            {changes.map((change) => (
              <ChangeRow key={change.seq} change={change} isTakenBack={back.has(change.seq)} workspace={workspace} />
            ))}
          </tbody>
        </table>
        {list.hasNextPage ? (
          <button type="button" className="button small moreLines" onClick={() => void list.fetchNextPage()}>
            {t('trash.older')}
          </button>
        ) : null}
      </div>
    </div>
  );
};

/** The two ways along one's own changes; each can be pressed only where it leads somewhere. */
const UndoButtons = () => {
  const { t } = useText();
  const { data } = useQuery(undoState, {});
  const canUndo = data?.canUndo === true;
  const canRedo = data?.canRedo === true;
  const undo = useRef<HTMLButtonElement>(null);
  const redo = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => {
    // Whoever pressed one to its end stays at the two: a button that is off lets go of the focus.
    if (!canUndo && canRedo && document.activeElement === undo.current) redo.current?.focus();
    if (!canRedo && canUndo && document.activeElement === redo.current) undo.current?.focus();
  }, [canUndo, canRedo]);
  return (
    <>
      <button
        type="button"
        className="button"
        ref={undo}
        disabled={!canUndo}
        onClick={() => {
          runCommand('history.undo');
        }}
      >
        <IconArrowBackUp className="icon small" stroke={1.75} aria-hidden="true" />
        {t('trash.undo')}
      </button>
      <button
        type="button"
        className="button quiet"
        ref={redo}
        disabled={!canRedo}
        onClick={() => {
          runCommand('history.redo');
        }}
      >
        <IconArrowForwardUp className="icon small" stroke={1.75} aria-hidden="true" />
        {t('common.redo')}
      </button>
    </>
  );
};

type ChangeRowProps = { readonly change: RecentChange; readonly isTakenBack: boolean; readonly workspace: WorkspaceView };

const ChangeRow = ({ change, isTakenBack, workspace }: ChangeRowProps) => {
  const { t } = useText();
  const { subject } = change;
  const places = usePlaces();
  const href = subject === null ? null : recordHref(places, subject.of ?? subject);
  // The kind stands in a column of its own: a row without a name is told by its record's alone.
  const title = subject === null ? t('changes.many', { count: change.ops }) : namedText(t, { ...subject, of: null });
  return (
    <tr className={isTakenBack ? 'takenBack' : undefined}>
      <td>
        <RecordedTime change={change} today={workspace.today} zone={workspace.zone} />
      </td>
      <td>{actorName(t, change.actor)}</td>
      <td className="medium" title={title}>
        {href === null ? (
          title
        ) : (
          <a className="trace" href={href}>
            {title}
          </a>
        )}
      </td>
      <td className="muted">{subject === null ? '' : kindText(t, subject.table)}</td>
      <td>
        <span className="change">{t(changeTextKey(change.command) ?? 'changes.other')}</span>
        {isTakenBack ? <span className="muted">{` · ${t('common.takenBack')}`}</span> : null}
      </td>
    </tr>
  );
};

/** One field that two people wrote without knowing of each other: what stands, what was written beside it, what was there before, and the choice. */
import { useRef, useState } from 'react';
import type { WorkspaceView } from '../../shared/admin/contract.ts';
import type { TextKey } from '../../shared/i18n/dictionary.ts';
import { formatRecent } from '../../shared/i18n/format.ts';
import { namedText, type ValueWords } from '../../shared/i18n/recordText.ts';
import { deletedCell, type PayloadValue } from '../../shared/sync/changeSet.ts';
import { restore } from '../../shared/sync/contract.ts';
import { type ConflictSideView, type ConflictView, keepConflict } from '../../shared/sync/statusContract.ts';
import { RecordHistory } from '../accounts/RecordHistory.tsx';
import '../accounts/account.css';
import { answerOf, useClient, useCommand } from '../app/calls.ts';
import { actorName } from '../app/changeText.ts';
import { useText } from '../app/i18n.ts';
import { recordHref, usePlaces } from '../app/place.ts';
import { mayDo } from '../app/may.ts';
import { ConflictEdit } from './ConflictEdit.tsx';
import { conflictLabel, sideText } from './recordValues.ts';
import { fieldKind, settleWith } from './settleWith.ts';
import { useSyncTry } from './useSyncTry.ts';

type Side = Pick<ConflictSideView, 'value' | 'currency'>;

type ConflictCardProps = { readonly conflict: ConflictView; readonly words: ValueWords; readonly workspace: WorkspaceView };

export const ConflictCard = ({ conflict, words, workspace }: ConflictCardProps) => {
  const { t, language } = useText();
  const client = useClient();
  const attempt = useSyncTry();
  const { mutateAsync: keepIt } = useCommand(keepConflict);
  const { mutateAsync: bringBack } = useCommand(restore);
  const [isEditing, setIsEditing] = useState(false);
  const editButton = useRef<HTMLButtonElement>(null);
  const [isHistoryOpen, setIsHistoryOpen] = useState(false);
  const { table, rowId, field, winner, loser, before, recordTable } = conflict;
  const { today, zone } = workspace;
  const label = conflictLabel(t, conflict);
  const record = namedText(t, { table: recordTable, title: conflict.title ?? '', seedKey: conflict.seedKey, of: conflict.of });
  const textOf = (side: Side): string => sideText(words, conflict, side);
  const byOf = (side: ConflictSideView): string =>
    t('others.byOn', {
      who: actorName(t, side.actor),
      when: formatRecent(language, side.at, today, zone),
      device: side.isHere ? t('exchange.thisDevice') : (side.deviceLabel ?? t('others.otherDevice')),
    });
  const places = usePlaces();
  const kind = fieldKind(conflict);
  const mayEdit = !workspace.readOnly && conflict.isYours;
  const isRemoved = field === deletedCell && Number(winner.value) > 0;
  const href = recordHref(places, conflict.of ?? { table: recordTable, id: rowId });

  const keep = (): void => {
    void attempt(
      () => keepIt({ table, rowId, field }),
      () => t('syncPage.kept'),
    );
  };
  const write = (value: PayloadValue, done: TextKey): void => {
    const settling = settleWith(conflict, value);
    if (settling === null) return;
    void attempt(
      () => answerOf(client, settling.entry, settling.input),
      () => t(done),
    );
  };
  const choose = (text: TextKey, named: TextKey, side: Side, done: TextKey) =>
    !mayEdit || settleWith(conflict, side.value) === null ? null : (
      <button
        type="button"
        className="button small"
        aria-label={t(named, { value: textOf(side), field: label, record })}
        onClick={() => {
          write(side.value, done);
        }}
      >
        {t(text)}
      </button>
    );
  const isAnother = before !== null && before.value !== winner.value && before.value !== loser.value;
  return (
    <li className="syncCard">
      <div className="row">
        <span className="medium grow">{record}</span>
        <span className="small muted">{label}</span>
      </div>
      <dl>
        <dt>{t('syncPage.stands')}</dt>
        <dd>
          <span className="medium">{textOf(winner)}</span> <span className="muted">{byOf(winner)}</span>
        </dd>
        <dt>{t('syncPage.beside')}</dt>
        <dd>
          <span className="medium">{textOf(loser)}</span> <span className="muted">{byOf(loser)}</span>
        </dd>
        {before === null ? null : (
          <>
            <dt>{t('others.was')}</dt>
            <dd>{textOf(before)}</dd>
          </>
        )}
      </dl>
      {isEditing && kind !== null ? (
        <ConflictEdit
          conflict={conflict}
          kind={kind}
          workspace={workspace}
          onSave={(wanted) => {
            if (wanted === null) keep();
            else write(wanted.value, 'others.written');
          }}
          onCancel={() => {
            setIsEditing(false);
            editButton.current?.focus();
          }}
        />
      ) : null}
      <div className="tools">
        {mayDo(workspace, 'history.undo') ? (
          <button
            type="button"
            className="button small"
            aria-label={t('syncPage.keepNamed', { value: textOf(winner), field: label, record })}
            onClick={keep}
          >
            {t('syncPage.keep')}
          </button>
        ) : null}
        {choose('syncPage.take', 'syncPage.takeNamed', loser, 'syncPage.taken')}
        {isAnother ? choose('others.back', 'others.backNamed', before, 'others.backDone') : null}
        {kind === null || !mayEdit ? null : (
          <button
            ref={editButton}
            type="button"
            className="button small"
            aria-expanded={isEditing}
            aria-label={t('others.editNamed', { field: label, record })}
            onClick={() => {
              setIsEditing(!isEditing);
            }}
          >
            {t('others.edit')}
          </button>
        )}
        {isRemoved && mayEdit ? (
          <button
            type="button"
            className="button small"
            aria-label={t('trash.restoreNamed', { title: record })}
            onClick={() =>
              void attempt(
                () => bringBack({ table, id: rowId }),
                () => t('trash.restored', { title: record }),
              )
            }
          >
            {t('trash.restore')}
          </button>
        ) : null}
        <button
          type="button"
          className="button small quiet"
          aria-expanded={isHistoryOpen}
          aria-label={t('others.historyNamed', { record })}
          onClick={() => {
            setIsHistoryOpen(!isHistoryOpen);
          }}
        >
          {t('common.history')}
        </button>
        {href === null ? null : (
          <a className="link" href={href}>
            {t('syncPage.openRecord')}
          </a>
        )}
      </div>
      {isHistoryOpen ? (
        <div className="cardHistory">
          <RecordHistory recordId={rowId} today={today} zone={zone} />
        </div>
      ) : null}
    </li>
  );
};

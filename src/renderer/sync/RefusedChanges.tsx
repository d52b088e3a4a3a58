/** Changes that the hub did not take over: why, what was typed to copy from, and taking note of them. */
import type { WorkspaceView } from '../../shared/admin/contract.ts';
import { formatInstant, formatRecent } from '../../shared/i18n/format.ts';
import { namedText, type ValueWords } from '../../shared/i18n/recordText.ts';
import { sendAgain } from '../../shared/sync/removalContract.ts';
import { refused, type RefusedLine, settleRefused } from '../../shared/sync/statusContract.ts';
import { useCommand, useQuery } from '../app/calls.ts';
import { changeTextKey } from '../app/changeText.ts';
import { useText } from '../app/i18n.ts';
import { recordHref, usePlaces } from '../app/place.ts';
import { useRecordWords } from '../app/recordWords.ts';
import { mayDo } from '../app/may.ts';
import { useSaid } from '../app/said.ts';
import { writtenLines } from './recordValues.ts';
import { SyncPart } from './SyncPart.tsx';
import { refusalKeys } from './syncText.ts';
import { useSyncTry } from './useSyncTry.ts';

/** A big batch is not read line by line; the copy holds all of it. */
const mostShown = 12;

export const RefusedChanges = ({ workspace }: { readonly workspace: WorkspaceView }) => {
  const { t } = useText();
  const { data: lines = [] } = useQuery(refused, {});
  const words = useRecordWords(
    lines.flatMap(({ rows }) => rows),
    workspace.zone,
  );
  return (
    <SyncPart title={t('syncPage.refusedTitle')} about={t('syncPage.refusedAbout')}>
      {lines.length === 0 ? (
        <p className="small muted">{t('syncPage.refusedNone')}</p>
      ) : (
        <ul className="syncCards">
          {lines.map((line) => (
            <RefusedCard key={line.seq} line={line} words={words} workspace={workspace} />
          ))}
        </ul>
      )}
    </SyncPart>
  );
};

type RefusedCardProps = { readonly line: RefusedLine; readonly words: ValueWords; readonly workspace: WorkspaceView };

const RefusedCard = ({ line, words, workspace }: RefusedCardProps) => {
  const { t, language } = useText();
  const { today, zone } = workspace;
  const say = useSaid((state) => state.say);
  const attempt = useSyncTry();
  const { mutateAsync: settle } = useCommand(settleRefused);
  const { mutateAsync: again } = useCommand(sendAgain);
  const what = t(changeTextKey(line.command) ?? 'changes.other');
  const when = formatRecent(language, line.at, today, zone);
  const written = line.rows.flatMap(({ table: of, changes }) => writtenLines(words, of, changes));
  const { table, rowId, reason } = line.refusal;
  const places = usePlaces();
  const href = table === null || rowId === null ? null : recordHref(places, { table, id: rowId });
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(written.map(({ label, text }) => `${label}: ${text}`).join('\n'));
      say(t('syncPage.copied'));
    } catch {
      say(t('syncPage.copyFailed'), 'refused');
    }
  };
  return (
    <li className="syncCard">
      <div className="row">
        <span className="medium grow">{what}</span>
        <span className="small muted" title={formatInstant(language, line.at, zone)}>
          {when}
        </span>
      </div>
      {line.records.length === 0 ? null : (
        <p className="small">
          {line.records
            .slice(0, mostShown)
            .map((named) => namedText(t, named))
            .join(' · ')}
          {line.records.length > mostShown ? ' …' : ''}
        </p>
      )}
      <p className="small warn">{t(refusalKeys[reason])}</p>
      {written.length === 0 ? null : (
        <dl>
          {written.slice(0, mostShown).map(({ label, text }, at) => (
            // Two rows of one set can say the same.
            <div key={`${at} ${label}`} className="fact">
              <dt>{label}</dt>
              <dd>{text}</dd>
            </div>
          ))}
        </dl>
      )}
      <div className="tools">
        {written.length === 0 ? null : (
          <button type="button" className="button small" onClick={() => void copy()}>
            {t('syncPage.copy')}
          </button>
        )}
        {reason === 'needsAdmin' && mayDo(workspace, 'history.undo') ? (
          <button
            type="button"
            className="button small"
            aria-label={t('removal.sendAgainNamed', { what, when })}
            onClick={() =>
              void attempt(
                () => again({ seq: line.seq }),
                () => t('removal.sentAgain'),
              )
            }
          >
            {t('removal.sendAgain')}
          </button>
        ) : null}
        {mayDo(workspace, 'history.undo') ? (
          <button
            type="button"
            className="button quiet small"
            aria-label={t('syncPage.settleNamed', { what, when })}
            onClick={() => void attempt(() => settle({ seq: line.seq }))}
          >
            {t('syncPage.settle')}
          </button>
        ) : null}
        {href === null ? null : (
          <a className="link" href={href}>
            {t('syncPage.openRecord')}
          </a>
        )}
      </div>
    </li>
  );
};

/** What both teams did and noted on an account, newest first, above it the line in which the next entry is logged. */
import { IconTrash } from '@tabler/icons-react';
import type { RefObject } from 'react';
import { useCallback, useState } from 'react';
import type { TimelineEntry } from '../../shared/accounts/contract.ts';
import { logActivity, removeActivity, timeline } from '../../shared/accounts/contract.ts';
import type { ActivityKind } from '../../shared/accounts/schema.ts';
import { activity, activityKinds } from '../../shared/accounts/schema.ts';
import type { WorkspaceView } from '../../shared/admin/contract.ts';
import { logTeamOf } from '../../shared/admin/setupRoles.ts';
import type { TextKey } from '../../shared/i18n/dictionary.ts';
import { formatRecent } from '../../shared/i18n/format.ts';
import type { Id } from '../../shared/kernel/brand.ts';
import { useCommand, useWindows } from '../app/calls.ts';
import { useText } from '../app/i18n.ts';
import { mayChange, mayDo } from '../app/may.ts';
import { hrefOf } from '../app/routes.ts';
import { useDraft } from '../app/useDraft.ts';
import { ErrorBlank } from '../ui/Blank.tsx';
import { SelectField } from '../ui/SelectField.tsx';
import { MoreButton } from '../ui/MoreButton.tsx';
import { useSaying } from './useSaying.ts';

type Team = TimelineEntry['team'];
const teams: readonly Team[] = ['sales', 'marketing', 'service'];
const teamTexts: Readonly<Record<Team, TextKey>> = {
  sales: 'common.sales',
  marketing: 'common.marketing',
  service: 'account.teamService',
};
const teamLetters: Readonly<Record<Team, TextKey>> = {
  sales: 'common.letterSales',
  marketing: 'common.letterMarketing',
  service: 'account.letterService',
};
const kindTexts: Readonly<Record<ActivityKind, TextKey>> = {
  call: 'account.kindCall',
  meeting: 'account.kindMeeting',
  email: 'account.kindEmail',
  visit: 'account.kindVisit',
  event: 'account.kindEvent',
  note: 'account.kindNote',
};

type TimelineProps = {
  readonly accountId: Id<'Account'>;
  /** On the page of a deal: entries are logged about it, and only its own are shown. */
  readonly dealId: Id<'Deal'> | null;
  readonly workspace: WorkspaceView;
  readonly logRef: RefObject<HTMLInputElement | null>;
};

export const Timeline = ({ accountId, dealId, workspace, logRef }: TimelineProps) => {
  const { t, language } = useText();
  const inputAfter = useCallback((after: string | null) => ({ accountId, dealId, after, limit: 20 }), [accountId, dealId]);
  const list = useWindows(timeline, inputAfter, ({ next }) => next, false);
  const { mutateAsync: remove } = useCommand(removeActivity);
  const attempt = useSaying();
  if (list.error) return <ErrorBlank error={list.error.error} onRetry={() => void list.refetch()} />;
  const entries = list.data?.pages.flatMap((page) => page.rows) ?? [];
  return (
    <section className="panel flush">
      <h2 className="hSection panelHead">{t('account.timeline')}</h2>
      {mayDo(workspace, 'activity.edit') ? (
        <LogLine key={dealId ?? accountId} accountId={accountId} dealId={dealId} workspace={workspace} logRef={logRef} />
      ) : null}
      {list.data !== undefined && entries.length === 0 ? <p className="small muted panelNote">{t('account.noEntries')}</p> : null}
      <ol className="timeline">
        {entries.map((entry) => (
          <li key={entry.id}>
            <Team team={entry.team} />
            <div className="grow">
              <div className="meta">
                {t(kindTexts[entry.kind])} · {t(teamTexts[entry.team])} · {entry.author ?? t('changes.someone')}
                {entry.deal === null || dealId !== null ? null : (
                  <>
                    {' · '}
                    <a className="underlined" href={hrefOf('pipeline', { record: entry.deal.id })}>
                      {entry.deal.title}
                    </a>
                  </>
                )}
              </div>
              <div className="body">{entry.body}</div>
            </div>
            <span className="small muted">{formatRecent(language, entry.happenedAt, workspace.today, workspace.zone)}</span>
            {mayChange(workspace, 'activity.edit', entry.authorId) ? (
              <button
                type="button"
                className="iconButton"
                aria-label={t('account.removeEntry')}
                onClick={() => void attempt(async () => remove({ id: entry.id }), t('board.howToUndo'))}
              >
                <IconTrash className="icon small" stroke={1.75} aria-hidden="true" />
              </button>
            ) : null}
          </li>
        ))}
      </ol>
      <MoreButton list={list} className="panelNote" />
    </section>
  );
};

const Team = ({ team }: { readonly team: Team }) => {
  const { t } = useText();
  return (
    <span className={`teamTag ${team}`} aria-hidden="true">
      {t(teamLetters[team])}
    </span>
  );
};

const LogLine = ({ accountId, dealId, workspace, logRef }: TimelineProps) => {
  const { t } = useText();
  const [kind, setKind] = useState<ActivityKind>('call');
  const [team, setTeam] = useState<Team>(() => logTeamOf(workspace.me.functions));
  const { text: body, setText: setBody, clear } = useDraft(`log:${dealId ?? accountId}`);
  const { mutateAsync: log } = useCommand(logActivity);
  const attempt = useSaying();
  return (
    <form
      className="formLine logLine"
      onSubmit={(event) => {
        event.preventDefault();
        const plain = body.trim();
        if (plain === '') return;
        void attempt(async () => log({ accountId, dealId, kind, team, body: plain }), t('account.logged', { body: plain })).then(
          (isDone) => {
            if (isDone) clear();
          },
        );
      }}
    >
      <SelectField
        label={t('common.kind')}
        value={kind}
        options={activityKinds.map((value) => ({ value, label: t(kindTexts[value]) }))}
        onChange={(value) => {
          setKind(activityKinds.find((each) => each === value) ?? 'call');
        }}
      />
      <SelectField
        label={t('common.team')}
        value={team}
        options={teams.map((value) => ({ value, label: t(teamTexts[value]) }))}
        onChange={(value) => {
          setTeam(teams.find((each) => each === value) ?? team);
        }}
      />
      <span className="field grow">
        <input
          ref={logRef}
          type="text"
          maxLength={activity.columns.body.max}
          aria-label={t('account.logLine')}
          placeholder={t('account.logLine')}
          value={body}
          onChange={(event) => {
            setBody(event.target.value);
          }}
          onKeyDown={(event) => {
            if (event.key === 'Escape') event.currentTarget.blur();
          }}
        />
        <kbd aria-hidden="true">L</kbd>
      </span>
    </form>
  );
};

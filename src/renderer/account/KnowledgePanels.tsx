/** Side by side: what sales knows, and what the data says, of which the program counts a part itself (A5). */
import { IconTrash } from '@tabler/icons-react';
import type { DataSays, KnowledgeEntry, KnowledgeSide } from '../../shared/accounts/knowledgeContract.ts';
import { addKnowledge, editKnowledge, knowledge as knowledgeQuery, removeKnowledge } from '../../shared/accounts/knowledgeContract.ts';
import { knowledge as knowledgeTable } from '../../shared/accounts/schema.ts';
import type { WorkspaceView } from '../../shared/admin/contract.ts';
import { formatDay, formatList, formatMoney } from '../../shared/i18n/format.ts';
import type { Language } from '../../shared/i18n/languages.ts';
import type { Id } from '../../shared/kernel/brand.ts';
import type { MoneyByCurrency } from '../../shared/kernel/money.ts';
import { useCommand, useQuery } from '../app/calls.ts';
import { useText } from '../app/i18n.ts';
import { sectorName } from '../app/names.ts';
import { mayChange, mayDo } from '../app/may.ts';
import { quietLimit } from '../app/quiet.ts';
import { useDraft } from '../app/useDraft.ts';
import { ErrorBlank } from '../ui/Blank.tsx';
import { Editable, Fixed } from '../ui/Editable.tsx';
import { TeamTag } from '../ui/TeamTag.tsx';
import { useSaying } from './useSaying.ts';

type KnowledgePanelsProps = { readonly accountId: Id<'Account'>; readonly workspace: WorkspaceView; readonly onShowDeals: () => void };

export const KnowledgePanels = ({ accountId, workspace, onShowDeals }: KnowledgePanelsProps) => {
  const { t } = useText();
  const query = useQuery(knowledgeQuery, { accountId }, false);
  if (query.error) return <ErrorBlank error={query.error.error} onRetry={() => void query.refetch()} />;
  const entries = query.data?.entries ?? [];
  const of = (side: KnowledgeSide) => entries.filter((entry) => entry.side === side);
  const mayAdd = mayDo(workspace, 'activity.edit');
  return (
    <div className="knowledge">
      <section className="panel">
        <h2 className="hSection row">
          <TeamTag team="sales" />
          {t('account.knows')}
        </h2>
        {query.data !== undefined && of('salesKnows').length === 0 ? <p className="small muted">{t('account.noKnows')}</p> : null}
        <Entries entries={of('salesKnows')} workspace={workspace} />
        {mayAdd ? <AddLine key={accountId} accountId={accountId} side="salesKnows" label={t('account.addKnows')} /> : null}
      </section>
      <section className="panel">
        <h2 className="hSection row">
          <TeamTag team="marketing" />
          {t('account.says')}
        </h2>
        {query.data === undefined ? null : <Counted data={query.data.data} onShowDeals={onShowDeals} />}
        <Entries entries={of('dataSays')} workspace={workspace} />
        {mayAdd ? <AddLine key={accountId} accountId={accountId} side="dataSays" label={t('account.addSays')} /> : null}
      </section>
    </div>
  );
};

const sumText = (language: Language, sums: MoneyByCurrency): string => {
  const texts = Object.entries(sums).map(([currency, minor]) => formatMoney(language, { minor, currency }));
  return texts.length === 0 ? '–' : formatList(language, texts);
};

const Counted = ({ data, onShowDeals }: { readonly data: DataSays; readonly onShowDeals: () => void }) => {
  const { t, language } = useText();
  const missing = data.openWithoutAmount === 0 ? '' : ` (${t('pipeline.totalWithoutAmount', { missing: String(data.openWithoutAmount) })})`;
  const lines = [
    data.openCount === 0 ? null : `${t('account.saysOpen', { count: data.openCount, sum: sumText(language, data.openAmount) })}${missing}`,
    data.wonCount === 0 ? null : t('account.saysWon', { count: data.wonCount, sum: sumText(language, data.wonAmount) }),
    data.lostCount === 0 ? null : t('account.saysLost', { count: data.lostCount }),
  ].filter((line) => line !== null);
  const isQuiet = data.quietDays !== null && data.quietDays > quietLimit && data.openCount > 0;
  return (
    <ul className="counted">
      {lines.length === 0 ? <li className="muted">{t('account.saysNoDeals')}</li> : null}
      {lines.map((line) => (
        <li key={line}>
          <button type="button" className="trace" title={t('account.showDeals')} onClick={onShowDeals}>
            {line}
          </button>
        </li>
      ))}
      {data.lastActivity === null || data.quietDays === null ? (
        <li className="muted">{t('account.saysSilent')}</li>
      ) : (
        <li>
          {t('account.saysLast', { day: formatDay(language, data.lastActivity) })}
          {', '}
          <span className={isQuiet ? 'warn medium' : ''}>{t('common.quietFor', { count: data.quietDays })}</span>
        </li>
      )}
      {data.sector === null ? null : <li>{t('account.saysSector', { sector: sectorName(t, data.sector) })}</li>}
    </ul>
  );
};

type EntriesProps = { readonly entries: readonly KnowledgeEntry[]; readonly workspace: WorkspaceView };

const Entries = ({ entries, workspace }: EntriesProps) => {
  const { t, language } = useText();
  const { mutateAsync: edit } = useCommand(editKnowledge);
  const { mutateAsync: remove } = useCommand(removeKnowledge);
  const attempt = useSaying();
  return (
    <ul className="known">
      {entries.map((entry) => (
        <li key={entry.id}>
          <div className="grow">
            <Fixed isFixed={!mayChange(workspace, 'activity.edit', entry.authorId)}>
              <Editable
                label={t(entry.side === 'salesKnows' ? 'account.knows' : 'account.says')}
                shown={entry.body}
                value={entry.body}
                echo={(text) => (text.trim() === '' ? { isRight: false, text: null } : { isRight: true, text: null })}
                onSave={async (text) => edit({ id: entry.id, body: text.trim() })}
              />
            </Fixed>
            <div className="meta">
              {[entry.author ?? t('changes.someone'), formatDay(language, entry.onDay), entry.source].filter(Boolean).join(' · ')}
            </div>
          </div>
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
    </ul>
  );
};

type AddLineProps = { readonly accountId: Id<'Account'>; readonly side: KnowledgeSide; readonly label: string };

const AddLine = ({ accountId, side, label }: AddLineProps) => {
  const { text: body, setText: setBody, clear } = useDraft(`knowledge:${side}:${accountId}`);
  const { mutateAsync: add } = useCommand(addKnowledge);
  const attempt = useSaying();
  return (
    <form
      className="formLine"
      onSubmit={(event) => {
        event.preventDefault();
        const plain = body.trim();
        if (plain !== '')
          void attempt(async () => add({ accountId, side, body: plain })).then((isDone) => {
            if (isDone) clear();
          });
      }}
    >
      <span className="field grow">
        <input
          type="text"
          maxLength={knowledgeTable.columns.body.max}
          aria-label={label}
          placeholder={label}
          value={body}
          onChange={(event) => {
            setBody(event.target.value);
          }}
        />
      </span>
    </form>
  );
};

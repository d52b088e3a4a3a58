/** What the hub has refused because much would be removed, for administrators: they allow it, their own with a code of the hub. */
import { useCallback, useEffect, useState } from 'react';
import type { WorkspaceView } from '../../shared/admin/contract.ts';
import { formatCount, formatInstant, formatRecent } from '../../shared/i18n/format.ts';
import { kindText } from '../../shared/i18n/recordText.ts';
import { type AskedRemovalLine, allowRemoval, askedRemovals } from '../../shared/sync/removalContract.ts';
import { CallFailed, useCommand } from '../app/calls.ts';
import type { ClientError } from '../app/callResult.ts';
import { useText } from '../app/i18n.ts';
import { useSaid } from '../app/said.ts';
import { SyncPart } from './SyncPart.tsx';
import { syncErrorText } from './syncText.ts';

type Listed = { readonly lines: readonly AskedRemovalLine[] } | { readonly error: ClientError };

export const AskedRemovals = ({ workspace }: { readonly workspace: WorkspaceView }) => {
  const { t } = useText();
  const { mutateAsync: list } = useCommand(askedRemovals);
  const [listed, setListed] = useState<Listed | null>(null);
  const look = useCallback(async (): Promise<Listed> => {
    try {
      return { lines: await list({}) };
    } catch (failure) {
      if (!(failure instanceof CallFailed)) throw failure;
      return { error: failure.error };
    }
  }, [list]);
  useEffect(() => {
    let isOver = false;
    void look().then((answer) => {
      if (!isOver) setListed(answer);
    });
    return () => {
      isOver = true;
    };
  }, [look]);
  return (
    <SyncPart title={t('removal.title')} about={t('removal.about')}>
      {listed === null ? (
        <p className="small muted" aria-busy="true">
          {t('common.loading')}
        </p>
      ) : 'error' in listed ? (
        <p className="small warn">{syncErrorText(t, listed.error)}</p>
      ) : listed.lines.length === 0 ? (
        <p className="small muted">{t('removal.none')}</p>
      ) : (
        <ul className="keptList" aria-label={t('removal.title')}>
          {listed.lines.map((line) => (
            <Asked
              key={`${line.person} ${line.table}`}
              line={line}
              workspace={workspace}
              onAllowed={() => void look().then((answer) => setListed(answer))}
            />
          ))}
        </ul>
      )}
    </SyncPart>
  );
};

type AskedProps = { readonly line: AskedRemovalLine; readonly workspace: WorkspaceView; readonly onAllowed: () => void };

const Asked = ({ line, workspace, onAllowed }: AskedProps) => {
  const { t, language } = useText();
  const say = useSaid((state) => state.say);
  const { mutateAsync: allow, isPending } = useCommand(allowRemoval);
  const [rows, setRows] = useState(String(line.rows));
  /** Null until the hub has asked for one. */
  const [code, setCode] = useState<string | null>(null);
  const { person, table, allowed, askedAt } = line;
  const { today, zone } = workspace;
  const name = line.personName ?? t('changes.someone');
  const kind = kindText(t, table);
  const wanted = /^[1-9]\d{0,6}$/u.test(rows) ? Number(rows) : 0;
  const send = async (): Promise<void> => {
    try {
      await allow({ person, table, rows: wanted, code: code === null || code.trim() === '' ? null : code });
      say(t('removal.allowed', { name }));
      onAllowed();
    } catch (failure) {
      if (!(failure instanceof CallFailed)) throw failure;
      if (failure.error.type === 'HubCodeNeeded') setCode((typed) => typed ?? '');
      say(syncErrorText(t, failure.error), 'refused');
    }
  };
  return (
    <li>
      <form
        className="row"
        onSubmit={(event) => {
          event.preventDefault();
          if (wanted > 0 && !isPending) void send();
        }}
      >
        <span className="medium">{name}</span>
        <span className="small muted grow">
          {allowed === null
            ? t('removal.asked', { kind, rows: formatCount(language, line.rows), when: formatRecent(language, askedAt, today, zone) })
            : t('removal.left', { kind, rows: formatCount(language, allowed.rows), when: formatInstant(language, allowed.until, zone) })}
        </span>
        <input
          className="field"
          inputMode="numeric"
          size={6}
          aria-label={t('removal.rows', { kind, name })}
          value={rows}
          onChange={(event) => {
            setRows(event.target.value);
          }}
        />
        {code === null ? null : (
          <input
            className="field"
            aria-label={t('removal.code')}
            placeholder={t('removal.code')}
            value={code}
            onChange={(event) => {
              setCode(event.target.value);
            }}
          />
        )}
        <button
          type="submit"
          className="button small"
          disabled={wanted === 0 || isPending}
          aria-label={t('removal.allowNamed', { kind, name })}
        >
          {t('removal.allow')}
        </button>
      </form>
    </li>
  );
};

/** Every field of a record and of what is about it through time: who changed what from which value to which, and when; newest first. */
import { useState } from 'react';
import { formatDay } from '../../shared/i18n/format.ts';
import { changeText, kindText, type ValueWords } from '../../shared/i18n/recordText.ts';
import type { HistoryEntry } from '../../shared/sync/contract.ts';
import { history } from '../../shared/sync/contract.ts';
import { useQuery } from '../app/calls.ts';
import { actorName, changeTextKey } from '../app/changeText.ts';
import { useText } from '../app/i18n.ts';
import { tableNamed, useRecordWords } from '../app/recordWords.ts';
import { ErrorBlank } from '../ui/Blank.tsx';
import { RecordedTime } from '../ui/RecordedTime.tsx';
import { sinceMark } from './SinceLine.tsx';

type RecordHistoryProps = {
  readonly recordId: string;
  readonly today: string;
  readonly zone: string;
  /** Changes that are new to the reader, by their numbers. */
  readonly fresh?: ReadonlySet<number>;
};

const none: ReadonlySet<number> = new Set();

/** Entries shown at first and with each step; those that are new to the reader are among the first. */
const step = 100;

export const RecordHistory = ({ recordId, today, zone, fresh = none }: RecordHistoryProps) => {
  const { t } = useText();
  const record = useQuery(history, { id: recordId }, false);
  const [shown, setShown] = useState(step);
  const all = record.data ?? [];
  const oldestFresh = all.findLast(({ seq }) => fresh.has(seq));
  const entries = all.slice(0, Math.max(shown, oldestFresh === undefined ? 0 : all.indexOf(oldestFresh) + 1));
  const words = useRecordWords(entries, zone);
  if (record.error) return <ErrorBlank error={record.error.error} onRetry={() => void record.refetch()} />;
  return (
    <>
      <ul className="history">
        {entries.map((entry) => (
          <li
            key={`${entry.seq} ${entry.table} ${entry.rowId} ${entry.what}`}
            className={[entry.voided ? 'voided' : '', fresh.has(entry.seq) ? 'fresh' : ''].filter(Boolean).join(' ')}
            {...(entry === oldestFresh ? { [sinceMark]: '', tabIndex: -1 } : {})}
          >
            <span>
              {fresh.has(entry.seq) ? <span className="heard">{t('others.fresh')}: </span> : null}
              <span className="medium">{actorName(t, entry.actor)}</span>{' '}
              <span className="muted">{t(changeTextKey(entry.command) ?? 'changes.other')}</span>
              {entry.voided ? <span className="muted"> ({t('account.historyVoided')})</span> : null}
            </span>
            <RecordedTime change={entry} today={today} zone={zone} />
            {changeLines(words, entry).map((line) => (
              <span key={line} className="meta">
                {line}
              </span>
            ))}
          </li>
        ))}
      </ul>
      {entries.length === all.length ? null : (
        <button
          type="button"
          className="button small"
          onClick={() => {
            setShown(entries.length + step);
          }}
        >
          {t('trash.older')}
        </button>
      )}
    </>
  );
};

const changeLines = (words: ValueWords, entry: HistoryEntry): readonly string[] => {
  const { say, language } = words;
  const table = tableNamed(entry.table);
  // A contact of the company, by name: the line below says what changed in it.
  const whose = entry.name === null ? [] : [`${kindText(say, entry.table)} · ${entry.name}`];
  const what = entry.what === 'removed' ? [say('common.wasRemoved')] : entry.what === 'restored' ? [say('account.historyRestored')] : [];
  const fields = table === undefined ? [] : entry.changes.flatMap((change) => changeText(words, table, change) ?? []);
  const day = typeof entry.happenedDay === 'string' ? [say('common.fromDay', { day: formatDay(language, entry.happenedDay) })] : [];
  return [...whose, ...what, ...fields, ...day];
};

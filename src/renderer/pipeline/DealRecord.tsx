/** Who recorded what about a deal and when, out of the change log: also what has no day of its own, such as a new title. */
import type { Id } from '../../shared/kernel/brand.ts';
import type { HistoryEntry } from '../../shared/sync/contract.ts';
import { history } from '../../shared/sync/contract.ts';
import { useQuery } from '../app/calls.ts';
import { actorName, changeTextKey } from '../app/changeText.ts';
import { useText } from '../app/i18n.ts';
import { ErrorBlank } from '../ui/Blank.tsx';
import { RecordedTime } from '../ui/RecordedTime.tsx';

type DealRecordProps = { readonly dealId: Id<'Deal'>; readonly today: string; readonly zone: string };

/** One line a change set, however many rows it touched. */
const oncePerSet = (entries: readonly HistoryEntry[]): readonly HistoryEntry[] =>
  entries.filter((entry, index) => entries.findIndex(({ seq }) => seq === entry.seq) === index);

export const DealRecord = ({ dealId, today, zone }: DealRecordProps) => {
  const { t } = useText();
  const record = useQuery(history, { id: dealId }, false);
  if (record.error) return <ErrorBlank error={record.error.error} onRetry={() => void record.refetch()} />;
  return (
    <ul className="history">
      {oncePerSet(record.data ?? []).map((entry) => (
        <li key={entry.seq}>
          <span>
            {actorName(t, entry.actor)} <span className="muted">{t(changeTextKey(entry.command) ?? 'changes.other')}</span>
          </span>
          <RecordedTime change={entry} today={today} zone={zone} />
        </li>
      ))}
    </ul>
  );
};

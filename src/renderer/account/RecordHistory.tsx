/** Every field of a record through time: who changed what from which value to which, and when; newest first. */
import { people } from '../../shared/admin/contract.ts';
import { fieldKey, isTextKey, type TextKey } from '../../shared/i18n/dictionary.ts';
import { formatBasisPoints, formatDay, formatList, formatMoney, formatRecent } from '../../shared/i18n/format.ts';
import type { Language } from '../../shared/i18n/languages.ts';
import { parseDay } from '../../shared/kernel/day.ts';
import { stages } from '../../shared/pipeline/contract.ts';
import type { CreditShare } from '../../shared/pipeline/credit.ts';
import { findByIds, mostHits } from '../../shared/pipeline/searchContract.ts';
import { tables } from '../../shared/schema/tables.ts';
import type { FieldChange, HistoryEntry } from '../../shared/sync/contract.ts';
import { history } from '../../shared/sync/contract.ts';
import { useQuery } from '../app/calls.ts';
import { actorName, changeTextKey } from '../app/changeText.ts';
import type { Translate } from '../app/i18n.ts';
import { useText } from '../app/i18n.ts';
import { sectorName, seededName } from '../app/names.ts';
import { idOf } from '../app/routes.ts';
import { ErrorBlank } from '../ui/Blank.tsx';
import { sinceMark } from './SinceLine.tsx';

type RecordHistoryProps = {
  readonly recordId: string;
  readonly today: string;
  readonly zone: string;
  /** Changes that are new to the reader, by their numbers. */
  readonly fresh?: ReadonlySet<number>;
};

const none: ReadonlySet<number> = new Set();

/** Columns that say nothing to a reader by themselves. */
const hidden = new Set(['dealId', 'recordId', 'accountId', 'role', 'rank', 'seedKey', 'revenueCurrency', 'currency']);
const currencyFields: Readonly<Record<string, string>> = {
  revenueMinor: 'revenueCurrency',
  amountMinor: 'currency',
  monthlyMinor: 'currency',
};
/** Columns that nobody fills in one by one. */
const labels: Readonly<Record<string, TextKey>> = {
  personId: 'common.owner',
  amountMinor: 'common.amount',
  monthlyMinor: 'deal.monthly',
  termMonths: 'deal.term',
  expectedClose: 'pipeline.expectedClose',
  reason: 'pipeline.reason',
  toStageId: 'common.stage',
  closeReasonId: 'pipeline.reason',
  shares: 'deal.credit',
};

/** The words for a column of a table, or (null) of whichever has it; one that has none is left out of the list. */
export const fieldLabel = (t: Translate, table: string | null, column: string): string | null => {
  const keys = (table === null ? tables.map(({ name }) => name) : [table]).map((name) => fieldKey({ table: name, column }));
  const own = keys.find(isTextKey) ?? labels[column];
  return own === undefined ? null : t(own);
};

export const RecordHistory = ({ recordId, today, zone, fresh = none }: RecordHistoryProps) => {
  const { t, language } = useText();
  const record = useQuery(history, { id: recordId }, false);
  const persons = useQuery(people, {});
  const ids = linkedIds(record.data ?? []);
  const linked = useQuery(findByIds, ids.length === 0 ? null : { ids: [...ids] });
  const process = useQuery(stages, {});
  if (record.error) return <ErrorBlank error={record.error.error} onRetry={() => void record.refetch()} />;
  const names: ReadonlyMap<string, string> = new Map([
    ...(linked.data ?? []).map(({ id, title }): [string, string] => [id, title]),
    ...(persons.data ?? []).map(({ id, name }): [string, string] => [id, name]),
    ...(process.data?.stages ?? []).map((stage): [string, string] => [stage.id, seededName(t, stage)]),
    ...(process.data?.closeReasons ?? []).map((reason): [string, string] => [reason.id, seededName(t, reason)]),
  ]);
  const oldestFresh = (record.data ?? []).findLast(({ seq }) => fresh.has(seq));
  return (
    <ul className="history">
      {(record.data ?? []).map((entry) => (
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
          <span className="muted">{formatRecent(language, entry.at, today, zone)}</span>
          {changeLines(t, language, entry, names).map((line) => (
            <span key={line} className="meta">
              {line}
            </span>
          ))}
        </li>
      ))}
    </ul>
  );
};

/** Records that the shown changes name, as many as one question answers; the newest come first. */
export const linkedIds = (entries: readonly Pick<HistoryEntry, 'changes'>[]): readonly string[] =>
  [
    ...new Set(
      entries.flatMap(({ changes }) =>
        changes.flatMap(({ from, to }) => [from, to].filter((value) => typeof value === 'string' && idOf(value) !== null) as string[]),
      ),
    ),
  ].slice(0, mostHits);

const changeLines = (t: Translate, language: Language, entry: HistoryEntry, names: ReadonlyMap<string, string>): readonly string[] => {
  const day = typeof entry.happenedDay === 'string' ? [t('common.fromDay', { day: formatDay(language, entry.happenedDay) })] : [];
  const fields = entry.changes.flatMap((change) => {
    const field = hidden.has(change.field) ? null : fieldLabel(t, entry.table, change.field);
    if (field === null) return [];
    const to = valueText(t, language, entry, change, change.to, names);
    return change.from === undefined
      ? [t('account.historySet', { field, to })]
      : [t('account.historyChange', { field, from: valueText(t, language, entry, change, change.from, names), to })];
  });
  const what = entry.what === 'removed' ? [t('common.wasRemoved')] : entry.what === 'restored' ? [t('account.historyRestored')] : [];
  return [...what, ...fields, ...day];
};

/** A value as people read it; `names` are those of the records that the values point to. */
export const valueText = (
  t: Translate,
  language: Language,
  entry: Pick<HistoryEntry, 'changes'>,
  { field }: FieldChange,
  value: string | number | null,
  names: ReadonlyMap<string, string>,
): string => {
  if (value === null) return t('account.emptyValue');
  const currencyField = currencyFields[field];
  if (currencyField !== undefined) {
    const code = entry.changes.find((change) => change.field === currencyField)?.to;
    return formatMoney(language, { minor: BigInt(value), currency: typeof code === 'string' ? code : 'NOK' });
  }
  if (field === 'shares') {
    const shares = JSON.parse(String(value)) as readonly CreditShare[];
    const parts = shares.map(
      ({ personId, shareBp }) => `${names.get(personId) ?? t('changes.someone')} ${formatBasisPoints(language, shareBp)}`,
    );
    return parts.length === 0 ? t('account.emptyValue') : formatList(language, parts);
  }
  if (field === 'sector') return sectorName(t, String(value));
  if (field === 'keyAccount') return t(value === 1 ? 'common.yes' : 'common.no');
  if (typeof value === 'string' && idOf(value) !== null) return names.get(value) ?? t('account.linked');
  return typeof value === 'string' && parseDay(value) !== null ? formatDay(language, value) : String(value);
};

/** The filters of the pipeline table as SQL: conditions on derived rows that every sort order's index can be walked with. */
import type { SqlValue } from '../../../shared/kernel/column.ts';
import { addDays, startOfDay } from '../../../shared/kernel/day.ts';
import { typedWords } from '../../../shared/kernel/plainWords.ts';
import type { DealFilter } from '../../../shared/pipeline/dealFilter.ts';
import { type StageKind, stageKinds } from '../../../shared/pipeline/schema.ts';
import type { ReadTx } from '../../core/tx.ts';

/** What filters that count days, and those that look words up, need of a read transaction; without `all` the words are part of the question. */
export type Now = Pick<ReadTx, 'today' | 'zone'> & Partial<Pick<ReadTx, 'all'>>;

/** The deals of one status that the filter leaves; `needsDeal`: the condition names the alias `d` of the table deal. */
export type DealPart = {
  readonly status: StageKind;
  readonly where: string;
  readonly params: readonly SqlValue[];
  readonly needsDeal: boolean;
};

type Condition = { readonly sql: string; readonly params: readonly SqlValue[]; readonly needsDeal?: true; readonly names?: true };

const waiting = "SELECT w.id FROM fold_later w WHERE w.derived = 'search_entry'";
const matching = 'SELECT e.record_id AS id FROM search_text t CROSS JOIN search_entry e ON e.no = t.rowid WHERE t.search_text MATCH ?';

/** Up to so many deals it is quicker to look each of them up than to walk the whole list past them. */
const few = 2_000;

/** Titles by the words of the search; right after a big import, while the index is still being filled, the waiting titles are read themselves. */
const titleHas = (text: string, { all }: Now): readonly Condition[] => {
  const words = typedWords(text);
  if (words.length === 0) return [];
  const match = words.map(({ starts }) => `{head tail} : (${starts.map((start) => `"${start}"*`).join(' OR ')})`).join(' AND ');
  const read = words
    .map(({ starts }) => `(${starts.map(() => "(' ' || search_words(d.title, 'all')) LIKE ?").join(' OR ')})`)
    .join(' AND ');
  const starts = words.flatMap((word) => word.starts.map((start) => `% ${start}%`));
  const found = all?.<{ readonly id: string }>(
    `SELECT id FROM (${matching} AND e.kind = 'deal' AND e.record_id NOT IN (${waiting})
       UNION ALL SELECT d.id FROM fold_later w CROSS JOIN deal d ON d.id = w.id WHERE w.derived = 'search_entry' AND ${read}) LIMIT ${few + 1}`,
    match,
    ...starts,
  );
  if (found !== undefined && found.length <= few)
    return [{ sql: 'ds.deal_id IN (SELECT value FROM json_each(?))', params: [JSON.stringify(found.map(({ id }) => id))], names: true }];
  return [
    {
      sql: `CASE WHEN ds.deal_id IN (${waiting}) THEN ${read} ELSE ds.deal_id IN (${matching}) END`,
      params: [...starts, match],
      needsDeal: true,
    },
  ];
};

const equal = (column: string, value: SqlValue): readonly Condition[] =>
  value === null ? [] : [{ sql: `ds.${column} = ?`, params: [value] }];

const bound = (column: string, sign: '<=' | '>=', value: SqlValue): readonly Condition[] =>
  value === null ? [] : [{ sql: `ds.${column} ${sign} ?`, params: [value] }];

const amountIn = (range: DealFilter['amount']): readonly Condition[] =>
  range === null
    ? []
    : [
        { sql: 'ds.amount_minor IS NOT NULL', params: [] },
        ...equal('currency', range.currency),
        ...bound('amount_minor', '>=', range.from),
        ...bound('amount_minor', '<=', range.to),
      ];

const conditionsOf = (filter: DealFilter, now: Now): readonly Condition[] => [
  ...equal('stage_id', filter.stageId),
  ...equal('owner_id', filter.ownerId),
  ...equal('account_id', filter.accountId),
  ...titleHas(filter.words ?? '', now),
  ...amountIn(filter.amount),
  ...bound('expected_close', '>=', filter.closeFrom),
  ...bound('expected_close', '<=', filter.closeTo),
  // More than n whole days ago is before the day that was n days ago.
  ...(filter.quietOver === null
    ? []
    : [{ sql: 'ds.last_activity_at < ?', params: [startOfDay(addDays(now.today, -filter.quietOver), now.zone)] }]),
  ...(filter.withoutAmount ? [{ sql: 'ds.amount_minor IS NULL', params: [] }] : []),
  ...(filter.withoutNextStep ? [{ sql: "(d.next_step IS NULL OR trim(d.next_step) = '')", params: [], needsDeal: true as const }] : []),
];

/** The parts of the filtered list, one a status, so that each is a walk along one index. Only open deals can be quiet. */
export const dealParts = (filter: DealFilter, now: Now): readonly DealPart[] => {
  const conditions = conditionsOf(filter, now);
  // Where the deals are named one by one, the plus keeps the plan from walking the index of the status instead.
  const ofStatus = conditions.some(({ names }) => names === true) ? '+ds.status = ?' : 'ds.status = ?';
  return (filter.status === null ? stageKinds : [filter.status])
    .filter((status) => filter.quietOver === null || status === 'open')
    .map((status) => ({
      status,
      where: [ofStatus, ...conditions.map(({ sql }) => sql)].join(' AND '),
      params: [status, ...conditions.flatMap(({ params }) => params)],
      needsDeal: conditions.some(({ needsDeal }) => needsDeal === true),
    }));
};

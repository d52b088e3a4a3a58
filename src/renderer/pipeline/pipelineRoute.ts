/** What the pipeline table shows, kept in the address so that a view can be linked, saved, reloaded and gone back to. */
import type { Id } from '../../shared/kernel/brand.ts';
import { parseDay } from '../../shared/kernel/day.ts';
import { isCurrency, largestMinor } from '../../shared/kernel/money.ts';
import type { DealSort } from '../../shared/pipeline/contract.ts';
import { dealSorts } from '../../shared/pipeline/contract.ts';
import type { DealFilter } from '../../shared/pipeline/dealFilter.ts';
import type { RouteParams } from '../app/routes.ts';
import { hrefWith, idOf, setParams } from '../app/routes.ts';
import type { Sort } from '../ui/DataTable.tsx';

export const statuses = ['open', 'won', 'lost', 'all'] as const;
export type StatusFilter = (typeof statuses)[number];

/** The columns there are; the title comes first always, the others as they are chosen. */
export const columnKeys = [
  'title',
  'account',
  'stage',
  'owner',
  'nextStep',
  'amount',
  'probability',
  'expectedClose',
  'closed',
  'lastActivity',
] as const;
export type ColumnKey = (typeof columnKeys)[number];

export type PipelineView = {
  readonly status: StatusFilter;
  readonly filter: DealFilter;
  readonly sort: Sort<DealSort>;
  /** Null: those that fit the status. */
  readonly columns: readonly ColumnKey[] | null;
  readonly savedId: Id<'SavedView'> | null;
  readonly dealId: Id<'Deal'> | null;
};

/** Sums read best from the largest down and days from the latest, names from A. */
const firstDirection: Readonly<Record<DealSort, 'asc' | 'desc'>> = {
  title: 'asc',
  account: 'asc',
  owner: 'asc',
  stage: 'asc',
  amount: 'desc',
  expectedClose: 'asc',
  lastActivity: 'asc',
  closed: 'desc',
};

const minorOf = (text: string | null): bigint | null => {
  if (text === null || !/^-?\d{1,16}$/u.test(text)) return null;
  const minor = BigInt(text);
  return minor > largestMinor || minor < -largestMinor ? null : minor;
};

const amountOf = (params: URLSearchParams): DealFilter['amount'] => {
  const currency = params.get('cur');
  if (currency === null || !isCurrency(currency)) return null;
  return { currency, from: minorOf(params.get('min')), to: minorOf(params.get('max')) };
};

const daysOf = (text: string | null): number | null => (text !== null && /^\d{1,4}$/u.test(text) ? Number(text) : null);

const columnsOf = (text: string | null): readonly ColumnKey[] | null => {
  if (text === null) return null;
  const named = new Set(text.split(','));
  const chosen = [...named].flatMap((name) => columnKeys.filter((key) => key === name && key !== 'title'));
  return chosen.length === 0 ? null : ['title', ...chosen];
};

export const parseView = (params: URLSearchParams): PipelineView => {
  const by = dealSorts.find((key) => key === params.get('sort')) ?? 'amount';
  const direction = params.get('dir');
  const status = statuses.find((each) => each === params.get('status')) ?? 'open';
  const lacks = (params.get('no') ?? '').split(',');
  const words = (params.get('q') ?? '').slice(0, 100);
  return {
    status,
    filter: {
      status: status === 'all' ? null : status,
      stageId: idOf<'Stage'>(params.get('stage')),
      ownerId: idOf<'Person'>(params.get('owner')),
      accountId: idOf<'Account'>(params.get('account')),
      words: words === '' ? null : words,
      amount: amountOf(params),
      closeFrom: parseDay(params.get('closeFrom') ?? ''),
      closeTo: parseDay(params.get('closeTo') ?? ''),
      quietOver: daysOf(params.get('quiet')),
      withoutAmount: lacks.includes('amount'),
      withoutNextStep: lacks.includes('step'),
    },
    sort: { by, direction: direction === 'asc' || direction === 'desc' ? direction : firstDirection[by] },
    columns: columnsOf(params.get('columns')),
    savedId: idOf<'SavedView'>(params.get('saved')),
    dealId: idOf<'Deal'>(params.get('deal')),
  };
};

/** A second click on a head turns its order round; a first one starts with the column's own. */
export const nextSort = (sort: Sort<DealSort>, by: DealSort): Sort<DealSort> => ({
  by,
  direction: sort.by === by ? (sort.direction === 'asc' ? 'desc' : 'asc') : firstDirection[by],
});

const filterParams = ['status', 'stage', 'owner', 'account', 'q', 'cur', 'min', 'max', 'closeFrom', 'closeTo', 'quiet', 'no'] as const;
const lookParams = [...filterParams, 'sort', 'dir', 'columns'] as const;

/** All filters taken away. */
export const noFilters: RouteParams = Object.fromEntries(filterParams.map((name) => [name, null]));

export const isFiltered = ({ filter, status }: PipelineView): boolean =>
  status !== 'open' || Object.entries(filter).some(([name, value]) => name !== 'status' && value !== null && value !== false);

/** What a saved view keeps of the address, in a fixed order. */
export const lookOf = (params: URLSearchParams): Readonly<Record<string, string>> =>
  Object.fromEntries(
    lookParams.flatMap((name) => {
      const value = params.get(name);
      return value === null || value === '' || (name === 'status' && value === 'open') ? [] : [[name, value]];
    }),
  );

/** Whether the table looks as the view was saved. */
export const looksLike = (params: URLSearchParams, saved: Readonly<Record<string, string>>): boolean =>
  JSON.stringify(lookOf(params)) === JSON.stringify(lookOf(new URLSearchParams({ ...saved })));

/** The address of the table as the view was saved. */
export const paramsOfView = (id: string, saved: Readonly<Record<string, string>>): RouteParams => ({
  view: 'table',
  ...lookOf(new URLSearchParams({ ...saved })),
  saved: id,
});

/** Changes what the table shows; `push`: Back leads to how it was before. */
export const setTable = (changes: RouteParams, how: 'push' | 'replace' = 'push'): void => {
  const next = { view: 'table', ...changes };
  if (how === 'replace') setParams(next);
  else location.hash = hrefWith(next);
};

/** Filters and order of the pipeline table, kept in the address so that a view can be linked and reloaded. */
import type { Id } from '../../shared/kernel/brand.ts';
import type { DealSort } from '../../shared/pipeline/contract.ts';
import { dealSorts } from '../../shared/pipeline/contract.ts';
import { idOf } from '../app/routes.ts';
import type { Sort } from '../ui/DataTable.tsx';

export const statuses = ['open', 'won', 'lost', 'all'] as const;
export type StatusFilter = (typeof statuses)[number];

export type PipelineView = {
  readonly status: StatusFilter;
  readonly stageId: Id<'Stage'> | null;
  readonly ownerId: Id<'Person'> | null;
  readonly sort: Sort<DealSort>;
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

export const parseView = (params: URLSearchParams): PipelineView => {
  const by = dealSorts.find((key) => key === params.get('sort')) ?? 'amount';
  const direction = params.get('dir');
  return {
    status: statuses.find((status) => status === params.get('status')) ?? 'open',
    stageId: idOf<'Stage'>(params.get('stage')),
    ownerId: idOf<'Person'>(params.get('owner')),
    sort: { by, direction: direction === 'asc' || direction === 'desc' ? direction : firstDirection[by] },
    dealId: idOf<'Deal'>(params.get('deal')),
  };
};

/** A second click on a head turns its order round; a first one starts with the column's own. */
export const nextSort = (sort: Sort<DealSort>, by: DealSort): Sort<DealSort> => ({
  by,
  direction: sort.by === by ? (sort.direction === 'asc' ? 'desc' : 'asc') : firstDirection[by],
});

export const isFiltered = (view: PipelineView): boolean => view.status !== 'open' || view.stageId !== null || view.ownerId !== null;

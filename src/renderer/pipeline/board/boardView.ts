/** What the board shows, read from the address: whose deals, and the period of what is won and lost. */
import type { Id } from '../../../shared/kernel/brand.ts';
import { addDays, addMonths, type Day, firstOfMonth, firstOfQuarter, firstOfYear } from '../../../shared/kernel/day.ts';
import { idOf } from '../../app/routes.ts';

export const closedPeriods = ['month', 'quarter', 'year'] as const;
export type ClosedPeriod = (typeof closedPeriods)[number];

export const views = ['board', 'table'] as const;
export type View = (typeof views)[number];

/** What only the table can show: an address that names one of these means the table, as links to a filtered list do. */
const tableParams = ['status', 'stage', 'sort', 'dir', 'columns', 'saved', 'filter'] as const;

export const viewOf = (params: URLSearchParams): View =>
  views.find((view) => view === params.get('view')) ?? (tableParams.some((name) => params.has(name)) ? 'table' : 'board');

/** The filter as `pipeline.board` takes it. */
export type BoardFilter = { readonly ownerId: Id<'Person'> | null; readonly closedFrom: Day; readonly closedTo: Day };
export type BoardView = { readonly period: ClosedPeriod; readonly filter: BoardFilter; readonly dealId: Id<'Deal'> | null };

const startOf: Readonly<Record<ClosedPeriod, (of: Day) => Day>> = { month: firstOfMonth, quarter: firstOfQuarter, year: firstOfYear };
const monthsIn: Readonly<Record<ClosedPeriod, number>> = { month: 1, quarter: 3, year: 12 };

export const parseBoardView = (params: URLSearchParams, today: Day): BoardView => {
  const period = closedPeriods.find((each) => each === params.get('closed')) ?? 'quarter';
  const closedFrom = startOf[period](today);
  return {
    period,
    filter: { ownerId: idOf<'Person'>(params.get('owner')), closedFrom, closedTo: addDays(addMonths(closedFrom, monthsIn[period]), -1) },
    dealId: idOf<'Deal'>(params.get('deal')),
  };
};

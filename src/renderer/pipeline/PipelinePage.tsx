/** The pipeline: every deal that matches the filters as one long table with its total, and a deal opened at the side. */
import { useCallback } from 'react';
import type { WorkspaceView } from '../../shared/admin/contract.ts';
import { people } from '../../shared/admin/contract.ts';
import type { DealLine, DealSort } from '../../shared/pipeline/contract.ts';
import { deals, stages } from '../../shared/pipeline/contract.ts';
import type { MoneyByCurrency } from '../../shared/kernel/money.ts';
import { useQuery, useWindows } from '../app/calls.ts';
import { formatCompactMoney, formatCount, formatList, formatMoney } from '../app/format.ts';
import { useText } from '../app/i18n.ts';
import { setParams } from '../app/routes.ts';
import { Blank, ErrorBlank } from '../ui/Blank.tsx';
import { DataTable } from '../ui/DataTable.tsx';
import { PageHead } from '../ui/PageHead.tsx';
import { DealFilters } from './DealFilters.tsx';
import { DealPeek } from './DealPeek.tsx';
import { useDealColumns } from './dealColumns.tsx';
import './pipeline.css';
import { isFiltered, nextSort, parseView } from './pipelineRoute.ts';

type PipelinePageProps = { readonly workspace: WorkspaceView; readonly params: URLSearchParams };

const openDeal = (deal: DealLine): void => {
  setParams({ deal: deal.id });
};

export const PipelinePage = ({ workspace, params }: PipelinePageProps) => {
  const { t, language } = useText();
  const view = parseView(params);
  const { status, stageId, ownerId } = view;
  const { by, direction } = view.sort;
  const inputAfter = useCallback(
    (after: string | null) => ({
      status: status === 'all' ? null : status,
      stageId,
      ownerId,
      sort: by,
      descending: direction === 'desc',
      after,
    }),
    [status, stageId, ownerId, by, direction],
  );
  const list = useWindows(deals, inputAfter, ({ next }) => next);
  const process = useQuery(stages, {});
  const persons = useQuery(people, {});
  const columns = useDealColumns(status, workspace.today);
  const { fetchNextPage, isFetchingNextPage } = list;
  const fetchMore = useCallback(() => {
    if (!isFetchingNextPage) void fetchNextPage();
  }, [fetchNextPage, isFetchingNextPage]);
  const failed = [list, process, persons].find((query) => query.error !== null);
  if (failed?.error) return <ErrorBlank error={failed.error.error} onRetry={() => void failed.refetch()} />;
  const first = list.data?.pages[0];
  if (first === undefined || !process.data || !persons.data) return <div className="page" aria-busy="true" />;

  const rows = list.data?.pages.flatMap((page) => page.rows) ?? [];
  const compact = (sums: MoneyByCurrency): string => {
    const codes = Object.keys(sums);
    return formatList(
      language,
      codes.map((code) => formatCompactMoney(language, { minor: sums[code] ?? 0n, currency: code }, codes.length === 1)),
    );
  };
  const sumLines = (sums: MoneyByCurrency) =>
    Object.entries(sums).map(([code, minor]) => <div key={code}>{formatMoney(language, { minor, currency: code })}</div>);
  const totals: Partial<Record<DealSort | 'probability', React.ReactNode>> = {
    title: t('pipeline.totalRow', { count: first.count }),
    owner: first.withoutAmount > 0 ? t('pipeline.totalWithoutAmount', { missing: formatCount(language, first.withoutAmount) }) : '',
    amount: sumLines(first.amount),
  };
  const finding =
    isFiltered(view) || Object.keys(first.amount).length === 0
      ? t('pipeline.findingFiltered', { count: first.count })
      : t('pipeline.finding', { count: first.count, raw: compact(first.amount), weighted: compact(first.weighted) });
  return (
    <>
      <div className="page fixed">
        <PageHead
          finding={finding}
          context={t('pipeline.context')}
          controls={
            <span className="small muted">
              {t('common.rowsShown', { shown: formatCount(language, rows.length), all: formatCount(language, first.count) })}
            </span>
          }
        />
        <DealFilters view={view} stages={process.data.stages} people={persons.data} />
        {first.count === 0 ? (
          <div className="tableScroll row">
            <Blank
              title={t('pipeline.emptyTitle')}
              {...(isFiltered(view)
                ? {
                    action: {
                      label: t('pipeline.clearFilters'),
                      run: () => {
                        setParams({ status: null, stage: null, owner: null });
                      },
                    },
                  }
                : {})}
            >
              {t('pipeline.emptyBody')}
            </Blank>
          </div>
        ) : (
          <DataTable
            label={t('pipeline.table')}
            columns={columns}
            rows={rows}
            count={first.count}
            rowId={(deal) => deal.id}
            selectedId={view.dealId}
            sort={view.sort}
            onSort={(key) => {
              if (key === 'probability') return;
              const sort = nextSort(view.sort, key);
              setParams({ sort: sort.by, dir: sort.direction });
            }}
            onOpen={openDeal}
            onNearEnd={fetchMore}
            total={columns.map(({ key }) => totals[key] ?? '')}
          />
        )}
      </div>
      {view.dealId === null ? null : <DealPeek dealId={view.dealId} workspace={workspace} />}
    </>
  );
};

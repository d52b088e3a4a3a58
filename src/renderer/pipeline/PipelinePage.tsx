/** The pipeline: every deal that matches the filters as one long table with its total, and a deal opened at the side. */
import { useCallback } from 'react';
import type { WorkspaceView } from '../../shared/admin/contract.ts';
import { people } from '../../shared/admin/contract.ts';
import type { DealLine } from '../../shared/pipeline/contract.ts';
import { deals, stages } from '../../shared/pipeline/contract.ts';
import type { MoneyByCurrency } from '../../shared/kernel/money.ts';
import { useQuery, useWindows } from '../app/calls.ts';
import { formatCompactMoney, formatCount, formatList, formatMoney } from '../../shared/i18n/format.ts';
import { useText } from '../app/i18n.ts';
import { hrefOf, setParams } from '../app/routes.ts';
import { ImportHint } from '../ui/ImportHint.tsx';
import { ExportMenu } from '../exports/ExportMenu.tsx';
import { Blank, ErrorBlank } from '../ui/Blank.tsx';
import type { TotalCell } from '../ui/DataTable.tsx';
import { DataTable } from '../ui/DataTable.tsx';
import { ViewSegment } from '../board/ViewSegment.tsx';
import { PageHead } from '../ui/PageHead.tsx';
import { TracedText } from '../ui/TracedText.tsx';
import { DealFilters } from './DealFilters.tsx';
import { DealPeek } from './DealPeek.tsx';
import { useDealColumns } from './dealColumns.tsx';
import './pipeline.css';
import { isFiltered, nextSort, parseView } from './pipelineRoute.ts';

type PipelinePageProps = { readonly workspace: WorkspaceView; readonly params: URLSearchParams };

const openDeal = (deal: DealLine): void => {
  setParams({ deal: deal.id });
};

/** The figures of the whole pipeline are explained in the cockpit. */
const hrefOfFigure = (figure: string): string => hrefOf('cockpit', { figure });

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
  const { after: _start, ...listed } = inputAfter(null);
  const list = useWindows(deals, inputAfter, ({ next }) => next);
  const process = useQuery(stages, {});
  const persons = useQuery(people, {});
  const columns = useDealColumns(status, workspace.today, view.dealId !== null);
  const { fetchNextPage, isFetchingNextPage } = list;
  const fetchMore = useCallback(() => {
    if (!isFetchingNextPage) void fetchNextPage();
  }, [fetchNextPage, isFetchingNextPage]);
  const failed = [list, process, persons].find((query) => query.error !== null);
  if (failed?.error) return <ErrorBlank error={failed.error.error} onRetry={() => void failed.refetch()} />;
  const first = list.data?.pages[0];
  if (first === undefined || !process.data || !persons.data) return <div className="page" aria-busy="true" />;

  const rows = list.data?.pages.flatMap((page) => page.rows) ?? [];
  const codes = Object.keys(first.amount);
  const only = codes.length === 1 ? codes[0] : undefined;
  const lines = (sums: MoneyByCurrency) =>
    codes.map((code) => <div key={code}>{formatMoney(language, { minor: sums[code] ?? 0n, currency: code })}</div>);
  const missing = first.withoutAmount > 0 ? t('pipeline.totalWithoutAmount', { missing: formatCount(language, first.withoutAmount) }) : '';
  const showsWeighted = status === 'open' && view.dealId === null;
  const total: readonly TotalCell[] = [
    { span: 2, content: t('pipeline.totalRow', { count: first.count }) },
    { span: 2, content: missing },
    { span: 1, content: lines(first.amount), isNumber: true },
    { span: showsWeighted ? 2 : 1, content: showsWeighted ? lines(first.weighted) : '', isNumber: true },
    ...(showsWeighted ? [{ span: 1, content: <span className="muted">{t('pipeline.weightedShort')}</span>, isNumber: true }] : []),
  ];
  const finding =
    first.count === 0 && !isFiltered(view)
      ? t('cockpit.headlineNoOpen')
      : isFiltered(view) || codes.length === 0
        ? t('pipeline.findingFiltered', { count: first.count })
        : only === undefined
          ? t('pipeline.findingMixed', { count: first.count, codes: formatList(language, codes) })
          : t('pipeline.finding', {
              count: first.count,
              raw: formatCompactMoney(language, { minor: first.amount[only] ?? 0n, currency: only }),
              weighted: formatCompactMoney(language, { minor: first.weighted[only] ?? 0n, currency: only }),
            });
  return (
    <>
      <div className="page fixed">
        <PageHead
          finding={<TracedText text={finding} openFigure={null} hrefOf={hrefOfFigure} />}
          context={t('pipeline.context')}
          controls={
            <>
              <span className="small muted" role="status">
                {t('common.rowsShown', { shown: formatCount(language, rows.length), all: formatCount(language, first.count) })}
              </span>
              {first.count === 0 ? null : <ExportMenu lists={[{ list: 'deals', asked: listed }]} />}
              <ViewSegment view="table" ownerId={ownerId} />
            </>
          }
        />
        <DealFilters view={view} stages={process.data.stages} people={persons.data} />
        {first.count === 0 ? (
          <div className="tableScroll row">
            <Blank
              title={t(isFiltered(view) ? 'pipeline.emptyTitle' : 'cockpit.headlineNoOpen')}
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
              {isFiltered(view) ? t('pipeline.emptyBody') : <ImportHint />}
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
            total={total}
          />
        )}
      </div>
      {view.dealId === null ? null : <DealPeek dealId={view.dealId} workspace={workspace} />}
    </>
  );
};

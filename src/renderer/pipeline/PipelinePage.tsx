/** The pipeline: every deal that matches the filters as one long table with its total, and a deal opened at the side. */
import { useCallback, useMemo, useRef, useState } from 'react';
import type { WorkspaceView } from '../../shared/admin/contract.ts';
import { people } from '../../shared/admin/contract.ts';
import { errorText } from '../../shared/i18n/errorText.ts';
import type { OutputOf } from '../../shared/kernel/contract.ts';
import type { DealLine } from '../../shared/pipeline/contract.ts';
import { deals, stages } from '../../shared/pipeline/contract.ts';
import { exportDeals } from '../../shared/pipeline/exportContract.ts';
import { useQuery, useWindows } from '../app/calls.ts';
import { useCommandSection } from '../app/commands.ts';
import { mayDo } from '../app/may.ts';
import { formatCount } from '../../shared/i18n/format.ts';
import { useText } from '../app/i18n.ts';
import { setParams } from '../app/routes.ts';
import { useSaid } from '../app/said.ts';
import { ImportHint } from '../ui/ImportHint.tsx';
import { asFile, ExportMenu } from '../exports/ExportMenu.tsx';
import { Blank, ErrorBlank } from '../ui/Blank.tsx';
import { ViewSegment } from '../board/ViewSegment.tsx';
import { PageHead } from '../ui/PageHead.tsx';
import { useCellEdits } from './cellEdits.ts';
import { ColumnsMenu } from './ColumnsMenu.tsx';
import { DealFilters } from './DealFilters.tsx';
import { DealGrid } from './DealGrid.tsx';
import { DealPeek } from './DealPeek.tsx';
import { columnHead, leastWidth, useDealColumns, usualColumns } from './dealColumns.tsx';
import '../account/account.css';
import './pipeline.css';
import './table.css';
import type { ColumnKey } from './pipelineRoute.ts';
import { isFiltered, nextSort, noFilters, parseView, setTable } from './pipelineRoute.ts';
import { countOf, nothing, type Selection } from './selection.ts';
import { SelectionBar } from './SelectionBar.tsx';
import { useTableCommands } from './tableCommands.ts';
import { Finding, totalOf } from './tableTotals.tsx';
import { ViewsMenu } from './ViewsMenu.tsx';

type PipelinePageProps = { readonly workspace: WorkspaceView; readonly params: URLSearchParams };

const openDeal = (deal: DealLine): void => {
  setParams({ deal: deal.id });
};

export const PipelinePage = ({ workspace, params }: PipelinePageProps) => {
  const { t, language } = useText();
  const say = useSaid((state) => state.say);
  const view = parseView(params);
  const { status, sort } = view;
  // The address is read anew with every picture; what it says changes only with its text.
  const filterText = params.toString();
  const filter = useMemo(() => parseView(new URLSearchParams(filterText)).filter, [filterText]);
  const inputAfter = useCallback(
    (after: string | null) => ({ ...filter, sort: sort.by, descending: sort.direction === 'desc', after }),
    [filter, sort.by, sort.direction],
  );
  const { after: _start, ...listed } = inputAfter(null);
  const list = useWindows(deals, inputAfter, ({ next }) => next);
  const process = useQuery(stages, {});
  const persons = useQuery(people, {});
  const isNarrow = view.dealId !== null;
  const chosenColumns = view.columns?.join() ?? null;
  const keys = useMemo(
    () => (chosenColumns === null ? usualColumns(status, isNarrow) : (chosenColumns.split(',') as ColumnKey[])),
    [chosenColumns, status, isNarrow],
  );
  const columns = useDealColumns(keys, status, workspace.today);
  const edits = useCellEdits(workspace, persons.data ?? nobody);
  const words = useRef<HTMLInputElement>(null);
  const bulk = useRef<HTMLSpanElement>(null);
  const table = useRef<HTMLDivElement>(null);
  // A selection belongs to the filter it was made in: behind another one it would reach deals that nobody sees.
  const [choice, setChoice] = useState<{ readonly of: string; readonly selection: Selection }>({ of: '', selection: nothing });
  const filterKey = JSON.stringify(filter, (_key, value: unknown) => (typeof value === 'bigint' ? String(value) : value));
  const selection = choice.of === filterKey ? choice.selection : nothing;
  const select = (next: Selection): void => {
    setChoice({ of: filterKey, selection: next });
  };
  const hasChoice = countOf(selection) > 0;
  useCommandSection(useTableCommands(words, bulk, hasChoice));
  const { fetchNextPage, isFetchingNextPage } = list;
  const fetchMore = useCallback(() => {
    if (!isFetchingNextPage) void fetchNextPage();
  }, [fetchNextPage, isFetchingNextPage]);
  const failed = [list, process, persons].find((query) => query.error !== null);
  if (failed?.error) return <ErrorBlank error={failed.error.error} onRetry={() => void failed.refetch()} />;
  const first = list.data?.pages[0];
  if (first === undefined || !process.data || !persons.data) return <div className="page" aria-busy="true" />;

  const rows = list.data?.pages.flatMap((page) => page.rows) ?? [];
  const mayEdit = mayDo(workspace, 'view.edit');
  const backToTable = (): void => {
    select(nothing);
    requestAnimationFrame(() => {
      table.current?.querySelector<HTMLElement>('tr[tabindex="0"], td[tabindex="0"]')?.focus();
    });
  };
  return (
    <>
      <div className="page fixed" ref={table}>
        <PageHead
          finding={<Finding view={view} first={first} />}
          context={t('pipeline.context')}
          controls={
            <>
              <span className="small muted" role="status">
                {t('common.rowsShown', { shown: formatCount(language, rows.length), all: formatCount(language, first.count) })}
              </span>
              {first.count === 0 ? null : <ExportMenu lists={[asFile(exportDeals, listed)]} />}
              <ViewSegment view="table" ownerId={filter.ownerId} />
            </>
          }
        />
        <DealFilters view={view} stages={process.data.stages} people={persons.data} workspace={workspace} wordsRef={words}>
          <ViewsMenu params={params} savedId={view.savedId} mayEdit={mayEdit} />
          <ColumnsMenu shown={keys} status={status} isChosen={view.columns !== null} />
        </DealFilters>
        {hasChoice ? (
          <SelectionBar
            selection={selection}
            count={first.count}
            filter={filter}
            process={process.data}
            people={persons.data}
            workspace={workspace}
            whatRef={bulk}
            onSelect={select}
            onDone={backToTable}
          />
        ) : null}
        {first.count === 0 ? (
          <div className="tableScroll row">
            <Blank
              title={t(isFiltered(view) ? 'pipeline.emptyTitle' : 'cockpit.headlineNoOpen')}
              ghost="rows"
              {...(isFiltered(view)
                ? {
                    action: {
                      label: t('pipeline.clearFilters'),
                      run: () => {
                        setTable(noFilters);
                      },
                    },
                  }
                : {})}
            >
              {isFiltered(view) ? t('pipeline.emptyBody') : <ImportHint />}
            </Blank>
          </div>
        ) : (
          <DealGrid
            columns={columns}
            minWidth={leastWidth(keys)}
            rows={rows}
            count={first.count}
            openId={view.dealId}
            sort={view.sort}
            onSort={(by) => {
              const next = nextSort(view.sort, by);
              setTable({ sort: next.by, dir: next.direction });
            }}
            onOpen={openDeal}
            onNearEnd={fetchMore}
            selection={selection}
            onSelect={workspace.readOnly ? ignore : select}
            edits={edits}
            onRefusedEdit={(key) => {
              const reason = edits.of(key) === null ? null : workspace.readOnly ? 'StoreReadOnly' : 'NotYourDeal';
              say(
                reason === null ? t('table.notEditable', { column: columnHead(t, key, status) }) : errorText(t, { type: reason }),
                'refused',
              );
            }}
            total={totalOf(t, language, keys, status, first)}
          />
        )}
      </div>
      {view.dealId === null ? null : <DealPeek dealId={view.dealId} workspace={workspace} />}
    </>
  );
};

const nobody: OutputOf<typeof people> = [];
const ignore = (): void => {};

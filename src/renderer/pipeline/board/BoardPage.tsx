/** The pipeline as a board: a column a stage, won and lost beside them, every deal moved by hand, by key or by menu. */
import { autoScrollForElements } from '@atlaskit/pragmatic-drag-and-drop-auto-scroll/element';
import { useEffect, useMemo, useState } from 'react';
import type { PersonView, WorkspaceView } from '../../../shared/admin/contract.ts';
import { people } from '../../../shared/admin/contract.ts';
import { errorText } from '../../../shared/i18n/errorText.ts';
import type { OutputOf } from '../../../shared/kernel/contract.ts';
import { formatCompactMoney, formatDay, formatList, noNumber } from '../../../shared/i18n/format.ts';
import type { Board, BoardCard, BoardColumn as Column } from '../../../shared/pipeline/boardContract.ts';
import { board as boardQuery } from '../../../shared/pipeline/boardContract.ts';
import { addedSums } from '../../../shared/pipeline/boardSums.ts';
import { stages as stagesQuery } from '../../../shared/pipeline/contract.ts';
import { inBase, readingCurrency } from '../../../shared/pipeline/currencySums.ts';
import { exportDeals } from '../../../shared/pipeline/exportContract.ts';
import { useQuery } from '../../app/calls.ts';
import { useCommandSection } from '../../app/commands.ts';
import { useText } from '../../app/i18n.ts';
import { mayChange } from '../../app/may.ts';
import { hrefWith, setParams } from '../../app/routes.ts';
import { useSaid } from '../../app/said.ts';
import { asFile, ExportMenu } from '../../exports/ExportMenu.tsx';
import { DealPeek } from '../DealPeek.tsx';
import { Blank, ErrorBlank } from '../../ui/Blank.tsx';
import { ImportHint } from '../../ui/ImportHint.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { SelectField } from '../../ui/SelectField.tsx';
import { BoardColumn } from './BoardColumn.tsx';
import { BoardContext, type BoardTools } from './BoardContext.ts';
import { boardSection } from './boardKeys.ts';
import { useBoardState } from './boardState.ts';
import type { BoardView } from './boardView.ts';
import { closedPeriods, parseBoardView } from './boardView.ts';
import type { Reading } from './ColumnHead.tsx';
import { Dragging } from './Dragging.tsx';
import { MoveForm } from './MoveForm.tsx';
import { usePlacing } from './usePlacing.ts';
import { ViewSegment } from './ViewSegment.tsx';
import '../pipeline.css';
import './board.css';

type BoardPageProps = { readonly workspace: WorkspaceView; readonly params: URLSearchParams };

const periodTexts = { month: 'board.closedMonth', quarter: 'board.closedQuarter', year: 'board.closedYear' } as const;
const periodShort = { month: 'board.inMonth', quarter: 'board.inQuarter', year: 'board.inYear' } as const;

export const BoardPage = ({ workspace, params }: BoardPageProps) => {
  const { today } = workspace;
  const view = useMemo(() => parseBoardView(params, today), [params, today]);
  useCommandSection(boardSection);
  const board = useQuery(boardQuery, view.filter);
  const process = useQuery(stagesQuery, {});
  const persons = useQuery(people, {});
  const failed = [board, process, persons].find((query) => query.error !== null);
  if (failed?.error) return <ErrorBlank error={failed.error.error} onRetry={() => void failed.refetch()} />;
  if (!board.data || !process.data || !persons.data) return <div className="page" aria-busy="true" />;
  return (
    <>
      <Sheet workspace={workspace} view={view} board={board.data} process={process.data} persons={persons.data} />
      {view.dealId === null ? null : <DealPeek dealId={view.dealId} workspace={workspace} />}
    </>
  );
};

type SheetProps = {
  readonly workspace: WorkspaceView;
  readonly view: BoardView;
  readonly board: Board;
  readonly process: OutputOf<typeof stagesQuery>;
  readonly persons: readonly PersonView[];
};

const Sheet = ({ workspace, view, board, process, persons }: SheetProps) => {
  const { t } = useText();
  const { filter } = view;
  const reading = useMemo((): Reading => {
    const sums = board.columns.map(({ amount }) => amount);
    const currency = readingCurrency(sums, board.rates, board.baseCurrency);
    const rates = currency === board.baseCurrency ? board.rates : [];
    const apart = new Set(sums.flatMap((each) => Object.keys(inBase(each, rates, currency).apart)));
    return { currency, rates, apart: [...apart].sort() };
  }, [board]);
  const place = usePlacing(filter);
  const [cardsOf] = useState(() => new Map<string, readonly BoardCard[]>());
  const stages = useMemo(() => board.columns.map(({ stage }) => stage), [board.columns]);
  const say = useSaid((state) => state.say);
  const tools = useMemo(
    (): BoardTools => ({
      stages,
      cardsOf,
      place,
      mayMove: ({ owner }) => mayChange(workspace, 'deal.edit', owner?.id ?? null),
      refuse: ({ title }) => {
        const why = errorText(t, { type: workspace.readOnly ? 'StoreReadOnly' : 'NotYourDeal' });
        say(`${t('board.refused', { title })} ${why}`, 'refused');
      },
    }),
    [stages, cardsOf, place, workspace, say, t],
  );
  const form = useBoardState((state) => state.form);
  useEffect(() => () => useBoardState.setState({ drag: null, menuId: null, form: null }), []);
  const open = board.columns.filter(({ stage }) => stage.kind === 'open');
  const closed = board.columns.filter(({ stage }) => stage.kind !== 'open');
  const shared = { filter, reading, closedIn: t(periodShort[view.period]), today: workspace.today, selectedId: view.dealId };
  const isEmpty = board.columns.every(({ count }) => count === 0) && board.outside === 0 && filter.ownerId === null;
  return (
    <BoardContext value={tools}>
      <div className="page fixed">
        <BoardHead view={view} board={board} open={open} reading={reading} persons={persons} />
        {isEmpty ? (
          <div className="tableScroll row">
            <Blank title={t('cockpit.headlineNoOpen')} ghost="board">
              <ImportHint />
            </Blank>
          </div>
        ) : (
          <div
            className="board"
            ref={scrollable}
            style={{ '--columns': open.length + (closed.length > 0 ? 1 : 0), '--apart': reading.apart.length } as React.CSSProperties}
          >
            <p id="boardHowTo" className="heard">
              {t('board.howTo')}
            </p>
            {open.map((column) => (
              <div key={column.stage.id} className="boardSlot">
                <BoardColumn column={column} {...shared} />
                {form?.to.id === column.stage.id ? (
                  <MoveForm key={form.card.id} move={form} workspace={workspace} closeReasons={process.closeReasons} />
                ) : null}
              </div>
            ))}
            <div className="boardSlot">
              {closed.map((column) => (
                <BoardColumn key={column.stage.id} column={column} {...shared} />
              ))}
              {form !== null && form.to.kind !== 'open' ? (
                <MoveForm key={`${form.card.id} ${form.to.id}`} move={form} workspace={workspace} closeReasons={process.closeReasons} />
              ) : null}
            </div>
          </div>
        )}
        <Dragging today={workspace.today} />
      </div>
    </BoardContext>
  );
};

type BoardHeadProps = {
  readonly view: BoardView;
  readonly board: Board;
  readonly open: readonly Column[];
  readonly reading: Reading;
  readonly persons: readonly PersonView[];
};

/** In a narrow window the board is wider than the page: a card held at its edge brings the columns beside into sight. */
const scrollable = (element: HTMLDivElement | null): (() => void) | undefined =>
  element === null ? undefined : autoScrollForElements({ element, getAllowedAxis: () => 'horizontal' });

const BoardHead = ({ view, board, open, reading, persons }: BoardHeadProps) => {
  const { t, language } = useText();
  const count = open.reduce((sum, column) => sum + column.count, 0);
  const sums = addedSums(open.map((column) => column.weighted));
  const { minor } = inBase(sums, reading.rates, reading.currency);
  // Without a single amount there is no weighted sum, not one of nought (rule A6).
  const weighted = Object.keys(sums).length === 0 ? noNumber : formatCompactMoney(language, { minor, currency: reading.currency });
  const finding =
    count === 0
      ? t('cockpit.headlineNoOpen')
      : `${t('board.finding', { count, weighted })} ${
          board.withoutNextStep === 0 ? t('board.allHaveNextStep') : t('board.missingNextStep', { count: board.withoutNextStep })
        }`;
  const rateDay = reading.rates.reduce<string | null>(
    (latest, { day }) => (day !== null && (latest === null || day > latest) ? day : latest),
    null,
  );
  const context = [
    t('board.contextCards'),
    rateDay === null
      ? t('board.contextSums', { currency: reading.currency })
      : t('board.contextRates', { currency: reading.currency, day: formatDay(language, rateDay) }),
    ...(reading.apart.length > 0 ? [t('board.contextApart', { codes: formatList(language, reading.apart) })] : []),
  ].join(' · ');
  return (
    <PageHead
      finding={finding}
      context={
        <>
          {context}
          {board.outside > 0 ? (
            <>
              {' · '}
              <a className="warn" href={hrefWith({ view: 'table', status: 'open' })}>
                {t('board.outside', { count: board.outside })}
              </a>
            </>
          ) : null}
        </>
      }
      controls={
        <>
          <ExportMenu lists={[asFile(exportDeals, { status: 'open', ownerId: view.filter.ownerId })]} />
          <ViewSegment view="board" ownerId={view.filter.ownerId} />
          <SelectField
            label={t('board.closedPeriod')}
            value={view.period}
            options={closedPeriods.map((period) => ({ value: period, label: t(periodTexts[period]) }))}
            onChange={(closed) => {
              setParams({ closed });
            }}
          />
          <SelectField
            label={t('common.owner')}
            value={view.filter.ownerId ?? ''}
            options={[{ value: '', label: t('pipeline.anyOwner') }, ...persons.map((person) => ({ value: person.id, label: person.name }))]}
            onChange={(owner) => {
              setParams({ owner });
            }}
          />
        </>
      }
    />
  );
};

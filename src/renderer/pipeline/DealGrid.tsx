/** The pipeline table itself: only the rows in sight exist; rows and cells take the focus, are chosen, opened, and edited where they stand. */
import { useVirtualizer } from '@tanstack/react-virtual';
import type { MouseEvent } from 'react';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { DealLine, DealSort } from '../../shared/pipeline/contract.ts';
import { useText } from '../app/i18n.ts';
import type { Sort, TotalCell } from '../ui/DataTable.tsx';
import '../ui/table.css';
import type { CellEdits } from './cellEdits.ts';
import type { Leave } from './CellEditor.tsx';
import { CellEditor } from './CellEditor.tsx';
import type { DealColumn } from './dealColumns.tsx';
import { Head, Spacer } from './GridHead.tsx';
import { focusCell, keyOn, type GridCell } from './gridKeys.ts';
import type { ColumnKey } from './pipelineRoute.ts';
import { choose, countOf, everything, isChosen, nothing, type Selection, toggle } from './selection.ts';

type DealGridProps = {
  readonly columns: readonly DealColumn[];
  readonly minWidth: number;
  readonly rows: readonly DealLine[];
  /** Rows that exist; those after `rows` are still to be fetched. */
  readonly count: number;
  readonly openId: string | null;
  readonly sort: Sort<DealSort>;
  readonly onSort: (by: DealSort) => void;
  readonly onOpen: (deal: DealLine) => void;
  readonly onNearEnd: () => void;
  readonly selection: Selection;
  readonly onSelect: (selection: Selection) => void;
  readonly edits: CellEdits;
  /** Asked to edit what cannot be edited; the page says why. */
  readonly onRefusedEdit: (key: ColumnKey) => void;
  readonly total: readonly TotalCell[];
};

const rowHeight = 32;
const headHeight = 28;
/** How long a click on an editable cell waits for a second one before it opens the deal, in milliseconds. */
const doubleClickTime = 220;

/** A table whose cells take the focus and whose rows are chosen is a grid to those who listen. */
const grid = { role: 'grid', 'aria-multiselectable': true } as const;

type Editing = { readonly id: string; readonly key: ColumnKey };

export const DealGrid = (props: DealGridProps) => {
  const { columns, rows, count, onOpen, onNearEnd, selection, onSelect, edits } = props;
  const { t } = useText();
  const scroller = useRef<HTMLDivElement>(null);
  const [focus, setFocus] = useState<GridCell>({ row: 0, column: -1 });
  const [editing, setEditing] = useState<Editing | null>(null);
  // A field in the way takes its focus along when it goes: then the cell is given it with the next picture.
  const isEditedNow = useRef(false);
  useEffect(() => {
    isEditedNow.current = editing !== null;
  }, [editing]);
  // A row that leaves the list or the screen must not take the focus along: its cell keeps it.
  const holdsFocus = useRef(false);
  useLayoutEffect(() => {
    if (holdsFocus.current && editing === null && document.activeElement === document.body)
      focusCell(scroller.current, { ...focus, row: Math.min(focus.row, rows.length - 1) });
  });
  const anchor = useRef<number | null>(null);
  const opening = useRef<number | undefined>(undefined);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
    scrollPaddingStart: headHeight,
    scrollPaddingEnd: rowHeight * 2 + headHeight,
  });
  const items = virtual.getVirtualItems();
  const first = items[0];
  const last = items.at(-1);
  const lastIndex = last?.index ?? 0;
  useEffect(() => {
    if (rows.length > 0 && rows.length < count && lastIndex >= rows.length - 60) onNearEnd();
  }, [lastIndex, rows.length, count, onNearEnd]);

  const goTo = (row: number, column: number): void => {
    const cell = { row: Math.max(0, Math.min(rows.length - 1, row)), column: Math.max(-1, Math.min(columns.length - 1, column)) };
    setFocus(cell);
    virtual.scrollToIndex(cell.row);
    // At once where it can be: a key pressed right after must find the focus there.
    if (!isEditedNow.current && focusCell(scroller.current, cell)) return;
    requestAnimationFrame(() => {
      focusCell(scroller.current, cell);
    });
  };
  const startEdit = (row: number, column: number): void => {
    const deal = rows[row];
    // From the row itself the first cell that can be edited.
    const at = column === -1 ? columns.findIndex(({ key }) => edits.of(key) !== null) : column;
    const key = columns[at]?.key;
    if (deal === undefined || key === undefined) return;
    if (edits.of(key) === null || !edits.mayEdit(deal)) props.onRefusedEdit(key);
    else {
      setFocus({ row, column: at });
      setEditing({ id: deal.id, key });
    }
  };
  /** The editable cell after or before one, on the next or the row before where the row ends. */
  const editBeside = (row: number, column: number, step: 1 | -1): void => {
    const able = columns.flatMap(({ key }, at) => (edits.of(key) === null ? [] : [at]));
    const beside = step === 1 ? able.find((at) => at > column) : able.findLast((at) => at < column);
    const [nextRow, nextColumn] = beside === undefined ? [row + step, step === 1 ? able[0] : able.at(-1)] : [row, beside];
    const deal = rows[nextRow];
    if (deal === undefined || nextColumn === undefined || !edits.mayEdit(deal)) {
      goTo(row, column);
      return;
    }
    virtual.scrollToIndex(nextRow);
    startEdit(nextRow, nextColumn);
  };
  const leave = (row: number, column: number, how: Leave | 'blur'): void => {
    setEditing(null);
    if (how === 'stay') goTo(row, column);
    else if (how !== 'blur') editBeside(row, column, how === 'next' ? 1 : -1);
  };
  const range = (from: number, to: number): readonly string[] => rows.slice(Math.min(from, to), Math.max(from, to) + 1).map(({ id }) => id);
  const extend = (row: number, by: number): void => {
    anchor.current ??= row;
    const next = Math.max(0, Math.min(rows.length - 1, row + by));
    // Turning back lets go of the row that is left.
    const isBack = Math.abs(next - anchor.current) < Math.abs(row - anchor.current);
    const kept = isBack ? choose(selection, range(row, row), false) : selection;
    onSelect(choose(kept, range(anchor.current, next), true));
    goTo(next, focus.column);
  };
  const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 400) / rowHeight) - 2);
  const onKey = keyOn({
    page,
    lastRow: rows.length - 1,
    lastColumn: columns.length - 1,
    goTo: (cell) => {
      anchor.current = null;
      goTo(cell.row, cell.column);
    },
    open: (row) => {
      const deal = rows[row];
      if (deal !== undefined) onOpen(deal);
    },
    edit: startEdit,
    toggle: (row) => {
      const deal = rows[row];
      anchor.current = row;
      if (deal !== undefined) onSelect(toggle(selection, deal.id));
    },
    extend,
    all: () => {
      onSelect(everything(count));
    },
    none: () => {
      if (countOf(selection) === 0) return false;
      onSelect(nothing);
      return true;
    },
  });
  const onClick = (deal: DealLine, key: ColumnKey | null): void => {
    clearTimeout(opening.current);
    const isEditable = key !== null && edits.of(key) !== null && edits.mayEdit(deal);
    opening.current = window.setTimeout(
      () => {
        onOpen(deal);
      },
      isEditable ? doubleClickTime : 0,
    );
  };
  const pick = (row: number, deal: DealLine, event: MouseEvent): void => {
    const on = !isChosen(selection, deal.id);
    onSelect(
      event.shiftKey && anchor.current !== null ? choose(selection, range(anchor.current, row), on) : choose(selection, [deal.id], on),
    );
    anchor.current = row;
  };
  const focusRow = Math.min(Math.max(focus.row, first?.index ?? 0), lastIndex);
  const chosenCount = countOf(selection);

  return (
    <div className="tableScroll" ref={scroller}>
      <table
        className="ledger dealGrid"
        {...grid}
        aria-label={t('common.deals')}
        aria-rowcount={count + 1}
        style={{ minWidth: props.minWidth }}
      >
        <colgroup>
          {columns.map(({ key, width }) => (
            <col key={key} style={{ width }} />
          ))}
        </colgroup>
        <thead>
          <tr aria-rowindex={1}>
            {columns.map((column, at) => (
              <Head key={column.key} column={column} sort={props.sort} onSort={props.onSort}>
                {at > 0 ? null : (
                  <input
                    type="checkbox"
                    aria-label={t('table.selectAll', { count })}
                    title={t('table.selectAll', { count })}
                    checked={chosenCount > 0 && chosenCount === count}
                    ref={(box) => {
                      if (box !== null) box.indeterminate = chosenCount > 0 && chosenCount < count;
                    }}
                    onChange={() => {
                      onSelect(chosenCount === count ? nothing : everything(count));
                    }}
                  />
                )}
              </Head>
            ))}
          </tr>
        </thead>
        <tbody>
          {first && first.start > 0 ? <Spacer height={first.start} columns={columns.length} /> : null}
          {items.map(({ index }) => {
            const deal = rows[index];
            return deal === undefined ? null : (
              <tr
                key={deal.id}
                data-index={index}
                aria-rowindex={index + 2}
                aria-selected={isChosen(selection, deal.id)}
                aria-current={deal.id === props.openId ? 'true' : undefined}
                tabIndex={index === focusRow && focus.column === -1 ? 0 : -1}
                onFocus={(event) => {
                  holdsFocus.current = true;
                  if (event.target === event.currentTarget) setFocus({ row: index, column: -1 });
                }}
                onBlur={() => {
                  holdsFocus.current = false;
                }}
                onKeyDown={(event) => {
                  // A box that was clicked answers the space bar itself.
                  if (event.target instanceof HTMLInputElement && event.key === ' ') return;
                  onKey(event, { row: index, column: event.target === event.currentTarget ? -1 : focus.column });
                }}
              >
                {columns.map((column, at) => {
                  const edit = editing?.id === deal.id && editing.key === column.key ? edits.of(column.key) : null;
                  return (
                    <td
                      key={column.key}
                      data-column={at}
                      className={`${column.isNumber === true ? 'num' : ''}${edit === null ? '' : ' editing'}`}
                      tabIndex={index === focusRow && focus.column === at ? 0 : -1}
                      onFocus={(event) => {
                        if (event.target === event.currentTarget) setFocus({ row: index, column: at });
                      }}
                      onClick={() => {
                        onClick(deal, column.key);
                      }}
                      onDoubleClick={() => {
                        clearTimeout(opening.current);
                        startEdit(index, at);
                      }}
                    >
                      {at > 0 ? null : (
                        <input
                          type="checkbox"
                          tabIndex={-1}
                          aria-label={t('table.select', { title: deal.title })}
                          checked={isChosen(selection, deal.id)}
                          onClick={(event) => {
                            event.stopPropagation();
                            pick(index, deal, event);
                          }}
                          readOnly
                        />
                      )}
                      {edit === null ? (
                        column.cell(deal)
                      ) : (
                        <CellEditor
                          label={column.head}
                          edit={edit}
                          deal={deal}
                          onLeave={(how) => {
                            leave(index, at, how);
                          }}
                        />
                      )}
                    </td>
                  );
                })}
              </tr>
            );
          })}
          {last ? <Spacer height={Math.max(0, virtual.getTotalSize() - last.end)} columns={columns.length} /> : null}
        </tbody>
        <tfoot>
          <tr>
            {props.total.map((cell, index) => (
              // The cells of the total keep their places.
              <td key={index} colSpan={cell.span} className={cell.isNumber === true ? 'num' : undefined}>
                {cell.content}
              </td>
            ))}
          </tr>
        </tfoot>
      </table>
    </div>
  );
};

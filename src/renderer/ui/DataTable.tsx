/** A long ledger table: only the rows in sight exist, heads sort, arrows move, Enter opens, and one total closes it. */
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import type { KeyboardEvent, ReactNode } from 'react';
import { useEffect, useRef, useState } from 'react';
import './table.css';

export type Column<Row, Key extends string> = {
  readonly key: Key;
  readonly head: string;
  /** CSS width of the column; the table's layout is fixed. */
  readonly width: string;
  readonly isNumber?: boolean;
  readonly isSortable?: boolean;
  readonly cell: (row: Row) => ReactNode;
};

export type Sort<Key extends string> = { readonly by: Key; readonly direction: 'asc' | 'desc' };

/** A cell of the total row over one or more columns. */
export type TotalCell = { readonly span: number; readonly content: ReactNode; readonly isNumber?: boolean };

type DataTableProps<Row, Key extends string> = {
  readonly label: string;
  readonly columns: readonly Column<Row, Key>[];
  readonly rows: readonly Row[];
  /** Rows that exist; those after `rows` are still to be fetched. */
  readonly count: number;
  readonly rowId: (row: Row) => string;
  readonly selectedId: string | null;
  readonly sort: Sort<Key>;
  readonly onSort: (by: Key) => void;
  readonly onOpen: (row: Row) => void;
  /** Called when the end of `rows` comes near. */
  readonly onNearEnd: () => void;
  readonly total: readonly TotalCell[];
};

const rowHeight = 32;
const headHeight = 28;

export const DataTable = <Row, Key extends string>(props: DataTableProps<Row, Key>) => {
  const { label, columns, rows, count, rowId, selectedId, sort, onSort, onOpen, onNearEnd, total } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const [focusIndex, setFocusIndex] = useState(0);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
    scrollPaddingStart: headHeight,
    scrollPaddingEnd: rowHeight + headHeight,
  });
  const items = virtual.getVirtualItems();
  const first = items[0];
  const last = items.at(-1);
  const lastIndex = last?.index ?? 0;
  useEffect(() => {
    if (rows.length > 0 && rows.length < count && lastIndex >= rows.length - 60) onNearEnd();
  }, [lastIndex, rows.length, count, onNearEnd]);

  const moveTo = (index: number): void => {
    const next = Math.max(0, Math.min(rows.length - 1, index));
    setFocusIndex(next);
    virtual.scrollToIndex(next);
    requestAnimationFrame(() => {
      scroller.current?.querySelector<HTMLElement>(`tr[data-index="${next}"]`)?.focus({ preventScroll: true });
    });
  };
  const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 400) / rowHeight) - 2);
  const steps: Readonly<Record<string, (index: number) => number>> = {
    ArrowDown: (index) => index + 1,
    ArrowUp: (index) => index - 1,
    PageDown: (index) => index + page,
    PageUp: (index) => index - page,
    Home: () => 0,
    End: () => rows.length - 1,
  };
  const onKeyDown = (event: KeyboardEvent, row: Row, index: number): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const step = steps[event.key];
    if (step) {
      event.preventDefault();
      moveTo(step(index));
    } else if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      onOpen(row);
    }
  };
  const tabIndexOf = (index: number): 0 | -1 => (index === Math.min(Math.max(focusIndex, first?.index ?? 0), lastIndex) ? 0 : -1);

  return (
    <div className="tableScroll" ref={scroller}>
      <table className="ledger" aria-label={label} aria-rowcount={count + 1}>
        <colgroup>
          {columns.map((column) => (
            <col key={column.key} style={{ width: column.width }} />
          ))}
        </colgroup>
        <thead>
          <tr aria-rowindex={1}>
            {columns.map((column) => (
              <Head key={column.key} column={column} sort={sort} onSort={onSort} />
            ))}
          </tr>
        </thead>
        <tbody>
          {first && first.start > 0 ? <Spacer height={first.start} columns={columns.length} /> : null}
          {items.map((item) => {
            const row = rows[item.index];
            return row === undefined ? null : (
              <tr
                key={rowId(row)}
                data-index={item.index}
                aria-rowindex={item.index + 2}
                aria-selected={rowId(row) === selectedId}
                tabIndex={tabIndexOf(item.index)}
                onFocus={() => {
                  setFocusIndex(item.index);
                }}
                onKeyDown={(event) => {
                  onKeyDown(event, row, item.index);
                }}
                onClick={() => {
                  onOpen(row);
                }}
              >
                {columns.map((column) => (
                  <td key={column.key} className={column.isNumber ? 'num' : undefined}>
                    {column.cell(row)}
                  </td>
                ))}
              </tr>
            );
          })}
          {last ? <Spacer height={Math.max(0, virtual.getTotalSize() - last.end)} columns={columns.length} /> : null}
        </tbody>
        <tfoot>
          <tr>
            {total.map((cell, index) => (
              // The cells of the total keep their places.
              <td key={index} colSpan={cell.span} className={cell.isNumber ? 'num' : undefined}>
                {cell.content}
              </td>
            ))}
          </tr>
        </tfoot>
      </table>
    </div>
  );
};

type HeadProps<Row, Key extends string> = {
  readonly column: Column<Row, Key>;
  readonly sort: Sort<Key>;
  readonly onSort: (by: Key) => void;
};

const Head = <Row, Key extends string>({ column, sort, onSort }: HeadProps<Row, Key>) => {
  const isSorted = sort.by === column.key;
  const Arrow = sort.direction === 'asc' ? IconArrowUp : IconArrowDown;
  const className = column.isNumber ? 'num' : undefined;
  if (!column.isSortable)
    return (
      <th scope="col" className={className}>
        {column.head}
      </th>
    );
  return (
    <th scope="col" className={className} aria-sort={isSorted ? (sort.direction === 'asc' ? 'ascending' : 'descending') : 'none'}>
      <button
        type="button"
        onClick={() => {
          onSort(column.key);
        }}
      >
        {column.head}
        {isSorted ? <Arrow size={12} stroke={2} aria-hidden="true" /> : null}
      </button>
    </th>
  );
};

const Spacer = ({ height, columns }: { readonly height: number; readonly columns: number }) => (
  <tr className="spacer" aria-hidden="true">
    <td colSpan={columns} style={{ height }} />
  </tr>
);

/** The heads of the pipeline table, which sort it, and the room of the rows that do not exist. */
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { DealSort } from '../../shared/pipeline/contract.ts';
import { dealSorts } from '../../shared/pipeline/contract.ts';
import type { Sort } from '../ui/DataTable.tsx';
import type { DealColumn } from './dealColumns.tsx';

type HeadProps = {
  readonly column: DealColumn;
  readonly sort: Sort<DealSort>;
  readonly onSort: (by: DealSort) => void;
  readonly children: ReactNode;
};

export const Head = ({ column, sort, onSort, children }: HeadProps) => {
  const by = column.isSortable === true ? dealSorts.find((key) => key === column.key) : undefined;
  const className = column.isNumber === true ? 'num' : undefined;
  const Arrow = sort.direction === 'asc' ? IconArrowUp : IconArrowDown;
  if (by === undefined)
    return (
      <th scope="col" className={className}>
        {children}
        {column.head}
      </th>
    );
  const isSorted = sort.by === by;
  return (
    <th scope="col" className={className} aria-sort={isSorted ? (sort.direction === 'asc' ? 'ascending' : 'descending') : 'none'}>
      {children}
      <button
        type="button"
        onClick={() => {
          onSort(by);
        }}
      >
        {column.head}
        {isSorted ? <Arrow size={12} stroke={2} aria-hidden="true" /> : null}
      </button>
    </th>
  );
};

export const Spacer = ({ height, columns }: { readonly height: number; readonly columns: number }) => (
  <tr className="spacer" aria-hidden="true">
    <td colSpan={columns} style={{ height }} />
  </tr>
);

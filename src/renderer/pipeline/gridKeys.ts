/** The keys of the pipeline table: what each does on a row, or on a cell of it. */
import type { KeyboardEvent } from 'react';
import type { CommandSection } from '../app/commands.ts';

/** `column` −1 is the row as a whole. */
export type GridCell = { readonly row: number; readonly column: number };

export type GridActions = {
  readonly page: number;
  readonly lastRow: number;
  readonly lastColumn: number;
  readonly goTo: (cell: GridCell) => void;
  readonly open: (row: number) => void;
  readonly edit: (row: number, column: number) => void;
  readonly toggle: (row: number) => void;
  /** Moves the focus and chooses all rows on the way. */
  readonly extend: (row: number, by: number) => void;
  readonly all: () => void;
  /** False where nothing was chosen: the key is then somebody else's. */
  readonly none: () => boolean;
};

/** Named in the sheet; the table answers them where its focus is. */
export const gridCommands: CommandSection['commands'] = [
  { id: 'grid.cell', label: 'table.keyCell', keys: ['ArrowLeft', 'ArrowRight'] },
  { id: 'grid.edit', label: 'table.keyEdit', keys: ['F2'] },
  { id: 'grid.choose', label: 'table.keyChoose', keys: ['x'] },
  { id: 'grid.extend', label: 'table.keyExtend', keys: ['Shift+ArrowUp', 'Shift+ArrowDown'] },
  { id: 'grid.all', label: 'table.keyAll', keys: ['Mod+a'] },
];

/** Where a key leads from a cell; null: it is no key that moves. */
export const stepFrom = (
  key: string,
  { row, column }: GridCell,
  { page, lastRow, lastColumn }: Pick<GridActions, 'page' | 'lastRow' | 'lastColumn'>,
): GridCell | null => {
  switch (key) {
    case 'ArrowDown':
      return { row: row + 1, column };
    case 'ArrowUp':
      return { row: row - 1, column };
    case 'PageDown':
      return { row: row + page, column };
    case 'PageUp':
      return { row: row - page, column };
    case 'ArrowRight':
      return { row, column: Math.min(lastColumn, column + 1) };
    case 'ArrowLeft':
      return { row, column: Math.max(-1, column - 1) };
    // In a cell they lead along the row, on the row along the list.
    case 'Home':
      return column === -1 ? { row: 0, column } : { row, column: 0 };
    case 'End':
      return column === -1 ? { row: lastRow, column } : { row, column: lastColumn };
    default:
      return null;
  }
};

export const keyOn =
  (actions: GridActions) =>
  (event: KeyboardEvent, at: GridCell): void => {
    const { key, shiftKey } = event;
    if (event.altKey || event.defaultPrevented) return;
    if (event.ctrlKey || event.metaKey) {
      if (key.toLowerCase() !== 'a' || shiftKey) return;
      actions.all();
    } else if (shiftKey) {
      if (key !== 'ArrowDown' && key !== 'ArrowUp') return;
      actions.extend(at.row, key === 'ArrowDown' ? 1 : -1);
    } else if (key === 'Enter' || key === ' ') actions.open(at.row);
    else if (key === 'F2') actions.edit(at.row, at.column);
    else if (key === 'x') actions.toggle(at.row);
    else if (key === 'Escape') {
      if (!actions.none()) return;
    } else {
      const step = stepFrom(key, at, actions);
      if (step === null) return;
      actions.goTo(step);
    }
    event.preventDefault();
  };

/** Puts the focus on a row or a cell; false where it is not on the screen. */
export const focusCell = (table: HTMLElement | null, { row, column }: GridCell): boolean => {
  const found = table?.querySelector<HTMLElement>(
    column === -1 ? `tr[data-index="${row}"]` : `tr[data-index="${row}"] td[data-column="${column}"]`,
  );
  found?.focus({ preventScroll: column === -1 });
  return found !== null && found !== undefined;
};

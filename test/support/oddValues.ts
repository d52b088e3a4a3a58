/** Values at and beyond the edges of every column: what must be taken, and what no page could show. */
import { type Column, fits, holds } from '../../src/shared/kernel/column.ts';
import { columnNamed } from '../../src/shared/kernel/table.ts';
import type { Catalog, SyncedTable } from '../../src/shared/admin/catalog.ts';
import { metaOf } from '../../src/main/core/tableMeta.ts';

export type Cell = string | number;

const { MAX_SAFE_INTEGER: most } = Number;
const farInstants = [most, -most, 8.64e15, -8.64e15, 7_258_204_800_000, -2_209_075_200_001];
const noDays = ['soon', '', '2026-13-45', '2026-02-30', '9999-12-31', '0001-01-01', '+275760-09-14', '2026-11-21T10:00:00Z', '1899-12-31'];
const noJson = ['no json', '', '7', 'null', '{}', '[]', '[null]', '[[1]]', '["x"]', '[{}]', '{"a":null}', '[{"personId":"","shareBp":-1}]'];

const oddTexts = ['kroner', 'nok', 'Mars/Olympus', 'NOK', 'x', 'a\u0001b', 'a\u0000b', '\u007f', '2026-11-21', '0', '1e5', '-1', '0.5'];
const oddNumbers = [0, 1, 2, 7, -1, 0.5, 1e21, most + 1, 2 ** 31];

/** Of all kinds, also those that another kind takes. */
const tried: readonly Cell[] = [...farInstants, ...noDays, ...noJson, ...oddTexts, ...oddNumbers];

const edgesOf = ({ min = 0, max = 0, kind, choices = [] }: Column<unknown>): readonly Cell[] => {
  switch (kind) {
    case 'text':
      return ['x'.repeat(min), 'x'.repeat(max), 'å🐟\n\t'.slice(0, max), 'Europe/Oslo', '0.000000000001', '999999999.999999999999'];
    case 'integer':
      return [min, max];
    case 'minor':
      return [most, -most];
    case 'instant':
      return [-2_209_075_200_000, 7_258_204_799_999, 0];
    case 'day':
      return ['1900-01-01', '2199-12-31', '2028-02-29'];
    case 'json':
      return ['[]', '{}', ''];
    case 'currency':
      return ['XXX', 'NOK'];
    case 'boolean':
      return [0, 1];
    case 'id':
    case 'ref':
      return ['x', 'x'.repeat(64)];
    case 'choice':
      return choices;
  }
};

const beyondOf = ({ min = 0, max = 0, kind }: Column<unknown>): readonly Cell[] => {
  if (kind === 'integer') return [min - 1, max + 1];
  return kind === 'text' || kind === 'json' ? ['x'.repeat(Math.max(0, min - 1)), 'x'.repeat(max + 1)] : ['x'.repeat(65)];
};

const once = (values: readonly Cell[]): readonly Cell[] => [...new Set(values)];

/** The furthest that a column takes. */
export const fitting = (column: Column<unknown>): readonly Cell[] => once(edgesOf(column)).filter((value) => fits(column, value));
/** What it does not take. */
export const unfitting = (column: Column<unknown>): readonly Cell[] =>
  once([...tried, ...beyondOf(column)]).filter((value) => !fits(column, value));
/** What it does not take, and a row can keep all the same where a hub has numbered it. */
export const kept = (column: Column<unknown>): readonly Cell[] => unfitting(column).filter((value) => holds(column, value));

export type TableCell = { readonly table: SyncedTable; readonly name: string; readonly column: Column<unknown> };

/** Every column of every table that travels, and of facts when they happened. */
export const everyCell = ({ synced }: Catalog): readonly TableCell[] =>
  [...synced.values()].flatMap((table) =>
    metaOf(table).payloadNames.flatMap((name) => {
      const column = columnNamed(table, name);
      return column === undefined ? [] : [{ table, name, column }];
    }),
  );

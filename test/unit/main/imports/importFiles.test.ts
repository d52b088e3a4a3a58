/** How bytes become cells: encodings × delimiters × line ends × quirks, each with the exact cells or the exact refusal. */
import iconv from 'iconv-lite';
import Papa from 'papaparse';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analyseFile, readRows } from '../../../../src/main/contexts/imports/analyseFile.ts';
import { bytesAsFile } from '../../../../src/platform/csvFile.ts';
import { type CsvLimits, type CsvRow, readCsv } from '../../../../src/shared/imports/csvRows.ts';

const never = () => false;

/** All of a file as the import sees it: header, rows, encoding and delimiter; or the refusal. */
const readAll = (bytes: Uint8Array, chunk = 7) => {
  const analysed = analyseFile(bytesAsFile('a.csv', bytes, chunk), { isCancelled: never });
  if (!analysed.ok) return analysed.error;
  const rows: CsvRow[] = [];
  const read = readRows(analysed.value, (row) => rows.push(row) > 0);
  if (!read.ok) return read.error;
  const { encoding, delimiter, hadBom, encodingIsCertain } = analysed.value.layout;
  return {
    encoding,
    hadBom,
    encodingIsCertain,
    delimiter,
    names: analysed.value.names,
    rows: rows.map(({ cells }) => cells),
    lines: rows.map(({ line }) => line),
  };
};

const table: readonly (readonly string[])[] = [
  ['firma', 'beløp', 'merknad'],
  ['Ærlig & Åse AS', '1234,50', 'grønn øl – «ja»'],
  ['Köping, Ø', '2', 'linje 1\nlinje 2'],
  ['Sagt "nei"', '3', 'a;b\tc|d'],
  ['', '4', ''],
];

const quoted = (cell: string): string => (/[",;\t|\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
const written = (delimiter: string, end: string, last: boolean): string =>
  table.map((row) => row.map((cell) => quoted(cell).replaceAll('\n', end)).join(delimiter)).join(end) + (last ? end : '');

const encodings = [
  { name: 'UTF-8', found: 'utf-8', bom: false, encode: (text: string) => Buffer.from(text) },
  { name: 'UTF-8 with BOM', found: 'utf-8', bom: true, encode: (text: string) => Buffer.from(`\uFEFF${text}`) },
  { name: 'UTF-16LE', found: 'utf-16le', bom: false, encode: (text: string) => iconv.encode(text, 'utf-16le') },
  { name: 'UTF-16LE with BOM', found: 'utf-16le', bom: true, encode: (text: string) => iconv.encode(text, 'utf-16le', { addBOM: true }) },
  { name: 'UTF-16BE', found: 'utf-16be', bom: false, encode: (text: string) => iconv.encode(text, 'utf-16be') },
  { name: 'UTF-16BE with BOM', found: 'utf-16be', bom: true, encode: (text: string) => iconv.encode(text, 'utf-16be', { addBOM: true }) },
  { name: 'Windows-1252', found: 'windows-1252', bom: false, encode: (text: string) => iconv.encode(text, 'windows-1252') },
] as const;
const delimiters = [',', ';', '\t', '|'] as const;
const ends = [
  { name: 'LF', text: '\n' },
  { name: 'CRLF', text: '\r\n' },
  { name: 'CR', text: '\r' },
] as const;

const layouts = encodings.flatMap((encoding) =>
  delimiters.flatMap((delimiter) => ends.flatMap((end) => [true, false].map((last) => ({ encoding, delimiter, end, last })))),
);

describe('the same table in every layout', () => {
  it.each(
    layouts.map(
      (layout) =>
        [
          `${layout.encoding.name}, ${JSON.stringify(layout.delimiter)}, ${layout.end.name}${layout.last ? '' : ', no last line end'}`,
          layout,
        ] as const,
    ),
  )('reads alike as %s', (_name, { encoding, delimiter, end, last }) => {
    const read = readAll(encoding.encode(written(delimiter, end.text, last)));
    expect(read).toEqual({
      encoding: encoding.found,
      hadBom: encoding.bom,
      encodingIsCertain: encoding.found !== 'windows-1252',
      delimiter,
      names: table[0],
      rows: table.slice(1),
      lines: [2, 3, 5, 6],
    });
  });
});

type Quirk = {
  readonly name: string;
  readonly text: string;
  readonly rows?: readonly (readonly string[])[];
  readonly names?: readonly string[];
  readonly error?: unknown;
};

const quirks: readonly Quirk[] = [
  { name: 'an empty file has no columns', text: '', names: [], rows: [] },
  { name: 'a file of line ends has no columns', text: '\n\r\n\r', names: [], rows: [] },
  { name: 'a header alone has no rows', text: 'a,b', names: ['a', 'b'], rows: [] },
  {
    name: 'empty lines are no rows',
    text: 'a,b\n\n1,2\n\n\n3,4\n\n',
    rows: [
      ['1', '2'],
      ['3', '4'],
    ],
  },
  { name: 'a row of empty cells is a row', text: 'a,b\n,\n', rows: [['', '']] },
  { name: 'an empty quoted cell alone is a row', text: 'a\n""\nx', rows: [[''], ['x']] },
  { name: 'a short row keeps its cells', text: 'a,b,c\n1\n', rows: [['1']] },
  { name: 'a long row keeps its cells', text: 'a,b\n1,2,3,4\n', rows: [['1', '2', '3', '4']] },
  { name: 'a delimiter at the end is an empty cell', text: 'a,b\n1,\n', rows: [['1', '']] },
  { name: 'a delimiter at the end of the file is an empty cell', text: 'a,b\n1,', rows: [['1', '']] },
  { name: 'doubled quotes are one', text: 'a,b\n"x ""y"" z",""""\n', rows: [['x "y" z', '"']] },
  { name: 'a quote inside an unquoted cell is a character', text: 'a,b\n5" pipe,x\n', rows: [['5" pipe', 'x']] },
  { name: 'text behind a closing quote is kept', text: 'a,b\n"x"y,z\n', rows: [['xy', 'z']] },
  { name: 'a quote that opens again behind text is kept', text: 'a,b\n"x"y"z",1\n', rows: [['xy"z"', '1']] },
  { name: 'blanks before a quote make it a character', text: 'a,b\n "x",1\n', rows: [[' "x"', '1']] },
  { name: 'blanks around a cell are kept for the field to trim', text: 'a,b\n x , y \n', rows: [[' x ', ' y ']] },
  { name: 'a quoted delimiter does not split', text: 'a,b\n"1,2",3\n', rows: [['1,2', '3']] },
  { name: 'a quoted CRLF becomes one line feed', text: 'a,b\r\n"1\r\n2",3\r\n', rows: [['1\n2', '3']] },
  { name: 'a quoted CR becomes a line feed', text: 'a,b\n"1\r2",3\n', rows: [['1\n2', '3']] },
  { name: 'NUL characters are left out', text: 'a,b\n1\0,\0\n', rows: [['1', '']] },
  {
    name: 'mixed line ends count as one each',
    text: 'a,b\r\n1,2\r3,4\n5,6',
    rows: [
      ['1', '2'],
      ['3', '4'],
      ['5', '6'],
    ],
  },
  { name: 'a first line sep=; names the delimiter', text: 'sep=;\na;b\n1,5;2,5\n', names: ['a', 'b'], rows: [['1,5', '2,5']] },
  {
    name: 'a file without a header gets letters',
    text: '1,2\n3,4\n',
    names: ['A', 'B'],
    rows: [
      ['1', '2'],
      ['3', '4'],
    ],
  },
  {
    name: 'columns without a name get their letter, repeated ones a number',
    text: 'a,,a\nx,y,z\n',
    names: ['a', 'B', 'a (2)'],
    rows: [['x', 'y', 'z']],
  },
  { name: 'a header is trimmed and composed', text: ' A\u030Apen , b \nx,y\n', names: ['Åpen', 'b'], rows: [['x', 'y']] },
  {
    name: 'decimal commas do not hide semicolons',
    text: 'a;b;c\nx;1,5;2,5\ny;3,5;4,5\n',
    names: ['a', 'b', 'c'],
    rows: [
      ['x', '1,5', '2,5'],
      ['y', '3,5', '4,5'],
    ],
  },
  { name: 'a single column is a column', text: 'name\nx\ny\n', names: ['name'], rows: [['x'], ['y']] },
  { name: 'formulas are text', text: 'a,b\n=1+1,@x\n', rows: [['=1+1', '@x']] },
  {
    name: 'an unclosed quote names the line on which it opened',
    text: 'a,b\n1,2\n3,"x\n4,5\n',
    error: { type: 'UnclosedQuote', line: 3, file: 'a.csv' },
  },
  { name: 'an unclosed quote at the very end is refused', text: 'a,b\n1,"', error: { type: 'UnclosedQuote', line: 2, file: 'a.csv' } },
  { name: 'a cell of the longest length is read', text: `a,b\n${'x'.repeat(32_767)},1\n`, rows: [['x'.repeat(32_767), '1']] },
  {
    name: 'a cell over the limit is refused',
    text: `a,b\n1,2\n1,${'x'.repeat(32_768)}\n`,
    error: { type: 'CellTooLong', line: 3, column: 2, limit: 32_767, file: 'a.csv' },
  },
  {
    name: 'a quoted cell over the limit is refused where it begins',
    text: `a,b\n"${'x\n'.repeat(20_000)}",1\n`,
    error: { type: 'CellTooLong', line: 2, column: 1, limit: 32_767, file: 'a.csv' },
  },
  {
    name: 'more columns than any sheet has are refused',
    text: `a,b\n${'1,'.repeat(1_001)}\n`,
    error: { type: 'TooManyColumns', line: 2, limit: 1000, file: 'a.csv' },
  },
];

describe('quirks of CSV', () => {
  it.each(quirks.map((quirk) => [quirk.name, quirk] as const))('%s', (_name, { text, rows, names, error }) => {
    for (const chunk of [1, 3, 1_000_000]) {
      const read = readAll(Buffer.from(text), text.length > 10_000 ? 4096 : chunk);
      if (error !== undefined) expect(read).toEqual(error);
      if (rows !== undefined) expect(read).toMatchObject({ rows });
      if (names !== undefined) expect(read).toMatchObject({ names });
    }
  });

  it('more rows than the limit are refused', () => {
    const limits: CsvLimits = { cell: 100, columns: 10, rows: 3 };
    expect(readCsv(['a\nb\nc\nd\n'], { delimiter: ',', limits }, () => true)).toEqual({
      ok: false,
      error: { type: 'TooManyRows', limit: 3 },
    });
  });

  it('a cell of 100 MB is refused without being held', () => {
    const chunk = Buffer.alloc(1024 * 1024, 'x');
    let given = 0;
    const file = {
      name: 'big.csv',
      size: 100 * 1024 * 1024,
      chunks: function* () {
        yield Buffer.from('a,b\n"');
        for (let count = 0; count < 100; count++) {
          given++;
          yield chunk;
        }
      },
    };
    const analysed = analyseFile(file, { encoding: 'utf-8', isCancelled: never });
    expect(analysed).toEqual({ ok: false, error: { type: 'CellTooLong', line: 2, column: 1, limit: 32_767, file: 'big.csv' } });
    // The encoding is found from the whole file, the cell from its first megabyte.
    expect(given).toBeLessThan(110);
  });

  it('bytes that Windows-1252 does not define make the guess another one or an uncertain one', () => {
    const read = readAll(iconv.encode('имя,город\nИван Иванович,Санкт-Петербург\nМария,Новосибирск и так далее\n', 'windows-1251'));
    expect(read).toMatchObject({ encoding: 'windows-1251', encodingIsCertain: false, names: ['имя', 'город'] });
  });

  it('UTF-8 cut in the middle of a character is not taken for UTF-8', () => {
    const bytes = Buffer.from('navn,by\nKåre,Ås\n');
    expect(readAll(Buffer.concat([bytes, Buffer.of(0xc3)]))).toMatchObject({ encoding: 'windows-1252', encodingIsCertain: false });
  });
});

describe('against another reader', () => {
  it('well-formed CSV reads as Papa Parse reads it, whatever the chunks', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', 'ø', ' ', '"', ',', ';', '\n', '=', '1', '.'), maxLength: 8 });
    const rows = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(rows, fc.integer({ min: 1, max: 9 }), (wanted, size) => {
        const text = Papa.unparse(wanted, { quotes: true, newline: '\r\n' });
        const chunks = text.match(new RegExp(`[^]{1,${size}}`, 'g')) ?? [];
        const got: (readonly string[])[] = [];
        readCsv(chunks, { delimiter: ',' }, ({ cells }) => got.push(cells) > 0);
        expect(got).toEqual(Papa.parse<string[]>(text, { delimiter: ',' }).data);
        expect(got).toEqual(wanted);
      }),
    );
  });
});

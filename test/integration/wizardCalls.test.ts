/** What the import wizard asks: a look at files, corrections file by file, and the mappings that were saved. */
import { utils, write } from '@e965/xlsx';
import { describe, expect, it } from 'vitest';
import type { ImportReport } from '../../src/shared/imports/report.ts';
import type { look, mappings } from '../../src/shared/imports/wizardContract.ts';
import type { OutputOf } from '../../src/shared/kernel/contract.ts';
import { anApp } from '../support/anApp.ts';

type Looks = OutputOf<typeof look>;

const workbook = (): Uint8Array => {
  const book = utils.book_new();
  utils.book_append_sheet(book, utils.aoa_to_sheet([['Notes'], ['nothing here']]), 'Read me');
  utils.book_append_sheet(
    book,
    utils.aoa_to_sheet([
      ['Company', 'Industry'],
      ['Nordlys AS', 'retail'],
    ]),
    'Customers',
  );
  return new Uint8Array(write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer);
};

describe('a look at files', () => {
  it('shows how each was read with its first rows, and what cannot be read says so by itself', async () => {
    const { call, lend } = await anApp();
    const rows = Array.from({ length: 30 }, (_, at) => `Firma ${at};${at},5`);
    const grant = lend({
      'Kunder <b>.csv': `Navn;Omsetning\n${rows.join('\n')}\n`,
      'open.csv': 'a\n"never closed\n',
      'book.xlsx': workbook(),
    });
    const { files } = await call<Looks>('imports.look', { grant });
    expect(files.map(({ name }) => name)).toEqual(['Kunder <b>.csv', 'open.csv', 'book.xlsx']);
    expect(files[0]?.look).toMatchObject({ delimiter: ';', encoding: 'utf-8', hasHeader: true, rows: 30, sheets: [], sheet: null });
    expect(files[0]?.look?.preview).toHaveLength(20);
    expect(files[0]?.look?.preview[0]).toEqual({ line: 2, cells: ['Firma 0', '0,5'] });
    expect(files[1]).toMatchObject({ look: null, error: { type: 'UnclosedQuote', file: 'open.csv', line: 2 } });
    expect(files[2]?.look).toMatchObject({ sheets: ['Read me', 'Customers'], sheet: 'Read me' });
  });

  it('reads as the person says: another delimiter, encoding, header or sheet', async () => {
    const { call, lend } = await anApp();
    const grant = lend({ 'a.csv': Buffer.from('Bod\xf8;1|2\nTroms\xf8;3|4\n', 'latin1'), 'book.xlsx': workbook() });
    const { files } = await call<Looks>('imports.look', {
      grant,
      files: [
        { name: 'a.csv', delimiter: '|', encoding: 'iso-8859-2', hasHeader: true },
        { name: 'book.xlsx', sheet: 'Customers' },
      ],
    });
    expect(files[0]?.look).toMatchObject({ delimiter: '|', encoding: 'iso-8859-2', encodingIsCertain: true, hasHeader: true, rows: 1 });
    expect(files[0]?.look?.preview[0]?.cells).toEqual(['Tromsř;3', '4']);
    expect(files[1]?.look?.columns.map(({ name }) => name)).toEqual(['Company', 'Industry']);
  });

  it('says at once that the name of a column is too long, of a text and of a workbook, and takes one that a form asks by', async () => {
    const { app, call, lend } = await anApp();
    const named = (header: string) => {
      const rows = [
        ['Company', header],
        ['Nordlys AS', 'retail'],
      ];
      const book = utils.book_new();
      utils.book_append_sheet(book, utils.aoa_to_sheet(rows), 'Customers');
      const bytes = new Uint8Array(write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer);
      return { 'a.csv': `${rows.map((cells) => cells.join(';')).join('\n')}\n`, 'b.xlsx': bytes };
    };
    const { files } = await call<Looks>('imports.look', { grant: lend(named('H'.repeat(32_000))) });
    expect(files.map(({ look: seen, error }) => [seen, error])).toEqual(
      ['a.csv', 'b.xlsx'].map((file) => [null, { type: 'HeaderTooLong', line: 1, column: 2, limit: 1_000, file }]),
    );
    const question = `Which ${'very '.repeat(100)}good sector are you in?`;
    const mapping = { kind: 'accounts', source: 'crm', columns: { name: 'Company', sector: question } };
    const { 'a.csv': text } = named(question);
    expect(await app.call('imports.run', { grant: lend({ 'a.csv': text }), files: [{ name: 'a.csv', mapping }] })).toMatchObject({
      ok: true,
    });
  });

  it('needs a grant that was given out', async () => {
    const { app } = await anApp();
    expect(await app.call('imports.look', { grant: '../../etc/passwd' })).toEqual({ ok: false, error: { type: 'FileNotGranted' } });
  });
});

describe('choices for single files', () => {
  it('decide which file is read as what, and which stays out', async () => {
    const { call, lend } = await anApp();
    const grant = lend({
      'first.csv': 'X;Y\nNordlys AS;retail\n',
      'second.csv': 'Company;Industry\nSørlys AS;retail\n',
      'book.xlsx': workbook(),
    });
    const mapping = { kind: 'accounts', source: 'crm', columns: { name: 'X', sector: 'Y' } };
    const files = [
      { name: 'first.csv', mapping },
      { name: 'second.csv', skip: true },
      { name: 'book.xlsx', sheet: 'Customers', mapping: { ...mapping, columns: { name: 'Company' } } },
    ];
    const report = await call<ImportReport>('imports.check', { grant, files });
    expect(report.source).toBe('crm');
    expect(report.files.map(({ name, kind, mapping: by }) => [name, kind, by])).toEqual([
      ['first.csv', 'accounts', 'given'],
      ['book.xlsx', 'accounts', 'given'],
    ]);
    expect(report.rows).toBe(2);
  });

  it('that name a column the file does not have are refused by its name', async () => {
    const { app, lend } = await anApp();
    const grant = lend({ 'a.csv': 'Company\nNordlys AS\n', 'b.csv': 'Company\nSørlys AS\n' });
    const mapping = { kind: 'accounts', source: 'crm', columns: { name: 'Firma' } };
    expect(await app.call('imports.run', { grant, files: [{ name: 'b.csv', mapping }] })).toEqual({
      ok: false,
      error: { type: 'ColumnMissing', file: 'b.csv', column: 'Firma' },
    });
  });
});

it('saved mappings are listed by name, window by window', async () => {
  const { call } = await anApp();
  const mapping = { kind: 'accounts', source: 'crm', columns: { name: 'Company' } };
  for (const name of ['Beta', 'Alfa', 'Gamma']) await call('imports.saveMapping', { name, mapping });
  const first = await call<OutputOf<typeof mappings>>('imports.mappings', { limit: 2 });
  const second = await call<OutputOf<typeof mappings>>('imports.mappings', { limit: 2, after: first.next });
  expect([...first.rows, ...second.rows].map(({ name }) => name)).toEqual(['Alfa', 'Beta', 'Gamma']);
  expect(first).toMatchObject({ count: 3, rows: [{ kind: 'accounts', mapping }, {}] });
  expect(second.next).toBeNull();
});

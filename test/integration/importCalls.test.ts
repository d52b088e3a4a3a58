/** Imports as the windows and the command line see them: lists, windows, mappings, decisions, and undo of an undo, through the contract. */
import { describe, expect, it } from 'vitest';
import type * as contract from '../../src/shared/imports/contract.ts';
import type { ImportReport } from '../../src/shared/imports/report.ts';
import type { OutputOf } from '../../src/shared/kernel/contract.ts';
import { anApp } from '../support/anApp.ts';

type Batches = OutputOf<typeof contract.batches>;
type Problems = OutputOf<typeof contract.problems>;

const openApp = async () => {
  const { app, call, lend } = await anApp();
  const grant = (name: string, ...lines: readonly string[]): string => lend({ [name]: lines.join('\n') });
  return { app, call, grant };
};

const companies = ['Company,Industry,City', 'A,technolgy,Oslo', 'B,retial,Oslo', 'C,retail,Oslo'] as const;

describe('imports through the contract', () => {
  it('batches and problems are listed window by window, and odd rows leave as CSV', async () => {
    const { call, grant } = await openApp();
    const report = await call<ImportReport>('imports.run', { grant: grant('companies.csv', ...companies), kind: 'accounts' });
    expect(report.counts.accounts).toMatchObject({ made: 3 });
    const { rows, count } = await call<Batches>('imports.batches');
    expect([count, rows]).toMatchObject([
      1,
      [{ id: report.batchId, files: ['companies.csv'], status: 'committed', problems: 2, undecided: 2, counts: { accounts: { made: 3 } } }],
    ]);
    const first = await call<Problems>('imports.problems', { batchId: report.batchId, limit: 1 });
    const second = await call<Problems>('imports.problems', { batchId: report.batchId, limit: 1, after: first.next });
    expect([first, second].map((page) => [page.count, ...page.rows.map(({ line, original }) => `${line} ${original}`)])).toEqual([
      [2, '2 technolgy'],
      [2, '3 retial'],
    ]);
    expect(second.next).toBeNull();
    const { csv } = await call<{ csv: string }>('imports.problemsCsv', { batchId: report.batchId });
    expect(csv.split('\r\n')).toEqual([
      'Company,Industry,City,file,line,problem,column,original,decision',
      'A,technolgy,Oslo,companies.csv,2,unknownSector,Industry,technolgy,',
      'B,retial,Oslo,companies.csv,3,unknownSector,Industry,retial,',
      '',
    ]);
  });

  it('a decision made beforehand is applied by the next import, and wrong ones are refused', async () => {
    const { app, call, grant } = await openApp();
    expect(await app.call('imports.decide', { source: 'companies', decisions: [{ kind: 'nope', choice: 'keep' }] })).toMatchObject({
      ok: false,
      error: { type: 'InvalidDecisions' },
    });
    expect(
      await call('imports.decide', {
        source: 'companies',
        decisions: [{ kind: 'unknownSector', original: 'TECHNOLGY', choice: 'use:technology' }],
      }),
    ).toEqual({ remembered: 1 });
    const { problems } = await call<ImportReport>('imports.run', { grant: grant('companies.csv', ...companies), kind: 'accounts' });
    expect(problems).toMatchObject([{ kind: 'unknownSector', count: 2, undecided: 1 }]);
  });

  it('a mapping is saved under a name, used by it, and replaced by saving it again', async () => {
    const { app, call, grant } = await openApp();
    const file = grant('odd.csv', 'Foo;Bar', 'A AS;12', 'B AS;7');
    expect(await app.call('imports.check', { grant: file })).toMatchObject({ ok: false, error: { type: 'LayoutUnknown' } });
    const mapping = { kind: 'accounts', source: 'odd', columns: { name: 'Foo', employees: 'Bar' } };
    const saved = await call<{ id: string }>('imports.saveMapping', { name: 'odd one', mapping: { ...mapping, columns: { name: 'Bar' } } });
    expect(await call('imports.saveMapping', { name: 'odd one', mapping })).toEqual(saved);
    const report = await call<ImportReport>('imports.run', { grant: file, mapping: 'odd one' });
    expect(report).toMatchObject({ source: 'odd', files: [{ mapping: 'saved' }], counts: { accounts: { made: 2 } } });
  });

  it('a grant that nobody gave out reads nothing', async () => {
    const { app } = await openApp();
    expect(await app.call('imports.run', { grant: '/etc/passwd' })).toMatchObject({ ok: false, error: { type: 'FileNotGranted' } });
  });

  it('undone, an import can be brought back as it was', async () => {
    const { call, grant } = await openApp();
    const report = await call<ImportReport>('imports.run', {
      grant: grant('deals.csv', 'Deal,Stage,Amount,Currency', 'D1,Proposal,5,NOK', 'D2,Won,6,NOK'),
    });
    const counts = async (): Promise<unknown> => {
      const { openCount, wonCount } = await call<{ openCount: number; wonCount: number }>('pipeline.kpi');
      return [openCount, wonCount];
    };
    expect(await counts()).toEqual([1, 1]);
    await call('imports.undoBatch', { id: report.batchId });
    expect(await counts()).toEqual([0, 0]);
    expect((await call<Batches>('imports.batches')).rows).toMatchObject([{ status: 'undone', problems: 0 }]);
    await call('history.undo');
    expect(await counts()).toEqual([1, 1]);
    expect((await call<Batches>('imports.batches')).rows).toMatchObject([{ status: 'committed' }]);
  });

  it('a position that no list gave out is refused by name, whatever it says', async () => {
    const { app, call, grant } = await openApp();
    await call('imports.run', { grant: grant('companies.csv', ...companies) });
    const { next } = await call<Problems>('imports.problems', { limit: 1 });
    for (const after of ['', 'x', '{}', '[1]', 'null', '{"order":"p.file up","empty":false,"key":[{}],"id":1}', '\u0000', next ?? ''])
      for (const name of ['imports.batches', 'imports.mappings', ...(after === next ? [] : ['imports.problems'])])
        expect(await app.call(name, { after }), `${name} ${after}`).toEqual({ ok: false, error: { type: 'CursorInvalid' } });
  });
});

/** The pipeline table out to a file and back in: the same numbers again, and nothing in it that a spreadsheet would run. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createApp } from '../../src/main/app.ts';
import { readWorkbook } from '../../src/main/platform/xlsxFile.ts';
import { bytesAsFile } from '../../src/main/platform/csvFile.ts';
import { systemPorts } from '../../src/main/platform/ports.ts';
import type { ImportReport } from '../../src/shared/imports/report.ts';
import type { Kpi } from '../../src/shared/pipeline/contract.ts';
import { repositoryRoot } from '../support/repository.ts';
import { makeDir, removeDir } from '../support/tempDir.ts';
import { openData } from './importFixture.ts';

const openApp = (create: 'empty' | 'sample') => {
  const dir = makeDir('export');
  const opened = createApp({ storeDir: dir, ports: systemPorts, language: 'en', create });
  if (!opened.ok) throw new Error(opened.error.type);
  const app = opened.value;
  onTestFinished(async () => {
    await app.close();
    removeDir(dir);
  });
  const call = async <Answer>(name: string, input: unknown = {}): Promise<Answer> => {
    const answer = await app.call(name, input);
    if (!answer.ok) throw new Error(JSON.stringify(answer.error));
    return answer.value as Answer;
  };
  /** The path of the file that was made. */
  const exported = async (input: object): Promise<{ readonly path: string; readonly name: string; readonly rows: number }> => {
    const { fileId, rows } = await call<{ readonly fileId: string; readonly rows: number }>('pipeline.exportDeals', {
      status: null,
      ...input,
    });
    const file = app.files.produced(fileId);
    if (file === null) throw new Error('the file is not there');
    return { ...file, rows };
  };
  return { app, call, exported };
};

type Opened = ReturnType<typeof openApp>;

/** Companies, people and products are named by the deals alone: the person says that they are to be made. */
const decisions = ['unknownAccount', 'unknownPerson', 'unknownProduct'].map((kind) => ({ kind, choice: 'create' }));

const importInto = async ({ app, call }: Opened, path: string): Promise<ImportReport> =>
  call<ImportReport>('imports.run', { grant: app.files.lend(path), decisions });

/** A reason of loss is no part of the file, so that what was lost for no real reason counts as lost once it comes back. */
const comparable = ({ notALossCount: _none, lostWithoutAmount: _without, ...kpi }: Kpi) => kpi;

const formats = [
  { language: 'nb', format: 'csv' },
  { language: 'sv', format: 'xlsx' },
  { language: 'da', format: 'csv' },
  { language: 'en', format: 'xlsx' },
  { language: 'en', format: 'csv' },
] as const;

describe('the pipeline table as a file', () => {
  it.each(formats)('the sample company exported in $language as $format and imported elsewhere has the same numbers', async (choice) => {
    const from = openApp('sample');
    const file = await from.exported(choice);
    expect(file.name).toMatch(new RegExp(`^\\p{L}+ \\d{4}-\\d\\d-\\d\\d\\.${choice.format}$`, 'u'));
    const to = openApp('empty');
    const report = await importInto(to, file.path);
    expect(report.heldBack).toBe(0);
    expect(report.counts.deals?.made).toBe(file.rows);
    expect(report.counts.stages).toBeUndefined();
    const before = await from.call<Kpi>('pipeline.kpi');
    const after = await to.call<Kpi>('pipeline.kpi');
    expect(before.openCount).toBeGreaterThan(0);
    if (before.notALossCount === 0) expect(comparable(after)).toEqual(comparable(before));
    else
      expect({ ...comparable(after), lostCount: 0, lostAmount: 0, winRateByCount: 0, winRateByValue: 0 }).toEqual({
        ...comparable(before),
        lostCount: 0,
        lostAmount: 0,
        winRateByCount: 0,
        winRateByValue: 0,
      });
    expect(after.lostCount).toBe(before.lostCount + before.notALossCount);
  });

  const data = openData();
  it.runIf(data !== null).each(['csv', 'xlsx'] as const)(
    'real data exported as %s and imported elsewhere has the same numbers',
    async (format) => {
      const from = openApp('empty');
      await importInto(from, join(repositoryRoot, '../shared/data/crm-sales-opportunities'));
      const file = await from.exported({ format, language: 'nb' });
      expect(file.rows).toBe(8800);
      const to = openApp('empty');
      await importInto(to, file.path);
      expect(await to.call('pipeline.kpi')).toEqual(await from.call('pipeline.kpi'));
    },
  );

  it('filters of the table hold for the file', async () => {
    const { call, exported } = openApp('sample');
    const { wonCount } = await call<Kpi>('pipeline.kpi');
    expect((await exported({ format: 'csv', language: 'en', status: 'won' })).rows).toBe(wonCount);
  });

  it.each(['csv', 'xlsx'] as const)(
    'texts that a spreadsheet would run leave harmless as %s and come back as they were',
    async (format) => {
      const titles = [
        '=1+1',
        "=cmd|' /C calc'!A0",
        '@SUM(A1)',
        '-2+3+cmd',
        '+47 22 33 44 55',
        '-5',
        "'=kept",
        '"quoted"; \u{1F680}',
        '<script>',
        'שלום',
      ];
      const from = openApp('empty');
      for (const title of titles) await from.call('pipeline.createDeal', { title, amount: { minor: 123_450n, currency: 'NOK' } });
      const file = await from.exported({ format, language: 'nb' });
      const bytes = readFileSync(file.path);
      if (format === 'csv') {
        const text = bytes.toString('utf8');
        expect(text.startsWith('\uFEFFSalgsmulighets-ID;')).toBe(true);
        const cells = text.split(/[;\r\n]/u);
        expect(cells.filter((cell) => /^"?[=@\t]/u.test(cell) || /^"?[-+](?![\d .,]+"?$)/u.test(cell))).toEqual([]);
        expect(text).toContain(';+47 22 33 44 55;');
        expect(text).toContain(';1234,50;NOK;');
      } else {
        const sheet = readWorkbook(bytesAsFile('x.xlsx', bytes));
        if (!sheet.ok) throw new Error(sheet.error.type);
        expect(sheet.value.rows.flatMap(({ formulas }) => formulas)).toEqual([]);
        expect(
          sheet.value.rows
            .map(({ cells }) => cells[1] ?? '')
            .slice(1)
            .sort(),
        ).toEqual([...titles].sort());
      }
      const to = openApp('empty');
      await importInto(to, file.path);
      const { rows } = await to.call<{ readonly rows: readonly { readonly title: string; readonly amount: unknown }[] }>('pipeline.deals', {
        limit: 50,
      });
      expect(rows.map(({ title }) => title).sort()).toEqual([...titles].sort());
      expect(
        rows.every(
          ({ amount }) =>
            JSON.stringify(amount, (_key, value: unknown) => (typeof value === 'bigint' ? String(value) : value)) ===
            '{"minor":"123450","currency":"NOK"}',
        ),
      ).toBe(true);
    },
  );
});

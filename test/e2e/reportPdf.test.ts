/** The printed pipeline report, read by a program: every deal once, nothing cut, tagged, the same twice, and nothing on it is ever run. */
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, inject, it } from 'vitest';
import type { App } from '../../src/main/appPort.ts';
import { createChromiumPrinter } from '../../src/main/hosts/print/pdfPrinter.ts';
import { systemPorts } from '../../src/platform/ports.ts';
import { createAccount } from '../../src/shared/accounts/contract.ts';
import type { Language } from '../../src/shared/i18n/languages.ts';
import { languages } from '../../src/shared/i18n/languages.ts';
import { translate } from '../../src/shared/i18n/translate.ts';
import type { OutputOf } from '../../src/shared/kernel/contract.ts';
import type { Result } from '../../src/shared/kernel/result.ts';
import type { PrintChoice } from '../../src/shared/reports/contract.ts';
import { pipelineReport } from '../../src/shared/reports/pipelineContract.ts';
import { printAddressOf } from '../../src/shared/reports/printAddress.ts';
import { createDeal } from '../../src/shared/pipeline/contract.ts';
import { hasBrowser } from '../support/browser.ts';
import { anApp } from '../support/anApp.ts';
import { aDeal, nok } from '../support/builders.ts';
import { hasOpenData, openDataDir } from '../support/openData.ts';
import { readPdf, textOf, withoutDates } from '../support/pdf.ts';
import { tempDir } from '../support/tempDir.ts';
import { samspill, samspillDocument } from '../support/terminal.ts';

const hasData = hasOpenData('the report on the open data set');

const whole: PrintChoice = { report: 'pipeline', language: 'nb', status: 'open', ownerId: null, asOf: null, from: null, to: null };

const printerOf = (app: App, env: Readonly<Record<string, string | undefined>> = process.env) =>
  createChromiumPrinter({
    app,
    rendererDir: inject('rendererDir'),
    random: systemPorts.random,
    log: { ...systemPorts.log, warn: () => {} },
    env,
  });

const printed = async (app: App, choice: Partial<PrintChoice> = {}) => {
  const result = await printerOf(app).print({ url: printAddressOf({ ...whole, ...choice }) });
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
};

const contentOf = async (app: App, { status, asOf }: Pick<PrintChoice, 'status' | 'asOf'>) => {
  const answer = (await app.call(pipelineReport.name, { status, asOf })) as Result<
    OutputOf<typeof pipelineReport>,
    { readonly type: string }
  >;
  if (!answer.ok) throw new Error(answer.error.type);
  return answer.value;
};

/** The sample company, which holds four currencies and names of all Nordic countries. */
const aSample = async (): Promise<App> => (await anApp({ sample: true })).app;

const idShape = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gu;
/** The width of the margins at the sides, in points. */
const margin = (12 / 25.4) * 72;

/** Each deal once, its head on every page of the table, every text inside the margins. */
const expectWholeTable = (pdf: Awaited<ReturnType<typeof readPdf>>, ids: readonly string[], language: Language): void => {
  const found = pdf.pages.flatMap((page) => textOf(page).match(idShape) ?? []);
  expect(found.toSorted()).toEqual(ids.toSorted());
  const heads = (['common.deal', 'common.company', 'common.owner', 'common.amount'] as const).map((key) => translate(language, key));
  for (const page of pdf.pages) {
    expect([Math.round(page.width), Math.round(page.height)]).toEqual([842, 595]);
    for (const { text, x, y, width } of page.texts) {
      expect(x, text).toBeGreaterThan(margin - 1);
      expect(x + width, text).toBeLessThan(page.width - margin + 1);
      expect(y, text).toBeGreaterThan(10);
      expect(y, text).toBeLessThan(page.height - 20);
    }
    if (textOf(page).match(idShape) === null) continue;
    expect(heads.filter((head) => !page.texts.some(({ text }) => text.trim() === head))).toEqual([]);
  }
};

describe.runIf(hasBrowser)('the sample company on paper', () => {
  it('is whole, tagged, outlined and says its language, in all four', async () => {
    const app = await aSample();
    const { rows, total } = await contentOf(app, { status: null, asOf: null });
    for (const language of languages) {
      const pdf = await readPdf((await printed(app, { language, status: null })).bytes);
      expectWholeTable(
        pdf,
        rows.map(({ id }) => id),
        language,
      );
      expect(pdf).toMatchObject({ isTagged: true, language });
      expect(String(pdf.title)).toContain(translate(language, 'reports.title'));
      expect(pdf.outline).toEqual(
        expect.arrayContaining([
          translate(language, 'reports.title'),
          translate(language, 'reports.tableAll'),
          translate(language, 'reports.how'),
        ]),
      );
      const text = pdf.pages.map(textOf).join(' ').replaceAll(/\s+/gu, ' ');
      // Names of the four countries, each letter in its place.
      for (const row of rows) expect(text.replaceAll(' ', '')).toContain(row.title.replaceAll(' ', ''));
      for (const letter of 'æøåäö') expect(text, letter).toContain(letter);
      for (const code of Object.keys(total.amount)) expect(text).toContain(translate(language, 'reports.totalIn', { currency: code }));
      expect(textOf(pdf.pages[0] ?? { width: 0, height: 0, texts: [] })).toContain(
        translate(language, 'reports.confidential', { workspace: 'Havbryn Sensor AS' }),
      );
      expect(textOf(pdf.pages[0] ?? { width: 0, height: 0, texts: [] })).toContain(translate(language, 'others.holdAlone'));
      pdf.pages.forEach((page, at) => expect(textOf(page)).toContain(`${at + 1} / ${pdf.pages.length}`));
    }
  });

  it('printed twice has the same bytes but for its two dates', async () => {
    const app = await aSample();
    const [first, second] = [await printed(app), await printed(app)];
    expect(withoutDates(first.bytes)).toBe(withoutDates(second.bytes));
    expect(withoutDates(first.bytes).length).toBeLessThan(Buffer.from(first.bytes).toString('latin1').length);
  });
});

describe.runIf(hasBrowser)('a workspace of one’s own', () => {
  it('without a deal gives a page that says so', async () => {
    const app = await anApp();
    const { app: host } = app;
    const pdf = await readPdf((await printed(host, { language: 'en' })).bytes);
    expect(pdf.pages.length).toBeLessThanOrEqual(2);
    const text = pdf.pages.map(textOf).join(' ');
    expect(text).toContain(translate('en', 'reports.findingEmpty'));
    expect(text).toContain(translate('en', 'reports.noRows'));
  });

  it('shows what looks like markup or a formula as text, and asks nobody for anything', async () => {
    let asked = 0;
    const stranger = createServer((_request, response) => {
      asked += 1;
      response.end();
    });
    await new Promise<void>((resolve) => {
      stranger.listen(0, '127.0.0.1', resolve);
    });
    const elsewhere = `http://127.0.0.1:${(stranger.address() as AddressInfo).port}`;
    const names = [
      `<script>fetch('${elsewhere}/a')</script>`,
      `<img src=${elsewhere}/b onerror=alert(1)>`,
      `"><svg onload=location='${elsewhere}/c'>`,
      `<link rel=stylesheet href=${elsewhere}/d>`,
      '=cmd()|x!A1',
      '{{constructor.constructor(1)}}',
      '</td></tr></table><h1>forged</h1>',
    ];
    const app = await anApp();
    const { id: accountId } = await app.run(createAccount, { name: `<iframe src=${elsewhere}/e></iframe>` });
    for (const title of names) await app.run(createDeal, aDeal({ title, accountId, amount: nok(5_000) }));
    const { app: host } = app;
    const { bytes, refused } = await printed(host, { language: 'en' });
    stranger.close();
    expect({ asked, refused }).toEqual({ asked: 0, refused: [] });
    const pdf = await readPdf(bytes);
    const text = pdf.pages.map(textOf).join('').replaceAll(/\s/gu, '');
    for (const name of [...names, '<iframe']) expect(text).toContain(name.replaceAll(/\s/gu, ''));
    expect(pdf.outline).not.toContain('forged');
  });
});

describe.runIf(hasBrowser)('the command report', () => {
  it.runIf(hasData)('prints the open deals of the open data set, each id once, on more than 40 pages', async () => {
    const dir = tempDir('report');
    const store = join(dir, 'store');
    expect((await samspill(['import', '--store', store, '--from', openDataDir])).code).toBe(0);
    const out = join(dir, 'pipeline.pdf');
    const { code, json } = await samspillDocument<{ readonly rows: number; readonly out: string; readonly bytes: number }>([
      'report',
      'pipeline',
      '--store',
      store,
      '--out',
      out,
      '--lang',
      'sv',
    ]);
    expect({ code, rows: json.rows, out: json.out }).toEqual({ code: 0, rows: 2_089, out });
    const bytes = readFileSync(out);
    expect(bytes.byteLength).toBe(json.bytes);
    const pdf = await readPdf(bytes);
    expect(pdf.pages.length).toBeGreaterThan(40);
    const listed = await samspillDocument<{ readonly value: { readonly rows: readonly { readonly id: string }[] } }>([
      'call',
      pipelineReport.name,
      '{}',
      '--store',
      store,
    ]);
    expectWholeTable(
      pdf,
      listed.json.value.rows.map(({ id }) => id),
      'sv',
    );
  });

  it('says that no Chromium is there, and leaves the file that was there', async () => {
    const dir = tempDir('report');
    const store = join(dir, 'store');
    expect((await samspill(['sample', '--store', store])).code).toBe(0);
    const out = join(dir, 'pipeline.pdf');
    const missing = await samspill(['report', 'pipeline', '--store', store, '--out', out, '--lang', 'da'], {
      env: { CHROME_PATH: join(dir, 'no-such-chrome') },
    });
    expect(missing.code).toBe(1);
    expect(missing.stderr).toContain(translate('da', 'errors.NoChromium'));
    expect(existsSync(out)).toBe(false);
    const nowhere = await samspill(['report', 'pipeline', '--store', store, '--out', join(dir, 'no', 'where.pdf')]);
    expect(nowhere.code).toBe(1);
    expect(nowhere.stderr).toContain(translate('en', 'cli.outUnwritable', { out: join(dir, 'no', 'where.pdf') }));
  });
});

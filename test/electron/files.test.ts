/** Files in the desktop app: chosen in the system's dialog, dropped, printed, kept, dragged out; never by a path from the window. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as desktop from '../../src/shared/desktop.ts';
import { translate } from '../../src/shared/i18n/translate.ts';
import { batches } from '../../src/shared/imports/contract.ts';
import { deals } from '../../src/shared/pipeline/contract.ts';
import { pipelineReport } from '../../src/shared/reports/pipelineContract.ts';
import { print } from '../../src/shared/reports/contract.ts';
import { readPdf, textOf } from '../support/pdf.ts';
import { goTo, hasElectron, startShell } from '../support/shellDesk.ts';
import type { Shell } from '../support/shellDesk.ts';
import { tempDir } from '../support/tempDir.ts';

const accountsCsv =
  'account,sector,year_established,revenue,employees,office_location,subsidiary_of\nØrneberg Måling AS,technology,1996,1100.04,2822,Norway,\n';

/** The system's dialogs answer by themselves. */
const answerDialogs = (shell: Shell, open: readonly string[], save: string): Promise<void> =>
  shell.app.evaluate(
    ({ dialog }, answers) => {
      dialog.showOpenDialog = async () => ({ canceled: answers.open.length === 0, filePaths: [...answers.open] });
      dialog.showSaveDialog = async () => ({ canceled: answers.save === '', filePath: answers.save });
    },
    { open, save },
  );

const choice = { report: 'pipeline', language: 'nb', status: null, ownerId: null, asOf: null, from: null, to: null } as const;

describe.runIf(hasElectron)('a file that is chosen', () => {
  it('goes through the wizard into the store, and the window never learns its path', async () => {
    const shell = await startShell({ place: '#/import' });
    const dir = tempDir('chosen');
    const path = join(dir, 'accounts.csv');
    writeFileSync(path, accountsCsv);
    await answerDialogs(shell, [path], '');
    const chosen = await shell.call(desktop.chooseFiles.name, {});
    expect(JSON.stringify(chosen)).not.toContain(dir);
    expect(chosen).toEqual({ ok: true, value: { grant: expect.stringMatching(/^[0-9a-f]{32}$/u) as unknown, names: ['accounts.csv'] } });
    await shell.page.getByRole('button', { name: translate('en', 'wizard.chooseFiles') }).click();
    await shell.page.locator('.fileTabs').waitFor();
    for (const next of ['.ledger.columns', '.wizardFoot']) {
      await shell.page.locator('.wizardFoot .primary').click();
      await shell.page.locator(next).first().waitFor();
    }
    for (let step = 0; step < 4; step += 1) {
      const { rows } = await shell.run(batches, { after: null, limit: 10 });
      if (rows.length > 0) break;
      await shell.page.locator('.wizardFoot .primary').click();
      await expect.poll(() => shell.page.locator('main [aria-busy=true]').count()).toBe(0);
      await shell.page.waitForTimeout(500);
    }
    await expect.poll(async () => (await shell.run(batches, { after: null, limit: 10 })).rows.length).toBe(1);
    expect(await shell.problems()).toEqual([]);
    expect(await shell.quit()).toBe(0);
  });

  it('that nobody chose changes nothing, and one that is gone is said', async () => {
    const shell = await startShell();
    await answerDialogs(shell, [], '');
    expect(await shell.call(desktop.chooseFiles.name, {})).toEqual({ ok: true, value: null });
    await answerDialogs(shell, [join(tempDir('gone'), 'no.csv')], '');
    expect(await shell.call(desktop.chooseFiles.name, {})).toEqual({ ok: false, error: { type: 'FileUnreadable' } });
  });

  it('dropped comes in by pieces; one that is not ours is refused by what it holds, and nothing of it is stored', async () => {
    const shell = await startShell({ place: '#/import' });
    const before = (await shell.run(deals, { status: null })).rows.length;
    const dropFile = (name: string, bytes: readonly number[]): Promise<void> =>
      shell.page.evaluate(
        ([fileName, content]) => {
          const transfer = new DataTransfer();
          transfer.items.add(new File([new Uint8Array(content)], fileName));
          globalThis.dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true }));
        },
        [name, [...bytes]] as const,
      );
    await dropFile('picture.png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 1, 0, 255]);
    await shell.page.locator('.refusedFile, .dropZone [role=alert], .fileTabs').first().waitFor();
    expect(shell.page.url()).toContain('app://main/#/import');
    await goTo(shell.page, '#/pipeline');
    await dropFile('elsewhere.csv', [...Buffer.from(accountsCsv)]);
    expect(shell.page.url()).toContain('#/pipeline');
    expect((await shell.run(deals, { status: null })).rows).toHaveLength(before);
    expect(await shell.problems()).toEqual([]);
  });

  it('larger than a piece arrives whole', async () => {
    const shell = await startShell();
    const answer = await shell.page.evaluate(async (pieceSize) => {
      const { call } = (
        globalThis as unknown as {
          samspill: { call: (name: string, input: unknown) => Promise<{ value: { file: string; grant: string } }> };
        }
      ).samspill;
      const begun = await call('desktop.beginFile', { name: 'large.csv', beside: null });
      for (const size of [pieceSize, 17]) await call('desktop.addPiece', { file: begun.value.file, bytes: new Uint8Array(size).fill(65) });
      const tooLarge = await call('desktop.addPiece', { file: begun.value.file, bytes: new Uint8Array(pieceSize + 1) });
      return { end: await call('desktop.endFile', { file: begun.value.file }), tooLarge };
    }, desktop.pieceSize);
    expect(answer.end).toMatchObject({ ok: true, value: { grant: expect.stringMatching(/^[0-9a-f]{32}$/u) as unknown } });
    expect(answer.tooLarge).toMatchObject({ ok: false, error: { type: 'InvalidInput' } });
  });
});

describe.runIf(hasElectron)('a report', () => {
  it('is printed by the app itself, whole, tagged, outlined, the same twice, and kept where the person says', async () => {
    const shell = await startShell({ place: '#/reports' });
    const out = join(tempDir('kept'), 'rapport.pdf');
    await answerDialogs(shell, [], out);
    const bytes: Buffer[] = [];
    for (let round = 0; round < 2; round += 1) {
      const { fileId } = await shell.run(print, choice);
      expect(await shell.call(desktop.keepFile.name, { fileId })).toEqual({ ok: true, value: { isKept: true } });
      bytes.push(readFileSync(out));
    }
    const [first = Buffer.alloc(0), second = Buffer.alloc(0)] = bytes;
    const withoutDates = (pdf: Buffer): string => pdf.toString('latin1').replaceAll(/\/(?:CreationDate|ModDate) \([^)]*\)/gu, '');
    expect(withoutDates(first) === withoutDates(second)).toBe(true);
    const pdf = await readPdf(first);
    expect(pdf).toMatchObject({ isTagged: true, language: 'nb' });
    expect(pdf.outline).toContain(translate('nb', 'reports.title'));
    const { rows } = await shell.run(pipelineReport, { status: null });
    const text = pdf.pages.map(textOf).join('').replaceAll(/\s/gu, '');
    expect(rows.filter(({ id }) => !text.includes(id)).map(({ id }) => id)).toEqual([]);
    pdf.pages.forEach((page, at) => expect(textOf(page)).toContain(`${at + 1} / ${pdf.pages.length}`));
    expect([Math.round(pdf.pages[0]?.width ?? 0), Math.round(pdf.pages[0]?.height ?? 0)]).toEqual([842, 595]);
    expect(await shell.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
    expect(await shell.problems()).toEqual([]);
  });

  it('is dragged out under its own name, and previewed in a window of ours', async () => {
    const shell = await startShell({ place: '#/reports' });
    const { fileId, name } = await shell.run(print, { ...choice, language: 'en' });
    await shell.app.evaluate(({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents;
      if (contents === undefined) return;
      contents.startDrag = (item) => {
        (globalThis as { dragged?: unknown }).dragged = item.file;
      };
    });
    expect(await shell.call(desktop.dragFile.name, { fileId })).toEqual({ ok: true, value: null });
    const dragged = await shell.app.evaluate(() => String((globalThis as { dragged?: unknown }).dragged));
    expect(dragged.endsWith(`/${name}`)).toBe(true);
    expect(readFileSync(dragged).subarray(0, 5).toString()).toBe('%PDF-');
    const opened = shell.app.waitForEvent('window');
    await shell.page.getByRole('link', { name: translate('en', 'reports.preview') }).click();
    const preview = await opened;
    await preview.locator('html[data-ready=yes]').waitFor({ state: 'attached' });
    expect(preview.url()).toContain('app://main/#/print/pipeline');
    expect(await shell.problems()).toEqual([]);
  });

  it('cannot be kept where nothing can be written, and that is said', async () => {
    const shell = await startShell();
    await answerDialogs(shell, [], join(tempDir('nowhere'), 'no', 'report.pdf'));
    const { fileId } = await shell.run(print, choice);
    expect(await shell.call(desktop.keepFile.name, { fileId })).toEqual({ ok: false, error: { type: 'FileUnwritable' } });
    expect(await shell.call(desktop.keepFile.name, { fileId: 'ab'.repeat(16) })).toEqual({ ok: false, error: { type: 'NotFound' } });
  });
});

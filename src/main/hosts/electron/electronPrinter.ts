/** Prints a page of the renderer to PDF in a hidden window of its own, which can reach nothing but the page and the store's queries. */
import { BrowserWindow, session, type WebContents } from 'electron';
import { entryByName } from '../../../shared/contract.ts';
import type { NotAllowed } from '../../../shared/kernel/contract.ts';
import { err, ok } from '../../../shared/kernel/result.ts';
import type { Result } from '../../../shared/kernel/result.ts';
import type { App } from '../../appPort.ts';
import { pageFooter } from '../../../platform/pageFooter.ts';
import type { Log } from '../../../platform/ports.ts';
import { withStableNames } from '../../../platform/stablePdf.ts';
import type { PdfPrinter } from '../print/pdfPrinter.ts';
import { type Served, serveIn } from './appProtocol.ts';
import type { Answerer } from './calls.ts';
import { hardenSession, pagePreferences } from './hardening.ts';
import { pageOrigin } from './sender.ts';

type PrinterOptions = {
  /** The application as it is, without a printer: a page that prints must not print. */
  readonly app: Pick<App, 'call'>;
  readonly served: Served;
  readonly preload: string;
  readonly isPackaged: boolean;
  readonly log: Pick<Log, 'warn'>;
};

export type ElectronPrinter = PdfPrinter & {
  /** Answers the printing pages: queries only. Null for every other page. */
  readonly answer: Answerer;
};

/** Milliseconds for one report: one of 20,000 rows takes about a fifth of it. */
const timeoutMs = 180_000;
/** Milliseconds between two looks at whether the page is ready. */
const lookEvery = 25;
/** A world of its own in the page, where nothing of the page's scripts can pretend. */
const ownWorld = 999;
const readiness = "[document.documentElement.dataset.ready ?? '', document.documentElement.dataset.failure ?? '']";

const pause = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms);
  });

/** Null when the page is ready, else what it says of its failure. */
const whenReady = async (contents: WebContents): Promise<string | null> => {
  for (let waited = 0; waited < timeoutMs; waited += lookEvery) {
    const said = (await contents.executeJavaScriptInIsolatedWorld(ownWorld, [{ code: readiness }])) as readonly [string, string];
    if (said[0] === 'yes') return null;
    if (said[0] !== '') return said[1];
    await pause(lookEvery);
  }
  return 'Timeout';
};

/** One printing at a time: each takes the memory of a window. */
export const createElectronPrinter = (options: PrinterOptions): ElectronPrinter => {
  const printing = new Set<WebContents>();
  let last: Promise<unknown> = Promise.resolve();
  let count = 0;

  const printNow = async (url: string): ReturnType<PdfPrinter['print']> => {
    count += 1;
    let refused = 0;
    // Without `persist:` it lives in memory and ends with the window.
    const own = session.fromPartition(`print-${count}`);
    hardenSession(own, pageOrigin, false, () => {
      refused += 1;
    });
    serveIn(own, options.served);
    const window = new BrowserWindow({
      show: false,
      // Wide enough for the report's own charts; the paper's size is the page's to say.
      width: 1123,
      height: 794,
      webPreferences: { ...pagePreferences(options.preload, options.isPackaged), session: own, backgroundThrottling: false },
    });
    const contents = window.webContents;
    printing.add(contents);
    try {
      const broke = new Promise<string>((resolve) => {
        contents.once('render-process-gone', () => {
          resolve('RendererGone');
        });
      });
      await contents.loadURL(`${pageOrigin}/${url}`);
      const failure = await Promise.race([whenReady(contents), broke]);
      if (failure !== null) return err({ type: 'PrintFailed', because: failure });
      const bytes = await contents.printToPDF({
        // Without tags Chromium silently leaves the outline out.
        generateTaggedPDF: true,
        generateDocumentOutline: true,
        preferCSSPageSize: true,
        printBackground: true,
        displayHeaderFooter: true,
        headerTemplate: '<span></span>',
        footerTemplate: pageFooter,
      });
      return ok({ bytes: withStableNames(bytes), refused: Array.from({ length: refused }, () => '') });
    } finally {
      printing.delete(contents);
      window.destroy();
      // Counted, not listed: an address may carry what somebody wrote into a record.
      if (refused > 0) options.log.warn('printRefused', { requests: refused });
    }
  };

  const print = async (url: string): ReturnType<PdfPrinter['print']> => {
    let printed: Awaited<ReturnType<PdfPrinter['print']>>;
    try {
      printed = await printNow(url);
    } catch (cause) {
      printed = err({ type: 'PrintFailed', because: cause instanceof Error ? (cause.message.split('\n')[0] ?? '') : String(cause) });
    }
    if (!printed.ok) options.log.warn('printFailed', { type: printed.error.type });
    return printed;
  };

  return {
    print: ({ url }) => {
      const next = last.then(() => print(url));
      last = next;
      return next;
    },
    answer: (name, input, contents) => {
      if (!printing.has(contents)) return null;
      if (entryByName.get(name)?.kind !== 'query')
        return Promise.resolve<Result<never, NotAllowed>>(err({ type: 'NotAllowed', action: 'print' }));
      return options.app.call(name, input);
    },
  };
};

/** Prints one page of one origin to PDF in a browser of its own that can reach nothing else. */
import type { Browser, Page } from 'playwright-core';
import type { PrintFailed } from '../shared/kernel/report.ts';
import { err, ok, type Result } from '../shared/kernel/result.ts';
import type { ChromiumProgram } from './chromium.ts';
import { launchChromium } from './chromium.ts';
import { pageFooter } from './pageFooter.ts';
import { withStableNames } from './stablePdf.ts';

export type PrintJob = {
  /** `http://127.0.0.1:PORT`; every request to another one is cut off. */
  readonly origin: string;
  /** The page from the root of the origin, with its hash. */
  readonly path: string;
  readonly cookie: { readonly name: string; readonly value: string };
  /** Milliseconds that all of it may take. */
  readonly timeoutMs: number;
};
export type Printed = {
  readonly bytes: Uint8Array;
  /** Addresses outside the origin that something on the page asked for; none of them was answered. */
  readonly refused: readonly string[];
};

/** The page sets `data-ready` on its root when data and fonts are in: `yes`, or `failed` with the reason in `data-failure`. */
export const printPage = async (program: ChromiumProgram, job: PrintJob): Promise<Result<Printed, PrintFailed>> => {
  let stop: (() => void) | null = null;
  let deadline: ReturnType<typeof setTimeout> | undefined;
  try {
    const browser = await launchChromium(program);
    stop = () => void browser.close();
    // Printing itself takes no timeout; a browser that hangs in it is ended, which makes it fail.
    deadline = setTimeout(stop, job.timeoutMs);
    return await printIn(browser, job);
  } catch (cause) {
    return err({ type: 'PrintFailed', because: cause instanceof Error ? (cause.message.split('\n')[0] ?? '') : String(cause) });
  } finally {
    clearTimeout(deadline);
    stop?.();
  }
};

const printIn = async (browser: Browser, job: PrintJob): Promise<Result<Printed, PrintFailed>> => {
  const refused: string[] = [];
  const context = await browser.newContext({ acceptDownloads: false, serviceWorkers: 'block', colorScheme: 'light' });
  await context.addCookies([{ ...job.cookie, url: job.origin, httpOnly: true, sameSite: 'Strict' }]);
  await context.route('**/*', (route) => {
    const url = route.request().url();
    if (new URL(url).origin === job.origin) return route.continue();
    refused.push(url);
    return route.abort();
  });
  const page = await context.newPage();
  await page.goto(`${job.origin}${job.path}`, { timeout: job.timeoutMs });
  const failure = await whenReady(page, job.timeoutMs);
  if (failure !== null) return err({ type: 'PrintFailed', because: failure });
  const bytes = await page.pdf({
    tagged: true,
    // Without tags Chromium silently leaves the outline out.
    outline: true,
    preferCSSPageSize: true,
    printBackground: true,
    displayHeaderFooter: true,
    headerTemplate: '<span></span>',
    footerTemplate: pageFooter,
  });
  return ok({ bytes: withStableNames(bytes), refused });
};

/** Null when the page is ready, else what it says of its failure. */
const whenReady = async (page: Page, timeout: number): Promise<string | null> => {
  const root = page.locator('html[data-ready]');
  await root.waitFor({ state: 'attached', timeout });
  return (await root.getAttribute('data-ready')) === 'yes' ? null : ((await root.getAttribute('data-failure')) ?? '');
};

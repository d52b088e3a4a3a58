/** What a test file sees of the browser that all files of the run share: a connection of its own, and pages that end with their test. */
import { buffer } from 'node:stream/consumers';
import type { Browser, BrowserContextOptions, Download } from 'playwright-core';
import { chromium } from 'playwright-core';
import { afterAll, inject, onTestFinished } from 'vitest';
import { ask } from './asked.ts';
import { patience } from './patience.ts';
import type { WatchedPage } from './watchedPage.ts';
import { openWatchedPage } from './watchedPage.ts';

/** False where there is no browser at all; the global setup has said so. */
export const hasBrowser = inject('chromium') !== null;

export type Connection = Pick<Browser, 'newContext'> & { readonly end: () => Promise<void> };

/** The browser behind an address of `shareBrowser`, which is another one after it has crashed. */
export const connectionTo = (url: string): Connection => {
  let browser: Browser | null = null;
  let endpoint = '';
  const connected = async (): Promise<Browser> => {
    endpoint = await ask(url, { lost: endpoint });
    browser = await chromium.connect(endpoint, { timeout: patience });
    return browser;
  };
  return {
    newContext: async (options) => {
      try {
        if (browser?.isConnected() === true) return await browser.newContext(options);
      } catch {
        // It has crashed a moment ago, and its end is not known here yet.
      }
      return (await connected()).newContext(options);
    },
    end: async () => browser?.close(),
  };
};

/** The browser of this run; whoever opens a context in it closes it. */
export const theBrowser = connectionTo(hasBrowser ? inject('browserUrl') : '');
afterAll(theBrowser.end);

/** An empty page with a profile of its own (no cookies), which may reach `origin` only; closed when the test ends. */
export const aPageFor = async (origin: string, options?: BrowserContextOptions): Promise<WatchedPage> => {
  const watched = await openWatchedPage(theBrowser, origin, options);
  onTestFinished(watched.close);
  return watched;
};

/** What a page gave its user to keep. */
export const bytesOf = async (download: Download): Promise<Buffer> => buffer(await download.createReadStream());

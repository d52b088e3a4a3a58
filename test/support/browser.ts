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

export type Connection = { readonly browser: () => Promise<Browser>; readonly end: () => Promise<void> };

/** The browser behind an address of `shareBrowser`: the same as long as it runs, another one after it has crashed. */
export const connectionTo = (url: string): Connection => {
  let browser: Browser | null = null;
  let endpoint = '';
  return {
    browser: async () => {
      if (browser?.isConnected() === true) return browser;
      endpoint = await ask(url, { lost: endpoint });
      browser = await chromium.connect(endpoint, { timeout: patience });
      return browser;
    },
    end: async () => browser?.close(),
  };
};

const shared = connectionTo(hasBrowser ? inject('browserUrl') : '');
afterAll(shared.end);

/** The browser of this run; whoever opens a context in it closes it. */
export const theBrowser = shared.browser;

/** An empty page with a profile of its own (no cookies), which may reach `origin` only; closed when the test ends. */
export const aPageFor = async (origin: string, options?: BrowserContextOptions): Promise<WatchedPage> => {
  const watched = await openWatchedPage(await theBrowser(), origin, options);
  onTestFinished(watched.close);
  return watched;
};

/** What a page gave its user to keep. */
export const bytesOf = async (download: Download): Promise<Buffer> => buffer(await download.createReadStream());

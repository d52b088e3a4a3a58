/** A browser page that keeps a list of everything that went wrong in it. */
import type { Browser, BrowserContextOptions, Page, Request } from 'playwright-core';
import { patience } from './patience.ts';

export type WatchedPage = {
  readonly page: Page;
  /** Console errors and warnings, uncaught errors, broken content security policy, requests to anywhere but the app; empty when all is well. */
  readonly problems: () => Promise<readonly string[]>;
  /** Resolves when the page has nothing left to ask the app, and has drawn what it was answered. */
  readonly settled: () => Promise<void>;
  readonly close: () => Promise<void>;
};

type WindowWithViolations = { policyViolations?: string[] };

/** Opens an empty page in a browser profile of its own (no cookies), which may reach `origin` only. */
export const openWatchedPage = async (
  browser: Pick<Browser, 'newContext'>,
  origin: string,
  options: BrowserContextOptions = {},
): Promise<WatchedPage> => {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-GB', ...options });
  context.setDefaultTimeout(patience);
  const page = await context.newPage();
  const found: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') found.push(`console ${message.type()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => found.push(`uncaught: ${error.message}`));
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(`${origin}/`) && !url.startsWith('data:') && !url.startsWith('blob:')) found.push(`request to ${url}`);
  });
  const isCall = (request: Request): boolean => request.method() === 'POST' && new URL(request.url()).pathname === '/call';
  const asked = new Set<Request>();
  page.on('request', (request) => {
    if (isCall(request)) asked.add(request);
  });
  const answered = (request: Request): void => void asked.delete(request);
  page.on('requestfinished', answered);
  page.on('requestfailed', answered);
  await page.addInitScript(() => {
    const violations: string[] = [];
    (globalThis as WindowWithViolations).policyViolations = violations;
    document.addEventListener('securitypolicyviolation', (event) => {
      violations.push(`${event.effectiveDirective}: ${event.blockedURI} ${event.sample}`);
    });
  });
  return {
    page,
    problems: async () => {
      const violations = await page.evaluate(() => (globalThis as WindowWithViolations).policyViolations ?? ['the page lost its list']);
      return [...found, ...violations.map((violation) => `policy: ${violation}`)];
    },
    settled: async () => {
      // An answer may lead to the next question: only where none has come up while it was drawn is all there.
      for (let calm = 0; calm < 2; calm = asked.size === 0 ? calm + 1 : 0)
        await page.evaluate(
          () =>
            new Promise<void>((resolve) => {
              requestAnimationFrame(() => {
                requestAnimationFrame(() => {
                  resolve();
                });
              });
            }),
        );
    },
    close: async () => {
      await context.close();
    },
  };
};

/** A browser page that keeps a list of everything that went wrong in it. */
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';

export type WatchedPage = {
  readonly page: Page;
  /** Console errors and warnings, uncaught errors, broken content security policy, requests to anywhere but the app; empty when all is well. */
  readonly problems: () => Promise<readonly string[]>;
  readonly close: () => Promise<void>;
};

type WindowWithViolations = { policyViolations?: string[] };

/** Opens an empty page in a browser profile of its own (no cookies), which may reach `origin` only. */
export const openWatchedPage = async (browser: Browser, origin: string, options: BrowserContextOptions = {}): Promise<WatchedPage> => {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-GB', ...options });
  // Long enough for a loaded machine; what does not come at all still fails its test.
  context.setDefaultTimeout(25_000);
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
    close: async () => {
      await context.close();
    },
  };
};

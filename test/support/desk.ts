/** A running app on the sample company and a browser that is signed in to it, for the tests of one file. */
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { afterAll, beforeAll, inject } from 'vitest';
import type { Language } from '../../src/shared/i18n/languages.ts';
import { languageNames } from '../../src/shared/i18n/languages.ts';
import { translate } from '../../src/shared/i18n/translate.ts';
import { launchChromium } from './chromium.ts';
import type { RunningApp } from './runningApp.ts';
import { startOnSample } from './runningApp.ts';
import { makeDir, removeDir } from './tempDir.ts';
import type { WatchedPage } from './watchedPage.ts';
import { openWatchedPage } from './watchedPage.ts';

type SignedIn = Exclude<BrowserContextOptions['storageState'], string | undefined>;

export type Desk = {
  readonly app: () => RunningApp;
  readonly browser: () => Browser;
  /** A page of its own that is let in already, at a place such as `#/pipeline`. */
  readonly open: (place: string, options?: BrowserContextOptions) => Promise<WatchedPage>;
};

/** False where there is no browser at all; the global setup has said so. */
export const hasBrowser = inject('chromium') !== null;

/** To be called at the top of a test file: starts before its first test, ends after its last. `argsIn` gives further arguments of the start. */
export const startDesk = (argsIn: (home: string) => readonly string[] = () => []): Desk => {
  const home = makeDir('desk');
  let app: RunningApp | null = null;
  let browser: Browser | null = null;
  let session: SignedIn | null = null;

  const started = <T>(value: T | null): T => {
    if (value === null) throw new Error('the desk is not open');
    return value;
  };

  beforeAll(async () => {
    const program = inject('chromium');
    if (program === null) return;
    [app, browser] = await Promise.all([startOnSample(home, argsIn(home)), launchChromium(program)]);
    // The link works once; its cookie is what further pages start with.
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(app.link);
    await page.locator('main h1').waitFor();
    session = await context.storageState();
    await context.close();
  });

  afterAll(async () => {
    await browser?.close();
    await app?.stop();
    removeDir(home);
  });

  return {
    app: () => started(app),
    browser: () => started(browser),
    open: async (place, options = {}) => {
      const { origin } = started(app);
      const watched = await openWatchedPage(started(browser), origin, { storageState: started(session), ...options });
      await watched.page.goto(`${origin}/${place}`);
      await watched.page.locator('main h1').waitFor();
      return watched;
    },
  };
};

/** Switches the language in the page's own menu. */
export const chooseLanguage = async ({ page }: WatchedPage, from: Language, to: Language): Promise<void> => {
  await page.getByRole('button', { name: translate(from, 'common.display', { language: languageNames[from] }) }).click();
  const item = page.getByRole('menuitemradio', { name: languageNames[to], exact: true });
  await item.click();
  // The menu stays for the theme.
  await page.keyboard.press('Escape');
  await item.waitFor({ state: 'detached' });
};

/** A sum as it is written in a language, in the minor units of a currency with two decimals: "NOK 1 120,50" in Norwegian gives 112050. */
export const readMinor = (language: Language, text: string): bigint => {
  const mark = language === 'en' ? '.' : ',';
  const [whole = '', decimals = ''] = text.replace(/[^\d.,\u2212-]/gu, '').split(mark);
  const digits = whole.replace(/\D/gu, '');
  if (digits === '' || !/^(?:\d\d)?$/u.test(decimals)) throw new Error(`not a sum: ${text}`);
  const size = BigInt(digits) * 100n + BigInt(decimals === '' ? 0 : decimals);
  return /[\u2212-]/u.test(whole) ? -size : size;
};

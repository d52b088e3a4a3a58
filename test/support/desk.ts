/** A running app and a browser that is signed in to it, for the tests of one file. */
import { join } from 'node:path';
import type { BrowserContextOptions } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import type { Language } from '../../src/shared/i18n/languages.ts';
import { languageNames } from '../../src/shared/i18n/languages.ts';
import { translate } from '../../src/shared/i18n/translate.ts';
import { aPageFor, hasBrowser, theBrowser } from './browser.ts';
import type { RunningApp } from './runningApp.ts';
import { startApp } from './runningApp.ts';
import { makeDir, removeDir } from './tempDir.ts';
import type { WatchedPage } from './watchedPage.ts';

type SignedIn = Exclude<BrowserContextOptions['storageState'], string | undefined>;

export type Desk = {
  readonly app: () => RunningApp;
  /** A page of its own that is let in already, at a place such as `#/pipeline`; closed when the test ends. */
  readonly open: (place: string, options?: BrowserContextOptions) => Promise<WatchedPage>;
};

/** What the app opens: the sample company, nothing yet, or what is made in a folder that is still to be. */
export type DeskStore = 'sample' | 'empty' | ((dir: string) => void);

/** To be called at the top of a test file: starts before its first test, ends after its last. */
export const startDesk = (store: DeskStore = 'sample'): Desk => {
  const home = makeDir('desk');
  let app: RunningApp | null = null;
  let session: SignedIn | null = null;

  const started = <T>(value: T | null): T => {
    if (value === null) throw new Error('the desk is not open');
    return value;
  };

  beforeAll(async () => {
    if (!hasBrowser) return;
    const dir = join(home, 'store');
    if (typeof store === 'function') store(dir);
    app = await startApp(home, store === 'sample' ? null : dir);
    // The link works once; its cookie is what further pages start with.
    const context = await theBrowser.newContext();
    const page = await context.newPage();
    await page.goto(app.link);
    await page.locator('main h1').waitFor();
    session = await context.storageState();
    await context.close();
  });

  afterAll(async () => {
    await app?.stop();
    removeDir(home);
  });

  return {
    app: () => started(app),
    open: async (place, options = {}) => {
      const { origin } = started(app);
      const watched = await aPageFor(origin, { storageState: started(session), ...options });
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

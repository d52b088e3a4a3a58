/** The desktop app in a real Electron, for one test: started on a home of its own, watched, and ended. */
import { type ElectronApplication, _electron, type Page } from 'playwright-core';
import { join } from 'node:path';
import { inject, onTestFinished } from 'vitest';
import type { AnyEntry, CallInputOf, OutputOf } from '../../src/shared/kernel/contract.ts';
import type { Result } from '../../src/shared/kernel/result.ts';
import { repositoryRoot } from './repository.ts';
import { tempDir } from './tempDir.ts';

/** False where there is no Electron to test in; the global setup has said so. */
export const hasElectron = inject('electron') !== null;

type Answer = Result<unknown, { readonly type: string }>;
type PageWithBridge = {
  samspill: { readonly call: (name: string, input: unknown) => Promise<Answer> };
  policyViolations?: string[];
};

export type Shell = {
  readonly app: ElectronApplication;
  readonly home: string;
  /** The store it opens: the sample company unless another one was named. */
  readonly storeDir: string;
  /** The first window, with its heading on it. */
  readonly page: Page;
  /** What went wrong in any window so far: errors on the console, uncaught ones, broken policy. */
  readonly problems: () => Promise<readonly string[]>;
  /** What the app itself wrote to its standard error. */
  readonly said: () => string;
  readonly call: (name: string, input: unknown) => Promise<Answer>;
  /** The answer of an entry; an error fails the test. */
  readonly run: <E extends AnyEntry>(entry: E, input: CallInputOf<E>) => Promise<OutputOf<E>>;
  /** Quits as a person does; resolves with the exit code. */
  readonly quit: () => Promise<number | null>;
  readonly ended: Promise<number | null>;
};

export type ShellOptions = {
  readonly home?: string;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** The place to wait for and to start the test at. */
  readonly place?: string;
  /** Left out: a new one in the home; null: the one that the system's settings lead to. */
  readonly profile?: string | null;
};

const watch = (page: Page, found: string[]): void => {
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') found.push(`console ${message.type()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => found.push(`uncaught: ${error.message}`));
};

/** Only in the page: an own list, kept on the page's own global object. */
const listViolations = (): void => {
  const violations: string[] = [];
  (globalThis as unknown as PageWithBridge).policyViolations = violations;
  document.addEventListener('securitypolicyviolation', (event) => {
    violations.push(`${event.effectiveDirective}: ${event.blockedURI} ${event.sample}`);
  });
};

/** Goes to a place of the window and waits for its heading. */
export const goTo = async (page: Page, place: string): Promise<void> => {
  await page.evaluate((hash) => {
    location.hash = hash;
  }, place);
  await page.locator('main h1').first().waitFor();
};

/** Starts the app; it is ended with the test, if it still runs then. */
export const startShell = async (options: ShellOptions = {}): Promise<Shell> => {
  const home = options.home ?? tempDir('shell');
  const program = inject('electron');
  if (program === null) throw new Error('no Electron');
  const { SAMSPILL_STORE: _store, ...inherited } = process.env as Record<string, string>;
  const app = await _electron.launch({
    executablePath: program,
    chromiumSandbox: true,
    args: [
      '--disable-gpu',
      ...(options.profile === null ? [] : [`--user-data-dir=${options.profile ?? join(home, 'profile')}`]),
      repositoryRoot,
      ...(options.args ?? ['--lang=en']),
    ],
    env: { ...inherited, SAMSPILL_UNDER_TEST: '1', HOME: home, XDG_DATA_HOME: home, LC_ALL: 'C', LANG: 'C', ...options.env },
    timeout: 60_000,
  });
  let said = '';
  const child = app.process();
  child.stderr?.on('data', (bytes: Buffer) => {
    said += bytes.toString();
  });
  const ended = new Promise<number | null>((resolve) => {
    child.once('exit', resolve);
  });
  onTestFinished(async () => {
    if (child.exitCode === null) child.kill('SIGKILL');
    await ended;
  });
  const found: string[] = [];
  app.on('window', (page) => {
    watch(page, found);
  });
  await app.context().addInitScript(listViolations);
  const page = await app.firstWindow();
  await page.evaluate(listViolations);
  watch(page, found);
  await page.locator('main h1').first().waitFor();
  if (options.place !== undefined) await goTo(page, options.place);

  const call: Shell['call'] = (name, input) =>
    page.evaluate(([entry, value]) => (globalThis as unknown as PageWithBridge).samspill.call(entry, value), [name, input] as const);
  return {
    app,
    home,
    storeDir: join(home, 'samspill', 'sample'),
    page,
    problems: async () => {
      const lists = await Promise.all(
        app.windows().map((window) => window.evaluate(() => (globalThis as unknown as PageWithBridge).policyViolations ?? [])),
      );
      return [...found, ...lists.flat().map((violation) => `policy: ${violation}`)];
    },
    said: () => said,
    call,
    run: async (entry, input) => {
      const answer = await call(entry.name, input);
      if (!answer.ok) throw new Error(`${entry.name}: ${JSON.stringify(answer.error)}`);
      return answer.value as OutputOf<typeof entry>;
    },
    quit: async () => {
      await app.evaluate(({ app: shell }) => {
        // After this answer is on its way: an end in the middle of it would look like a break.
        setTimeout(() => {
          shell.quit();
        }, 50);
      });
      return ended;
    },
    ended,
  };
};

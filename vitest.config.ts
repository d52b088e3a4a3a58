/** Two test projects: `core` (everything without a browser) and, after it, `e2e` (a real Chromium on the real web host). */
import { defineConfig } from 'vitest/config';
import { browserOfTests } from './test/support/browserOfTests.ts';

export default defineConfig({
  test: {
    // A segfault in native code ends one fork and is reported under its file; in a thread it would end the run.
    pool: 'forks',
    reporters: ['default', './test/support/secondTries.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    unstubEnvs: true,
    // What the product prints in a test is printed by the browser of the tests, also by programs that a test starts.
    env: { CHROME_PATH: browserOfTests(process.env) },
    restoreMocks: true,
    projects: [
      {
        extends: true,
        test: {
          name: 'core',
          setupFiles: ['test/support/readsWatch.ts'],
          include: ['test/*.test.ts', 'test/{unit,integration,fuzz,hub}/**/*.test.{ts,tsx}'],
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          globalSetup: ['test/support/chromiumSetup.ts'],
          testTimeout: 90_000,
          hookTimeout: 120_000,
          // A browser on a busy machine may stumble once; `.ci/run` names every test that needed its second try.
          retry: 1,
          // What is waited for comes late on a busy machine; Vitest's own second is for functions.
          expect: { poll: { timeout: 15_000 } },
          // One browser at a time: two of them on two cores time each other out.
          fileParallelism: false,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});

/** Two test projects: `core` (everything without a browser) and, after it, `e2e` (a real Chromium on the real web host). */
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { browserOfTests } from './test/support/browserOfTests.ts';
import { patience, testPatience } from './test/support/patience.ts';

// Programs that tests start read what Node compiled of the sources the last time: half of the time that each of them takes.
process.env['NODE_COMPILE_CACHE'] ??= join(import.meta.dirname, 'node_modules/.cache/samspill/compiled');

export default defineConfig({
  test: {
    // A segfault in native code ends one fork and is reported under its file; in a thread it would end the run.
    pool: 'forks',
    reporters: ['default', './test/support/secondTries.ts'],
    testTimeout: testPatience,
    hookTimeout: testPatience,
    // Vitest's own second is for functions.
    expect: { poll: { timeout: patience } },
    unstubEnvs: true,
    unstubGlobals: true,
    // What the product prints in a test is printed by the browser of the tests, also by programs that a test starts.
    env: { CHROME_PATH: browserOfTests(process.env) },
    restoreMocks: true,
    projects: [
      {
        extends: true,
        test: {
          name: 'core',
          // Files one after another in the same two programs: what they import is read once, half of what such a file costs.
          isolate: false,
          setupFiles: ['test/support/readsWatch.ts'],
          include: ['test/*.test.ts', 'test/{unit,integration,fuzz,hub}/**/*.test.{ts,tsx}'],
          globalSetup: ['test/hub/postgresSetup.ts'],
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          globalSetup: ['test/support/chromiumSetup.ts'],
          // A browser on a busy machine may stumble once; `.ci/run` names every test that needed its second try.
          retry: 1,
          // One file at a time: two of them on two cores only wait for each other.
          fileParallelism: false,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});

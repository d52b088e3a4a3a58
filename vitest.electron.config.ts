/** The tests of the desktop app in a real Electron: `SAMSPILL_ELECTRON` names the folder of its program. */
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    pool: 'forks',
    reporters: ['default', './test/support/secondTries.ts'],
    include: ['test/electron/**/*.test.ts'],
    globalSetup: ['test/support/electronSetup.ts'],
    testTimeout: 90_000,
    hookTimeout: 120_000,
    // What is waited for comes late on a busy machine; Vitest's own second is for functions.
    expect: { poll: { timeout: 15_000 } },
    // One app at a time: they share two cores and one display.
    fileParallelism: false,
    retry: 1,
  },
});

/** A folder of its own for one test, gone when the test is over. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A new empty folder that outlives the caller: whoever asked removes it with `removeDir`. */
export const makeDir = (label = 'test'): string => mkdtempSync(join(tmpdir(), `samspill-${label}-`));

/** Removes a folder and all in it; a folder that is already gone is fine. */
export const removeDir = (path: string): void => {
  rmSync(path, { recursive: true, force: true, maxRetries: 3 });
};

/** A new empty folder, removed when the running test ends. To be called inside a test or a `beforeEach`. */
export const tempDir = (label = 'test'): string => {
  const path = makeDir(label);
  onTestFinished(() => {
    removeDir(path);
  });
  return path;
};

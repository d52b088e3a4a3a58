/** Finds or unpacks the browser once before the browser tests, and hands it to them. */
import type { TestProject } from 'vitest/node';
import type { ChromiumProgram } from './chromium.ts';
import { prepareChromium } from './chromium.ts';

declare module 'vitest' {
  // Declaration merging needs an interface here.
  interface ProvidedContext {
    readonly chromium: ChromiumProgram | null;
  }
}

export const setup = async (project: TestProject): Promise<void> => {
  const program = await prepareChromium();
  if (typeof program === 'string') {
    console.warn(`Browser tests are skipped: ${program}.`);
    project.provide('chromium', null);
    return;
  }
  project.provide('chromium', program);
};

/** Before the browser tests, once for all of them: the browser is found or unpacked and started, and the page is built. */
import type { TestProject } from 'vitest/node';
import { ensureRenderer } from '../../src/main/hosts/start/rendererBuild.ts';
import type { ChromiumProgram } from './chromium.ts';
import { prepareChromium } from './chromium.ts';
import { repositoryRoot } from './repository.ts';
import { shareBrowser } from './sharedBrowser.ts';

declare module 'vitest' {
  // Declaration merging needs an interface here.
  interface ProvidedContext {
    readonly chromium: ChromiumProgram | null;
    /** See `SharedBrowser`. */
    readonly browserUrl: string;
    /** Folder of the built page. */
    readonly rendererDir: string;
  }
}

/** Answers what ends the browser again. */
export const setup = async (project: TestProject): Promise<() => Promise<void>> => {
  const program = await prepareChromium();
  if (typeof program === 'string') {
    console.warn(`Browser tests are skipped: ${program}.`);
    project.provide('chromium', null);
    return async () => {};
  }
  const built = await ensureRenderer(repositoryRoot, () => {});
  if (!built.ok) throw new Error(built.error.reason);
  const { url, stop } = await shareBrowser(program);
  project.provide('chromium', program);
  project.provide('browserUrl', url);
  project.provide('rendererDir', built.value.dir);
  return stop;
};

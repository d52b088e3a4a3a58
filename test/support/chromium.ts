/** The browser of the tests: one for the pages they open, and the same for what the product prints meanwhile. */
import type { ChromiumProgram } from '../../src/main/platform/chromium.ts';
import { findChromium, namedChromium } from '../../src/main/platform/chromium.ts';
import { browserOfTests } from './browserOfTests.ts';

export type { ChromiumProgram } from '../../src/main/platform/chromium.ts';
export { launchChromium } from '../../src/main/platform/chromium.ts';

/** Once for a test run, in the global setup. Returns the reason as text where there is none. */
export const prepareChromium = async (): Promise<ChromiumProgram | string> => {
  const found = await findChromium(namedChromium(browserOfTests(process.env)));
  return found.ok ? found.value : found.error.reason;
};

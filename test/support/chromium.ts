/** The browser of the tests: the one that prints for the product, or another by `SAMSPILL_TEST_CHROMIUM`. */
import type { ChromiumChoice, ChromiumProgram } from '../../src/main/platform/chromium.ts';
import { findChromium } from '../../src/main/platform/chromium.ts';

export type { ChromiumProgram } from '../../src/main/platform/chromium.ts';
export { launchChromium, launchOptions } from '../../src/main/platform/chromium.ts';

/** `pinned` forces the one from npm; a path forces that program; unset looks on the machine first. */
const wanted = (): ChromiumChoice => {
  const text = process.env['SAMSPILL_TEST_CHROMIUM'] ?? '';
  if (text === '') return null;
  return text === 'pinned' ? text : { path: text };
};

/** Once for a test run, in the global setup. Returns the reason as text where there is none. */
export const prepareChromium = async (): Promise<ChromiumProgram | string> => {
  const found = await findChromium(wanted());
  return found.ok ? found.value : found.error.reason;
};

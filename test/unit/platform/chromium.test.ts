/** Which browser is taken: what a machine happens to have decides for a user who named none, and never for a test. */
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { findChromium, namedChromium } from '../../../src/platform/chromium.ts';
import { browserOfTests } from '../../support/browserOfTests.ts';
import { prepareChromium } from '../../support/chromium.ts';
import { tempDir } from '../../support/tempDir.ts';

const hasPinned = process.platform === 'linux' && process.arch === 'x64';
if (!hasPinned) console.warn(`NOT TRIED: the Chromium from npm. There is none for ${process.platform} ${process.arch}.`);

/** A machine with a program that answers as a browser does. */
const aMachineWithChromium = (): string => {
  const dir = tempDir('decoy');
  const path = join(dir, 'chromium');
  writeFileSync(path, `#!${process.execPath}\nconsole.log('Chromium 1.0');\n`);
  chmodSync(path, 0o755);
  vi.stubEnv('PATH', dir);
  return path;
};

it.runIf(hasPinned)('a Chromium of the machine serves whoever named none, and no test', async () => {
  const path = aMachineWithChromium();
  vi.stubEnv('SAMSPILL_TEST_CHROMIUM', undefined);
  expect(await findChromium(null)).toEqual({ ok: true, value: { origin: 'machine', path, env: {} } });
  expect(await prepareChromium()).toMatchObject({ origin: 'pinned' });
  vi.stubEnv('SAMSPILL_TEST_CHROMIUM', 'machine');
  expect(await prepareChromium()).toMatchObject({ origin: 'machine', path });
  vi.stubEnv('SAMSPILL_TEST_CHROMIUM', path);
  expect(await prepareChromium()).toMatchObject({ origin: 'machine', path });
});

it('what the product prints in a test is printed by the browser of the tests', () => {
  expect(process.env['CHROME_PATH']).toBe(browserOfTests(process.env));
  expect(namedChromium(browserOfTests({}))).toBe('pinned');
  expect(namedChromium(browserOfTests({ SAMSPILL_TEST_CHROMIUM: 'machine' }))).toBe(null);
  expect(namedChromium(browserOfTests({ SAMSPILL_TEST_CHROMIUM: '/opt/chrome' }))).toEqual({ path: '/opt/chrome' });
});

it('a program that is named and not there is the only one that is tried', async () => {
  aMachineWithChromium();
  expect(await findChromium(namedChromium('/no/such/chrome'))).toEqual({
    ok: false,
    error: { type: 'NoChromium', reason: '/no/such/chrome does not start' },
  });
});

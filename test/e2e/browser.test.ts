/** The browser of the tests itself: what they conclude from it is worth nothing if it is not a whole one, and always the one that runs. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, inject, it, onTestFinished } from 'vitest';
import { findChromium } from '../../src/platform/chromium.ts';
import { type Connection, connectionTo, hasBrowser, theBrowser } from '../support/browser.ts';
import { launchChromium } from '../support/chromium.ts';
import { readPdf, textOf } from '../support/pdf.ts';
import { shareBrowser } from '../support/sharedBrowser.ts';

const program = inject('chromium');

it.runIf(hasBrowser)('the browser runs scripts, keeps the same-origin rule and prints a PDF', async () => {
  let asked = 0;
  const stranger = createServer((_request, response) => {
    asked += 1;
    response.end('{}');
  });
  onTestFinished(() => void stranger.close());
  await new Promise<void>((resolve) => {
    stranger.listen(0, '127.0.0.1', resolve);
  });
  const { port } = stranger.address() as AddressInfo;
  const context = await theBrowser.newContext();
  onTestFinished(() => context.close());
  const page = await context.newPage();
  await page.setContent('<p id="sum"></p><script>document.getElementById("sum").textContent = String(20 + 22)</script>');
  expect(await page.textContent('#sum')).toBe('42');
  const read = await page.evaluate(
    async (url) =>
      fetch(url).then(
        () => true,
        () => false,
      ),
    `http://127.0.0.1:${port}/`,
  );
  expect({ asked, read }).toEqual({ asked: 1, read: false });
  expect((await page.pdf()).subarray(0, 5).toString('latin1')).toBe('%PDF-');
});

it.runIf(hasBrowser)('a browser that crashed is followed by another, for whoever was connected and for whoever comes', async () => {
  if (program === null) throw new Error('guarded by runIf');
  const shared = await shareBrowser(program);
  onTestFinished(shared.stop);
  const [mine, theirs] = [connectionTo(shared.url), connectionTo(shared.url)];
  const sumIn = async (connection: Connection): Promise<number> =>
    (await (await connection.newContext()).newPage()).evaluate(() => 20 + 22);
  expect([await sumIn(mine), await sumIn(theirs)]).toEqual([42, 42]);
  const context = await mine.newContext();
  const ended = new Promise((resolve) => context.once('close', resolve));
  // Nobody is answered any more by a browser that crashes.
  void (await context.browser()?.newBrowserCDPSession())?.send('Browser.crash').catch(() => {});
  await ended;
  const sums = await Promise.all([mine, theirs, connectionTo(shared.url)].map(sumIn));
  expect(sums).toEqual([42, 42, 42]);
});

it.runIf(program?.origin === 'pinned').each(['pinned', null] as const)(
  'the browser from npm (named as %j) has fonts of its own, so that paper shows text also where a machine has none',
  async (choice) => {
    const found = await findChromium(choice);
    if (!found.ok) throw new Error(found.error.reason);
    const browser = await launchChromium(found.value);
    try {
      const page = await browser.newPage();
      await page.setContent('<p style="font-family: sans-serif">Blåbærsyltetøy</p>');
      const pdf = await readPdf(await page.pdf());
      expect(pdf.pages.map(textOf)).toEqual(['Blåbærsyltetøy']);
    } finally {
      await browser.close();
    }
  },
);

/** The browser of the tests itself: what they conclude from it is worth nothing if it is not a whole one. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, inject, it } from 'vitest';
import { findChromium } from '../../src/main/platform/chromium.ts';
import { launchChromium } from '../support/chromium.ts';
import { readPdf, textOf } from '../support/pdf.ts';

const program = inject('chromium');

it.runIf(program !== null)('the browser runs scripts, keeps the same-origin rule and prints a PDF', async () => {
  if (program === null) throw new Error('guarded by runIf');
  let asked = 0;
  const stranger = createServer((_request, response) => {
    asked += 1;
    response.end('{}');
  });
  await new Promise<void>((resolve) => {
    stranger.listen(0, '127.0.0.1', resolve);
  });
  const { port } = stranger.address() as AddressInfo;
  const browser = await launchChromium(program);
  try {
    const page = await browser.newPage();
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
  } finally {
    await browser.close();
    stranger.close();
  }
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

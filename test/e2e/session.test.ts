/** Who is let in: the link of the terminal, once, into one browser. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { translate } from '../../src/shared/i18n/translate.ts';
import { aPageFor, hasBrowser } from '../support/browser.ts';
import { startDesk } from '../support/desk.ts';
import { aRunningApp } from '../support/runningApp.ts';
import { jsonOf } from '../support/terminal.ts';

const desk = startDesk();
const noSession = translate('en', 'common.noSessionTitle');

it.runIf(hasBrowser)('the link lets one browser in, takes its code out of the address, and a reload keeps the session', async () => {
  const app = await aRunningApp();
  const first = await aPageFor(app.origin);
  await first.page.goto(app.link);
  await first.page.locator('nav').waitFor();
  expect(first.page.url()).not.toContain('code');
  await first.page.reload();
  await first.page.locator('nav').waitFor();
  expect(await first.problems()).toEqual([]);

  const second = await aPageFor(app.origin);
  await second.page.goto(app.link);
  expect(await second.page.locator('main h1').textContent()).toBe(noSession);
  expect(await second.page.locator('nav').count()).toBe(0);
  expect(await first.page.locator('nav').count()).toBe(1);
  expect(await app.stop()).toBe(0);
});

it.runIf(hasBrowser)('a browser without the link sees what to do, and no data', async () => {
  const stranger = await aPageFor(desk.app().origin);
  const answered: string[] = [];
  stranger.page.on('response', (response) => {
    if (response.request().method() === 'POST') answered.push(`${response.status()} ${new URL(response.url()).pathname}`);
  });
  await stranger.page.goto(`${desk.app().origin}/#/pipeline`);
  expect(await stranger.page.locator('main h1').textContent()).toBe(noSession);
  expect(new Set(answered)).toEqual(new Set(['401 /call']));
});

it.runIf(hasBrowser)('another page on this machine cannot change anything, although the browser sends it the cookie', async () => {
  // A server on another port is the same site to a browser, so SameSite does not protect from it.
  const stranger = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html');
    response.end('<title>Stranger</title>');
  });
  await new Promise<void>((resolve) => {
    stranger.listen(0, '127.0.0.1', resolve);
  });
  const { origin } = desk.app();
  const { page } = await desk.open('#/cockpit');
  const forged = { name: 'pipeline.createDeal', input: { title: 'Forged' } };
  const post = async (headers: Readonly<Record<string, string>>): Promise<string> =>
    page.evaluate(
      async ([url, body, given]) => {
        const answer = await fetch(`${url}/call`, { method: 'POST', body, headers: given, credentials: 'include' }).catch(() => null);
        return answer === null ? 'no answer' : String(answer.status);
      },
      [origin, JSON.stringify(forged), headers] as const,
    );
  const openDeals = async (): Promise<number> =>
    ((await jsonOf(['kpi', '--store', desk.app().storeDir])) as { readonly openCount: number }).openCount;
  try {
    const before = await openDeals();
    const sent: string[] = [];
    page.on('request', (request) => {
      if (request.url().startsWith(origin) && request.method() === 'POST') sent.push(request.url());
    });
    await page.goto(`http://127.0.0.1:${(stranger.address() as AddressInfo).port}/`);
    // As text it needs no permission from the app; as JSON the browser asks first.
    expect(await post({ 'content-type': 'text/plain' })).toBe('no answer');
    expect(await post({ 'content-type': 'application/json' })).toBe('no answer');
    expect(sent).toContain(`${origin}/call`);
    expect(await openDeals()).toBe(before);

    await page.goto(`${origin}/#/cockpit`);
    expect(await post({ 'content-type': 'application/json' })).toBe('200');
    expect(await openDeals()).toBe(before + 1);
  } finally {
    stranger.close();
  }
});

/** When the desktop app tells of a conflict, and in which words. */
import { expect, onTestFinished, test } from 'vitest';
import { type Alert, alertOfConflicts } from '../../../../../src/main/hosts/electron/conflictAlerts.ts';
import { conflictNewsText } from '../../../../../src/shared/i18n/conflictNewsText.ts';
import { languages } from '../../../../../src/shared/i18n/languages.ts';
import { translate } from '../../../../../src/shared/i18n/translate.ts';
import type { Signal } from '../../../../../src/shared/kernel/signal.ts';
import { conflictNews } from '../../../../../src/shared/sync/conflictNews.ts';
import type { ConflictView } from '../../../../../src/shared/sync/statusContract.ts';

const aConflict = (rowId: string, foundAt: number, title: string | null = `Deal ${rowId}`): ConflictView =>
  ({
    table: 'deal',
    rowId,
    field: 'title',
    foundAt,
    title,
    seedKey: null,
    of: null,
    recordTable: 'deal',
    before: null,
    settledAt: null,
  }) as unknown as ConflictView;

/** An app whose open conflicts the test sets; `asked` counts how often it was asked. */
const aDesk = () => {
  const listeners = new Set<(signal: Signal) => void>();
  const desk = {
    open: [] as readonly ConflictView[],
    asked: 0,
    isShown: false,
    alerts: [] as Alert[],
    opened: 0,
    tell: (tables: readonly string[]): void => {
      for (const listener of listeners) listener({ type: 'changed', tables });
    },
    /** Resolves when everything that was told has been looked at. */
    settled: async (times: number): Promise<void> => {
      await expect.poll(() => desk.asked).toBe(times);
      await Promise.resolve();
    },
  };
  const stop = alertOfConflicts({
    app: {
      call: () => {
        desk.asked += 1;
        return Promise.resolve({ ok: true, value: desk.open });
      },
      onSignal: (listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
    language: () => 'nb',
    isShown: () => desk.isShown,
    show: (alert) => void desk.alerts.push(alert),
    open: () => (desk.opened += 1),
    settle: 0,
  });
  onTestFinished(stop);
  return desk;
};

test('what was open at the start is no news; one that appears is told with the name of the record, and its click opens the page', async () => {
  const desk = aDesk();
  await desk.settled(1);
  desk.open = [aConflict('a', 10)];
  desk.tell(['conflict']);
  await expect
    .poll(() => desk.alerts.map(({ title, body }) => `${title}: ${body}`))
    .toEqual(['1 ny konflikt: To personer skrev i det samme feltet: Deal a']);
  desk.alerts[0]?.onClick();
  expect(desk.opened).toBe(1);
});

test('several that come together are told once, also where the signals come one by one', async () => {
  const desk = aDesk();
  await desk.settled(1);
  desk.open = [aConflict('b', 11), aConflict('a', 11), aConflict('c', 11), aConflict('d', 11)];
  for (let n = 0; n < 5; n += 1) desk.tell([]);
  await expect.poll(() => desk.alerts.length).toBe(1);
  expect(desk.asked).toBe(2);
  expect(desk.alerts[0]).toMatchObject({
    title: '4 nye konflikter',
    body: 'To personer skrev i det samme feltet: Deal b, Deal a, Deal c og 1 til',
  });
});

test('nothing is told while a window with the focus shows them, nor of changes of other tables, nor twice', async () => {
  const desk = aDesk();
  await desk.settled(1);
  desk.isShown = true;
  desk.open = [aConflict('a', 10)];
  desk.tell(['conflict']);
  await desk.settled(2);
  desk.isShown = false;
  desk.tell(['deal']);
  desk.tell(['conflict']);
  await desk.settled(3);
  expect(desk.alerts).toEqual([]);
});

test('a conflict that comes into view because a newer one was settled is no news; a field written twice once more is', () => {
  const news = conflictNews();
  expect(news.learn([aConflict('a', 10)])).toEqual([]);
  expect(news.learn([aConflict('b', 9), aConflict('a', 10)])).toEqual([]);
  expect(news.learn([]).length).toBe(0);
  expect(news.learn([aConflict('a', 20)])).toHaveLength(1);
});

test.each(languages)('%s says it in its own words', (language) => {
  const { title, body } = conflictNewsText((key, params) => translate(language, key, params), language, [aConflict('a', 1, null)]);
  expect(title).toContain('1');
  expect(body).toContain(translate(language, 'trash.untitled'));
});

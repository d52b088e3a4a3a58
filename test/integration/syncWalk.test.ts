/** Whatever three people do apart, in whatever order their devices meet the hub: once all have met it, all hold the same, and nothing is lost. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { syncLog } from '../../src/main/core/syncLog.ts';
import { createDeal } from '../../src/shared/pipeline/contract.ts';
import { redo, undo } from '../../src/shared/sync/contract.ts';
import { anApp, type TestApp } from '../support/anApp.ts';
import { aDeal, nok, testStart } from '../support/builders.ts';
import { aStep, type Step, take } from '../support/randomWalk.ts';
import { pullAll, pushAll } from '../support/exchange.ts';
import { joined, meet, sharedContent, tie } from '../support/syncedStores.ts';
import { refusedAs, tinyHub } from '../support/tinyHub.ts';

type Event =
  | { readonly type: 'work'; readonly who: number; readonly step: Step }
  | { readonly type: 'undo' | 'redo' | 'push' | 'pull' | 'pushUnheard' | 'pullTwice'; readonly who: number }
  | { readonly type: 'time'; readonly who: number; readonly ms: number };

const who = fc.nat({ max: 2 });
const anEvent: fc.Arbitrary<Event> = fc.oneof(
  { weight: 10, arbitrary: fc.record({ type: fc.constant('work' as const), who, step: aStep }) },
  { weight: 6, arbitrary: fc.record({ type: fc.constantFrom('undo', 'redo', 'push', 'pull', 'pushUnheard', 'pullTwice'), who }) },
  {
    weight: 2,
    arbitrary: fc.record({ type: fc.constant('time' as const), who, ms: fc.constantFrom(1, 60_000, 86_400_000, 31_536_000_000) }),
  },
);

const happen = async (event: Event, apps: readonly TestApp[], hub: ReturnType<typeof tinyHub>): Promise<void> => {
  const app = apps[event.who];
  if (app === undefined) return;
  const log = syncLog(app.store);
  if (event.type === 'work') await take(app, event.step);
  if (event.type === 'undo') await app.attempt(undo, {});
  if (event.type === 'redo') await app.attempt(redo, {});
  if (event.type === 'push') pushAll(log, hub);
  if (event.type === 'pushUnheard') pushAll(log, hub, true);
  if (event.type === 'pull') pullAll(log, hub, 3);
  if (event.type === 'pullTwice') {
    const page = hub.pull(log.cursor().seq);
    log.receive(page);
    log.receive(page);
  }
  if (event.type === 'time') app.clock.advance(event.ms);
};

/** Every set of the log by its author's number, with what it holds: what lost is there as well. */
const logOf = (app: TestApp): readonly string[] =>
  app.store.db
    .prepare(
      `SELECT d.id || '#' || c.device_seq || ' ' || c.hub_seq || ' ' || c.effective_hlc || ' ' || hex(c.payload_hash) AS line
       FROM change_set c JOIN device d ON d.no = c.device ORDER BY c.hub_seq`,
    )
    .all([])
    .map(({ line }) => String(line));

const derived = (app: TestApp): readonly unknown[] => app.store.db.prepare('SELECT * FROM deal_state ORDER BY deal_id').all([]);

it('three stores that work apart and meet hold the same rows, the same log and the same totals, and no doctor finds anything', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anEvent, { minLength: 10, maxLength: 40 }), async (events) => {
      let strict = false;
      const hub = tinyHub(
        () => Date.parse(testStart),
        (set) => (strict && set.payloadHash.startsWith('1') ? refusedAs('notYours') : null),
      );
      const first = await anApp();
      await first.run(createDeal, aDeal({ title: 'Sensors', amount: nok(1_000) }));
      tie(first);
      meet([first], hub);
      const apps = [first, await joined(hub, 11, first.me), await joined(hub, 12, first.me)];
      strict = true;
      try {
        for (const event of events) await happen(event, apps, hub);
        meet(apps, hub);
        expect(new Set(apps.map(sharedContent)).size).toBe(1);
        for (const app of apps) {
          expect(await app.findings()).toEqual([]);
          expect(app.ports.defects).toEqual([]);
          expect(syncLog(app.store).waiting()).toBe(0);
          expect(logOf(app)).toEqual(logOf(first));
          expect(derived(app)).toEqual(derived(first));
        }
      } finally {
        for (const app of apps) await app.close();
      }
    }),
    { numRuns: 12, endOnFailure: false },
  );
});

/** The sample company in a real store: the same from the same seed, whole by every check, and never ahead of its time. */
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { createWorkspace, meOf, openWorkspaceStore } from '../../src/main/contexts/openWorkspace.ts';
import { kpiAt, openByStageAt, wonByMonthAt } from '../../src/main/contexts/pipeline/numbers.ts';
import { furnishSample } from '../../src/main/contexts/sample/furnish.ts';
import { type Country, isOrgNumber } from '../../src/main/contexts/sample/orgNumber.ts';
import { examine } from '../../src/main/core/doctor.ts';
import type { Store } from '../../src/main/core/store.ts';
import { hex, sha256 } from '../../src/main/platform/hash.ts';
import type { Ports } from '../../src/main/platform/ports.ts';
import { addDays, type Day, day, daysBetween, instant, startOfDay, type Zone } from '../../src/shared/kernel/day.ts';
import { currency } from '../../src/shared/kernel/money.ts';
import { makeDir, removeDir } from '../support/tempDir.ts';

const oslo = 'Europe/Oslo' as Zone;
const today = day('2026-11-21');

/** A clock that stands still and bytes that follow one another: ids and hashes of two runs are the same. */
const fixedPorts = (on: Day, minute: number): Ports => {
  let byte = 0;
  return {
    clock: { now: () => instant(startOfDay(on, oslo) + minute * 60_000) },
    random: { bytes: (count) => Uint8Array.from({ length: count }, () => (byte = (byte * 5 + 3) & 0xff)) },
    log: {
      defect: (id, error) => {
        throw new Error(`defect ${id}`, { cause: error });
      },
      warn: () => {},
    },
  };
};

type SampleStore = { readonly store: Store; readonly close: () => void };

const sampleStore = (seed = 1, on = today, minute = 11 * 60): SampleStore => {
  const dir = makeDir('sample');
  const ports = fixedPorts(on, minute);
  const opened = openWorkspaceStore({ dir, ports, create: true });
  if (!opened.ok) throw new Error(opened.error.type);
  const store = opened.value;
  const basics = {
    name: 'Havbryn Sensor AS',
    personName: 'Kari Solheim',
    baseCurrency: currency('NOK'),
    zone: oslo,
    region: 'NO',
    sample: true,
  } as const;
  expect(createWorkspace(store, basics, furnishSample(ports, { size: 'small', seed }))).toEqual({ ok: true, value: null });
  const close = (): void => {
    store.close();
    removeDir(dir);
  };
  return { store, close };
};

const forThisTest = (...args: Parameters<typeof sampleStore>): Store => {
  const { store, close } = sampleStore(...args);
  onTestFinished(close);
  return store;
};

const rows = <R>(store: Store, sql: string): readonly R[] => store.read((tx) => tx.all<R>(sql));
const numberOf = (store: Store, sql: string): number => rows<{ n: number }>(store, `SELECT count(*) AS n FROM ${sql}`)[0]?.n ?? -1;

/** Hash of every row of every table, log and clocks included. */
const contentHash = (store: Store): string => {
  const names = rows<{ name: string }>(
    store,
    "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name",
  );
  const parts = names.flatMap(({ name }) => {
    const columns = rows<{ name: string }>(store, `SELECT name FROM pragma_table_info('${name}') ORDER BY cid`).map(
      (column) => `quote("${column.name}")`,
    );
    const line = columns.join(" || ',' || ");
    return [name, ...rows<{ line: string }>(store, `SELECT ${line} AS line FROM "${name}" ORDER BY 1`).map((row) => `${row.line}\n`)];
  });
  return hex(sha256(...parts));
};

const datedFacts = ['exchange_rate', 'product_price', 'ownership', 'deal_value', 'stage_move'] as const;

describe('the sample company', () => {
  let store: Store;
  beforeAll(() => {
    const made = sampleStore();
    store = made.store;
    return made.close;
  });

  it('is the same, row by row and hash by hash, from the same seed on the same day', () => {
    expect(contentHash(forThisTest())).toBe(contentHash(store));
  });

  it('is another one from another seed', () => {
    const titles = (of: Store) => rows(of, 'SELECT title, next_step FROM deal ORDER BY id');
    expect(titles(forThisTest(2))).not.toEqual(titles(store));
  });

  it('is as big as promised', () => {
    const people = {
      persons: numberOf(store, 'person'),
      teams: numberOf(store, 'team'),
      leaders: numberOf(store, "membership WHERE position <> 'none'"),
    };
    expect(people).toEqual({ persons: 12, teams: 4, leaders: 3 });
    expect([numberOf(store, 'account'), numberOf(store, 'contact'), numberOf(store, 'product'), numberOf(store, 'activity')]).toEqual([
      60, 120, 8, 700,
    ]);
    expect(numberOf(store, 'product_price')).toBe(9);
    expect(numberOf(store, 'account WHERE parent_id IS NOT NULL')).toBe(6);
    expect(numberOf(store, 'account a WHERE NOT EXISTS (SELECT 1 FROM contact c WHERE c.account_id = a.id)')).toBe(0);
    const byStatus = rows(store, 'SELECT status, count(*) AS n FROM deal_state GROUP BY status ORDER BY status');
    expect(byStatus).toEqual([
      { status: 'lost', n: 80 },
      { status: 'open', n: 90 },
      { status: 'won', n: 90 },
    ]);
  });

  it('is led by Kari Solheim, who is admin and sales leader', () => {
    const roles = rows(
      store,
      `SELECT p.name, m.access, m.position FROM membership m JOIN person p ON p.id = m.person_id WHERE p.id = '${meOf(store)}' ORDER BY m.access`,
    );
    expect(roles).toEqual([
      { name: 'Kari Solheim', access: 'admin', position: 'none' },
      { name: 'Kari Solheim', access: 'manager', position: 'salesLeader' },
    ]);
  });

  it('holds what a review is there to find', () => {
    const open = "deal_state s JOIN deal d ON d.id = s.deal_id WHERE s.status = 'open'";
    const quietSince = startOfDay(addDays(today, -30), oslo);
    expect(numberOf(store, `${open} AND s.created_day IS NULL`)).toBe(2);
    expect(numberOf(store, `${open} AND s.amount_minor IS NULL`)).toBe(5);
    expect(numberOf(store, `${open} AND s.expected_close IS NULL`)).toBe(6);
    expect(numberOf(store, `${open} AND s.expected_close < '${today}'`)).toBeGreaterThanOrEqual(4);
    expect(numberOf(store, `${open} AND d.next_step IS NULL`)).toBeGreaterThanOrEqual(10);
    expect(numberOf(store, `${open} AND d.next_step IS NOT NULL`)).toBeGreaterThanOrEqual(50);
    expect(numberOf(store, `${open} AND s.last_activity_at < ${quietSince}`)).toBeGreaterThanOrEqual(4);
    const rotting = startOfDay(addDays(today, -75), oslo);
    expect(
      numberOf(store, `${open} AND s.last_activity_at < ${rotting} AND s.expected_close < '${today}' AND d.next_step IS NULL`),
    ).toBeGreaterThanOrEqual(1);
    expect(numberOf(store, 'deal d WHERE (SELECT count(*) FROM ownership o WHERE o.record_id = d.id) > 1')).toBeGreaterThanOrEqual(10);
    expect(numberOf(store, 'deal d WHERE (SELECT count(*) FROM deal_value v WHERE v.deal_id = d.id) > 1')).toBeGreaterThanOrEqual(50);
    expect(numberOf(store, "deal_state s JOIN close_reason c ON c.id = s.close_reason_id WHERE c.seed_key = 'lostDuplicate'")).toBe(5);
    for (const stage of openByStage(store)) expect(stage.count).toBeGreaterThanOrEqual(8);
    for (const team of ['sales', 'marketing']) expect(numberOf(store, `activity WHERE team = '${team}'`)).toBeGreaterThan(150);
  });

  it('is written in the letters of its countries and sells in four currencies', () => {
    const names = rows<{ name: string }>(store, 'SELECT name FROM account').map(({ name }) => name);
    for (const letter of 'æøåäö') expect(names.join(' ').toLowerCase()).toContain(letter);
    expect(new Set(names).size).toBe(60);
    expect(rows(store, 'SELECT DISTINCT currency FROM deal_state WHERE currency IS NOT NULL ORDER BY 1')).toEqual([
      { currency: 'DKK' },
      { currency: 'EUR' },
      { currency: 'NOK' },
      { currency: 'SEK' },
    ]);
  });

  it('names every company by an organisation number that passes its check', () => {
    const countryOf: Readonly<Record<string, Country>> = { NOK: 'NO', DKK: 'DK', SEK: 'SE', EUR: 'FI' };
    const found = rows<{ number: string; currency: string }>(
      store,
      'SELECT org_number AS number, revenue_currency AS currency FROM account',
    );
    expect(found.filter(({ number, currency: code }) => !isOrgNumber(countryOf[code] ?? 'NO', number))).toEqual([]);
    expect(new Set(found.map(({ number }) => number)).size).toBe(60);
  });

  it('has numbers that agree with its facts, counted by hand', () => {
    const facts = rows<{ deal: string; kind: 'open' | 'won' | 'lost'; bp: number; skip: number }>(
      store,
      `SELECT m.deal_id AS deal, s.kind, s.probability_bp AS bp, coalesce(c.not_a_loss, 0) AS skip FROM stage_move m JOIN stage s ON s.id = m.to_stage_id
       LEFT JOIN close_reason c ON c.id = m.close_reason_id ORDER BY m.happened_at, m.id`,
    );
    const claims = rows<{ deal: string; amount: number | null; code: string | null }>(
      store,
      'SELECT deal_id AS deal, amount_minor AS amount, currency AS code FROM deal_value ORDER BY happened_at, id',
    );
    const last = new Map(facts.map((fact) => [fact.deal, fact]));
    const worth = new Map(claims.map((claim) => [claim.deal, claim]));
    const of = (kind: string) => [...last.values()].filter((fact) => fact.kind === kind && fact.skip === 0);
    const sum = (deals: readonly { deal: string; bp: number }[], share: (bp: number) => bigint) => {
      const sums: Record<string, bigint> = {};
      for (const { deal, bp } of deals) {
        const claim = worth.get(deal);
        if (claim?.code === null || claim?.amount === null || claim === undefined) continue;
        sums[claim.code] = (sums[claim.code] ?? 0n) + (BigInt(claim.amount) * share(bp)) / 10_000n;
      }
      return sums;
    };
    const whole = (): bigint => 10_000n;
    const kpi = kpiOf(store);
    expect(kpi).toMatchObject({ wonCount: 90, lostCount: 75, notALossCount: 5, openCount: 90, withoutAmount: 5, dayUnknown: 2 });
    expect(kpi.wonAmount).toEqual(sum(of('won'), whole));
    expect(kpi.lostAmount).toEqual(sum(of('lost'), whole));
    expect(kpi.openAmount).toEqual(sum(of('open'), whole));
    // Amounts are whole thousands and probabilities whole percents, so that no part is rounded here.
    expect(kpi.weightedAmount).toEqual(sum(of('open'), BigInt));
    expect(kpi.winRateByCount).toEqual({ known: true, n: 90n, d: 165n });
    expect(kpi.winRateByValue).toEqual({
      known: true,
      n: kpi.wonAmount['NOK'],
      d: (kpi.wonAmount['NOK'] ?? 0n) + (kpi.lostAmount['NOK'] ?? 0n),
    });
  });

  it('has a rate for every currency of its deals, and a target for the running quarter', () => {
    const without = `(SELECT DISTINCT currency FROM deal_value WHERE currency NOT IN ('NOK')
      AND currency NOT IN (SELECT currency FROM exchange_rate WHERE in_currency = 'NOK'))`;
    expect(numberOf(store, without)).toBe(0);
    expect(numberOf(store, `revenue_target WHERE from_day = '2026-10-01' AND to_day = '2026-12-31' AND team_id IS NULL`)).toBe(1);
  });

  it('has won something in each of the last twelve months', () => {
    const months = store.read((tx) => wonByMonthAt(tx, { asOf: null, recordedAsOf: null }));
    expect(months.map(({ count }) => count).filter((count) => count > 0).length).toBe(12);
  });

  it('writes amounts as people do', () => {
    expect(numberOf(store, 'deal_value WHERE amount_minor % 100000 <> 0 OR amount_minor <= 0')).toBe(0);
    expect(numberOf(store, "deal_value WHERE currency = 'NOK' AND amount_minor >= 10000000 AND amount_minor % 500000 <> 0")).toBe(0);
  });

  it('leaves nothing for doctor to report', () => {
    const report = examine(store);
    expect(report.findings).toEqual([]);
    expect(report.ops).toBeGreaterThan(2_500);
  });
});

const kpiOf = (store: Store) => {
  const found = store.read((tx) => kpiAt(tx, { asOf: null, recordedAsOf: null, from: null, to: null }));
  if (!found.ok) throw new Error(found.error.type);
  return found.value;
};
const openByStage = (store: Store) => store.read((tx) => openByStageAt(tx, { asOf: null, recordedAsOf: null }));

describe.each([
  ['a Saturday noon', '2026-11-21', 12 * 60],
  ['just after midnight on the first working day of a year', '2027-01-04', 1],
  ['a leap day', '2028-02-29', 9 * 60],
])('made on %s', (_when, on, minute) => {
  let store: Store;
  beforeAll(() => {
    const made = sampleStore(5, day(on), minute);
    store = made.store;
    return made.close;
  });

  it('nothing has happened in the future, at a weekend, or before the company began', () => {
    const monday = day('2024-01-01');
    const happened = datedFacts.flatMap((table) =>
      rows<{ day: Day; at: number }>(store, `SELECT happened_day AS day, happened_at AS at FROM ${table} WHERE happened_day IS NOT NULL`),
    );
    expect(happened.length).toBeGreaterThan(1_500);
    const now = instant(startOfDay(day(on), oslo) + minute * 60_000);
    const wrong = happened.filter(
      ({ day: each, at }) =>
        at > now ||
        each >= on ||
        ((daysBetween(monday, each) % 7) + 7) % 7 > 4 ||
        daysBetween(each, day(on)) > 550 ||
        at - startOfDay(each, oslo) > 86_400_000,
    );
    expect(wrong).toEqual([]);
    expect(numberOf(store, `activity WHERE happened_at > ${now}`)).toBe(0);
  });

  it('no deal moves, is worth or is worked on before it was created, and each begins in the first stage', () => {
    const first = '(SELECT min(m.happened_at) FROM stage_move m WHERE m.deal_id = x.deal_id)';
    for (const table of ['deal_value', 'activity']) expect(numberOf(store, `${table} x WHERE x.happened_at < ${first}`)).toBe(0);
    expect(
      numberOf(store, 'ownership x WHERE x.happened_at < (SELECT min(m.happened_at) FROM stage_move m WHERE m.deal_id = x.record_id)'),
    ).toBe(0);
    const begun = `stage_move x JOIN stage s ON s.id = x.to_stage_id WHERE x.happened_at = ${first} AND s.seed_key = 'qualified'`;
    expect(numberOf(store, begun)).toBe(258);
  });

  it('no deal is in two stages on one day, and nothing moves once it is won or lost', () => {
    expect(
      numberOf(store, 'stage_move a JOIN stage_move b ON b.deal_id = a.deal_id AND b.happened_day = a.happened_day AND b.id <> a.id'),
    ).toBe(0);
    const closed = "stage_move a JOIN stage s ON s.id = a.to_stage_id AND s.kind <> 'open'";
    expect(numberOf(store, `${closed} JOIN stage_move b ON b.deal_id = a.deal_id AND b.happened_at > a.happened_at`)).toBe(0);
    expect(numberOf(store, `${closed} WHERE a.close_reason_id IS NULL`)).toBe(0);
  });
});

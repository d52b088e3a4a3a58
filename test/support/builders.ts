/** What domain tests build with: a clock that stands where it is put, randomness from a seed, money and deals in one line. */
import { type Clock, type Log, type Ports, type Random, systemPorts } from '../../src/platform/ports.ts';
import type { CallInputOf } from '../../src/shared/kernel/contract.ts';
import { type Instant, instant } from '../../src/shared/kernel/day.ts';
import { currency, type Money } from '../../src/shared/kernel/money.ts';
import type { createDeal } from '../../src/shared/pipeline/contract.ts';

const inKroner =
  (code: string) =>
  (kroner: number): Money => ({ minor: BigInt(Math.round(kroner * 100)), currency: currency(code) });
/** Whole kroner (or with øre) as money; `nok(5_000)` is 500,000 øre. */
export const nok = inKroner('NOK');
export const sek = inKroner('SEK');

export type TestClock = Clock & { readonly set: (iso: string) => void; readonly advance: (ms: number) => void };

/** Stands still until it is moved: nothing in a test may depend on how fast it runs. */
export const fixedClock = (iso: string): TestClock => {
  let now = Date.parse(iso);
  return {
    now: () => instant(now),
    set: (to) => {
      now = Date.parse(to);
    },
    advance: (ms) => {
      now += ms;
    },
  };
};

/** Bytes of a small generator (mulberry32): the same seed gives the same ids and salts. */
export const seededRandom = (seed: number): Random => {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    const mixed = Math.imul(state ^ (state >>> 15), state | 1);
    const again = mixed ^ (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61));
    return (again ^ (again >>> 14)) & 0xff;
  };
  return { bytes: (count) => Uint8Array.from({ length: count }, next) };
};

/** The Saturday on which all tests begin, unless they say otherwise. */
export const testStart = '2026-11-21T09:00:00Z';

export type TestPorts = Ports & { readonly clock: TestClock; readonly defects: readonly unknown[] };

export const testPorts = (options: { readonly at?: string; readonly seed?: number } = {}): TestPorts => {
  const defects: unknown[] = [];
  const log: Log = {
    defect: (_id, error) => {
      defects.push(error);
    },
    warn: () => {},
  };
  return { clock: fixedClock(options.at ?? testStart), random: seededRandom(options.seed ?? 1), log, defects };
};

/** The machine's own clock and randomness, where others see time pass: certificates, timers, another program. */
export const realPorts = (): TestPorts => {
  const { clock, random } = systemPorts;
  let ahead = 0;
  return {
    ...testPorts(),
    random,
    clock: {
      now: () => instant(clock.now() + ahead),
      set: (iso) => {
        ahead = Date.parse(iso) - clock.now();
      },
      advance: (ms) => {
        ahead += ms;
      },
    },
  };
};

/** The input of a new deal: `aDeal({ amount: nok(5_000) })`. */
export const aDeal = (parts: Partial<CallInputOf<typeof createDeal>> = {}): CallInputOf<typeof createDeal> => ({
  title: 'Sensors for Fjordfisk',
  ...parts,
});

/** An instant out of an ISO text, for tests of two times. */
export const at = (iso: string): Instant => instant(Date.parse(iso));

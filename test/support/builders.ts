/** What domain tests build with: a workspace in a folder of its own, a clock that stands where it is put, and deals in one line. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { createApp } from '../../src/main/app.ts';
import { createWorkspace, openWorkspaceStore } from '../../src/main/contexts/openWorkspace.ts';
import type { Model } from '../../src/main/core/model.ts';
import { writeSetting } from '../../src/main/core/settings.ts';
import type { Store } from '../../src/main/core/store.ts';
import type { Clock, Log, Ports, Random } from '../../src/main/platform/ports.ts';
import { addMembership, createPerson } from '../../src/shared/admin/contract.ts';
import type { AccessRole, Position, TeamFunction } from '../../src/shared/admin/schema.ts';
import type { Id } from '../../src/shared/kernel/brand.ts';
import type { AnyEntry, CallInputOf, OutputOf } from '../../src/shared/kernel/contract.ts';
import { type Instant, instant, type Zone } from '../../src/shared/kernel/day.ts';
import { currency, type Money } from '../../src/shared/kernel/money.ts';
import type { Result } from '../../src/shared/kernel/result.ts';
import type { Signal } from '../../src/shared/kernel/signal.ts';
import { type createDeal, stages as stagesQuery } from '../../src/shared/pipeline/contract.ts';
import { doctor, type DoctorFinding } from '../../src/shared/sync/contract.ts';

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

/** Folders that a test outside `onTestFinished` (a property's many runs) removes itself. */
const newFolder = (): string => mkdtempSync(join(tmpdir(), 'samspill-store-'));

const whenOver = (body: () => void | Promise<void>): void => {
  onTestFinished(async () => {
    await body();
  });
};

const workspaceWanted = {
  name: 'Havbryn',
  personName: 'Kari Solheim',
  baseCurrency: currency('NOK'),
  zone: 'Europe/Oslo' as Zone,
  region: 'NO' as const,
  sample: false,
};

export type StoreOptions = { readonly dir?: string; readonly ports?: TestPorts; readonly readOnly?: boolean; readonly model?: Model };

/** A store with a workspace in it, below the contract; closed and removed when the test ends. */
export const aStore = (options: StoreOptions = {}): Store & { readonly ports: TestPorts } => {
  const ports = options.ports ?? testPorts();
  const dir = options.dir ?? newFolder();
  const opened = openWorkspaceStore({
    dir,
    ports,
    create: options.dir === undefined,
    ...(options.readOnly === undefined ? {} : { readOnly: options.readOnly }),
    ...(options.model === undefined ? {} : { model: options.model }),
  });
  if (!opened.ok) throw new Error(`the store did not open: ${opened.error.type}`);
  const store = opened.value;
  if (options.dir === undefined) {
    const made = createWorkspace(store, workspaceWanted);
    if (!made.ok) throw new Error(made.error.type);
  }
  whenOver(() => {
    store.close();
    if (options.dir === undefined) rmSync(dir, { recursive: true, force: true });
  });
  return { ...store, ports };
};

/** Answers of a call that a test expects to succeed, and of one whose error it looks at. */
type Call = <E extends AnyEntry>(
  entry: E,
  ...input: {} extends CallInputOf<E> ? [CallInputOf<E>?] : [CallInputOf<E>]
) => Promise<OutputOf<E>>;
type Attempt = <E extends AnyEntry>(entry: E, input: CallInputOf<E>) => Promise<Result<OutputOf<E>, { readonly type: string }>>;

export type TestApp = {
  readonly dir: string;
  readonly ports: TestPorts;
  readonly clock: TestClock;
  /** Answers the value; throws when the answer is an error. */
  readonly run: Call;
  /** Answers the result, error or not. */
  readonly attempt: Attempt;
  /** Whatever a caller could send, without the compiler's help. */
  readonly callRaw: (name: string, input: unknown) => Promise<Result<unknown, { readonly type: string }>>;
  readonly signals: readonly Signal[];
  /** A second connection to the same folder, as another process would hold it. */
  readonly store: Store;
  /** The clock of that second connection. */
  readonly storeClock: TestClock;
  /** From now on this person acts on this device. */
  readonly actAs: (personId: string) => void;
  /** A person with a role, who can be made to act; in sales and without a position unless it is said. */
  readonly aPerson: (
    name: string,
    access: AccessRole,
    more?: { readonly function?: TeamFunction; readonly position?: Position },
  ) => Promise<Id<'Person'>>;
  /** Ids of the seeded stages and close reasons by their keys. */
  readonly stage: (key: string) => Id<'Stage'>;
  readonly reason: (key: string) => Id<'CloseReason'>;
  readonly stages: Readonly<Record<string, Id<'Stage'>>>;
  readonly me: string;
  readonly findings: () => Promise<readonly DoctorFinding[]>;
  readonly close: () => Promise<void>;
};

export type AppOptions = { readonly dir?: string; readonly ports?: TestPorts; readonly readOnly?: boolean; readonly keep?: boolean };

const byKey = <E extends string>(seeded: readonly { readonly id: Id<E>; readonly seedKey: string | null }[], key: string): Id<E> => {
  const found = seeded.find(({ seedKey }) => seedKey === key);
  if (found === undefined) throw new Error(`nothing seeded as ${key}`);
  return found.id;
};

/** The application over a new workspace (or over the folder given), as a host runs it, without a worker thread. Left open: use `anApp`. */
export const openTestApp = async (options: AppOptions = {}): Promise<TestApp> => {
  const ports = options.ports ?? testPorts();
  const dir = options.dir ?? newFolder();
  const readOnly = options.readOnly === undefined ? {} : { readOnly: options.readOnly };
  const opened = createApp({ storeDir: dir, ports, language: 'en', create: options.dir === undefined ? 'empty' : null, ...readOnly });
  if (!opened.ok) throw new Error(`the application did not open: ${opened.error.type}`);
  const app = opened.value;
  const besidePorts = testPorts({ seed: 2 });
  const beside = openWorkspaceStore({ dir, ports: besidePorts, create: false, ...readOnly });
  if (!beside.ok) throw new Error(`the store did not open a second time: ${beside.error.type}`);
  const store = beside.value;
  const signals: Signal[] = [];
  app.onSignal((signal) => signals.push(signal));
  const callRaw: TestApp['callRaw'] = (name, input) => app.call(name, input);
  const attempt: Attempt = async (entry, input) =>
    (await app.call(entry.name, input)) as Result<OutputOf<typeof entry>, { readonly type: string }>;
  const run: Call = async (entry, ...[input]) => {
    const result = await app.call(entry.name, input ?? {});
    if (result.ok) return result.value as OutputOf<typeof entry>;
    throw new Error(`${entry.name}: ${JSON.stringify(result.error)} ${ports.defects.map(String).join(' ')}`, {
      cause: ports.defects.at(-1),
    });
  };
  const process = await run(stagesQuery);
  const admin = store.read((tx) => tx.get<{ id: string }>('SELECT id FROM person ORDER BY id LIMIT 1'))?.id ?? '';
  return {
    dir,
    ports,
    clock: ports.clock,
    run,
    attempt,
    callRaw,
    signals,
    store,
    storeClock: besidePorts.clock,
    me: admin,
    stages: Object.fromEntries(process.stages.map(({ id, seedKey, name }) => [seedKey ?? name, id])),
    stage: (key) => byKey(process.stages, key),
    reason: (key) => byKey(process.closeReasons, key),
    actAs: (personId) => {
      writeSetting(store.db, 'me', personId);
    },
    aPerson: async (name, access, more = {}) => {
      const { id } = await run(createPerson, { name });
      await run(addMembership, { personId: id, access, function: 'sales', ...more });
      return id;
    },
    findings: async () => (await run(doctor)).findings,
    close: async () => {
      store.close();
      await app.close();
      if (options.dir === undefined && options.keep !== true) rmSync(dir, { recursive: true, force: true });
    },
  };
};

/** The same, closed and removed when the test ends; a defect that the test did not ask for fails it. */
export const anApp = async (options: AppOptions = {}): Promise<TestApp> => {
  const app = await openTestApp(options);
  whenOver(app.close);
  return app;
};

/** The input of a new deal: `aDeal({ amount: nok(5_000) })`. */
export const aDeal = (parts: Partial<CallInputOf<typeof createDeal>> = {}): CallInputOf<typeof createDeal> => ({
  title: 'Sensors for Fjordfisk',
  ...parts,
});

/** An instant out of an ISO text, for tests of two times. */
export const at = (iso: string): Instant => instant(Date.parse(iso));

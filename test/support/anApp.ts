/** The application as tests open it: over a new store, the sample company or a folder that is there, within this process, and closed with its test. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type AppOptions, createApp, type LocalApp } from '../../src/main/app.ts';
import { openWorkspaceStore } from '../../src/main/contexts/openWorkspace.ts';
import { writeSetting } from '../../src/main/core/settings.ts';
import type { Store } from '../../src/main/core/store.ts';
import { addMembership, createPerson } from '../../src/shared/admin/contract.ts';
import type { AccessRole, Position, TeamFunction } from '../../src/shared/admin/schema.ts';
import type { Id } from '../../src/shared/kernel/brand.ts';
import type { AnyEntry, CallInputOf, OutputOf } from '../../src/shared/kernel/contract.ts';
import type { Result } from '../../src/shared/kernel/result.ts';
import type { Signal } from '../../src/shared/kernel/signal.ts';
import { stages as stagesQuery } from '../../src/shared/pipeline/contract.ts';
import { doctor, type DoctorFinding } from '../../src/shared/sync/contract.ts';
import { publish } from '../../src/shared/sync/statusContract.ts';
import { type TestClock, type TestPorts, testPorts } from './builders.ts';
import { makeDir, tempDir } from './tempDir.ts';

/** Answers of a call that a test expects to succeed, and of one whose error it looks at. */
type Run = <E extends AnyEntry>(
  entry: E,
  ...input: {} extends CallInputOf<E> ? [CallInputOf<E>?] : [CallInputOf<E>]
) => Promise<OutputOf<E>>;
type Attempt = <E extends AnyEntry>(entry: E, input: CallInputOf<E>) => Promise<Result<OutputOf<E>, { readonly type: string }>>;

export type TestApp = {
  readonly dir: string;
  readonly ports: TestPorts;
  readonly clock: TestClock;
  /** Answers the value; throws when the answer is an error. */
  readonly run: Run;
  /** Answers the result, error or not. */
  readonly attempt: Attempt;
  /** The value of an entry by its name, for input that has no type of its own; throws when the answer is an error. */
  readonly call: <Answer>(name: string, input?: unknown) => Promise<Answer>;
  /** Whatever a caller could send, without the compiler's help. */
  readonly callRaw: (name: string, input: unknown) => Promise<Result<unknown, { readonly type: string }>>;
  /** What a host holds. */
  readonly app: LocalApp;
  readonly signals: readonly Signal[];
  /** Lends files for an import, under the names that their owner calls them; the grant. */
  readonly lend: (files: Readonly<Record<string, string | Uint8Array>>) => string;
  /** The file of a list, as the person gets it. */
  readonly exported: (list: string, input: object) => Promise<{ readonly path: string; readonly name: string; readonly rows: number }>;
  /** A second connection to the same folder, as another process would hold it. */
  readonly store: Store;
  /** The clock of that second connection. */
  readonly storeClock: TestClock;
  /** Rows of the store, read beside the application. */
  readonly rows: (sql: string) => readonly unknown[];
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
  /** What a test may do earlier than its end does it. */
  readonly close: () => Promise<void>;
};

export type AnApp = {
  /** A new store begins with the sample company instead of nothing. */
  readonly sample?: boolean;
  /** The folder of a store that is there already; left out: a new one. */
  readonly dir?: string;
  readonly ports?: TestPorts;
  readonly readOnly?: boolean;
  /** A hub that has not been set up yet, at which the workspace is published. */
  readonly hub?: { readonly url: string; readonly setUpCode: string };
  /** For what several tests share: whoever asked closes it, and removes its folder. */
  readonly lasting?: boolean;
  /** What a host may say beyond that. */
  readonly more?: Pick<AppOptions, 'keepsInStep' | 'lan'>;
};

const byKey = <E extends string>(seeded: readonly { readonly id: Id<E>; readonly seedKey: string | null }[], key: string): Id<E> => {
  const found = seeded.find(({ seedKey }) => seedKey === key);
  if (found === undefined) throw new Error(`nothing seeded as ${key}`);
  return found.id;
};

/** The one way to an application in a test. It runs without a worker thread; a host's own way is `openApp`. */
export const anApp = async (options: AnApp = {}): Promise<TestApp> => {
  const { ports = testPorts(), sample = false, lasting = false } = options;
  const isNew = options.dir === undefined;
  const dir = options.dir ?? (lasting ? makeDir('app') : tempDir('app'));
  const readOnly = options.readOnly === undefined ? {} : { readOnly: options.readOnly };
  const create = isNew ? (sample ? 'sample' : 'empty') : null;
  const opened = createApp({ storeDir: dir, ports, language: 'en', create, ...readOnly, ...options.more });
  if (!opened.ok) throw new Error(`the application did not open: ${opened.error.type}`);
  const app = opened.value;
  const besidePorts = testPorts({ seed: 2 });
  const beside = openWorkspaceStore({ dir, ports: besidePorts, create: false, ...readOnly });
  if (!beside.ok) throw new Error(`the store did not open a second time: ${beside.error.type}`);
  const store = beside.value;
  let closing: Promise<void> | null = null;
  const close = (): Promise<void> => {
    if (closing === null) {
      store.close();
      closing = app.close();
    }
    return closing;
  };
  if (!lasting) onTestFinished(close);

  const signals: Signal[] = [];
  app.onSignal((signal) => signals.push(signal));
  const call: TestApp['call'] = async <Answer>(name: string, input: unknown = {}) => {
    const result = await app.call(name, input);
    if (result.ok) return result.value as Answer;
    throw new Error(`${name}: ${JSON.stringify(result.error)} ${ports.defects.map(String).join(' ')}`, { cause: ports.defects.at(-1) });
  };
  const run: Run = (entry, ...[input]) => call<OutputOf<typeof entry>>(entry.name, input);
  const process = await run(stagesQuery);
  if (options.hub !== undefined) await run(publish, { hub: options.hub.url, code: options.hub.setUpCode });
  return {
    dir,
    ports,
    clock: ports.clock,
    run,
    attempt: async (entry, input) => (await app.call(entry.name, input)) as Result<OutputOf<typeof entry>, { readonly type: string }>,
    call,
    callRaw: (name, input) => app.call(name, input),
    app,
    signals,
    lend: (files) => {
      const folder = tempDir('lent');
      // As a host takes them in: under names of its own.
      const names = Object.keys(files).map((name, at): readonly [string, string] => [`f${at}`, name]);
      for (const [onDisk, name] of names) writeFileSync(join(folder, onDisk), files[name] ?? '');
      return app.files.lend(folder, Object.fromEntries(names));
    },
    exported: async (list, input) => {
      const { fileId, rows } = await call<{ readonly fileId: string; readonly rows: number }>(`exports.${list}`, input);
      const file = app.files.produced(fileId);
      if (file === null) throw new Error('the file is not there');
      return { ...file, rows };
    },
    store,
    storeClock: besidePorts.clock,
    rows: (sql) => store.read((tx) => tx.all(sql)),
    me: store.read((tx) => tx.get<{ id: string }>('SELECT id FROM person ORDER BY id LIMIT 1'))?.id ?? '',
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
    close,
  };
};

/** `import`: the files of a path into a store, in a thread of its own so that Ctrl+C is heard while it runs. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { reachBy } from '../../../shared/admin/policy.ts';
import { run as runEntry } from '../../../shared/imports/contract.ts';
import type { ImportError } from '../../../shared/imports/contract.ts';
import type { ImportReport } from '../../../shared/imports/report.ts';
import { readJson as readBounded } from '../../../shared/kernel/boundedJson.ts';
import type { NotAllowed } from '../../../shared/kernel/contract.ts';
import type { UnreadablePath } from '../../../shared/kernel/fileErrors.ts';
import { err, ok } from '../../../shared/kernel/result.ts';
import type { Result } from '../../../shared/kernel/result.ts';
import { createApp } from '../../app.ts';
import { actorOf } from '../../contexts/admin/actor.ts';
import { startImport } from '../../contexts/imports/importWorker.ts';
import { hasWorkspace, meOf, openWorkspaceStore } from '../../contexts/openWorkspace.ts';
import { sourceFiles } from '../../../platform/csvFile.ts';
import type { Ports } from '../../../platform/ports.ts';
import type { OpenAppError } from '../storeText.ts';
import type { ImportRequest } from './args.ts';
import type { Words } from './answer.ts';

export type ImportWorld = {
  readonly ports: Ports;
  readonly cwd: string;
  /** Replaces the line that shows how far it is; an empty text takes it away. */
  readonly showProgress: (line: string) => void;
  /** Resolves when the user wants the program to end; asked for only here, as other commands end at once. */
  readonly stopAsked: () => Promise<void>;
};

/** The file is no JSON. */
export type NotJson = { readonly type: 'NotJson'; readonly name: string };
export type ImportFailure =
  | { readonly at: 'store'; readonly error: OpenAppError }
  | { readonly at: 'files'; readonly error: ImportError | NotJson | NotAllowed };
export type Imported = { readonly report: ImportReport; readonly storeMade: boolean };

const filesWrong = (error: ImportError | NotJson | NotAllowed): Result<never, ImportFailure> => err({ at: 'files', error });

/**
 * Everything is stored or nothing. A missing store is made, with an empty workspace; a dry run without a store runs on one that is thrown
 * away.
 */
export const importFiles = async (
  world: ImportWorld,
  words: Words,
  storeDir: string,
  request: ImportRequest,
): Promise<Result<Imported, ImportFailure>> => {
  const path = resolve(world.cwd, request.from);
  // Before a store is made: a mistyped path must not leave one behind.
  const files = sourceFiles(path);
  if (!files.ok) return filesWrong({ ...files.error, name: request.from });
  const mapping = await readMapping(world.cwd, request.mapping);
  if (!mapping.ok) return filesWrong(mapping.error);
  const decisions = request.decide === null ? ok([]) : await readJson(world.cwd, request.decide);
  if (!decisions.ok) return filesWrong(decisions.error);

  const opened = await actorIn(world, words, storeDir, request.dryRun);
  if (!opened.ok) return opened;
  const { dir, actor, storeMade, remove } = opened.value;
  try {
    const task = startImport(
      {
        storeDir: dir,
        path,
        actor,
        mode: request.dryRun ? 'dryRun' : 'commit',
        kind: request.kind,
        mapping: mapping.value,
        decisions: decisions.value,
      },
      (done, total) => world.showProgress(words.say('imports.progress', { done, total })),
    );
    void world.stopAsked().then(task.cancel);
    const result = await task.result;
    return result.ok ? ok({ report: result.value, storeMade }) : filesWrong(result.error);
  } finally {
    world.showProgress('');
    await remove();
  }
};

type Opened = { readonly dir: string; readonly actor: string; readonly storeMade: boolean; readonly remove: () => Promise<void> };

/** The store and the person to import as; makes the store where there is none. */
const actorIn = async (world: ImportWorld, words: Words, storeDir: string, dryRun: boolean): Promise<Result<Opened, ImportFailure>> => {
  const keep = async (): Promise<void> => {};
  const known = personIn(world.ports, storeDir);
  if (known.ok) return ok({ dir: storeDir, actor: known.value, storeMade: false, remove: keep });
  if (known.error.at !== 'store' || known.error.error.type !== 'StoreMissing') return known;
  const dir = dryRun ? await mkdtemp(join(tmpdir(), 'samspill-dry-run-')) : storeDir;
  const remove = dryRun ? () => rm(dir, { recursive: true, force: true }) : keep;
  const made = createApp({ storeDir: dir, ports: world.ports, language: words.language, create: 'empty' });
  if (made.ok) await made.value.close();
  const person = made.ok ? personIn(world.ports, dir) : err<ImportFailure>({ at: 'store', error: made.error });
  if (person.ok) return ok({ dir, actor: person.value, storeMade: !dryRun, remove });
  await remove();
  return person;
};

/** The person this device acts for, if they may import. */
const personIn = (ports: Ports, dir: string): Result<string, ImportFailure> => {
  const store = openWorkspaceStore({ dir, ports, create: false });
  if (!store.ok) return err({ at: 'store', error: store.error });
  try {
    // Another program may be making the workspace right now, or was killed while it did.
    if (!hasWorkspace(store.value)) return err({ at: 'store', error: { type: 'StoreMissing', dir } });
    const actor = store.value.read((tx) => actorOf(tx, meOf(store.value)));
    const { allow } = runEntry;
    return actor === null || reachBy(actor, allow) === 'none'
      ? filesWrong({ type: 'NotAllowed', action: allow.action })
      : ok(actor.personId);
  } finally {
    store.value.close();
  }
};

/** Deeper and more than any mapping or list of decisions. */
const givenBounds = { deepest: 16, most: 200_000 } as const;

/** The value in a file, which errors name as the user did. */
const readJson = async (cwd: string, given: string): Promise<Result<unknown, UnreadablePath | NotJson>> => {
  const path = resolve(cwd, given);
  const found = sourceFiles(path);
  if (!found.ok) return err({ ...found.error, name: given });
  try {
    const text = await readFile(path, 'utf8');
    const read = readBounded(text.replace(/^\uFEFF/u, ''), givenBounds);
    return read.ok ? read : err({ type: 'NotJson', name: given });
  } catch {
    // What could be opened a moment ago and cannot be read as a file is a folder.
    return err({ type: 'UnreadablePath', name: given, reason: 'notAFile' });
  }
};

/** A file with a mapping; what does not look like a file is the name of a saved one. */
const readMapping = async (cwd: string, given: string | null): Promise<Result<unknown, UnreadablePath | NotJson>> => {
  if (given === null) return ok(null);
  const looksLikeFile = /[/\\]|\.json$/iu.test(given);
  const read = await readJson(cwd, given);
  const isName = !read.ok && read.error.type === 'UnreadablePath' && read.error.reason === 'missing' && !looksLikeFile;
  return isName ? ok(given) : read;
};

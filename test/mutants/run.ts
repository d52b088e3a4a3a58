/** One run: the faults that a seed chooses, each tried with the tests that come by, and what became of them. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { filesBelow } from '../support/repository.ts';
import { chooseTests, type Chosen, type TestFile } from './choose.ts';
import { refusedByCompiler } from './compile.ts';
import type { Equivalent } from './equivalents.ts';
import { type Ledger, openLedger, type Verdict } from './ledger.ts';
import { digest, type Mutant, mutantsOf, readSources, sample } from './plan.ts';
import { type Answer, askAll } from './pool.ts';

export type RunOptions = {
  readonly root: string;
  /** The configuration of the tests, from the root. */
  readonly config: string;
  /** Sources that get faults, and tests that should notice, from the root. */
  readonly paths: readonly string[];
  readonly testFiles: readonly string[];
  readonly equivalents: readonly Equivalent[];
  readonly seed: string;
  readonly size: number;
  readonly floor: number;
  readonly workers: number;
  /** Milliseconds of tests that a fault is worth. */
  readonly budget: number;
  /** Milliseconds that a fault may take besides, before its tests count as endless. */
  readonly grace: number;
  /** Where answers are kept. */
  readonly dir: string;
  readonly only: (path: string) => boolean;
  readonly print: (line: string) => void;
};

export type Outcome = { readonly mutant: Mutant; readonly verdict: Verdict; readonly why: string | null };

const readVersions = ({ root, testFiles }: RunOptions): Parameters<typeof openLedger>[1] => {
  const tests = new Set(testFiles);
  const read = (path: string): string => digest(path, readFileSync(join(root, path), 'latin1'));
  const below = (folder: string): readonly string[] => filesBelow(join(root, folder)).map((path) => `${folder}/${path}`);
  const others = [...below('src'), ...below('test')].filter(
    (path) => !/\.test\.tsx?$|^test\/(?:bench|e2e|electron|faults|mutants)\//u.test(path),
  );
  return { sources: digest(...others.map(read)), tests: new Map([...tests].map((path) => [path, read(path)])) };
};

const cover = async (options: RunOptions, ledger: Ledger): Promise<readonly TestFile[]> => {
  const { root, config, paths, testFiles, workers, print } = options;
  const missing = testFiles.filter((file) => ledger.coverage(file) === null);
  let done = 0;
  const asks = missing.map((file) => ({ about: file, task: { type: 'cover' as const, file }, ms: 1_200_000 }));
  await askAll({ root, config, paths, isCovering: true }, workers, asks, (file, answer, ms) => {
    done += 1;
    if (answer.type !== 'covered') print(`!! ${file}: ${answer.type === 'broken' ? answer.reason : answer.type}`);
    else {
      ledger.keepCoverage(file, { tests: answer.tests, outside: answer.outside });
      for (const name of answer.failed) print(`!! ${file}: "${name}" fails without a fault, and is asked about none`);
    }
    print(`covered ${done} of ${missing.length}: ${file}, ${(ms / 1000).toFixed(1)} s`);
  });
  return testFiles.flatMap((file) => {
    const coverage = ledger.coverage(file);
    return coverage === null ? [] : [{ file, text: readFileSync(join(root, file), 'utf8'), coverage }];
  });
};

const verdictOf = (answer: Answer, { tests, untried }: Chosen): Verdict | null => {
  if (answer.type === 'late') return { type: 'late' };
  if (answer.type !== 'tried') return null;
  if (answer.by !== null) return { type: 'noticed', by: answer.by };
  return { type: 'survived', tried: tests.reduce((sum, { ids }) => sum + ids.length, 0), untried };
};

const tryAll = async (options: RunOptions, ledger: Ledger, mutants: readonly Mutant[]): Promise<void> => {
  const { root, config, paths, workers, budget, grace, print } = options;
  const left = mutants.filter((mutant) => ledger.verdict(mutant) === null);
  if (left.length === 0) return;
  const files = await cover(options, ledger);
  const asks = left.flatMap((mutant) => {
    const chosen = chooseTests(mutant, files, budget);
    if (chosen.tests.length > 0) {
      const { path, start, end, text } = mutant;
      // A busy machine takes some times as long; what never ends is waited for longer than that.
      return [
        {
          about: { mutant, chosen },
          task: { type: 'try' as const, mutant: { path, start, end, text }, tests: chosen.tests },
          ms: grace + 6 * chosen.ms,
        },
      ];
    }
    ledger.keep(mutant, { type: 'uncovered' });
    return [];
  });
  let done = 0;
  await askAll({ root, config, paths, isCovering: false }, workers, asks, ({ mutant, chosen }, answer, ms) => {
    done += 1;
    const verdict = verdictOf(answer, chosen);
    if (verdict === null) print(`!! ${mutant.path}:${mutant.line}: ${answer.type === 'broken' ? answer.reason : answer.type}`);
    else ledger.keep(mutant, verdict);
    print(
      `${done} of ${asks.length}: ${verdict?.type ?? 'not answered'} ${mutant.path}:${mutant.line} ${mutant.kind}, ${(ms / 1000).toFixed(1)} s`,
    );
  });
};

/** What nobody noticed is shown to the compiler too, before it counts. */
const settleUnnoticed = ({ root }: RunOptions, ledger: Ledger, mutants: readonly Mutant[]): void => {
  const unnoticed = mutants.filter((mutant) => ['survived', 'uncovered'].includes(ledger.verdict(mutant)?.type ?? ''));
  for (const mutant of refusedByCompiler(root, unnoticed)) ledger.keep(mutant, { type: 'refused' });
};

export const whyEquivalent = (known: readonly Equivalent[], mutant: Mutant): string | null =>
  known.find(({ path, before, after }) => path === mutant.path && before === mutant.before && after === mutant.after)?.why ?? null;

/** Goes on where a run before was stopped. A fault that is known to be none is not tried. */
export const runMutants = async (options: RunOptions): Promise<readonly Outcome[]> => {
  const { root, paths, seed, size, floor, only } = options;
  const ledger = openLedger(options.dir, readVersions(options));
  const all = readSources(root, paths).map(mutantsOf);
  const chosen = sample(all, seed, size, floor).filter(({ path }) => only(path));
  const tried = chosen.filter((mutant) => whyEquivalent(options.equivalents, mutant) === null);
  await tryAll(options, ledger, tried);
  settleUnnoticed(options, ledger, tried);
  return chosen.flatMap((mutant) => {
    const why = whyEquivalent(options.equivalents, mutant);
    const verdict = why === null ? ledger.verdict(mutant) : ({ type: 'survived', tried: 0, untried: 0 } as const);
    return verdict === null ? [] : [{ mutant, verdict, why }];
  });
};

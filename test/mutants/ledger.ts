/** What is known already, kept beside the installed packages: an answer stands as long as what gave it is unchanged, so a run that was stopped goes on. */
import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CoveredTest } from './pool.ts';
import { digest, type Mutant } from './plan.ts';

export type Coverage = { readonly tests: readonly CoveredTest[]; readonly outside: readonly number[] };

export type Verdict =
  /** By this test. */
  | { readonly type: 'noticed'; readonly by: string }
  /** The tests did not end: whoever ran them would have looked. */
  | { readonly type: 'late' }
  /** So many tests passed all the same; so many more were not tried, because those took their time. */
  | { readonly type: 'survived'; readonly tried: number; readonly untried: number }
  /** No test comes by. */
  | { readonly type: 'uncovered' }
  /** The compiler does not take it: nobody could have made it. */
  | { readonly type: 'refused' };

type Line = { readonly id: string; readonly key: string; readonly verdict: Verdict };

/** Texts of all tests and of all that they run, as digests. */
export type Versions = { readonly sources: string; readonly tests: ReadonlyMap<string, string> };

const readLines = <T>(path: string): readonly T[] =>
  existsSync(path)
    ? readFileSync(path, 'utf8')
        .split('\n')
        .flatMap((line) => {
          try {
            return line === '' ? [] : [JSON.parse(line) as T];
          } catch {
            // The line at which the run before was stopped.
            return [];
          }
        })
    : [];

export type Ledger = {
  readonly coverage: (file: string) => Coverage | null;
  readonly keepCoverage: (file: string, coverage: Coverage) => void;
  readonly verdict: (mutant: Mutant) => Verdict | null;
  readonly keep: (mutant: Mutant, verdict: Verdict) => void;
};

export const openLedger = (dir: string, { sources, tests }: Versions): Ledger => {
  mkdirSync(join(dir, 'coverage'), { recursive: true });
  const path = join(dir, 'verdicts.jsonl');
  // What is written next begins on a line of its own, also after one that was cut off.
  appendFileSync(path, '\n');
  const verdicts = new Map(readLines<Line>(path).map((line) => [line.id, line]));
  const allTests = digest(sources, ...tests.values());
  // One that was noticed stays noticed while that test is the same; one that nobody noticed is tried again when any test changed.
  const keyOf = (verdict: Verdict): string =>
    verdict.type === 'noticed'
      ? digest(sources, tests.get(verdict.by.split(' > ')[0] ?? '') ?? '')
      : verdict.type === 'refused'
        ? sources
        : allTests;
  const coverageFile = (file: string): string => join(dir, 'coverage', `${digest(file, sources, tests.get(file) ?? '')}.json`);
  return {
    coverage: (file) => (existsSync(coverageFile(file)) ? (readLines<Coverage>(coverageFile(file))[0] ?? null) : null),
    keepCoverage: (file, coverage) => writeFileSync(coverageFile(file), JSON.stringify(coverage)),
    verdict: ({ id }) => {
      const line = verdicts.get(id);
      return line !== undefined && line.key === keyOf(line.verdict) ? line.verdict : null;
    },
    keep: ({ id }, verdict) => {
      const line = { id, key: keyOf(verdict), verdict };
      verdicts.set(id, line);
      appendFileSync(path, `${JSON.stringify(line)}\n`);
    },
  };
};

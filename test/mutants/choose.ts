/** Which tests are asked about a fault, and in what order: those first that are likeliest to notice, so that most faults cost one test. */
import type { Coverage } from './ledger.ts';
import type { Mutant } from './plan.ts';

export type TestFile = { readonly file: string; readonly text: string; readonly coverage: Coverage };

export type Chosen = {
  readonly tests: readonly { readonly file: string; readonly ids: readonly string[] }[];
  /** What they took when they passed, in milliseconds, with what their files take to load. */
  readonly ms: number;
  readonly untried: number;
};

/** Milliseconds until the first test of a file runs. */
const loading = 500;

type Candidate = { readonly file: string; readonly ids: readonly string[]; readonly ms: number; readonly rank: readonly number[] };

const byRank = (a: Candidate, b: Candidate): number => {
  const at = a.rank.findIndex((rank, index) => rank !== b.rank[index]);
  return at < 0 ? a.file.localeCompare(b.file) : (a.rank[at] ?? 0) - (b.rank[at] ?? 0);
};

const candidate = (mutant: Mutant, { file, text, coverage }: TestFile): readonly Candidate[] => {
  const isOutside = coverage.outside.includes(mutant.mark);
  const near = coverage.tests.filter(({ passed }) => passed.includes(mutant.mark));
  const tests = isOutside ? coverage.tests : near;
  if (tests.length === 0) return [];
  const imports = text.includes(mutant.path.slice(mutant.path.indexOf('/')));
  // A test that reaches much of the product knows little of each part.
  const reach = new Set([...coverage.outside, ...coverage.tests.flatMap(({ passed }) => passed)]).size;
  const ms = loading + tests.reduce((sum, test) => sum + test.ms, 0);
  return [{ file, ids: tests.map(({ id }) => id), ms, rank: [imports ? 0 : 1, near.length > 0 ? 0 : 1, reach] }];
};

/** As many as fit into `budget` milliseconds; the first file always does. */
export const chooseTests = (mutant: Mutant, files: readonly TestFile[], budget: number): Chosen => {
  let ms = 0;
  let untried = 0;
  const tests: { file: string; ids: readonly string[] }[] = [];
  for (const { file, ids, ms: more } of files.flatMap((one) => candidate(mutant, one)).sort(byRank)) {
    if (tests.length > 0 && ms + more > budget) {
      untried += ids.length;
    } else {
      tests.push({ file, ids });
      ms += more;
    }
  }
  return { tests, ms, untried };
};

/** Planted faults in a small product of its own: which are noticed, and that a run which was stopped goes on. */
import { appendFileSync, cpSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { reportLines, scoresOf } from '../../mutants/report.ts';
import { type Outcome, runMutants } from '../../mutants/run.ts';
import { repositoryRoot } from '../../support/repository.ts';
import { tempDir } from '../../support/tempDir.ts';

/** What no test comes by is not tried. */
const unreached = (outcomes: readonly Outcome[]): number => outcomes.filter(({ verdict }) => verdict.type === 'uncovered').length;

const told = ({ mutant, verdict }: Outcome): string => `${verdict.type}: ${mutant.after}`;

it('finds the rules that no test holds, and goes on where it was stopped', async () => {
  const root = tempDir('mutants');
  cpSync(join(repositoryRoot, 'test/fixtures/mutants'), root, { recursive: true });
  for (const file of ['tsconfig.base.json', 'package.json']) cpSync(join(repositoryRoot, file), join(root, file));
  symlinkSync(join(repositoryRoot, 'node_modules'), join(root, 'node_modules'));
  const lines: string[] = [];
  const run = (print: (line: string) => void): Promise<readonly Outcome[]> =>
    runMutants({
      root,
      config: 'vitest.config.ts',
      paths: ['src/shared/rules.ts'],
      testFiles: ['test/rules.test.ts'],
      equivalents: [
        { path: 'src/shared/rules.ts', before: 'let sum = 0;', after: 'let sum = (-1);', why: 'For the test: one that is not tried.' },
      ],
      seed: 'one',
      size: 0,
      floor: 1_000,
      workers: 1,
      budget: 60_000,
      grace: 15_000,
      dir: join(root, 'answers'),
      only: () => true,
      print,
    });

  let printed = 0;
  await expect(
    run((line) => {
      lines.push(line);
      printed += 1;
      if (printed === 6) throw new Error('stopped');
    }),
  ).rejects.toThrow('stopped');
  // A line that was being written when it was stopped.
  appendFileSync(join(root, 'answers/verdicts.jsonl'), '{"id":"half');
  const before = lines.length;
  const outcomes = await run((line) => lines.push(line));

  expect(lines.filter((line) => line.startsWith('covered'))).toHaveLength(1);
  // The first line tells of the tests, the others each of a fault, which is not tried again.
  expect(lines.at(before)).toMatch(new RegExp(`^1 of ${outcomes.length - 1 - unreached(outcomes) - (before - 1)}: `, 'u'));
  const all = outcomes.map(told);
  expect(all).toContain('noticed: export const isLarge = (amount: number): boolean => amount > 10;');
  expect(all).toContain('survived: return amount <= 10;');
  expect(all).toContain('uncovered: export const isOdd = (amount: number): boolean => amount % 2 !== 1;');
  expect(all).toContain('late: for (let at = 0; at < to; at--) sum += at;');
  expect(all).toContain("noticed: export const kinds = ['letter'];");
  expect(all).toContain(`refused: export const colour: 'red' | 'blue' = "redx";`);
  expect(scoresOf(outcomes)).toMatchObject([{ folder: 'src/shared', equivalent: 1, refused: 1 }]);
  expect(reportLines(outcomes).join('\n')).toContain('TOO FEW');

  // What is known is not asked again.
  const quiet: string[] = [];
  expect((await run((line) => quiet.push(line))).map(told)).toEqual(all);
  expect(quiet).toEqual([]);
});

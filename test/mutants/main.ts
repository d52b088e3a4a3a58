/**
 * Do the tests bite? `npm run mutants -- [--seed TEXT] [--size N] [--floor N] [--workers N] [--seconds N] [--only PATTERN]
 * [--tests PATTERN]` plants small faults into the pure rules, one at a time and never on disk, and says which of them no test notices. Another
 * seed chooses others; patterns of paths choose sources and tests. A run that was stopped goes on where it was, and where neither sources
 * nor tests changed nothing is tried again. A file gets at least so many faults as the floor says, so the sample may be larger than its size.
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { filesBelow, repositoryRoot } from '../support/repository.ts';
import { equivalents } from './equivalents.ts';
import { isEnough, reportLines, scoresOf } from './report.ts';
import { runMutants } from './run.ts';
import { productTargets } from './targets.ts';

/** They read sources or start programs, and never run a rule themselves. */
const blind = /^test\/(?:architecture|lintRules|repository|wordTypes)\.test\.ts$/u;

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    size: { type: 'string', default: '1500' },
    floor: { type: 'string', default: '30' },
    workers: { type: 'string', default: '2' },
    seconds: { type: 'string', default: '12' },
    only: { type: 'string', default: '' },
    tests: { type: 'string', default: '' },
  },
});
const numbers = [values.size, values.floor, values.workers, values.seconds].map(Number);
const [size = 0, floor = 0, workers = 0, seconds = 0] = numbers;
if (numbers.some((number) => !Number.isInteger(number) || number < 0) || workers === 0) {
  console.error(
    'usage: npm run mutants -- [--seed TEXT] [--size N] [--floor N] [--workers N] [--seconds N] [--only PATTERN] [--tests PATTERN]',
  );
  process.exit(2);
}

// The programs that run tests are of groups of their own: they are ended on the way out.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(130));

const [only, asked] = [new RegExp(values.only, 'u'), new RegExp(values.tests, 'u')];
const began = performance.now();
const outcomes = await runMutants({
  root: repositoryRoot,
  config: 'vitest.config.ts',
  paths: productTargets(repositoryRoot),
  testFiles: filesBelow(join(repositoryRoot, 'test'))
    .map((path) => `test/${path}`)
    .filter((path) => /^test\/(?:[^/]+|(?:unit|integration|fuzz|hub)\/.+)\.test\.tsx?$/u.test(path) && !blind.test(path))
    .filter((path) => asked.test(path)),
  equivalents,
  seed: values.seed,
  size,
  floor,
  workers,
  budget: seconds * 1000,
  grace: 30_000,
  dir: join(repositoryRoot, 'node_modules/.cache/samspill/mutants'),
  only: (path) => only.test(path),
  print: (line) => console.log(line),
});
for (const line of reportLines(outcomes)) console.log(line);
console.log(`seed ${values.seed}, ${outcomes.length} faults, ${((performance.now() - began) / 60_000).toFixed(0)} minutes`);
process.exitCode = scoresOf(outcomes).every(isEnough) ? 0 : 1;

/**
 * Do the tests bite? `npm run mutants -- [--seed TEXT] [--size N] [--floor N] [--workers N] [--seconds N] [--only PATH]` plants small faults
 * into the pure rules, one at a time and never on disk, and says which of them no test notices. Another seed chooses others. A run that was
 * stopped goes on where it was; faults of sources and tests that did not change are not tried again.
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
  },
});
const numbers = [values.size, values.floor, values.workers, values.seconds].map(Number);
const [size = 0, floor = 0, workers = 0, seconds = 0] = numbers;
if (numbers.some((number) => !Number.isInteger(number) || number < 0) || workers === 0) {
  console.error('usage: npm run mutants -- [--seed TEXT] [--size N] [--floor N] [--workers N] [--seconds N] [--only PATH]');
  process.exit(2);
}

const began = performance.now();
const outcomes = await runMutants({
  root: repositoryRoot,
  config: 'vitest.config.ts',
  paths: productTargets(repositoryRoot),
  testFiles: filesBelow(join(repositoryRoot, 'test'))
    .map((path) => `test/${path}`)
    .filter((path) => /^test\/(?:[^/]+|(?:unit|integration|fuzz|hub)\/.+)\.test\.tsx?$/u.test(path) && !blind.test(path)),
  equivalents,
  seed: values.seed,
  size,
  floor,
  workers,
  budget: seconds * 1000,
  dir: join(repositoryRoot, 'node_modules/.cache/samspill/mutants'),
  only: (path) => path.startsWith(values.only),
  print: (line) => console.log(line),
});
for (const line of reportLines(outcomes)) console.log(line);
console.log(`seed ${values.seed}, ${outcomes.length} faults, ${((performance.now() - began) / 60_000).toFixed(0)} minutes`);
process.exitCode = scoresOf(outcomes).every(isEnough) ? 0 : 1;

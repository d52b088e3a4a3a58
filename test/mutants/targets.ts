/** Whose faults must be noticed: the pure rules. A new file beside them is taken in by its name. */
import { join, matchesGlob } from 'node:path';
import { filesBelow } from '../support/repository.ts';

const taken: readonly string[] = [
  'src/shared/**/*.ts',
  'src/hub/{admission,amended,held,judge,merge,rowMap}*.ts',
  'src/main/core/{applySets,fold,judge,merge,rebuildRows,rowPast,undo,voids}*.ts',
];
const leftOut: readonly string[] = ['src/shared/i18n/words/**'];

const fits = (path: string, patterns: readonly string[]): boolean => patterns.some((pattern) => matchesGlob(path, pattern));

/** Paths from the root, sorted. */
export const productTargets = (root: string): readonly string[] =>
  filesBelow(join(root, 'src'))
    .map((path) => `src/${path}`)
    .filter((path) => fits(path, taken) && !fits(path, leftOut));

/** What a score is given for: a context, or a folder of the program. */
export const folderOf = (path: string): string =>
  path
    .split('/')
    .slice(0, 3)
    .join('/')
    .replace(/\/[^/]+\.ts$/u, '');

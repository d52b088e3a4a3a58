/** What the compiler says of faults: one that it refuses is none, since nobody could have committed it. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Mutant } from './plan.ts';
import { replaced } from './syntax.ts';

/** One of each file at a time: they lie beside each other in one tree. */
const batches = (mutants: readonly Mutant[]): readonly (readonly Mutant[])[] => {
  const out: Mutant[][] = [];
  for (const mutant of mutants) {
    const free = out.find((batch) => batch.every(({ path }) => path !== mutant.path));
    if (free === undefined) out.push([mutant]);
    else free.push(mutant);
  }
  return out;
};

const settings = {
  extends: './tsconfig.base.json',
  compilerOptions: {
    noEmit: true,
    composite: false,
    declaration: false,
    emitDeclarationOnly: false,
    incremental: false,
    types: ['node'],
    lib: ['ES2024', 'DOM', 'DOM.Iterable'],
    jsx: 'react-jsx',
  },
  include: ['src/shared', 'src/platform', 'src/main', 'src/hub'],
};

/** Those of them that do not compile. */
export const refusedByCompiler = (root: string, mutants: readonly Mutant[]): readonly Mutant[] => {
  if (mutants.length === 0) return [];
  const dir = mkdtempSync(join(tmpdir(), 'samspill-mutants-'));
  try {
    cpSync(join(root, 'src'), join(dir, 'src'), { recursive: true });
    for (const file of ['tsconfig.base.json', 'package.json']) cpSync(join(root, file), join(dir, file));
    symlinkSync(join(root, 'node_modules'), join(dir, 'node_modules'));
    writeFileSync(join(dir, 'tsconfig.json'), JSON.stringify(settings));
    const compiles = (batch: readonly Mutant[]): boolean => {
      for (const mutant of batch) writeFileSync(join(dir, mutant.path), replaced(readFileSync(join(root, mutant.path), 'utf8'), [mutant]));
      const { status } = spawnSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', dir], { stdio: 'ignore' });
      for (const { path } of batch) cpSync(join(root, path), join(dir, path));
      return status === 0;
    };
    if (!compiles([])) throw new Error('the sources do not compile');
    // What compiles together compiles alone; halves find the one that does not.
    const refused = (batch: readonly Mutant[]): readonly Mutant[] => {
      if (compiles(batch)) return [];
      const half = Math.ceil(batch.length / 2);
      return batch.length === 1 ? batch : [...refused(batch.slice(0, half)), ...refused(batch.slice(half))];
    };
    return batches(mutants).flatMap(refused);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
};

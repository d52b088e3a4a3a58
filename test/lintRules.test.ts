/** The linter must still refuse what it is there to refuse: a configuration that silently stopped working is found here. */
import { spawnSync } from 'node:child_process';
import { cpSync, copyFileSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { filesBelow, repositoryRoot } from './support/repository.ts';
import { tempDir } from './support/tempDir.ts';

type Diagnostic = {
  readonly code: string;
  readonly filename: string;
  readonly labels: readonly { readonly span: { readonly line: number } }[];
};

/** Each line of the fixture that ends in `// rule-name` must be reported under that rule. */
const announced = (folder: string): readonly string[] =>
  filesBelow(folder)
    .filter((path) => path.endsWith('.ts'))
    .flatMap((path) =>
      readFileSync(join(folder, path), 'utf8')
        .split('\n')
        .flatMap((line, index) => {
          const rule = /\/\/ (?<rule>[a-z-]+)$/u.exec(line)?.groups?.['rule'];
          return rule === undefined ? [] : [`${path}:${index + 1} ${rule}`];
        }),
    );

it('the linter refuses every planted fault, type-aware ones included', () => {
  const fixture = join(repositoryRoot, 'test/fixtures/lint');
  // Fixtures are excluded from the ordinary run, so the tree is copied to where the same configuration applies to it.
  const dir = tempDir('lint');
  cpSync(fixture, dir, { recursive: true });
  copyFileSync(join(repositoryRoot, '.oxlintrc.json'), join(dir, '.oxlintrc.json'));
  const base: unknown = JSON.parse(readFileSync(join(repositoryRoot, 'tsconfig.base.json'), 'utf8'));
  writeFileSync(join(dir, 'tsconfig.base.json'), JSON.stringify(base));
  symlinkSync(join(repositoryRoot, 'node_modules'), join(dir, 'node_modules'));

  const run = spawnSync(join(dir, 'node_modules/.bin/oxlint'), ['--format', 'json', 'src'], { cwd: dir, encoding: 'utf8' });
  const { diagnostics } = JSON.parse(run.stdout) as { readonly diagnostics: readonly Diagnostic[] };
  const reported = diagnostics.map((found) => {
    const rule = /\((?<rule>[^)]+)\)/u.exec(found.code)?.groups?.['rule'] ?? found.code;
    return `${found.filename.replaceAll('\\', '/')}:${found.labels[0]?.span.line ?? 0} ${rule}`;
  });

  expect(announced(fixture).length).toBeGreaterThan(5);
  expect([...reported].sort()).toEqual([...announced(fixture)].sort());
  expect(run.status).not.toBe(0);
});

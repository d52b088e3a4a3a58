/** Holds the source tree to its rules, and holds the rules to a planted tree in which each of them is broken. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Violation } from './support/architectureRules.ts';
import { checkArchitecture, ruleNames } from './support/architectureRules.ts';
import { filesBelow, repositoryRoot } from './support/repository.ts';
import { readSourceFacts } from './support/sourceFacts.ts';

type SourceFile = { readonly path: string; readonly text: string };

const isSource = (path: string): boolean => /\.(?:ts|tsx|mts|mjs|js)$/u.test(path);
const isFixture = (path: string): boolean => path.startsWith('test/fixtures/');

const readTree = (
  root: string,
  folders: readonly string[],
): { readonly paths: readonly string[]; readonly sources: readonly SourceFile[] } => {
  const paths = folders.flatMap((folder) => filesBelow(join(root, folder)).map((path) => `${folder}/${path}`));
  const sources = paths
    .filter((path) => isSource(path) && !isFixture(path))
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));
  return { paths, sources };
};

const check = (sources: readonly SourceFile[], paths: readonly string[]): readonly Violation[] =>
  checkArchitecture(
    sources.map((file) => readSourceFacts(file.path, file.text)),
    paths,
  );

/** The rules a planted line says it breaks: `// breaks: layer-order, context-order`. */
const announced = (sources: readonly SourceFile[]): readonly string[] =>
  sources.flatMap(({ path, text }) =>
    text.split('\n').flatMap((line, index) => {
      const names = /\/\/ breaks: (?<names>[a-z, -]+)$/u.exec(line)?.groups?.['names'];
      return (names?.split(', ') ?? []).map((name) => `${name} ${path}:${index + 1}`);
    }),
  );

const brief = (violations: readonly Violation[]): readonly string[] => violations.map(({ rule, path, line }) => `${rule} ${path}:${line}`);

describe('the source tree', () => {
  const { paths, sources } = readTree(repositoryRoot, ['src', 'test']);

  it('keeps every rule of the architecture', () => {
    const found = check(sources, paths);
    expect(found.map(({ rule, path, line, what }) => `${rule}: ${path}:${line} ${what}`)).toEqual([]);
    expect(sources.length).toBeGreaterThan(10);
  });
});

describe('the rules of the architecture', () => {
  const planted = readTree(join(repositoryRoot, 'test/fixtures/architecture'), ['src']);
  const tooLong = {
    path: 'src/shared/kernel/tooLong.ts',
    text: [
      '/** One line more than a file may have. */',
      ...Array.from({ length: 399 }, (_, n) => `export const n${n} = ${n};`),
      'export {}; // breaks: file-length',
    ].join('\n'),
  };
  const asLongAsAllowed = {
    path: 'src/shared/kernel/longEnough.ts',
    text: tooLong.text.replace('export const n0 = 0;\n', '').replace(/ \/\/ breaks.*/u, ''),
  };
  const sources = [...planted.sources, tooLong, asLongAsAllowed];

  it('find exactly what is planted, line by line', () => {
    expect([...brief(check(sources, planted.paths))].sort()).toEqual([...announced(sources)].sort());
  });

  it('let no two contexts need each other', () => {
    const needing = (path: string, other: string): SourceFile => ({ path, text: `/** One of two. */\nimport '${other}';\n` });
    const both = [
      needing('src/shared/accounts/one.ts', '../pipeline/two.ts'),
      needing('src/shared/pipeline/two.ts', '../accounts/one.ts'),
      needing('src/main/contexts/accounts/one.ts', '../pipeline/two.ts'),
      needing('src/main/contexts/pipeline/two.ts', '../accounts/one.ts'),
    ];
    const found = check(
      both,
      both.map(({ path }) => path),
    );
    expect(found.map(({ rule, path, what }) => `${rule} ${path}: ${what}`)).toEqual([
      'context-order src/shared/accounts/one.ts: ../pipeline/two.ts: accounts may not need what stands right of it',
      'context-order src/main/contexts/accounts/one.ts: ../pipeline/two.ts: accounts may not need what stands right of it',
    ]);
  });

  it('are each broken by the planted tree at least once', () => {
    const broken = new Set(check(sources, planted.paths).map(({ rule }) => rule));
    expect(ruleNames.filter((name) => !broken.has(name))).toEqual([]);
  });
});

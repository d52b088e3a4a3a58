/** Which small faults are planted, where tests leave their marks, and which faults a seed chooses. */
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { changesOf } from '../../mutants/changes.ts';
import { chooseTests, type TestFile } from '../../mutants/choose.ts';
import { equivalents } from '../../mutants/equivalents.ts';
import { markAt, marker, marksIn, withMarks } from '../../mutants/marks.ts';
import { type Mutant, mutantsOf, readSources, sample } from '../../mutants/plan.ts';
import { folderOf, productTargets } from '../../mutants/targets.ts';
import { parse, replaced } from '../../mutants/syntax.ts';
import { repositoryRoot } from '../../support/repository.ts';

const faultsIn = (text: string): readonly string[] => changesOf('rule.ts', text).map((change) => replaced(text, [change]));

describe('a small fault is', () => {
  it.each([
    ['a bound', 'a < 1;', 'a <= 1;'],
    ['a bound turned', 'x = a === b;', 'x = a !== b;'],
    ['another sum', 'x = a + b * c;', 'x = a - b * c;'],
    ['a sum that is set', 'x += a;', 'x -= a;'],
    ['a sign less', 'x = -a;', 'x = (a);'],
    ['a constant one higher', 'x = 41;', 'x = 42;'],
    ['a constant one lower', 'x = 41n;', 'x = (40n);'],
    ['a yes for a no', 'x = true;', 'x = false;'],
    ['a condition turned', 'if (a) b();', 'if (!(a)) b();'],
    ['a not forgotten', 'if (!a) b();', 'if ((a)) b();'],
    ['half of a condition', 'x = a && b;', 'x = (b);'],
    ['a tie without its second rule', 'x = a - b || c - d;', 'x = (a - b);'],
    ['what stands in for nothing forgotten', 'x = a ?? 0;', 'x = (a);'],
    ['two branches swapped', 'x = a ? b : c;', 'x = (a ? c : b);'],
    ['a case that is never met', 'switch (a) { case 1: b(); }', 'switch (a) { case Symbol(): b(); }'],
    ['the word of a column', "x = row['name'];", 'x = row["namex"];'],
    ['a text between its values', 'x = `a ${b} c`;', 'x = `ax ${b} c`;'],
    ['a statement less', 'a(); b();', 'a(); ;'],
    ['an await forgotten', 'const f = async () => { await a(); };', 'const f = async () => { (a()); };'],
    ['no answer', 'const f = () => { return a(); };', 'const f = () => { return undefined; };'],
    ['a member less', 'x = [a, b, c];', 'x = [a, c];'],
    ['the last member less', 'x = { a, ...b };', 'x = { a };'],
    ['the only member less', 'x = [a, ];', 'x = [];'],
    ['another rounding', 'x = Math.floor(a);', 'x = Math.ceil(a);'],
    ['all for some', 'x = a.some(b);', 'x = a.every(b);'],
    ['a step of a chain less', 'x = a.filter(b).map(c);', 'x = a.map(c);'],
    ['a pattern that begins anywhere', 'x = /^a+$/u;', 'x = /a+$/u;'],
    ['a pattern that ends anywhere', 'x = /^a+$/u;', 'x = /^a+/u;'],
    ['a longer pattern', 'x = /a{2,4}/u;', 'x = /a{2,5}/u;'],
  ])('%s', (_, text, fault) => {
    expect(faultsIn(text)).toContain(fault);
  });

  it.each([
    ['a type', "type A = 'a' | 1; const f = (a: 'x'): a is 'x' => g(a);"],
    ['a module', "import { a } from './a.ts'; export * from './b.ts'; export { c } from './c.ts';"],
    ['what a bug says', "throw new Error('never');"],
    ['a text added to another', "x = 'a' + b;"],
  ])('nothing in %s', (_, text) => {
    expect(changesOf('rule.ts', text).filter(({ kind }) => kind !== 'statement' && text.startsWith('x') === (kind === 'sum'))).toEqual([]);
  });

  it('something that still reads as a program, in every source', () => {
    const sources = readSources(repositoryRoot, productTargets(repositoryRoot));
    const texts = new Map(sources.map(({ path, text }) => [path, text]));
    const broken = sample(sources.map(mutantsOf), 'read', 0, 4).filter(({ path, ...change }) => {
      try {
        parse(path, replaced(texts.get(path) ?? '', [change]));
        return false;
      } catch {
        return true;
      }
    });
    expect(broken).toEqual([]);
  });
});

describe('the marks', () => {
  const text =
    'export const twice = (a) => a * 2;\nexport const sum = (a, b) => {\n  const c = a + b;\n  if (c < 0) return 0;\n  return c;\n};\n';

  it('change nothing of what a file does, and are left at what is run', () => {
    const passed: number[] = [];
    const code = withMarks('rule.ts', text, 100).replaceAll('export ', '');
    const world = { globalThis: { [marker]: (mark: number) => passed.push(mark) } };
    expect(runInNewContext(`${code}; [twice(4), sum(1, -5)].join()`, world)).toBe('8,0');
    expect(passed.map((mark) => mark - 100)).toEqual([0, 1, 2, 3]);
    expect(marksIn('rule.ts', text)).toBe(5);
  });

  it('belong to the narrowest part around a place', () => {
    const at = markAt('rule.ts', text);
    const place = (part: string): number => at({ start: text.indexOf(part), end: text.indexOf(part) + part.length });
    expect([place('twice'), place('* 2'), place('a + b'), place('< 0'), place('return c')]).toEqual([0, 1, 2, 3, 4]);
  });
});

describe('the sample', () => {
  const files = readSources(repositoryRoot, productTargets(repositoryRoot)).map(mutantsOf);
  const countOf = (mutants: readonly Mutant[], path: string): number => mutants.filter((mutant) => mutant.path === path).length;

  it('takes so many of each file, all where it has fewer, and the rest anywhere', () => {
    const least = sample(files, 'one', 0, 30);
    for (const mutants of files) expect(countOf(least, mutants[0]?.path ?? '')).toBe(Math.min(30, mutants.length));
    expect(sample(files, 'one', least.length + 200, 30)).toHaveLength(least.length + 200);
    expect(new Set(least.map(({ id }) => id)).size).toBe(least.length);
  });

  it('is the same for a seed, and another for another', () => {
    const ids = (seed: string): readonly string[] => sample(files, seed, 500, 2).map(({ id }) => id);
    expect(ids('one')).toEqual(ids('one'));
    const others = new Set(ids('two'));
    expect(ids('one').filter((id) => !others.has(id)).length).toBeGreaterThan(100);
  });

  it('takes the rules and no words', () => {
    const paths = files.flatMap(([mutant]) => mutant?.path ?? []);
    expect(paths).toEqual(
      expect.arrayContaining([
        'src/shared/kernel/money.ts',
        'src/hub/admission.ts',
        'src/hub/held.ts',
        'src/main/core/undo.ts',
        'src/main/core/foldRows.ts',
      ]),
    );
    expect(paths.filter((path) => path.includes('/words/') || path.includes('renderer'))).toEqual([]);
    expect(['src/shared/desktop.ts', 'src/shared/kernel/money.ts', 'src/hub/held.ts'].map(folderOf)).toEqual([
      'src/shared',
      'src/shared/kernel',
      'src/hub',
    ]);
  });

  it('leaves nothing out that is not there', () => {
    const known = new Set(files.flat().map(({ path, before, after }) => `${path}: ${before} => ${after}`));
    expect(equivalents.map(({ path, before, after }) => `${path}: ${before} => ${after}`).filter((fault) => !known.has(fault))).toEqual([]);
  });
});

describe('the tests that are asked', () => {
  const [mutant] = mutantsOf({ path: 'src/shared/rule.ts', text: 'export const f = (a) => a < 1;', firstMark: 0 });
  const file = (name: string, text: string, tests: TestFile['coverage']['tests'], outside: readonly number[] = []): TestFile => ({
    file: name,
    text,
    coverage: { tests, outside },
  });
  const passing = (id: string, ms: number, ...passed: readonly number[]): TestFile['coverage']['tests'][number] => ({ id, ms, passed });

  it('are those that come by: first of files that import the rule, then of those that reach little else', () => {
    const chosen = chooseTests(
      mutant!,
      [
        file('wide', '', [passing('w', 1, 1, 2, 3, 4)]),
        file('narrow', '', [passing('n', 1, 1), passing('elsewhere', 1, 5)]),
        file('own', "from '../src/shared/rule.ts'", [passing('o', 1, 1, 2, 3, 4, 5, 6)]),
        file('far', '', [passing('f', 1, 7)]),
      ],
      60_000,
    );
    expect(chosen.tests).toEqual([
      { file: 'own', ids: ['o'] },
      { file: 'narrow', ids: ['n'] },
      { file: 'wide', ids: ['w'] },
    ]);
  });

  it('are all of a file where it came by outside of any of them, and never more than a fault is worth', () => {
    const chosen = chooseTests(
      mutant!,
      [file('own', '', [passing('a', 900), passing('b', 900)], [1]), file('slow', '', [passing('c', 5_000, 1, 2)])],
      4_000,
    );
    expect(chosen).toMatchObject({ tests: [{ file: 'slow', ids: ['c'] }], untried: 2 });
  });
});

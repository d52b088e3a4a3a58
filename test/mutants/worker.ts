/**
 * One Vitest that stays open: it is told a file of tests and says what each of them passes, or a fault and tests, and says which of them
 * noticed. Sources are read by it once; each run has a fresh program, so that no fault leaves anything to the next.
 */
import { join, relative } from 'node:path';
import { loadConfigFromFile } from 'vite';
import { BaseSequencer, createVitest, type TestModule, type TestSpecification } from 'vitest/node';
import type { ViteUserConfig } from 'vitest/config';
import { withMarks } from './marks.ts';
import { readSources } from './plan.ts';
import { replaced } from './syntax.ts';
import type { Answer, Start, Task } from './pool.ts';

/** Tests come in the order in which they are asked for: the likeliest to notice first. */
let order: readonly string[] = [];
class AsAsked extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return files.toSorted((a, b) => order.indexOf(a.moduleId) - order.indexOf(b.moduleId));
  }
}

const start = JSON.parse(process.argv[2] ?? '') as Start;
const { root } = start;
const sources = new Map(readSources(root, start.paths).map((source) => [source.path, source]));
const pathOf = (id: string): string => relative(root, id).replaceAll('\\', '/');
let tried: Extract<Task, { readonly type: 'try' }>['mutant'] | null = null;

const loaded = await loadConfigFromFile({ command: 'serve', mode: 'test' }, join(root, start.config), root, 'silent');
const config: ViteUserConfig = loaded?.config ?? {};
const { projects, ...common } = config.test ?? {};
const [first] = projects ?? [];
const own = typeof first === 'object' && 'test' in first ? first.test : {};

const vitest = await createVitest(
  {
    ...common,
    ...own,
    config: false,
    root,
    watch: false,
    bail: 1,
    retry: 0,
    maxWorkers: 1,
    fileParallelism: false,
    isolate: false,
    // It knows a module by its text, and the same text has many faults here.
    fsModuleCache: false,
    reporters: [{}],
    silent: true,
    // The rules are the same over both databases, and one of them starts slowly.
    testNamePattern: /^(?!.*PostgreSQL)/u,
    setupFiles: [...(start.isCovering ? [join(import.meta.dirname, 'marksSetup.ts')] : []), ...[own?.setupFiles ?? []].flat()],
    sequence: { sequencer: AsAsked },
  },
  {
    plugins: [
      {
        name: 'planted-faults',
        enforce: 'pre',
        transform: (text, id) => {
          const source = sources.get(pathOf(id));
          if (source === undefined) return null;
          if (start.isCovering) return { code: withMarks(source.path, text, source.firstMark), map: null };
          return tried?.path === source.path ? { code: replaced(text, [tried]), map: null } : null;
        },
      },
    ],
  },
);
await vitest.standalone();
const project = vitest.getRootProject();

const noticedBy = (modules: readonly TestModule[], others: readonly unknown[]): string | null => {
  for (const module of modules) {
    for (const test of module.children.allTests('failed')) return `${module.relativeModuleId} > ${test.fullName}`;
    if (module.errors().length > 0 || module.state() === 'failed') return module.relativeModuleId;
  }
  return others.length > 0 ? 'an error outside of the tests' : null;
};

/** Vitest remembers every file it ever ran; what an earlier fault did says nothing about this one. */
const run = (specifications: TestSpecification[]): ReturnType<typeof vitest.runTestSpecifications> => {
  vitest.state.filesMap.clear();
  return vitest.runTestSpecifications(specifications);
};

const cover = async (file: string): Promise<Answer> => {
  const { testModules } = await run([project.createSpecification(join(root, file))]);
  const tests = testModules.flatMap((module) => [...module.children.allTests()]);
  const outside = tests.findLast((test) => test.meta().outside !== undefined)?.meta().outside ?? [];
  return {
    type: 'covered',
    tests: tests
      .filter((test) => test.result().state === 'passed')
      .map((test) => ({ id: test.id, ms: Math.round(test.diagnostic()?.duration ?? 0), passed: [...(test.meta().passed ?? [])] })),
    outside: [...outside],
    failed: tests.filter((test) => test.result().state === 'failed').map((test) => test.fullName),
  };
};

const attempt = async (task: Extract<Task, { readonly type: 'try' }>): Promise<Answer> => {
  const files = task.tests.map(({ file, ids }) => ({ id: join(root, file), ids }));
  order = files.map(({ id }) => id);
  tried = task.mutant;
  const id = join(root, task.mutant.path);
  vitest.invalidateFile(id);
  const { testModules, unhandledErrors } = await run(files.map((file) => project.createSpecification(file.id, { testIds: [...file.ids] })));
  tried = null;
  vitest.invalidateFile(id);
  return { type: 'tried', by: noticedBy(testModules, unhandledErrors) };
};

process.on('disconnect', () => process.exit(0));
process.on('message', (task: Task) => {
  (task.type === 'cover' ? cover(task.file) : attempt(task)).then(
    (answer) => process.send?.(answer),
    (cause: unknown) => {
      process.send?.({ type: 'broken', reason: String(cause) } satisfies Answer);
    },
  );
});
process.send?.({ type: 'ready' } satisfies Answer);

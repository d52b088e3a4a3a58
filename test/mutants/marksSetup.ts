/** Keeps the marks of each test while it runs, and hands them out with its result. */
import { afterEach, beforeEach } from 'vitest';
import type { marker } from './marks.ts';

declare module 'vitest' {
  // Declaration merging needs an interface here.
  interface TaskMeta {
    /** What this test passed; what its file passed outside of any test belongs to all of them. */
    passed?: readonly number[];
    outside?: readonly number[];
  }
}

const outside = new Set<number>();
let current = outside;
const name: typeof marker = 'samspillMark';
Object.assign(globalThis, { [name]: (mark: number) => void current.add(mark) });

beforeEach(() => {
  current = new Set();
});

afterEach(({ task }) => {
  task.meta.passed = [...current];
  current = outside;
  task.meta.outside = [...outside];
});

/** Imports for tests: a path into a store, as a host would do it. */
import { meOf } from '../../src/main/contexts/openWorkspace.ts';
import { type ImportHooks, runImport } from '../../src/main/contexts/imports/runImport.ts';
import type { Store } from '../../src/main/core/store.ts';
import { sourceFiles } from '../../src/main/platform/csvFile.ts';
import { uuidGenerator } from '../../src/main/platform/ids.ts';
import { systemClock, systemRandom } from '../../src/main/platform/ports.ts';

const newId = uuidGenerator(systemClock, systemRandom);

export const importPath = (store: Store, path: string, hooks: ImportHooks = {}) => {
  const files = sourceFiles(path);
  if (!files.ok) throw new Error(`cannot read ${files.error.name}: ${files.error.reason}`);
  return runImport({ store, newId, mayImport: () => true }, { files: files.value, actor: meOf(store), mode: 'commit' }, hooks);
};

/** A process that imports a file into a store and writes down, outside the store, that the batch was acknowledged; it is made to be killed. */
import { importPath } from '../support/imports.ts';
import { openAt } from '../support/stores.ts';
import { openJournal } from './marks.ts';

export type ImportInput = { readonly storeDir: string; readonly journal: string; readonly path: string };

const input = JSON.parse(process.argv[2] ?? '{}') as ImportInput;
const journal = openJournal(input.journal);
const store = openAt(input.storeDir);
process.stdout.write('ready\n');
const report = importPath(store, input.path);
journal.ended(report.ok ? 'stored' : JSON.stringify(report.error));
store.close();

/** Files of administration that the import takes. */
import { rowsOf } from '../kernel/importKind.ts';
import { person } from './schema.ts';

export const adminImportKinds = {
  people: rowsOf(person, { before: ['key', 'name'], after: ['manager', 'office'], needs: ['name'] }),
};

/** Files of administration that the import takes. */
import { importKind } from '../kernel/importKind.ts';

export const adminImportKinds = {
  people: importKind({
    fields: ['key', 'name', 'email', 'manager', 'office'],
    needs: ['name'],
    fills: ['person', 'team', 'team_member'],
    action: 'import.run',
  }),
};

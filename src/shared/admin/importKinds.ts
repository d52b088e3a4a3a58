/** Files of administration that the import takes. */
import { rowsOf } from '../kernel/importKind.ts';
import { person, team, teamMember } from './schema.ts';

export const adminImportKinds = {
  people: rowsOf(person, {
    before: ['key', 'name'],
    after: ['manager', 'office'],
    only: {
      key: ['id', 'person id', 'person-id', 'user id', 'employee id', 'ansattnummer', 'medarbejdernummer', 'anställningsnummer'],
      manager: ['manager', 'sales manager', 'team leader', 'leder', 'salgsleder', 'chef', 'salgschef', 'försäljningschef', 'säljchef'],
      office: ['regional office', 'office', 'region', 'kontor', 'avdeling', 'afdeling', 'avdelning'],
    },
    needs: ['name'],
    fills: [person, team, teamMember],
    makes: ['managers', 'people', 'teams', 'teamMembers'],
  }),
};

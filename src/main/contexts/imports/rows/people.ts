/** Sellers, their managers and the teams these lead: one row makes a person, and where it names a manager, also that person, a team and a place in it. */
import { cut } from '../../../../shared/kernel/column.ts';
import { person, team, teamMember } from '../../../../shared/admin/schema.ts';
import type { RecordKind } from '../../../../shared/imports/kinds.ts';
import { declaredFields } from '../declaredFields.ts';
import { apply, createKeys, holdBack, lookUp, rememberNamed, type ResolverFactory, type Run } from '../run.ts';
import type { RowView } from '../rowView.ts';
import type { RecordSpec } from '../upsert.ts';

const personFields = declaredFields(person, ['name', 'email']);

/** A person as external record; imported sellers are persons without a membership until somebody invites them. */
export const personSpec = (
  run: Run,
  name: string,
  bucket: RecordKind,
  told: ReturnType<typeof personFields.only> = personFields.only({ name }),
  key = name,
): RecordSpec => ({
  kind: 'people',
  bucket,
  key,
  table: person,
  ...told,
  groups: [],
  existing: lookUp(run, 'people', name),
});

/** Makes a person of whom only the name is known. */
export const createPerson =
  (run: Run, row: RowView) =>
  (name: string): string => {
    const kept = cut(person.columns.name, name);
    const id = apply(run, row, personSpec(run, kept, 'people', personFields.only({ name: kept }), name));
    rememberNamed(run, 'people', id, name);
    return id;
  };

export const people: ResolverFactory = (run, mapping) => {
  const keys = createKeys(run);
  const managers = new Map<string, string>();
  const teams = new Map<string, string>();

  const managerOf = (row: RowView, name: string): string => {
    const known = managers.get(name);
    if (known !== undefined) return known;
    const id = apply(run, row, personSpec(run, name, 'managers'));
    managers.set(name, id);
    rememberNamed(run, 'people', id, name);
    return id;
  };

  /** One team for each manager and office, named after both. */
  const teamOf = (row: RowView, managerName: string, office: string): string => {
    const key = `${managerName}|${office}`;
    const known = teams.get(key);
    if (known !== undefined) return known;
    const leaderId = managerName === '' ? null : managerOf(row, managerName);
    const name = cut(team.columns.name, [office, managerName].filter((part) => part !== '').join(' · '));
    const id = apply(run, row, {
      kind: 'teams',
      bucket: 'teams',
      key,
      table: team,
      fields: { name, leaderId, office: office === '' ? null : office },
      groups: [],
      existing: null,
    });
    teams.set(key, id);
    return id;
  };

  return {
    row: (row) => {
      const { max } = person.columns.name;
      const name = row.text('name', max) || (row.has('name') ? '' : row.text('key', max));
      if (name === '') {
        row.raise('nameMissing', 'name', '');
        return holdBack(run, row);
      }
      const key = keys.take(row, 'name', row.text('key') || name);
      if (key === null) return 'done';
      const id = apply(run, row, personSpec(run, name, 'people', personFields.read(row, { name }), key));
      rememberNamed(run, 'people', id, name);
      const manager = row.text('manager', max);
      const office = row.text('office', team.columns.office.max);
      if (manager !== '' || (office !== '' && mapping.columns['manager'] === undefined)) {
        const teamId = teamOf(row, manager, office);
        run.teamOf.set(id, teamId);
        apply(run, row, {
          kind: 'teamMembers',
          bucket: 'teamMembers',
          key,
          table: teamMember,
          fields: { teamId, personId: id },
          groups: [],
          existing: null,
        });
      }
      row.settle(id);
      return 'done';
    },
  };
};

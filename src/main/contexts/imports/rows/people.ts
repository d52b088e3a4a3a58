/** Sellers, their managers and the teams these lead: one row makes a person, and where it names a manager, also that person, a team and a place in it. */
import { person, team, teamMember } from '../../../../shared/admin/schema.ts';
import type { RecordKind } from '../../../../shared/imports/report.ts';
import { apply, createKeys, holdBack, lookUp, rememberNamed, type ResolverFactory, type Run } from '../run.ts';
import type { RowView } from '../rowView.ts';
import type { FieldValue, RecordSpec } from '../upsert.ts';

/** A person as external record; imported sellers are persons without a membership until somebody invites them. */
export const personSpec = (
  run: Run,
  name: string,
  bucket: RecordKind,
  told: { readonly key?: string; readonly email?: FieldValue | undefined } = {},
): RecordSpec => ({
  kind: 'people',
  bucket,
  key: told.key ?? name,
  table: person,
  fields: { name, email: told.email },
  groups: [],
  existing: lookUp(run, 'people', name),
});

/** Makes a person of whom only the name is known. */
export const createPerson =
  (run: Run, row: RowView) =>
  (name: string): string => {
    const id = apply(run, row, personSpec(run, name.slice(0, 120), 'people', { key: name }));
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
    const name = [office, managerName]
      .filter((part) => part !== '')
      .join(' · ')
      .slice(0, 120);
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
      const name = row.text('name', 120) || (row.has('name') ? '' : row.text('key', 120));
      if (name === '') {
        row.raise('nameMissing', 'name', '');
        return holdBack(run, row);
      }
      const key = keys.take(row, 'name', row.text('key') || name);
      if (key === null) return 'done';
      const id = apply(
        run,
        row,
        personSpec(run, name, 'people', { key, email: row.has('email') ? row.text('email', 200) || null : undefined }),
      );
      rememberNamed(run, 'people', id, name);
      const manager = row.text('manager', 120);
      const office = row.text('office', 120);
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

/** What can be asked and done about the workspace, its people and teams. */
import { z } from 'zod';
import type { Day } from '../kernel/day.ts';
import { can, command, errors, output, query } from '../kernel/contract.ts';
import type { Id } from '../kernel/brand.ts';
import { columnInputs, fieldInputs, type FieldValues } from '../kernel/fields.ts';
import { aDay, anId } from '../kernel/inputs.ts';
import type { Role } from './policy.ts';
import {
  type AccessRole,
  type Membership,
  membership as membershipTable,
  person as personTable,
  team as teamTable,
  type TeamFunction,
  workspace as workspaceTable,
} from './schema.ts';

export type WorkspaceView = {
  readonly id: Id<'Workspace'>;
  readonly name: string;
  readonly baseCurrency: string;
  readonly zone: string;
  readonly region: 'NO' | 'DK' | 'SE' | 'GB';
  readonly sample: boolean;
  readonly today: Day;
  readonly me: {
    readonly id: Id<'Person'>;
    readonly name: string;
    /** The strongest access held, by which the person is called. */
    readonly access: AccessRole;
    /** What the person works with today, each once. */
    readonly functions: readonly TeamFunction[];
    /** What the person holds today, and whether anybody is CEO: the policy goes by them. */
    readonly roles: readonly Role[];
    /** Persons of the same teams today, this one included. */
    readonly teammates: readonly string[];
    readonly hasCeo: boolean;
  };
  readonly readOnly: boolean;
};
export const workspace = query('admin.workspace', {
  input: z.strictObject({}),
  output: output<WorkspaceView>(),
  allow: can('workspace.read'),
  reads: ['workspace', 'person', 'membership'],
});

export type PersonNotFound = { readonly type: 'PersonNotFound' };
export type TeamNotFound = { readonly type: 'TeamNotFound' };
export type NotAZone = { readonly type: 'NotAZone' };

export const editWorkspace = command('admin.editWorkspace', {
  input: z.strictObject(columnInputs(workspaceTable, ['name', 'baseCurrency', 'zone', 'region'])).partial(),
  output: output<null>(),
  errors: errors<NotAZone>(),
  allow: can('workspace.edit'),
});

export type PersonView = FieldValues<typeof personTable> & {
  readonly id: Id<'Person'>;
  readonly teams: readonly { readonly id: Id<'Team'>; readonly name: string }[];
  readonly memberships: readonly Pick<Membership, 'id' | 'access' | 'function' | 'position' | 'fromDay' | 'toDay'>[];
};
export const people = query('admin.people', {
  input: z.strictObject({}),
  output: output<readonly PersonView[]>(),
  allow: can('workspace.read'),
  reads: ['person', 'membership', 'team', 'team_member'],
});

const personFields = z.strictObject(fieldInputs(personTable)).partial();
export const createPerson = command('admin.createPerson', {
  input: personFields.extend({ name: personTable.columns.name.schema }),
  output: output<{ readonly id: Id<'Person'> }>(),
  allow: can('people.edit'),
});

export const editPerson = command('admin.editPerson', {
  input: personFields.extend({ id: anId<'Person'>() }),
  output: output<null>(),
  errors: errors<PersonNotFound>(),
  allow: can('people.edit'),
});

export type PeriodBackwards = { readonly type: 'PeriodBackwards' };
export const addMembership = command('admin.addMembership', {
  input: z.strictObject({
    personId: anId<'Person'>(),
    access: membershipTable.columns.access.schema,
    function: membershipTable.columns.function.schema,
    position: membershipTable.columns.position.schema.default('none'),
    fromDay: aDay.nullable().default(null),
    toDay: aDay.nullable().default(null),
  }),
  output: output<{ readonly id: Id<'Membership'> }>(),
  errors: errors<PersonNotFound | PeriodBackwards>(),
  allow: can('people.edit'),
});

export type MembershipNotFound = { readonly type: 'MembershipNotFound' };
export type LastAdmin = { readonly type: 'LastAdmin' };
/** Ends a membership on its last day; the last admin cannot be ended. */
export const endMembership = command('admin.endMembership', {
  input: z.strictObject({ id: anId<'Membership'>(), lastDay: aDay }),
  output: output<null>(),
  errors: errors<MembershipNotFound | LastAdmin | PeriodBackwards>(),
  allow: can('people.edit'),
});

export type TeamView = {
  readonly id: Id<'Team'>;
  readonly name: string;
  readonly office: string | null;
  readonly leader: { readonly id: Id<'Person'>; readonly name: string } | null;
  readonly members: readonly { readonly id: Id<'Person'>; readonly name: string }[];
};
export const teams = query('admin.teams', {
  input: z.strictObject({}),
  output: output<readonly TeamView[]>(),
  allow: can('workspace.read'),
  reads: ['team', 'team_member', 'person'],
});

export const createTeam = command('admin.createTeam', {
  input: z.strictObject(columnInputs(teamTable, ['name', 'leaderId', 'office'])).partial({ leaderId: true, office: true }),
  output: output<{ readonly id: Id<'Team'> }>(),
  errors: errors<PersonNotFound>(),
  allow: can('teams.edit'),
});

export const joinTeam = command('admin.joinTeam', {
  input: z.strictObject({ teamId: anId<'Team'>(), personId: anId<'Person'>(), fromDay: aDay.nullable().default(null) }),
  output: output<{ readonly id: Id<'TeamMember'> }>(),
  errors: errors<TeamNotFound | PersonNotFound>(),
  allow: can('teams.edit'),
});

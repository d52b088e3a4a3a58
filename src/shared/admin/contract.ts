/** What can be asked and done about the workspace, its people and teams. */
import { z } from 'zod';
import type { Day } from '../kernel/day.ts';
import { can, command, errors, output, query } from '../kernel/contract.ts';
import type { Id } from '../kernel/brand.ts';
import { columnInputs, fieldInputs, type FieldValues } from '../kernel/fields.ts';
import type { PeriodBackwards } from '../kernel/inputs.ts';
import { aDay, anId } from '../kernel/inputs.ts';
import type { LastAdmin } from '../sync/contract.ts';
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
  reads: ['workspace', 'person', 'membership', 'team_member'],
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
  reads: ['person', 'membership', 'team', 'team_member', 'workspace'],
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

/** Somebody is CEO: who holds which position is theirs to say. `ceo`: the name. */
export type PositionsAreTheCeos = { readonly type: 'PositionsAreTheCeos'; readonly ceo: string };
const givesRoles = can('people.edit', 'position.give');
const { access, function: side, position } = membershipTable.columns;
const role = { access: access.schema, function: side.schema };

export const addMembership = command('admin.addMembership', {
  input: z.strictObject({
    personId: anId<'Person'>(),
    ...role,
    position: position.schema.default('none'),
    fromDay: aDay.nullable().default(null),
    toDay: aDay.nullable().default(null),
  }),
  output: output<{ readonly id: Id<'Membership'> }>(),
  errors: errors<PersonNotFound | PeriodBackwards | PositionsAreTheCeos>(),
  allow: givesRoles,
});

export type MembershipNotFound = { readonly type: 'MembershipNotFound' };
/** Ends a membership on its last day; one that would end before it begins goes to the trash. The last admin cannot be ended. */
export const endMembership = command('admin.endMembership', {
  input: z.strictObject({ id: anId<'Membership'>(), lastDay: aDay }),
  output: output<null>(),
  errors: errors<MembershipNotFound | LastAdmin | PeriodBackwards | PositionsAreTheCeos>(),
  allow: givesRoles,
});

/**
 * Says of persons what they do from today on: each role named by its membership ends yesterday (one that began today goes to the trash), and
 * another begins in its place, also where it is the same. All of it is one change.
 */
export const changeRoles = command('admin.changeRoles', {
  input: z.strictObject({
    changes: z
      .array(z.strictObject({ id: anId<'Membership'>(), ...role, position: position.schema }))
      .min(1)
      .max(500),
  }),
  output: output<{ readonly ids: readonly Id<'Membership'>[] }>(),
  errors: errors<MembershipNotFound | LastAdmin | PositionsAreTheCeos>(),
  allow: givesRoles,
});

export type UnsaidRole = { readonly id: Id<'Membership'>; readonly personId: Id<'Person'>; readonly name: string } & Pick<
  Membership,
  'access' | 'fromDay'
>;
/**
 * Roles of today that an invitation made before one could say where somebody works: all of them stand in sales. None once anybody has been said
 * to work anywhere, so that a workspace is asked once.
 */
export const unsaidRoles = query('admin.unsaidRoles', {
  input: z.strictObject({}),
  output: output<readonly UnsaidRole[]>(),
  allow: givesRoles,
  reads: ['membership', 'person', 'workspace', 'change_set'],
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
  reads: ['team', 'team_member', 'person', 'workspace'],
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

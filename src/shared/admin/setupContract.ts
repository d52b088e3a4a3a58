/** The beginning: a store of one's own beside the sample company, never mixed with it, and the way there and back. */
import { z } from 'zod';
import { can, command, errors, hostTask, output, query, task } from '../kernel/contract.ts';
import { columnInputs } from '../kernel/fields.ts';
import type { NotAZone } from './contract.ts';
import { person, workspace } from './schema.ts';
import { setupRoles } from './setupRoles.ts';

const details = {
  /** The workspace is called by the company's name. */
  ...columnInputs(workspace, ['name', 'baseCurrency', 'region', 'zone']),
  /** Whoever sets it up: its first administrator. */
  personName: person.columns.name.schema,
  /** What this person works with: decides the function of the first role. */
  role: z.enum(setupRoles).default('management'),
};

/** Only the sample company can be left for a store of one's own, and only where the host can open one. */
export type NoSetup = { readonly type: 'NoSetup' };
/** There is a store of one's own already, which another window or an earlier start made. */
export type OwnStoreThere = { readonly type: 'OwnStoreThere' };

export type BeginningView = {
  /** A store of one's own in which nobody has written anything yet: it waits for its name and its first person. */
  readonly isFresh: boolean;
  /** Whether the sample company can be opened from here, and whether it can be left from here; hosts with one fixed store can do neither. */
  readonly canExplore: boolean;
  readonly canLeave: boolean;
};
/** Where a workspace stands at its beginning, for the page that asks the first questions. */
export const beginning = query('setup.beginning', {
  input: z.strictObject({}),
  output: output<BeginningView>(),
  allow: can('workspace.read'),
  // Read from the log itself: whatever is written ends the beginning.
  reads: ['*'],
});

/** Gives a fresh store its name, its region and its first person; refused once anything else was written. */
export const setUp = command('setup.setUp', {
  input: z.strictObject(details),
  output: output<null>(),
  errors: errors<OwnStoreThere | NotAZone>(),
  allow: can('workspace.edit'),
});

/** Makes the store and goes on with it; all windows of this program show it from then on, and the sample company stays where it was. */
export const createStore = hostTask('setup.createStore', {
  input: z.strictObject(details),
  output: output<null>(),
  errors: errors<NoSetup | OwnStoreThere | NotAZone>(),
  allow: can('workspace.edit'),
  otherwise: { type: 'NoSetup' },
});

export type StoreWanted = z.output<typeof createStore.input>;
/** Checks what was asked for, for the host that makes the store. */
export const prepareStore = task('setup.prepareStore', {
  input: z.strictObject(details),
  output: output<StoreWanted>(),
  errors: errors<NoSetup | NotAZone>(),
  allow: can('workspace.edit'),
});

/** Sets the sample company aside as it is and goes on with the store of one's own, fresh where there is none. */
export const leaveSample = hostTask('setup.leaveSample', {
  input: z.strictObject({}),
  output: output<null>(),
  errors: errors<NoSetup>(),
  allow: can('workspace.edit'),
  otherwise: { type: 'NoSetup' },
});
/** Opens the sample company beside a store that is still fresh: as it was left, or a new one. */
export const exploreSample = hostTask('setup.exploreSample', {
  input: z.strictObject({}),
  output: output<null>(),
  errors: errors<NoSetup>(),
  allow: can('workspace.edit'),
  otherwise: { type: 'NoSetup' },
});
/** Checks that this person may leave what is open for the other store, for the host that opens it. */
export const prepareSwitch = task('setup.prepareSwitch', {
  input: z.strictObject({ to: z.enum(['own', 'sample']) }),
  output: output<null>(),
  errors: errors<NoSetup>(),
  allow: can('workspace.edit'),
});

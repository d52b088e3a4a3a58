/** What can be changed about a team that is there already: its name, who leads it, and who leaves it. */
import { z } from 'zod';
import { can, command, errors, output } from '../kernel/contract.ts';
import { columnInputs } from '../kernel/fields.ts';
import type { PeriodBackwards } from '../kernel/inputs.ts';
import { aDay, anId } from '../kernel/inputs.ts';
import type { MembershipNotFound, PersonNotFound, TeamNotFound } from './contract.ts';
import { team as teamTable } from './schema.ts';

export const editTeam = command('admin.editTeam', {
  input: z
    .strictObject(columnInputs(teamTable, ['name', 'leaderId', 'office']))
    .partial()
    .extend({ id: anId<'Team'>() }),
  output: output<null>(),
  errors: errors<TeamNotFound | PersonNotFound>(),
  allow: can('teams.edit'),
});

/** Ends what makes a person part of a team, on its last day. */
export const leaveTeam = command('admin.leaveTeam', {
  input: z.strictObject({ teamId: anId<'Team'>(), personId: anId<'Person'>(), lastDay: aDay }),
  output: output<null>(),
  errors: errors<MembershipNotFound | PeriodBackwards>(),
  allow: can('teams.edit'),
});

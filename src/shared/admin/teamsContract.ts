/** What can be changed about a team that is there already: its name, who leads it, and who leaves it. */
import { z } from 'zod';
import { can, command, errors, output } from '../kernel/contract.ts';
import { aDay, anId, anOptionalText, aText } from '../kernel/inputs.ts';
import type { MembershipNotFound, PeriodBackwards, PersonNotFound, TeamNotFound } from './contract.ts';

export const editTeam = command('admin.editTeam', {
  input: z.strictObject({
    id: anId<'Team'>(),
    name: aText(120).optional(),
    leaderId: anId<'Person'>().nullable().optional(),
    office: anOptionalText(120).optional(),
  }),
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

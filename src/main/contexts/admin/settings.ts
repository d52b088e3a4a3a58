/** Settings: changes to teams that are there already, and who changed which part of the settings last. */
import { person, team, teamMember } from '../../../shared/admin/schema.ts';
import type * as settingsContract from '../../../shared/admin/settingsContract.ts';
import { type LastChange, type SettingPart, settingParts, settingTables } from '../../../shared/admin/settingsContract.ts';
import type * as teamsContract from '../../../shared/admin/teamsContract.ts';
import type { Id } from '../../../shared/kernel/brand.ts';
import type { Day, Instant } from '../../../shared/kernel/day.ts';
import { err, ok } from '../../../shared/kernel/result.ts';
import type { ReadTx } from '../../core/tx.ts';
import type { HandlersOf } from '../handlers.ts';
import { given } from '../patch.ts';

/** The log keeps the tables of a change set as words in one text. */
const lastOf = (tx: ReadTx, part: SettingPart): LastChange | null => {
  const tables = settingTables[part];
  const row = tx.get<{ at: Instant; actor: string; name: string | null; command: string }>(
    `SELECT c.known_at AS at, c.actor, p.name, c.command FROM change_set c LEFT JOIN person p ON p.id = c.actor
     WHERE ${tables.map(() => "' ' || c.tables || ' ' LIKE '% ' || ? || ' %'").join(' OR ')} ORDER BY c.local_seq DESC LIMIT 1`,
    ...tables,
  );
  return row === undefined ? null : { at: row.at, actor: { id: row.actor, name: row.name }, command: row.command };
};

export const settingHandlers: HandlersOf<typeof settingsContract> = {
  lastChanges: (tx) =>
    ok(Object.fromEntries(settingParts.map((part) => [part, lastOf(tx, part)])) as Readonly<Record<SettingPart, LastChange | null>>),
};

export const teamHandlers: HandlersOf<typeof teamsContract> = {
  editTeam: (tx, { id, ...patch }) => {
    if (tx.find(team, id) === undefined) return err({ type: 'TeamNotFound' });
    if (typeof patch.leaderId === 'string' && tx.find(person, patch.leaderId) === undefined) return err({ type: 'PersonNotFound' });
    tx.update(team, id, given(patch));
    return ok(null);
  },
  leaveTeam: (tx, { teamId, personId, lastDay }) => {
    const held = tx.all<{ id: Id<'TeamMember'>; fromDay: Day | null }>(
      `SELECT id, from_day AS fromDay FROM team_member WHERE team_id = ? AND person_id = ? AND deleted = 0
         AND (to_day IS NULL OR to_day > ?) ORDER BY id`,
      teamId,
      personId,
      lastDay,
    );
    if (held.length === 0) return err({ type: 'MembershipNotFound' });
    if (held.some(({ fromDay }) => fromDay !== null && fromDay > lastDay)) return err({ type: 'PeriodBackwards' });
    for (const { id } of held) tx.update(teamMember, id, { toDay: lastDay });
    return ok(null);
  },
};

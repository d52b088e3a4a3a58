/** Who acts on this device, with everything that the policy goes by: the roles and teams of today, and whether anybody is CEO. */
import { type Actor, isCeo, type Role } from '../../../shared/admin/policy.ts';
import { person } from '../../../shared/admin/schema.ts';
import type { ReadTx } from '../../core/tx.ts';

/** Of rows with a first and a last day, under this alias: those that hold today. Takes today twice. */
export const heldToday = (alias: string): string =>
  `${alias}.deleted = 0 AND (${alias}.from_day IS NULL OR ${alias}.from_day <= ?) AND (${alias}.to_day IS NULL OR ${alias}.to_day >= ?)`;

/** What a person holds today. */
export const rolesOf = (tx: ReadTx, personId: string): readonly Role[] =>
  tx.all<Role>(
    `SELECT m.access, m.function, m.position FROM membership m WHERE m.person_id = ? AND ${heldToday('m')} ORDER BY m.id`,
    personId,
    tx.today,
    tx.today,
  );

/** Whether anybody is admin without an end: without such a one, nobody could ever invite an admin again. */
export const hasAdmin = (tx: ReadTx): boolean =>
  tx.get(
    "SELECT 1 FROM membership WHERE deleted = 0 AND access = 'admin' AND (from_day IS NULL OR from_day <= ?) AND to_day IS NULL",
    tx.today,
  ) !== undefined;

/** Who is CEO today, by id. */
export const ceosOf = (tx: ReadTx): readonly string[] =>
  tx
    .all<Role & { readonly personId: string }>(
      `SELECT m.person_id AS personId, m.access, m.function, m.position FROM membership m WHERE m.position = 'ceo' AND ${heldToday('m')} ORDER BY m.id`,
      tx.today,
      tx.today,
    )
    .filter(isCeo)
    .map(({ personId }) => personId);

/** The person this device was set up for, with the roles held today; without any a guest. Null while no such person exists. */
export const actorOf = (tx: ReadTx, personId: string): Actor | null => {
  const found = tx.find(person, personId);
  if (found === undefined) return null;
  const teammates = tx.all<{ id: string }>(
    `SELECT DISTINCT b.person_id AS id FROM team_member a JOIN team_member b ON b.team_id = a.team_id AND ${heldToday('b')}
     WHERE a.person_id = ? AND ${heldToday('a')} ORDER BY id`,
    tx.today,
    tx.today,
    personId,
    tx.today,
    tx.today,
  );
  return {
    personId: found.id,
    name: found.name,
    roles: rolesOf(tx, personId),
    teammates: [...new Set<string>([found.id, ...teammates.map(({ id }) => id)])],
    hasCeo: ceosOf(tx).length > 0,
  };
};

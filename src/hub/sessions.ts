/** The tokens of devices: random, hashed at rest, short-lived, rotated with every refresh, and gone at once when a device is shut out. */
import { ok } from '../shared/kernel/result.ts';
import { stemOf } from '../shared/sync/deviceName.ts';
import type { Tokens } from '../shared/sync/hubProtocol.ts';
import { shutOut } from './devices.ts';
import { secretHash } from './hash.ts';
import { type Answer, fault, type HubContext } from './hubContext.ts';
import { HubUnavailableError, type Sql } from './hubDb.ts';

/** How long an access token is good for, and how long a device may stay away before it has to join again, in ms. */
export const accessFor = 3_600_000;
export const refreshFor = 400 * 24 * 3_600_000;
/** How long a request may be on its way, in ms: longer than any device waits for its answer. */
export const lateFor = 120_000;

/** Who speaks: a device of a person in one workspace. */
export type Session = { readonly workspace: string; readonly device: string; readonly person: string; readonly accessUntil: number };

const newSecret = ({ ports }: HubContext): string => Buffer.from(ports.random.bytes(32)).toString('base64url');

const keepTokens = async (
  context: HubContext,
  sql: Sql,
  about: { readonly workspace: string; readonly device: string; readonly old: string },
): Promise<Tokens> => {
  const [access, refresh] = [newSecret(context), newSecret(context)];
  const now = context.ports.clock.now();
  // The same request twice: nobody knows which answer arrived, so the answers to both are good until one of them is used.
  const isAgain = about.old === '' ? '' : ' AND NOT (is_seen = 0 AND old_refresh_hash = ?)';
  await sql.run(`DELETE FROM hub_session WHERE workspace = ? AND device = ?${isAgain}`, [
    about.workspace,
    about.device,
    ...(about.old === '' ? [] : [about.old]),
  ]);
  await sql.run(
    `INSERT INTO hub_session (access_hash, refresh_hash, old_refresh_hash, workspace, device, access_until, refresh_until, is_seen)
     VALUES (?, ?, ?, ?, ?, ?, ?, 0)`,
    [secretHash(access), secretHash(refresh), about.old, about.workspace, about.device, now + accessFor, now + refreshFor],
  );
  return { access, refresh, expiresAt: now + accessFor };
};

/** Remembers a refresh token and until when it was good, so that its later use is noticed. */
const spend = (sql: Sql, refreshHash: string, of: { readonly workspace: string; readonly device: string }, now: number): Promise<number> =>
  sql.run(
    'INSERT INTO hub_spent (refresh_hash, workspace, device, at) VALUES (?, ?, ?, ?) ON CONFLICT (refresh_hash) DO UPDATE SET at = excluded.at',
    [refreshHash, of.workspace, of.device, now],
  );

/** The first tokens of a device that has joined. */
export const startSession = (context: HubContext, sql: Sql, workspace: string, device: string): Promise<Tokens> =>
  keepTokens(context, sql, { workspace, device, old: '' });

/** A device uses new tokens for the first time: which answer arrived is known now, and nobody comes honestly with another one, or with the old token. */
const settleAnswer = async (
  sql: Sql,
  of: { readonly workspace: string; readonly device: string },
  used: { readonly hash: string; readonly old: string; readonly now: number },
): Promise<void> => {
  const others = [of.workspace, of.device, used.hash];
  const unused = await sql.all('SELECT refresh_hash FROM hub_session WHERE workspace = ? AND device = ? AND access_hash <> ?', others);
  for (const other of unused) await spend(sql, String(other['refresh_hash']), of, used.now);
  if (used.old !== '') await spend(sql, used.old, of, used.now);
  await sql.run('DELETE FROM hub_session WHERE workspace = ? AND device = ? AND access_hash <> ?', others);
};

/** Whose token this is. */
export const sessionOf = async ({ db, ports }: HubContext, access: string): Promise<Answer<Session>> => {
  const now = ports.clock.now();
  const hash = secretHash(access);
  const row = await db.read(
    async (sql) =>
      (
        await sql.all(
          `SELECT s.workspace, s.device, s.access_until, s.is_seen, s.old_refresh_hash, d.person, d.revoked_at, d.last_seen FROM hub_session s
         JOIN hub_device d ON d.workspace = s.workspace AND d.device = s.device WHERE s.access_hash = ?`,
          [hash],
        )
      )[0],
  );
  if (row === undefined) return fault('unauthorised');
  if (row['revoked_at'] !== null) return fault('revoked');
  if (Number(row['access_until']) <= now) return fault('unauthorised');
  const session = {
    workspace: String(row['workspace']),
    device: String(row['device']),
    person: String(row['person']),
    accessUntil: Number(row['access_until']),
  };
  // Written at most once a minute: seeing a device is no reason to write with every request.
  if (row['is_seen'] === 0 || Number(row['last_seen'] ?? 0) < now - 60_000) {
    const noted = db.write(async (sql) => {
      const isThere = (await sql.run('UPDATE hub_session SET is_seen = 1 WHERE access_hash = ?', [hash])) === 1;
      if (row['is_seen'] === 0 && isThere) await settleAnswer(sql, session, { hash, old: String(row['old_refresh_hash']), now });
      await sql.run('UPDATE hub_device SET last_seen = ? WHERE workspace = ? AND device = ?', [now, session.workspace, session.device]);
    });
    // Whoever only reads is answered by a hub whose disk is full, too; which tokens arrived has to be written down.
    if (row['is_seen'] === 0) await noted;
    else
      await noted.catch((error: unknown) => {
        if (!(error instanceof HubUnavailableError)) throw error;
      });
  }
  return ok(session);
};

/**
 * New tokens for a refresh token, which is spent with it. When the answer was lost the device comes with the old one again: that is taken as
 * long as nobody has used the new tokens. A token spent longer ago than a message can be late was stolen, by whoever uses it or by whoever used
 * it before: both are shut out.
 */
export const refreshSession = (context: HubContext, refresh: string): Promise<Answer<Tokens>> =>
  context.db.write(async (sql) => {
    const now = context.ports.clock.now();
    const hash = secretHash(refresh);
    const row = (
      await sql.all(
        `SELECT s.*, d.revoked_at FROM hub_session s JOIN hub_device d ON d.workspace = s.workspace AND d.device = s.device
         WHERE s.refresh_hash = ? OR (s.old_refresh_hash = ? AND s.is_seen = 0)`,
        [hash, hash],
      )
    )[0];
    if (row === undefined) {
      const spent = (await sql.all('SELECT workspace, device, at FROM hub_spent WHERE refresh_hash = ?', [hash]))[0];
      // Spent a moment ago: the first of two requests came late, after the answer to the second one was in use. It gets nothing, and nobody is shut out.
      if (spent === undefined || Number(spent['at']) > now - lateFor) return fault('unauthorised');
      await shutOut(context, sql, String(spent['workspace']), stemOf(String(spent['device'])));
      return fault('revoked');
    }
    if (row['revoked_at'] !== null) return fault('revoked');
    if (Number(row['refresh_until']) <= now) return fault('unauthorised');
    const [workspace, device] = [String(row['workspace']), String(row['device'])];
    await spend(sql, hash, { workspace, device }, now);
    await sql.run('DELETE FROM hub_spent WHERE at < ?', [now - refreshFor]);
    return ok(await keepTokens(context, sql, { workspace, device, old: hash }));
  });

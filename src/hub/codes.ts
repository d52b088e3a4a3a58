/** One-time codes: to set up a workspace, and to join one. Kept as hashes; wrong tries are counted by address. */
import { secretHash } from './hash.ts';
import type { Fault, HubContext } from './hubContext.ts';
import { takeHubTurn } from './hubContext.ts';
import type { HubRow, Sql } from './hubDb.ts';

/** Wrong codes from one address before it has to wait, and for how long they count, in ms. */
export const mostTries = 10;
export const triesCountFor = 15 * 60 * 1000;
/** How long the same device may trade its code again when the answer got lost, in ms. */
const repeatableFor = 10 * 60 * 1000;

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const codeLetters = 20;

/** 100 random bits that can be read aloud: no I, L, O or U. */
export const newCode = ({ ports }: HubContext): string => {
  const letters = [...ports.random.bytes(codeLetters)].map((byte) => alphabet.charAt(byte & 31)).join('');
  return (letters.match(/.{5}/gu) ?? []).join('-');
};

/** However somebody typed it: case, spaces and dashes do not matter, and letters that look like digits are those. */
export const codeHash = (typed: string): string =>
  secretHash(
    typed
      .toUpperCase()
      .replaceAll(/[^0-9A-Z]/gu, '')
      .replaceAll('O', '0')
      .replaceAll(/[IL]/gu, '1'),
  );

export type CodeKind = 'setUp' | 'invitation';
export type Code = { readonly workspace: string; readonly person: string; readonly isRepeat: boolean };

export const keepCode = async (
  sql: Sql,
  code: string,
  kind: CodeKind,
  about: { readonly workspace: string; readonly person: string; readonly expiresAt: number },
): Promise<void> => {
  await sql.run('INSERT INTO hub_code (hash, kind, workspace, person, expires_at) VALUES (?, ?, ?, ?, ?)', [
    codeHash(code),
    kind,
    about.workspace,
    about.person,
    about.expiresAt,
  ]);
};

const isWrong = (row: HubRow | undefined, key: string, now: number): Fault | null => {
  if (row === undefined) return 'wrongCode';
  if (row['used_at'] !== null) {
    const isRepeat = row['used_key'] === key && Number(row['used_at']) + repeatableFor > now;
    return isRepeat ? null : 'wrongCode';
  }
  return Number(row['expires_at']) <= now ? 'expiredCode' : null;
};

/** Trades a code for what it stands for and marks it used by this key. A wrong one counts against the address; too many close it. */
export const tradeCode = async (
  { ports }: HubContext,
  sql: Sql,
  given: { readonly code: string; readonly kind: CodeKind; readonly key: string; readonly address: string },
): Promise<Code | Fault> => {
  const now = ports.clock.now();
  const address = secretHash(given.address);
  // In turn, so that many tries at once are counted one after the other.
  await takeHubTurn(sql);
  await sql.run('DELETE FROM hub_try WHERE at <= ?', [now - triesCountFor]);
  const tries = await sql.all('SELECT count(*) AS tries FROM hub_try WHERE address = ?', [address]);
  if (Number(tries[0]?.['tries']) >= mostTries) return 'tooManyTries';
  const hash = codeHash(given.code);
  const row = (await sql.all('SELECT * FROM hub_code WHERE hash = ? AND kind = ?', [hash, given.kind]))[0];
  const wrong = isWrong(row, given.key, now);
  if (wrong !== null || row === undefined) {
    await sql.run('INSERT INTO hub_try (address, at) VALUES (?, ?)', [address, now]);
    return wrong ?? 'wrongCode';
  }
  const isRepeat = row['used_at'] !== null;
  if (!isRepeat) await sql.run('UPDATE hub_code SET used_at = ?, used_key = ? WHERE hash = ?', [now, given.key, hash]);
  return { workspace: String(row['workspace']), person: String(row['person']), isRepeat };
};

/** How long a set-up code is good for, in ms. */
const setUpCodeFor = 24 * 3_600_000;

/** A new set-up code, shown once. */
export const makeSetUpCode = async (context: HubContext): Promise<string> => {
  const code = newCode(context);
  const expiresAt = context.ports.clock.now() + setUpCodeFor;
  await context.db.write((sql) => keepCode(sql, code, 'setUp', { workspace: '', person: '', expiresAt }));
  return code;
};

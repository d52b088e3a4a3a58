/**
 * One-time codes: to set up a workspace, and to join one. A code is a public part, by which it is found, and a secret. Wrong secrets count against
 * the code; who names none that there is, is answered later and later. Kept as hashes.
 */
import type { OpenCode } from '../shared/sync/hubProtocol.ts';
import { secretHash } from './hash.ts';
import type { Fault, HubContext } from './hubContext.ts';
import { takeHubTurn } from './hubContext.ts';
import type { HubRow, Sql } from './hubDb.ts';

/** Wrong secrets that end a code. */
export const mostWrong = 10;
/** How long a code that is not there counts against the address that named it, in ms. */
export const triesCountFor = 15 * 60 * 1000;
/** What the first of them costs, each further one twice as much, and what one costs at most, in ms. */
const firstPause = 250;
const longestPause = 10_000;
/** How long the same device may trade its code again when the answer got lost, in ms. */
const repeatableFor = 10 * 60 * 1000;

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** 25 bits that tell codes apart, and 75 that nobody guesses. */
const publicLetters = 5;
const codeLetters = publicLetters + 15;

/** Random letters that can be read aloud: no I, L, O or U. */
const newLetters = ({ ports }: HubContext): string =>
  [...ports.random.bytes(codeLetters)].map((byte) => alphabet.charAt(byte & 31)).join('');

/** However somebody typed it: case, spaces and dashes do not matter, and letters that look like digits are those. */
const plain = (typed: string): string =>
  typed
    .toUpperCase()
    .replaceAll(/[^0-9A-Z]/gu, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/gu, '1');
const codeHash = (typed: string): string => secretHash(plain(typed));

export type CodeKind = 'setUp' | 'invitation';
/** `madeAt`: a device that was shut out later does not come in by it. */
export type Code = { readonly workspace: string; readonly person: string; readonly madeAt: number; readonly isRepeat: boolean };

/** A new code, shown once. */
export const makeCode = async (
  context: HubContext,
  sql: Sql,
  kind: CodeKind,
  about: { readonly workspace: string; readonly person: string; readonly expiresAt: number },
): Promise<string> => {
  const letters = newLetters(context);
  const known = letters.slice(0, publicLetters);
  if ((await sql.all('SELECT 1 AS one FROM hub_code WHERE public = ?', [known])).length > 0) return makeCode(context, sql, kind, about);
  await sql.run('INSERT INTO hub_code (hash, kind, workspace, person, expires_at, public, made_at) VALUES (?, ?, ?, ?, ?, ?, ?)', [
    codeHash(letters),
    kind,
    about.workspace,
    about.person,
    about.expiresAt,
    known,
    context.ports.clock.now(),
  ]);
  return (letters.match(/.{5}/gu) ?? []).join('-');
};

/** What it was traded for did not come about: the code is as good as before. */
export const giveBack = async (sql: Sql, code: string): Promise<void> => {
  await sql.run('UPDATE hub_code SET used_at = NULL, used_key = NULL WHERE hash = ?', [codeHash(code)]);
};

/** `pause`: how long whoever asked is kept waiting for the answer, in ms. */
export type Traded = { readonly type: 'good'; readonly code: Code } | { readonly type: 'bad'; readonly why: Fault; readonly pause: number };

const bad = (why: Fault, pause = 0): Traded => ({ type: 'bad', why, pause });

type Given = { readonly code: string; readonly kind: CodeKind; readonly key: string; readonly address: string };

const isEnded = (row: HubRow): boolean => Number(row['wrong']) >= mostWrong;

const isWrong = (row: HubRow, { kind, key }: Given, now: number): Fault | null => {
  if (row['kind'] !== kind) return 'wrongCode';
  if (row['used_at'] !== null) {
    const isRepeat = row['used_key'] === key && Number(row['used_at']) + repeatableFor > now;
    return isRepeat ? null : 'wrongCode';
  }
  if (isEnded(row)) return 'endedCode';
  return Number(row['expires_at']) <= now ? 'expiredCode' : null;
};

/** A code that is none: its secret is wrong, or nothing is known of it at all. */
const notThere = async (sql: Sql, given: Given, now: number): Promise<Traded> => {
  const known = plain(given.code).slice(0, publicLetters);
  const row = (await sql.all('SELECT hash, wrong FROM hub_code WHERE public = ? AND used_at IS NULL', [known]))[0];
  if (row !== undefined) {
    if (isEnded(row)) return bad('endedCode');
    await sql.run('UPDATE hub_code SET wrong = wrong + 1 WHERE hash = ?', [row['hash'] ?? null]);
    return bad('wrongCode');
  }
  const address = secretHash(given.address);
  await sql.run('DELETE FROM hub_try WHERE at <= ?', [now - triesCountFor]);
  const tries = Number((await sql.all('SELECT count(*) AS tries FROM hub_try WHERE address = ?', [address]))[0]?.['tries']);
  const pause = Math.min(longestPause, firstPause * 2 ** tries);
  // Beyond the longest pause there is nothing to count.
  if (pause < longestPause) await sql.run('INSERT INTO hub_try (address, at) VALUES (?, ?)', [address, now]);
  return bad('wrongCode', pause);
};

/** Trades a code for what it stands for and marks it used by this key. */
export const tradeCode = async ({ ports }: HubContext, sql: Sql, given: Given): Promise<Traded> => {
  const now = ports.clock.now();
  // In turn, so that many tries at once are counted one after the other.
  await takeHubTurn(sql);
  const hash = codeHash(given.code);
  // Codes from before there were public parts are found as all others are: by the whole.
  const row = (await sql.all('SELECT * FROM hub_code WHERE hash = ?', [hash]))[0];
  if (row === undefined) return notThere(sql, given, now);
  const wrong = isWrong(row, given, now);
  if (wrong !== null) return bad(wrong);
  const isRepeat = row['used_at'] !== null;
  if (!isRepeat) await sql.run('UPDATE hub_code SET used_at = ?, used_key = ? WHERE hash = ?', [now, given.key, hash]);
  return {
    type: 'good',
    code: { workspace: String(row['workspace']), person: String(row['person']), madeAt: Number(row['made_at']), isRepeat },
  };
};

/** How long a set-up code is good for, in ms. */
const setUpCodeFor = 24 * 3_600_000;

/** A new set-up code. */
export const makeSetUpCode = (context: HubContext): Promise<string> =>
  context.db.write((sql) =>
    makeCode(context, sql, 'setUp', { workspace: '', person: '', expiresAt: context.ports.clock.now() + setUpCodeFor }),
  );

const mostCodes = 500;

/** Invitations that nobody has used, the newest first; one that was ended is told of until its person has another. */
export const openCodesOf = async ({ db, ports }: HubContext, workspace: string): Promise<readonly OpenCode[]> => {
  const rows = await db.read((sql) =>
    sql.all(
      `SELECT public, person, made_at, expires_at, wrong FROM hub_code c WHERE workspace = ? AND kind = 'invitation' AND used_at IS NULL
       AND expires_at > ? AND public IS NOT NULL AND (wrong < ${mostWrong} OR NOT EXISTS (
         SELECT 1 FROM hub_code other WHERE other.workspace = c.workspace AND other.person = c.person AND other.made_at > c.made_at))
       ORDER BY made_at DESC, public LIMIT ${mostCodes}`,
      [workspace, ports.clock.now()],
    ),
  );
  return rows.map((row) => ({
    letters: String(row['public']),
    person: String(row['person']),
    madeAt: Number(row['made_at']),
    expiresAt: Number(row['expires_at']),
    isEnded: isEnded(row),
  }));
};

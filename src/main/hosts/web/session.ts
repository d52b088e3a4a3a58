/** Who may talk to the web host: a one-time code from the terminal, good once for a session cookie. */
import { createHash, timingSafeEqual } from 'node:crypto';
import { err, ok } from '../../../shared/kernel/result.ts';
import type { Result } from '../../../shared/kernel/result.ts';
import type { Random } from '../../../platform/ports.ts';

export type SignInError = { readonly type: 'WrongCode' } | { readonly type: 'CodeUsed' } | { readonly type: 'TooManyTries' };

export type Sessions = {
  /** The one-time code, base64url of 32 bytes. */
  readonly code: string;
  /** Gives a session token for the code; the code is void from then on. */
  readonly signIn: (code: string) => Result<{ readonly token: string }, SignInError>;
  readonly isValid: (token: string) => boolean;
};

const wrongTriesAllowed = 10;

/** Sessions live in memory only: a restart ends them all and prints a new code. */
export const createSessions = (random: Random): Sessions => {
  const code = toText(random.bytes(32));
  let isUsed = false;
  let wrongTries = 0;
  let tokenOfSession: string | undefined;

  const signIn = (given: string): Result<{ readonly token: string }, SignInError> => {
    if (wrongTries >= wrongTriesAllowed) return err({ type: 'TooManyTries' });
    if (!isSame(given, code)) {
      wrongTries += 1;
      return err({ type: 'WrongCode' });
    }
    if (isUsed) return err({ type: 'CodeUsed' });
    isUsed = true;
    tokenOfSession = toText(random.bytes(32));
    return ok({ token: tokenOfSession });
  };

  return { code, signIn, isValid: (token) => tokenOfSession !== undefined && isSame(token, tokenOfSession) };
};

/** The cookie carries the port in its name, since cookies of one host name are shared by all its ports. */
export const cookieName = (port: number): string => `samspill_session_${port}`;

export const sessionCookie = (port: number, token: string): string => `${cookieName(port)}=${token}; HttpOnly; SameSite=Strict; Path=/`;

/** Every value that a Cookie header gives for the session of this port. */
export const sessionTokens = (cookieHeader: string | undefined, port: number): readonly string[] => {
  const start = `${cookieName(port)}=`;
  return (cookieHeader ?? '')
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part.startsWith(start))
    .map((part) => part.slice(start.length));
};

const toText = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url');

/** Equal text, in a time that tells nothing about where it differs; hashing makes the lengths equal. */
const isSame = (a: string, b: string): boolean => timingSafeEqual(sha256(a), sha256(b));

const sha256 = (text: string): Uint8Array => createHash('sha256').update(text).digest();

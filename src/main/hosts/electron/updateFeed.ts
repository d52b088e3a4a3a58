/** The feed of newer versions: which addresses may be one, and which one this package was made with. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const ownMachine: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost', '[::1]']);

/** True for https, and for plain http on this machine alone: what is fetched otherwise could be replaced on its way. */
export const isFeedAddress = (text: string): boolean => {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, username, password } = new URL(text);
  if (username !== '' || password !== '') return false;
  return protocol === 'https:' || (protocol === 'http:' && ownMachine.has(hostname));
};

/** The file in which the packager leaves the address, beside the app and not in it. */
export const feedFileName = 'app-update.yml';

/** The address in the file's text; null where there is none, or one that may not be asked. */
export const feedIn = (text: string): string | null => {
  const address = /^url:\s*(?<quote>['"]?)(?<address>\S+)\k<quote>\s*$/mu.exec(text)?.groups?.['address'];
  return /^provider:\s*generic\s*$/mu.test(text) && address !== undefined && isFeedAddress(address) ? address : null;
};

export const readFeed = (resourcesDir: string): string | null => {
  try {
    return feedIn(readFileSync(join(resourcesDir, feedFileName), 'utf8'));
  } catch {
    return null;
  }
};

/** False where the program was put in place by the system's own packages, which keep it up to date, or runs from a bare folder. */
export const replacesItself = (platform: NodeJS.Platform, env: Readonly<Record<string, string | undefined>>): boolean =>
  platform === 'win32' || platform === 'darwin' || (platform === 'linux' && (env['APPIMAGE'] ?? '') !== '');

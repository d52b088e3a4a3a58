/** How the desktop app was asked to start, and where the shell keeps what belongs to its windows. */
import { accessSync, constants, mkdirSync, mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { isLanguage, languageOfTag } from '../../../shared/i18n/languages.ts';
import type { Language } from '../../../shared/i18n/languages.ts';
import { hex, sha256 } from '../../../platform/hash.ts';

export type ShellArgs = { readonly store: string | null; readonly language: Language | null };

const valueOf = (argv: readonly string[], name: string): string | null => {
  const at = argv.findIndex((part) => part === `--${name}` || part.startsWith(`--${name}=`));
  const part = argv[at];
  if (part === undefined) return null;
  const value = part.includes('=') ? part.slice(part.indexOf('=') + 1) : (argv[at + 1] ?? '');
  return value === '' || value.startsWith('--') ? null : value;
};

/** Only what is ours is read: the arguments of the browser beneath stand among them. */
export const readShellArgs = (argv: readonly string[]): ShellArgs => {
  const language = valueOf(argv, 'lang');
  return { store: valueOf(argv, 'store'), language: isLanguage(language) ? language : null };
};

/** The first of the system's languages that the app speaks, English when there is none. */
export const languageOfSystem = (tags: readonly string[]): Language => {
  for (const tag of tags) {
    const language = languageOfTag(tag);
    if (language !== null) return language;
  }
  return 'en';
};

/** A store that was asked for by name gets a profile of its own, so that two stores can be open side by side. */
export const profileDir = (usual: string, storeDir: string | null): string =>
  storeDir === null ? usual : join(usual, 'stores', hex(sha256(storeDir)).slice(0, 16));

/** True when the profile can be made and written. */
export const isUsable = (dir: string): boolean => {
  try {
    mkdirSync(dir, { recursive: true, mode: 0o700 });
    accessSync(dir, constants.W_OK | constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

/** A profile for this one run, where the usual one cannot be written. */
export const passingProfile = (tempDir: string): string => mkdtempSync(join(tempDir, 'samspill-profile-'));

/** What the machine's settings decide about a start: the language, the folder of the data, the way to open a browser. */
import { posix, win32 } from 'node:path';
import { languageOfTag } from '../../../shared/i18n/languages.ts';
import type { Language } from '../../../shared/i18n/languages.ts';

export type Env = Readonly<Record<string, string | undefined>>;

/** The first language of the settings that the app speaks, English when there is none. */
export const languageOf = (env: Env): Language => {
  // LC_ALL overrides LANG, also when it names a language the app does not speak.
  const tag = [env['LC_ALL'], env['LC_MESSAGES'], env['LANG']].find((value) => value !== undefined && value !== '') ?? '';
  return languageOfTag(tag) ?? 'en';
};

export type StoreChoice = {
  readonly dir: string;
  /** True for the sample company, which the core makes when the folder is empty. */
  readonly isSample: boolean;
};

type StoreQuestion = {
  /** The folder given on the command line, or null. */
  readonly given: string | null;
  readonly env: Env;
  readonly platform: NodeJS.Platform;
  readonly home: string;
  /** Where relative folders start. */
  readonly cwd: string;
  /** True when there is anything at all in the folder: what it is, and whether it is well, is the core's to say. */
  readonly holdsAnything: (dir: string) => boolean;
};

/** The folder to open: the one given, else the usual one, else (while that is empty) the sample company beside it. */
export const chooseStore = (question: StoreQuestion): StoreChoice => {
  const { given, env, platform, home, cwd, holdsAnything } = question;
  const path = platform === 'win32' ? win32 : posix;
  if (given !== null) return { dir: path.resolve(cwd, given), isSample: false };
  const configured = env['SAMSPILL_STORE'];
  const usual = configured ? path.resolve(cwd, configured) : path.join(appFolder(env, platform, home), 'store');
  return holdsAnything(usual) ? { dir: usual, isSample: false } : { dir: path.join(path.dirname(usual), 'sample'), isSample: true };
};

/** Where each system keeps the data of applications. */
const appFolder = (env: Env, platform: NodeJS.Platform, home: string): string => {
  if (platform === 'win32') return win32.join(env['APPDATA'] || win32.join(home, 'AppData', 'Roaming'), 'Samspill');
  if (platform === 'darwin') return posix.join(home, 'Library', 'Application Support', 'Samspill');
  const xdg = env['XDG_DATA_HOME'] ?? '';
  // The XDG specification has relative paths ignored.
  return posix.join(posix.isAbsolute(xdg) ? xdg : posix.join(home, '.local', 'share'), 'samspill');
};

export type ProgramCall = { readonly command: string; readonly args: readonly string[] };

/** The program that opens a link in the user's browser, or null where nobody could see one. */
export const browserCall = (url: string, platform: NodeJS.Platform, env: Env): ProgramCall | null => {
  if (platform === 'darwin') return { command: 'open', args: [url] };
  // `start` takes its first quoted argument for a window title.
  if (platform === 'win32') return { command: 'cmd', args: ['/c', 'start', '""', url] };
  return env['DISPLAY'] || env['WAYLAND_DISPLAY'] ? { command: 'xdg-open', args: [url] } : null;
};

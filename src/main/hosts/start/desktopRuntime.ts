/** Whether this machine can show a window, and with which Electron; asked before anything is built for it, and answered within a second. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Env } from './surroundings.ts';

export type DesktopChoice =
  | { readonly type: 'present'; readonly program: string }
  /** Not here, but its address answers: it can be fetched once. */
  | { readonly type: 'fetchable' }
  /** No window is possible, and why. */
  | { readonly type: 'none'; readonly because: 'noDisplay' | 'isRoot' | 'noRuntime' };

export type DesktopQuestion = {
  readonly env: Env;
  readonly platform: NodeJS.Platform;
  /** Null where the system has no users by number. */
  readonly userId: number | null;
  /** The folder of the electron package. */
  readonly packageDir: string;
  /** True when the address answers within the time; never rejects. */
  readonly answers: (address: string, withinMs: number) => Promise<boolean>;
};

/** Milliseconds that a person waits for a network that is not there. */
const patience = 700;

const programName = (platform: NodeJS.Platform): string =>
  platform === 'darwin' ? join('Electron.app', 'Contents', 'MacOS', 'Electron') : platform === 'win32' ? 'electron.exe' : 'electron';

const textOf = (path: string): string => {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    return '';
  }
};

const versionOf = (packageDir: string): string => {
  const text = textOf(join(packageDir, 'package.json'));
  const version = text === '' ? null : (JSON.parse(text) as { readonly version?: unknown }).version;
  return typeof version === 'string' ? version : '';
};

/** The program of an Electron that is here whole; null otherwise. */
export const programHere = ({ env, platform, packageDir }: Pick<DesktopQuestion, 'env' | 'platform' | 'packageDir'>): string | null => {
  const override = env['ELECTRON_OVERRIDE_DIST_PATH'] ?? '';
  if (override !== '') {
    const program = join(override, programName(platform));
    return existsSync(program) ? program : null;
  }
  const dist = join(packageDir, 'dist');
  const version = versionOf(packageDir);
  // A fetch that was cut off leaves files without a version beside them.
  if (version === '' || textOf(join(dist, 'version')).replace(/^v/u, '') !== version) return null;
  const named = textOf(join(packageDir, 'path.txt'));
  const program = join(dist, named);
  return named !== '' && existsSync(program) ? program : null;
};

/** In the order of what is cheapest to know. */
export const findDesktop = async (question: DesktopQuestion): Promise<DesktopChoice> => {
  const { env, platform, userId, packageDir, answers } = question;
  if (platform === 'linux' && !env['DISPLAY'] && !env['WAYLAND_DISPLAY']) return { type: 'none', because: 'noDisplay' };
  // Chromium refuses its sandbox to root, and without it no foreign file may be opened.
  if (platform === 'linux' && userId === 0) return { type: 'none', because: 'isRoot' };
  const program = programHere(question);
  if (program !== null) return { type: 'present', program };
  const version = versionOf(packageDir);
  if (version === '') return { type: 'none', because: 'noRuntime' };
  const mirror = env['ELECTRON_MIRROR'] || env['npm_config_electron_mirror'] || 'https://github.com/electron/electron/releases/download/';
  const isThere = await answers(`${mirror}v${version}/SHASUMS256.txt`, patience);
  return isThere ? { type: 'fetchable' } : { type: 'none', because: 'noRuntime' };
};

/** Asks for the head of a page; a redirect counts as an answer. */
export const addressAnswers = async (address: string, withinMs: number): Promise<boolean> => {
  try {
    const response = await fetch(address, { method: 'HEAD', redirect: 'manual', signal: AbortSignal.timeout(withinMs) });
    return response.status < 400;
  } catch {
    return false;
  }
};

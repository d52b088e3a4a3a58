/** The browser that prints: a Chrome or Chromium of the machine, else the one pinned in package.json, unpacked once. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import type { Browser } from 'playwright-core';
import { chromium } from 'playwright-core';
import type { NoChromium } from '../shared/kernel/report.ts';
import { err, ok, type Result } from '../shared/kernel/result.ts';

export type ChromiumProgram = {
  readonly origin: 'machine' | 'pinned';
  readonly path: string;
  /** Variables that the program needs beyond those of this process. */
  readonly env: Readonly<Record<string, string>>;
};
/** Which programs may be taken: one by its path, the pinned one (with nothing but its own fonts), or (null) the first that starts. */
export type ChromiumChoice = { readonly path: string } | 'pinned' | null;

/** What a variable names: `pinned`, a path, or nothing. A program that is named is the only one that is tried. */
export const namedChromium = (text: string | undefined): ChromiumChoice =>
  text === undefined || text === '' ? null : text === 'pinned' ? text : { path: text };

const root = resolve(import.meta.dirname, '../..');

/** The pinned package's own `args` switch off web security and process separation, which must stay on. */
const switches = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** How the program is started, whoever speaks to it. */
export const launchOptions = (program: ChromiumProgram) => ({
  executablePath: program.path,
  headless: true,
  args: [...switches],
  env: { ...definedEnv(), ...utf8Paths(), ...program.env },
});

/** A headless browser. The caller closes it. */
export const launchChromium = async (program: ChromiumProgram): Promise<Browser> => chromium.launch(launchOptions(program));

/** Finds the program, and unpacks the pinned one when it is needed and not unpacked yet (some seconds, once). */
export const findChromium = async (choice: ChromiumChoice): Promise<Result<ChromiumProgram, NoChromium>> => {
  const none = (reason: string): Result<never, NoChromium> => err({ type: 'NoChromium', reason });
  if (choice !== null && choice !== 'pinned') {
    const { path } = choice;
    return answersVersion(path, {}) ? ok({ origin: 'machine', path, env: {} }) : none(`${path} does not start`);
  }
  const found = choice === null ? machinePrograms().find((path) => existsSync(path) && answersVersion(path, {})) : undefined;
  if (found !== undefined) return ok({ origin: 'machine', path: found, env: {} });
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    return none(`no Chrome or Chromium on this machine, and none from npm for ${process.platform} ${process.arch}`);
  }
  try {
    const program = startablePinned(await unpackedOnce(), choice === 'pinned' ? fontFiles.own : fontFiles.all);
    return program === null ? none('the Chromium from npm does not start on this machine') : ok(program);
  } catch (cause) {
    // The package is not installed, or its folder can neither be written nor holds an unpacked one.
    return none(cause instanceof Error ? cause.message : String(cause));
  }
};

/** Under a locale that is not UTF-8 (none set at all, as in a bare service) Chromium on Linux finds no file with "æ" in its name. */
const utf8Paths = (): Record<string, string> => {
  if (process.platform !== 'linux') return {};
  const locale =
    [process.env['LC_ALL'], process.env['LC_CTYPE'], process.env['LANG']].find((name) => name !== undefined && name !== '') ?? '';
  return /utf-?8/iu.test(locale) ? {} : { LC_ALL: 'C.UTF-8' };
};

const definedEnv = (): Record<string, string> =>
  Object.fromEntries(Object.entries(process.env).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])));

const machinePrograms = (): readonly string[] => {
  const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'microsoft-edge-stable'];
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  const windows = [process.env['PROGRAMFILES'], process.env['PROGRAMFILES(X86)'], process.env['LOCALAPPDATA']];
  return [
    ...names.flatMap((name) => folders.map((folder) => join(folder, name))),
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    ...windows.flatMap((folder) => (folder === undefined ? [] : [join(folder, 'Google/Chrome/Application/chrome.exe')])),
  ];
};

/** Starting it is the only sure sign: `chromium-browser` may be a shell script that asks for a snap, and a library may be missing. */
const answersVersion = (path: string, env: Readonly<Record<string, string>>): boolean => {
  // On Windows `--version` opens a window instead of answering.
  if (process.platform === 'win32') return existsSync(path);
  try {
    const answer = execFileSync(path, ['--no-sandbox', '--version'], {
      env: { ...definedEnv(), ...env },
      encoding: 'utf8',
      timeout: 20_000,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return /chrom|edge/iu.test(answer);
  } catch {
    return false;
  }
};

/** Fonts of the package alone, and these beside whatever the machine has. */
const fontFiles = { own: 'own.conf', all: 'all.conf' } as const;

/**
 * The package's own configuration looks for its fonts where a cloud function unpacks them: with it no text would be shown at all. Paths are
 * relative, because a checkout may be moved with everything that it has unpacked.
 */
const fontConfig = (further: string): string => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir prefix="relative">fonts</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>${further}
</fontconfig>
`;

const startablePinned = (folder: string, fontFile: string): ChromiumProgram | null => {
  const path = join(folder, 'chromium');
  const fonts = { FONTCONFIG_FILE: join(folder, 'fonts', fontFile) };
  if (answersVersion(path, fonts)) return { origin: 'pinned', path, env: fonts };
  // libnss3 and libnspr4 are not on a bare machine; the package carries them.
  const env = { ...fonts, LD_LIBRARY_PATH: join(folder, 'al2023', 'lib') };
  return answersVersion(path, env) ? { origin: 'pinned', path, env } : null;
};

let unpacking: Promise<string> | null = null;

/** Within one process only one unpacks: a program that is still being written while another thread starts it fails with ETXTBSY. */
const unpackedOnce = async (): Promise<string> => {
  unpacking ??= unpackPinned();
  try {
    return await unpacking;
  } catch (cause) {
    // What failed for want of space may succeed the next time.
    unpacking = null;
    throw cause;
  }
};

/** Unpacks beside the other build caches, once per version: into a folder of its own that is then renamed, so that it is whole or absent. */
const unpackPinned = async (): Promise<string> => {
  const packageFolder = join(root, 'node_modules/@sparticuz/chromium');
  const { version } = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8')) as { readonly version: string };
  const cache = join(root, 'node_modules/.cache/samspill');
  // What is unpacked is more than the version says: a folder of before, without the font files, must not be taken for a whole one.
  const fonts = join(cache, `chromium-${version}-fonts`);
  if (existsSync(fonts)) return fonts;
  mkdirSync(cache, { recursive: true });
  const staging = mkdtempSync(join(cache, 'unpacking-'));
  try {
    await inflateInto(staging, packageFolder);
    writeFileSync(join(staging, 'fonts', fontFiles.own), fontConfig(''));
    writeFileSync(join(staging, 'fonts', fontFiles.all), fontConfig('\n  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>'));
    renameSync(staging, fonts);
  } catch (error) {
    rmSync(staging, { recursive: true, force: true });
    // Another process may have been faster: its folder is as good.
    if (!existsSync(fonts)) throw error;
  }
  return fonts;
};

const inflateInto = async (folder: string, packageFolder: string): Promise<void> => {
  const { inflate } = await import('@sparticuz/chromium');
  // The package unpacks into the system's temporary folder, which is shared with everything else on the machine.
  const before = process.env['TMPDIR'];
  process.env['TMPDIR'] = folder;
  try {
    for (const archive of ['chromium.br', 'fonts.tar.br', 'swiftshader.tar.br', 'al2023.tar.br']) {
      await inflate(join(packageFolder, 'bin', archive));
    }
  } finally {
    if (before === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = before;
  }
};

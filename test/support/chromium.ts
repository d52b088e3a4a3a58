/** The browser of the tests: a Chrome or Chromium of the machine, else the one pinned in package.json. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { Browser } from 'playwright-core';
import { chromium } from 'playwright-core';
import { repositoryRoot } from './repository.ts';

export type ChromiumProgram = {
  readonly origin: 'machine' | 'pinned';
  readonly path: string;
  /** Variables that the program needs beyond those of the test process. */
  readonly env: Readonly<Record<string, string>>;
};

/** `pinned` forces the one from npm; a path forces that program; unset looks on the machine first. */
const wanted = (): string => process.env['SAMSPILL_TEST_CHROMIUM'] ?? '';

/** The pinned package's own `args` switch off web security and process separation, which the tests must keep. */
const switches = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** A headless browser. The caller closes it. */
export const launchChromium = async (program: ChromiumProgram): Promise<Browser> =>
  chromium.launch({ executablePath: program.path, headless: true, args: switches, env: { ...definedEnv(), ...program.env } });

/**
 * Finds the program, and unpacks the pinned one when it is needed and not unpacked yet. To be called once for a test run, in the
 * global setup: a program that one process is still writing while another starts it fails with ETXTBSY.
 * Returns the reason as text where there is none (a machine for which npm has no pinned build, without a Chrome).
 */
export const prepareChromium = async (): Promise<ChromiumProgram | string> => {
  const choice = wanted();
  if (choice !== '' && choice !== 'pinned') {
    return answersVersion(choice, {}) ? { origin: 'machine', path: choice, env: {} } : `${choice} (SAMSPILL_TEST_CHROMIUM) does not start`;
  }
  if (choice !== 'pinned') {
    const found = machinePrograms().find((path) => existsSync(path) && answersVersion(path, {}));
    if (found !== undefined) return { origin: 'machine', path: found, env: {} };
  }
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    return `no Chrome or Chromium on this machine, and none from npm for ${process.platform} ${process.arch}`;
  }
  return startablePinned(await unpackPinned());
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
  if (process.platform === 'win32') return true;
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

const startablePinned = (folder: string): ChromiumProgram | string => {
  const path = join(folder, 'chromium');
  // A machine without any font configuration would show no text at all.
  const fonts: Readonly<Record<string, string>> = existsSync('/etc/fonts/fonts.conf') ? {} : { FONTCONFIG_PATH: join(folder, 'fonts') };
  if (answersVersion(path, fonts)) return { origin: 'pinned', path, env: fonts };
  // libnss3 and libnspr4 are not on a bare machine; the package carries them.
  const env = { ...fonts, LD_LIBRARY_PATH: join(folder, 'al2023', 'lib') };
  return answersVersion(path, env) ? { origin: 'pinned', path, env } : `the Chromium from npm (${path}) does not start on this machine`;
};

/** Unpacks beside the other build caches, once per version: into a folder of its own that is then renamed, so that it is whole or absent. */
const unpackPinned = async (): Promise<string> => {
  const packageFolder = join(repositoryRoot, 'node_modules/@sparticuz/chromium');
  const { version } = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8')) as { readonly version: string };
  const cache = join(repositoryRoot, 'node_modules/.cache/samspill');
  const target = join(cache, `chromium-${version}`);
  if (existsSync(target)) return target;
  mkdirSync(cache, { recursive: true });
  const staging = mkdtempSync(join(cache, 'unpacking-'));
  const { inflate } = await import('@sparticuz/chromium');
  // The package unpacks into the system's temporary folder, which is shared with everything else on the machine.
  const before = process.env['TMPDIR'];
  process.env['TMPDIR'] = staging;
  try {
    for (const archive of ['chromium.br', 'fonts.tar.br', 'swiftshader.tar.br', 'al2023.tar.br']) {
      await inflate(join(packageFolder, 'bin', archive));
    }
  } finally {
    if (before === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = before;
  }
  try {
    renameSync(staging, target);
  } catch (error) {
    // Another run was faster: its folder is as good.
    rmSync(staging, { recursive: true, force: true });
    if (!existsSync(target)) throw error;
  }
  return target;
};

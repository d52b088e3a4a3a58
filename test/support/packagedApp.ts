/** The packaged app: made from this checkout around the Electron for tests, looked into, and started as a person starts it. */
import { execFile, spawn } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import type { Page } from 'playwright-core';
import { chromium } from 'playwright-core';
import { onTestFinished } from 'vitest';
import { filesBelow, repositoryRoot } from './repository.ts';

const run = promisify(execFile);

/** The folder of the Electron that the tests run in. */
export const electronDir = (): string => process.env['SAMSPILL_ELECTRON'] ?? '';

/** `npm run package` into `outDir`; answers with the folder of the app. */
export const makePackage = async (outDir: string, feed: string | null = null): Promise<string> => {
  const { SAMSPILL_UPDATE_FEED: _feed, ...env } = process.env;
  await run(process.execPath, ['src/main/hosts/preflight.mjs', 'src/main/tools/package/main.ts', '--out', outDir], {
    cwd: repositoryRoot,
    env: { ...env, ...(feed === null ? {} : { SAMSPILL_UPDATE_FEED: feed }) },
    maxBuffer: 16 * 1024 * 1024,
  });
  return join(outDir, 'linux-unpacked');
};

/** Paths and bytes of all files below a folder. */
export const sizesBelow = (dir: string): ReadonlyMap<string, number> =>
  new Map(filesBelow(dir).map((path) => [path, statSync(join(dir, path)).size]));

type ArchiveEntry = {
  readonly files?: Readonly<Record<string, ArchiveEntry>>;
  readonly size?: number;
  readonly offset?: string;
  readonly unpacked?: boolean;
  readonly integrity?: { readonly algorithm: string; readonly hash: string };
};
export type ArchiveFile = {
  readonly path: string;
  readonly size: number;
  readonly isUnpacked: boolean;
  readonly hash: string | null;
  /** Empty for what lies beside the archive. */
  readonly bytes: Buffer;
};

/** An asar archive: four numbers of 4 bytes, the last of them the length of a JSON directory, the directory, then the files. */
export const readArchive = (path: string): readonly ArchiveFile[] => {
  const archive = readFileSync(path);
  const directory = JSON.parse(archive.subarray(16, 16 + archive.readUInt32LE(12)).toString()) as ArchiveEntry;
  const start = 8 + archive.readUInt32LE(4);
  const walk = (entry: ArchiveEntry, at: string): readonly ArchiveFile[] => {
    if (entry.files !== undefined)
      return Object.entries(entry.files).flatMap(([name, each]) => walk(each, at === '' ? name : `${at}/${name}`));
    const from = start + Number(entry.offset ?? 0);
    const isUnpacked = entry.unpacked === true;
    const size = entry.size ?? 0;
    return [
      {
        path: at,
        size,
        isUnpacked,
        hash: entry.integrity?.hash ?? null,
        bytes: isUnpacked ? Buffer.alloc(0) : archive.subarray(from, from + size),
      },
    ];
  };
  return walk(directory, '');
};

/** The fuses as they stand in a program, in their order; read without the library that sets them. */
export const readFuses = (program: string): readonly ('on' | 'off' | 'removed')[] => {
  const bytes = readFileSync(program);
  // Electron marks the place with this text, then a version and the number of fuses, one byte each.
  const mark = Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX');
  const at = bytes.indexOf(mark);
  if (at === -1 || bytes[at + mark.length] !== 1) throw new Error('no fuses of version 1');
  const from = at + mark.length + 2;
  return [...bytes.subarray(from, from + (bytes[from - 1] ?? 0))].map((byte) => (byte === 0x31 ? 'on' : byte === 0x30 ? 'off' : 'removed'));
};

type Answer = { readonly ok: boolean; readonly value?: unknown; readonly error?: { readonly type: string } };

export type PackagedApp = {
  readonly page: Page;
  readonly said: () => string;
  readonly call: (name: string, input?: unknown) => Promise<Answer>;
  /** Closes the last window, as a person does; resolves with the exit code. */
  readonly quit: () => Promise<number | null>;
  readonly kill: () => Promise<void>;
};

/** Starts the app of a package; its inspector is fused off, so the page is reached through Chromium's own door. */
export const startPackaged = async (
  appDir: string,
  home: string,
  { env = {}, args = [] }: { readonly env?: Readonly<Record<string, string>>; readonly args?: readonly string[] } = {},
): Promise<PackagedApp> => {
  const { SAMSPILL_STORE: _store, APPIMAGE: _image, ...inherited } = process.env;
  const child = spawn(
    join(appDir, 'samspill'),
    ['--disable-gpu', '--remote-debugging-port=0', `--user-data-dir=${join(home, 'profile')}`, '--lang=en', ...args],
    {
      env: { ...inherited, HOME: home, XDG_DATA_HOME: home, XDG_CACHE_HOME: join(home, 'cache'), LC_ALL: 'C', LANG: 'C', ...env },
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  );
  const ended = new Promise<number | null>((resolve) => {
    child.once('exit', resolve);
  });
  const kill = async (): Promise<void> => {
    if (child.exitCode === null) child.kill('SIGKILL');
    await ended;
  };
  onTestFinished(kill);
  const lines: string[] = [];
  const door = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stderr }).on('line', (line) => {
      lines.push(line);
      const address = /DevTools listening on (?<address>ws:\S+)/u.exec(line)?.groups?.['address'];
      if (address !== undefined) resolve(address);
    });
    void ended.then((code) => {
      reject(new Error(`the app ended with ${String(code)}:\n${lines.join('\n')}`));
    });
  });
  const browser = await chromium.connectOverCDP(door);
  const context = browser.contexts()[0];
  if (context === undefined) throw new Error('no browser context');
  const page = context.pages()[0] ?? (await context.waitForEvent('page'));
  await page.locator('main h1').first().waitFor();
  return {
    page,
    said: () => lines.join('\n'),
    call: (name, input = {}) =>
      page.evaluate(
        ([entry, value]) =>
          (globalThis as unknown as { samspill: { call: (name: string, input: unknown) => Promise<Answer> } }).samspill.call(entry, value),
        [name, input] as const,
      ),
    quit: async () => {
      await page.close();
      return ended;
    },
    kill,
  };
};

/** A package of the app: what is in it, what is not, its fuses, and that it starts and keeps them. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { copyDiagnostics, lookForUpdate, updateState } from '../../src/shared/desktop.ts';
import { kpi } from '../../src/shared/pipeline/contract.ts';
import type { ArchiveFile } from '../support/packagedApp.ts';
import { electronDir, makePackage, readArchive, readFuses, sizesBelow, startPackaged } from '../support/packagedApp.ts';
import { repositoryRoot } from '../support/repository.ts';
import { hasElectron } from '../support/shellDesk.ts';
import { makeDir, removeDir, tempDir } from '../support/tempDir.ts';

const inMegabytes = (bytes: number): string => `${(bytes / 1024 / 1024).toFixed(2)} MB`;
const sum = (sizes: Iterable<number>): number => [...sizes].reduce((total, size) => total + size, 0);
const textOf = ({ bytes }: ArchiveFile): string => bytes.toString('latin1');

describe.runIf(hasElectron)('the package', () => {
  let outDir = '';
  let appDir = '';
  let archive: readonly ArchiveFile[] = [];

  beforeAll(async () => {
    outDir = makeDir('package');
    appDir = await makePackage(outDir);
    archive = readArchive(join(appDir, 'resources', 'app.asar'));
  });
  afterAll(() => {
    removeDir(outDir);
  });

  it('is Electron, the archive of the app and one native file beside it', () => {
    const all = sizesBelow(appDir);
    const ofElectron = sizesBelow(electronDir());
    const own = [...all.keys()].filter((path) => !ofElectron.has(path));
    expect(own.toSorted()).toEqual([
      'resources/app.asar',
      'resources/app.asar.unpacked/node_modules/better-sqlite3/prebuilds/linux-x64.node',
      'resources/licences/page.md',
      'resources/licences/program.md',
      'samspill',
    ]);
    const left = [...ofElectron.keys()].filter((path) => !all.has(path) && path !== 'electron');
    expect(left.filter((path) => !path.startsWith('locales/'))).toEqual([]);
    const languages = [...all.keys()].filter((path) => path.startsWith('locales/'));
    expect(languages.toSorted()).toEqual(['locales/da.pak', 'locales/en-US.pak', 'locales/nb.pak', 'locales/sv.pak']);

    const parts = new Map<string, number>();
    const add = (part: string, size: number): void => void parts.set(part, (parts.get(part) ?? 0) + size);
    for (const [path, size] of all) {
      if (path.startsWith('resources/licences/')) add('licences', size);
      else if (!path.startsWith('resources/app.asar')) add(path.startsWith('locales/') ? 'Electron, languages' : 'Electron', size);
    }
    for (const { path, size } of archive) add(path.split('/').slice(0, 2).join('/'), size);
    console.log([...parts, ['all', sum(all.values())] as const].map(([part, size]) => `${part}: ${inMegabytes(size)}`).join('\n'));
    expect(sum(archive.map(({ size }) => size))).toBeLessThan(16 * 1024 * 1024);
  });

  it('holds built code and nothing of the workshop', () => {
    const paths = archive.map(({ path }) => path);
    const roots = new Set(paths.map((path) => path.split('/').slice(0, 2).join('/')));
    expect([...roots].toSorted()).toEqual([
      'node_modules/better-sqlite3',
      'out/main',
      'out/preload',
      'out/renderer',
      'package.json',
      'resources/icon.png',
    ]);
    expect(
      paths.filter((path) => /\.(?:map|tsx?|mts|cts|md|test\.\w+|c|cc|cpp|h|gyp|db|stamp)$|(?:^|\/)(?:test|src|deps)\//u.test(path)),
    ).toEqual([]);
    expect(paths.filter((path) => path.endsWith('.node'))).toEqual(['node_modules/better-sqlite3/prebuilds/linux-x64.node']);
    // The hub of a device is a thread that is loaded by its name.
    expect(paths).toContain('out/main/hub-hosted.js');
    const ours = archive.filter(({ path }) => path.startsWith('out/'));
    expect(ours.filter((file) => textOf(file).includes('sourceMappingURL')).map(({ path }) => path)).toEqual([]);
    // Where it was built is nobody's business.
    expect(archive.filter((file) => textOf(file).includes(repositoryRoot)).map(({ path }) => path)).toEqual([]);
    const described = JSON.parse(archive.find(({ path }) => path === 'package.json')?.bytes.toString() ?? '') as Record<string, unknown>;
    expect(described).toMatchObject({ name: 'samspill', main: 'out/main/main.js' });
    expect(Object.keys(described).filter((key) => ['scripts', 'devDependencies'].includes(key))).toEqual([]);
  });

  it('names what is bundled in it, with its terms', () => {
    const named = (name: string): readonly string[] =>
      [...readFileSync(join(appDir, 'resources', 'licences', name), 'utf8').matchAll(/^## (?<name>\S+) - \d\S* \(/gmu)].flatMap(
        ({ groups }) => groups?.['name'] ?? [],
      );
    expect(named('page.md')).toEqual(expect.arrayContaining(['react', '@mantine/core', 'recharts', '@fontsource/ibm-plex-sans', 'zod']));
    expect(named('program.md')).toEqual(
      expect.arrayContaining(['electron-log', 'electron-updater', '@e965/xlsx', '@peculiar/asn1-x509', 'fastify', 'zod']),
    );
  });

  it('carries the hash of each file in it', () => {
    const wrong = archive.filter(({ bytes, hash, isUnpacked }) => !isUnpacked && hash !== createHash('sha256').update(bytes).digest('hex'));
    expect(wrong.map(({ path }) => path)).toEqual([]);
    expect(archive.length).toBeGreaterThan(20);
  });

  it('has its fuses set, all of them that this Electron knows', () => {
    const fuses = readFuses(join(appDir, 'samspill'));
    console.log(`fuses: ${fuses.join(' ')}`);
    // Run as Node, encrypted cookies, NODE_OPTIONS, inspector, integrity, archive only, own snapshot, file privileges, traps of WebAssembly.
    expect(fuses).toEqual(['off', 'on', 'off', 'off', 'on', 'on', 'off', 'off', 'on'].slice(0, fuses.length));
    expect(fuses.length).toBeGreaterThanOrEqual(8);
    expect(readFuses(join(electronDir(), 'electron'))).not.toEqual(fuses);
  });

  it('starts, works, and cannot be made to run anything else', async () => {
    const home = tempDir('packaged');
    const marker = join(home, 'ran');
    const script = join(home, 'script.cjs');
    writeFileSync(script, `require('node:fs').writeFileSync(${JSON.stringify(marker)}, '')`);
    const app = await startPackaged(appDir, home, {
      env: { ELECTRON_RUN_AS_NODE: '1', NODE_OPTIONS: `--require=${script}` },
      args: ['--inspect=0'],
    });
    expect(existsSync(marker)).toBe(false);
    expect(app.said()).not.toMatch(/Debugger listening/u);
    expect(await app.call(kpi.name)).toMatchObject({ ok: true });
    // Made without a feed: nothing is asked, and there is no command that would lead nowhere.
    expect(await app.call(updateState.name)).toEqual({ ok: true, value: { type: 'off' } });
    expect(await app.call(lookForUpdate.name)).toEqual({ ok: true, value: { type: 'off' } });
    expect(await app.call(copyDiagnostics.name)).toEqual({ ok: true, value: null });
    expect(await app.quit()).toBe(0);
    expect(existsSync(join(home, 'profile', '.updaterId'))).toBe(false);
  });
});

/** What a package is made with, read without making one: its arguments, its configuration, its fuses, its icons. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FuseV1Options } from '@electron/fuses';
import { describe, expect, it } from 'vitest';
import { readPackageArgs } from '../../../../../src/main/tools/package/args.ts';
import { fuseConfig, fuseSettings } from '../../../../../src/main/tools/package/fuses.ts';
import { repositoryRoot } from '../../../../support/repository.ts';

const file = (path: string): Buffer => readFileSync(join(repositoryRoot, path));

describe('the arguments of npm run package', () => {
  it('make the bare folder in dist, with no feed, unless they say otherwise', () => {
    expect(readPackageArgs([], {}, 'linux')).toEqual({
      ok: true,
      value: { isForPeople: false, outDir: 'dist', electronDir: null, feed: null, homepage: null },
    });
    const env = { SAMSPILL_ELECTRON: '/e', SAMSPILL_UPDATE_FEED: 'https://updates.example/', SAMSPILL_HOMEPAGE: 'https://home.example/' };
    expect(readPackageArgs(['--installers', '--out', 'x'], env, 'linux')).toEqual({
      ok: true,
      value: { isForPeople: true, outDir: 'x', electronDir: '/e', feed: 'https://updates.example/', homepage: 'https://home.example/' },
    });
    expect(readPackageArgs(['--out=x'], {}, 'win32')).toMatchObject({ ok: true, value: { outDir: 'x' } });
  });

  it('that are not understood, or would fetch updates over an open line, make nothing', () => {
    expect(readPackageArgs(['--instalers'], {}, 'linux')).toEqual({
      ok: false,
      error: { type: 'UnknownArgument', argument: '--instalers' },
    });
    expect(readPackageArgs(['--out'], {}, 'linux')).toEqual({ ok: false, error: { type: 'UnknownArgument', argument: '--out' } });
    expect(readPackageArgs(['dist'], {}, 'linux')).toEqual({ ok: false, error: { type: 'UnknownArgument', argument: 'dist' } });
    const open = { SAMSPILL_UPDATE_FEED: 'http://updates.example/' };
    expect(readPackageArgs([], open, 'linux')).toEqual({ ok: false, error: { type: 'FeedUnsafe', value: 'http://updates.example/' } });
    expect(readPackageArgs(['--installers'], {}, 'linux')).toEqual({ ok: false, error: { type: 'HomepageMissing' } });
    expect(readPackageArgs(['--installers'], {}, 'darwin')).toMatchObject({ ok: true });
  });
});

describe('the fuses', () => {
  it('are all set, to what the app needs and no more', () => {
    const named: Readonly<Record<string, boolean>> = Object.fromEntries(
      Object.entries(fuseSettings).map(([index, isOn]) => [String(FuseV1Options[Number(index)]), isOn]),
    );
    expect(named).toEqual({
      RunAsNode: false,
      EnableCookieEncryption: true,
      EnableNodeOptionsEnvironmentVariable: false,
      EnableNodeCliInspectArguments: false,
      EnableEmbeddedAsarIntegrityValidation: true,
      OnlyLoadAppFromAsar: true,
      LoadBrowserProcessSpecificV8Snapshot: false,
      GrantFileProtocolExtraPrivileges: false,
      WasmTrapHandlers: true,
    });
    const known = Object.values(FuseV1Options).filter((value) => typeof value === 'number');
    expect(Object.keys(fuseSettings).map(Number)).toEqual(known);
  });

  it('must be complete for the Electron that is packed; an older one has fewer', () => {
    expect(fuseConfig(9)).toMatchObject({ strictlyRequireAllFuses: true, 0: false, 8: true });
    expect(fuseConfig(8)).not.toHaveProperty('8');
    expect(fuseConfig(8)).toMatchObject({ strictlyRequireAllFuses: true, 7: false });
  });
});

describe('the configuration of the packager', () => {
  const text = file('electron-builder.yml').toString();
  const lines = new Set(text.split('\n').map((line) => line.trim()));

  it('takes the bundled code, one native file, and nothing else of the dependencies', () => {
    const [, list = ''] = /^files:\n((?: {2}- .*\n)+)/mu.exec(text) ?? [];
    expect(
      list
        .trim()
        .split('\n')
        .map((line) => line.replace(/^\s*- /u, '').replaceAll("'", '')),
    ).toEqual([
      'out/main/**',
      'out/preload/**',
      'out/renderer/**',
      '!out/*/licences.md',
      'resources/icon.png',
      'package.json',
      '!node_modules/**',
      'node_modules/better-sqlite3/package.json',
      'node_modules/better-sqlite3/LICENSE',
      'node_modules/better-sqlite3/lib/**',
      '!node_modules/better-sqlite3/lib/*-{x64,arm64}.js',
    ]);
  });

  it('adds for each system its own native files, whichever system the package is made on', () => {
    const natives = [...text.matchAll(/^ {4}- filter: \S*\/prebuilds\/(?<name>.+)$/gmu)].map(({ groups }) => groups?.['name']);
    expect(natives).toEqual(['win32-${arch}.node', 'darwin-*.node', 'linux-${arch}.node']);
  });

  it('sets the fuses, keeps the integrity of the archive, names no feed, and leaves data alone when the app is removed', () => {
    for (const line of [
      'afterPack: ./src/main/tools/package/fuses.ts',
      'publish: null',
      'deleteAppDataOnUninstall: false',
      'schemes: [samspill]',
      'desktopName: samspill.desktop',
      'syncDesktopName: true',
    ]) {
      expect(lines).toContain(line);
    }
    expect(text).not.toMatch(/disableAsarIntegrity|asar: false|https?:/u);
  });

  it('makes what each system installs', () => {
    const targets = [...text.matchAll(/- target: (?<target>\w+)\n\s+arch: (?<arch>.+)/gu)].map(
      ({ groups }) => `${groups?.['target']} ${groups?.['arch']}`,
    );
    expect(targets).toEqual(['nsis [x64, arm64]', 'dmg universal', 'zip universal', 'AppImage [x64, arm64]', 'deb [x64, arm64]']);
  });
});

describe('the icons', () => {
  /** Side of a PNG, from its header. */
  const sideOf = (png: Buffer): number => {
    expect(png.subarray(1, 4).toString('latin1')).toBe('PNG');
    expect(png.readUInt32BE(16)).toBe(png.readUInt32BE(20));
    return png.readUInt32BE(16);
  };

  it('are there in each size under the name of the size', () => {
    const names = readdirSync(join(repositoryRoot, 'resources/icons'));
    expect(names.toSorted()).toEqual([16, 24, 32, 48, 64, 128, 256, 512].map((side) => `${side}x${side}.png`).toSorted());
    for (const name of names) expect(`${sideOf(file(`resources/icons/${name}`))}x`).toBe(name.replace(/\d+\.png$/u, ''));
  });

  it('lie in the container of Windows, each where its entry says', () => {
    const ico = file('resources/icon.ico');
    const count = ico.readUInt16LE(4);
    const sides = Array.from({ length: count }, (_, index) => {
      const at = 6 + 16 * index;
      const from = ico.readUInt32LE(at + 12);
      const side = sideOf(ico.subarray(from, from + ico.readUInt32LE(at + 8)));
      expect(ico.readUInt8(at)).toBe(side % 256);
      return side;
    });
    expect(sides).toEqual([16, 24, 32, 48, 64, 128, 256]);
  });

  it('lie in the container of macOS, each under its kind', () => {
    const icns = file('resources/icon.icns');
    expect(icns.subarray(0, 4).toString('latin1')).toBe('icns');
    expect(icns.readUInt32BE(4)).toBe(icns.length);
    const kinds: Record<string, number> = {};
    for (let at = 8; at < icns.length; at += icns.readUInt32BE(at + 4)) {
      kinds[icns.subarray(at, at + 4).toString('latin1')] = sideOf(icns.subarray(at + 8));
    }
    expect(kinds).toEqual({ ic07: 128, ic08: 256, ic09: 512, ic10: 1024, ic11: 32, ic12: 64, ic13: 256, ic14: 512 });
  });
});

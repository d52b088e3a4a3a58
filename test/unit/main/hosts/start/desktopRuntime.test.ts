/** Whether there is a window to be had: the order of what is looked at, and what counts as an Electron that is whole. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { addressAnswers, findDesktop } from '../../../../../src/main/hosts/start/desktopRuntime.ts';
import type { DesktopQuestion } from '../../../../../src/main/hosts/start/desktopRuntime.ts';
import { tempDir } from '../../../../support/tempDir.ts';
import { patience } from '../../../../support/patience.ts';

const display = { DISPLAY: ':0' };

/** The folder of the electron package, with or without the program in it. */
const aPackage = (parts: { readonly dist?: string; readonly hasProgram?: boolean; readonly hasPath?: boolean } = {}): string => {
  const dir = tempDir('electron');
  writeFileSync(join(dir, 'package.json'), JSON.stringify({ version: '45.4.1' }));
  mkdirSync(join(dir, 'dist'));
  if (parts.dist !== undefined) writeFileSync(join(dir, 'dist', 'version'), parts.dist);
  if (parts.hasProgram !== false) writeFileSync(join(dir, 'dist', 'electron'), '');
  if (parts.hasPath !== false) writeFileSync(join(dir, 'path.txt'), 'electron');
  return dir;
};

const ask = async (changes: Partial<DesktopQuestion>) => {
  const asked: string[] = [];
  const choice = await findDesktop({
    env: display,
    platform: 'linux',
    userId: 1000,
    packageDir: aPackage(),
    answers: async (address, withinMs) => {
      asked.push(`${address} ${withinMs}`);
      return false;
    },
    ...changes,
  });
  return { choice, asked };
};

test('no display and the administrator are known without looking further', async () => {
  expect(await ask({ env: {} })).toEqual({ choice: { type: 'none', because: 'noDisplay' }, asked: [] });
  expect(await ask({ userId: 0 })).toEqual({ choice: { type: 'none', because: 'isRoot' }, asked: [] });
  expect((await ask({ env: { WAYLAND_DISPLAY: 'wayland-0' } })).choice).toEqual({ type: 'none', because: 'noRuntime' });
});

test('neither holds on other systems', async () => {
  expect((await ask({ env: {}, platform: 'darwin', userId: 0 })).choice).toEqual({ type: 'none', because: 'noRuntime' });
  expect((await ask({ env: {}, platform: 'win32', userId: null })).choice).toEqual({ type: 'none', because: 'noRuntime' });
});

test('an Electron of the very version is taken, and the network is left alone', async () => {
  for (const dist of ['45.4.1', 'v45.4.1\n']) {
    const packageDir = aPackage({ dist });
    expect(await ask({ packageDir })).toEqual({ choice: { type: 'present', program: join(packageDir, 'dist', 'electron') }, asked: [] });
  }
});

test('one of another version, without its program or half fetched is none', async () => {
  for (const packageDir of [
    aPackage({ dist: '44.0.0' }),
    aPackage({ dist: '45.4.1', hasProgram: false }),
    aPackage({ dist: '45.4.1', hasPath: false }),
  ]) {
    const { choice, asked } = await ask({ packageDir });
    expect(choice).toEqual({ type: 'none', because: 'noRuntime' });
    expect(asked).toEqual(['https://github.com/electron/electron/releases/download/v45.4.1/SHASUMS256.txt 700']);
  }
});

test('a folder that is named takes the place of the package', async () => {
  const dir = tempDir('electron');
  const env = { ...display, ELECTRON_OVERRIDE_DIST_PATH: dir };
  expect((await ask({ env })).choice).toEqual({ type: 'none', because: 'noRuntime' });
  writeFileSync(join(dir, 'electron'), '');
  expect((await ask({ env })).choice).toEqual({ type: 'present', program: join(dir, 'electron') });
});

test('where its address answers it can be fetched, also from another place that was named', async () => {
  const seen: string[] = [];
  const answers = async (address: string): Promise<boolean> => {
    seen.push(address);
    return true;
  };
  expect((await ask({ answers })).choice).toEqual({ type: 'fetchable' });
  await ask({ answers, env: { ...display, ELECTRON_MIRROR: 'https://mirror.example/' } });
  expect(seen.at(-1)).toBe('https://mirror.example/v45.4.1/SHASUMS256.txt');
});

test('an address that refuses, fails or keeps silent does not answer, and nobody waits long for it', async () => {
  const server = createServer((request, response) => {
    if (request.url === '/there') response.end();
    if (request.url === '/gone') response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const at = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  expect(await addressAnswers(`${at}/there`, patience)).toBe(true);
  expect(await addressAnswers(`${at}/gone`, patience)).toBe(false);
  expect(await addressAnswers(`${at}/silent`, 100)).toBe(false);
  server.closeAllConnections();
  server.close();
  expect(await addressAnswers(`${at}/there`, patience)).toBe(false);
});

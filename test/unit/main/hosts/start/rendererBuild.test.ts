/** When the page is built, and what is left when a build fails. */
import { mkdir, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { ensureRenderer } from '../../../../../src/main/hosts/start/rendererBuild.ts';
import { tempDir } from '../../../../support/tempDir.ts';

let root = '';
let builds = 0;
let announced = 0;

const write = async (path: string, text: string) => {
  await mkdir(dirname(join(root, path)), { recursive: true });
  await writeFile(join(root, path), text);
};

beforeEach(async () => {
  root = tempDir('renderer-build');
  builds = 0;
  announced = 0;
  await write('src/renderer/index.html', '<p>');
  await write('src/renderer/app/main.tsx', 'one');
  await write('src/shared/kernel/result.ts', 'one');
  await write('vite.config.ts', 'one');
  await write('package-lock.json', '{}');
});

const ensure = (build = async (outDir: string) => writeFile(join(outDir, 'index.html'), `build ${builds}`)) =>
  ensureRenderer(
    root,
    () => {
      announced += 1;
    },
    async (_root, outDir) => {
      builds += 1;
      await mkdir(outDir, { recursive: true });
      await build(outDir);
    },
  );

const page = () => readFile(join(root, 'out', 'renderer', 'index.html'), 'utf8');

test('the first start builds the page and says so, the next does neither', async () => {
  expect(await ensure()).toEqual({ ok: true, value: { dir: join(root, 'out', 'renderer') } });
  expect([builds, announced, await page()]).toEqual([1, 1, 'build 1']);
  expect((await ensure()).ok).toBe(true);
  expect([builds, announced]).toEqual([1, 1]);
});

test.each([
  ['a file of the page changes', () => write('src/renderer/app/main.tsx', 'other')],
  ['a shared file changes only in its time', () => utimes(join(root, 'src/shared/kernel/result.ts'), 1, 1)],
  ['a file appears', () => write('src/renderer/pipeline/DealTable.tsx', 'new')],
  ['a file goes', () => rm(join(root, 'src/renderer/app/main.tsx'))],
  ['a dependency changes', () => write('package-lock.json', '{"a":1}')],
  ['the built page is removed', () => rm(join(root, 'out/renderer'), { recursive: true })],
])('the page is built again when %s', async (_what, change) => {
  await ensure();
  await change();
  await ensure();
  expect([builds, await page()]).toEqual([2, 'build 2']);
});

test('a build that fails keeps the page that was there, says why in one line, and is tried again', async () => {
  await ensure();
  await write('src/renderer/app/main.tsx', 'broken');
  const failed = await ensure(async (outDir) => {
    await writeFile(join(outDir, 'index.html'), 'half');
    throw new Error('\n\u001B[31mUnexpected token\u001B[39m in main.tsx\n  at line 1');
  });
  expect(failed).toEqual({ ok: false, error: { type: 'BuildFailed', reason: 'Unexpected token in main.tsx' } });
  expect(await page()).toBe('build 1');
  expect((await readdir(join(root, 'out'))).toSorted()).toEqual(['renderer', 'renderer.stamp']);
  await ensure();
  expect([builds, await page()]).toEqual([3, 'build 3']);
});

/** The preflight, run as a program under the Nodes that are there and under one that pretends to be another. */
import { spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { delimiter, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { tempDir } from '../../../support/tempDir.ts';

const preflight = fileURLToPath(new URL('../../../../src/main/hosts/preflight.mjs', import.meta.url));

/** A TypeScript program that says with which arguments it ran. */
const anEntry = () => {
  const path = join(tempDir('preflight'), 'entry.ts');
  writeFileSync(path, 'const given: readonly string[] = process.argv.slice(1);\nprocess.stdout.write(JSON.stringify(given));\n');
  return path;
};

const run = (node: string, args: readonly string[]) => {
  const { NODE_OPTIONS: _without, ...env } = process.env;
  const { status, signal, stdout, stderr } = spawnSync(node, args, { encoding: 'utf8', env });
  return { status, signal, stdout, stderr };
};

/** Makes the process report other versions before the preflight looks. */
const pretending = (code: string) => ['--import', `data:text/javascript,${encodeURIComponent(code)}`];
const versionsOf = (versions: Readonly<Record<string, string>>) =>
  `Object.defineProperty(process, 'versions', { value: ${JSON.stringify({ ...versions })} });`;

const refusal = (version: string) =>
  `Samspill needs Node 22.18 or newer, and this is Node ${version}. Run "npm ci" and start it with "npm start": on Linux x64 that brings ` +
  'its own Node 24. Elsewhere, install Node 24.\n';

test('on a Node that can run the app the program runs, with its own arguments, in either way of starting it', () => {
  const entry = anEntry();
  const expected = { status: 0, signal: null, stdout: JSON.stringify([entry, '--port', '1']), stderr: '' };
  expect(run(process.execPath, [preflight, entry, '--port', '1'])).toEqual(expected);
  expect(run(process.execPath, ['--import', preflight, entry, '--port', '1'])).toEqual(expected);
});

test.each([
  ['20.20.2', versionsOf({ node: '20.20.2' })],
  ['18.0.0', versionsOf({ node: '18.0.0' })],
  ['22.10.0', `${versionsOf({ node: '22.10.0' })} Object.defineProperty(process.features, 'typescript', { value: false });`],
])('Node %s is refused in one line before the program is read', (version, code) => {
  const refused = { status: 1, signal: null, stdout: '', stderr: refusal(version) };
  expect(run(process.execPath, [...pretending(code), preflight, anEntry()])).toEqual(refused);
  expect(run(process.execPath, [...pretending(code), '--import', preflight, anEntry()])).toEqual(refused);
});

test('under Electron the number of its Node decides nothing', () => {
  const entry = anEntry();
  const electron = pretending(versionsOf({ node: '20.18.0', electron: '33.2.1' }));
  expect(run(process.execPath, [...electron, preflight, entry])).toMatchObject({ status: 0, stdout: JSON.stringify([entry]) });
});

/** A Node below 22 that this machine happens to have. */
const oldNode = (() => {
  const name = process.platform === 'win32' ? 'node.exe' : 'node';
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => !folder.includes(`node_modules${sep}`));
  const nodes = folders.map((folder) => join(folder, name)).filter((path) => existsSync(path));
  return nodes
    .map((path) => ({ path, version: run(path, ['--version']).stdout.trim().slice(1) }))
    .find(({ version }) => version !== '' && Number(version.split('.')[0]) < 22);
})();
if (oldNode === undefined) console.warn('NOT TRIED: a real old Node. There is none below 22 on this machine; others are pretended.');

test.runIf(oldNode !== undefined)('a real old Node gets the same line and never a crash', () => {
  const { path, version } = oldNode ?? { path: '', version: '' };
  const refused = { status: 1, signal: null, stdout: '', stderr: refusal(version) };
  expect(run(path, [preflight, anEntry()])).toEqual(refused);
  expect(run(path, ['--import', preflight, anEntry()])).toEqual(refused);
});

test('without a program to run it says how it is used', () => {
  expect(run(process.execPath, [preflight])).toMatchObject({ status: 2, stderr: 'usage: node preflight.mjs ENTRY.ts [arguments]\n' });
});

/** A start as a process: it ends as asked, after what is running, and at once when told twice. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { aRenderer, codeOf } from './webHostFixture.ts';

const preflight = fileURLToPath(new URL('../../src/main/hosts/preflight.mjs', import.meta.url));
const program = fileURLToPath(new URL('webHostProgram.ts', import.meta.url));

/** A running program, signed in, with everything it printed. */
const aProgram = async () => {
  const child = spawn(process.execPath, [preflight, program, await aRenderer(), '--port', '0', '--no-open'], { stdio: 'pipe' });
  let printed = '';
  child.stdout.on('data', (chunk: Uint8Array) => {
    printed += Buffer.from(chunk).toString();
  });
  child.stderr.on('data', (chunk: Uint8Array) => {
    printed += Buffer.from(chunk).toString();
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const exited = once(child, 'exit') as Promise<[number | null, string | null]>;

  await expect.poll(() => printed).toContain('#code=');
  const link = /http:\/\/\S+#code=[\w-]{43}/.exec(printed)?.[0] ?? '';
  const { origin } = new URL(link);
  const post = (path: string, body: unknown, cookie = '') =>
    fetch(origin + path, { method: 'POST', headers: { origin, cookie, 'content-type': 'application/json' }, body: JSON.stringify(body) });
  const signedIn = await post('/session', { code: codeOf(link) });
  const cookie = signedIn.headers.get('set-cookie')?.split(';', 1)[0] ?? '';
  return { child, exited, printed: () => printed, call: (name: string) => post('/call', { name }, cookie) };
};

// Windows has no such signals: there the terminal ends the program itself.
const isWindows = process.platform === 'win32';
if (isWindows) console.warn('no signals on Windows: ending by signal was not tried');

test.runIf(!isWindows).each(['SIGINT', 'SIGTERM'] as const)('%s ends the program well, after the call that is running', async (signal) => {
  const { child, exited, printed, call } = await aProgram();
  const answered = call('quick');
  await expect.poll(printed).toContain('called quick');
  child.kill(signal);
  expect(await (await answered).json()).toEqual({ ok: true, value: 'quick' });
  expect(await exited).toEqual([0, null]);
  expect(printed()).toMatch(/Closing …\napp closed\n$/);
});

test.runIf(!isWindows)('a second Ctrl+C ends the program at once, whatever runs', async () => {
  const { child, exited, printed, call } = await aProgram();
  const answer = call('slow').then(
    () => 'answered',
    () => 'cut off',
  );
  await expect.poll(printed).toContain('called slow');
  child.kill('SIGINT');
  await expect.poll(printed).toContain('Closing …');
  // What comes too soon is taken for an echo of the first: who insists presses again.
  const insisting = setInterval(() => child.kill('SIGINT'), 100);
  expect(await exited).toEqual([130, null]);
  clearInterval(insisting);
  expect(await answer).toBe('cut off');
});

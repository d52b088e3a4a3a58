/** The hub of a device from the terminal: it shows what others need, and joining asks for the fingerprint to be compared. */
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { CliWorld } from '../../src/main/hosts/cli/runCli.ts';
import { readFingerprint } from '../../src/shared/sync/fingerprint.ts';
import { anApp } from '../support/anApp.ts';
import { testPorts } from '../support/builders.ts';
import { tempDir } from '../support/tempDir.ts';
import { type Said, samspillHere } from '../support/terminal.ts';

let runs = 100;

/** Runs a command here. Each run is a machine of its own: no two devices have one name. */
const run = (argv: readonly string[], world: Partial<CliWorld> = {}): Promise<Said> =>
  samspillHere(argv, {
    ports: testPorts({ at: new Date().toISOString(), seed: (runs += 1) }),
    lan: { listenOn: '127.0.0.1', firstPort: 0, addresses: () => ['127.0.0.1'] },
    ...world,
  });

const listening = (text: string) =>
  JSON.parse(text) as { readonly addresses: readonly string[]; readonly fingerprint: string; readonly port: number };

it('shows address and fingerprint, lets in who compared them, and ends when asked', async () => {
  const dir = tempDir('cli-host');
  const made = await anApp();
  const store = made.dir;
  await made.close();

  const stopping = Promise.withResolvers<void>();
  const printed = Promise.withResolvers<string>();
  const texts: string[] = [];
  const print = (text: string): void => {
    texts.push(text);
    printed.resolve(text);
  };
  const hosting = run(['host', '--store', store, '--json'], { stopAsked: () => stopping.promise, print });
  // What ends before it listens says why.
  const told = await Promise.race([printed.promise, hosting.then(({ stderr }) => Promise.reject(new Error(texts.join('') + stderr)))]);
  const { addresses, fingerprint, port } = listening(told);
  expect(addresses).toEqual([`https://127.0.0.1:${port}`]);

  const invited = await run(['invite', '--store', store, '--role', 'seller', '--name', 'Nils Vik', '--json']);
  const { code } = JSON.parse(invited.stdout) as { readonly code: string };
  const joining = ['join', '--store', join(dir, 'guest'), '--hub', addresses[0] ?? '', '--code', code, '--lang', 'en'];
  const unsure = await run(joining);
  expect(unsure.code).toBe(1);
  const [, hint = '', shown = ''] = unsure.stderr.split('\n');
  expect(hint.toLowerCase()).toContain(`--fingerprint ${fingerprint}`);
  expect(readFingerprint(shown)).toBe(fingerprint);
  expect(await run([...joining, '--fingerprint', 'ABCD'])).toMatchObject({ code: 2 });
  expect(await run([...joining, '--fingerprint', shown])).toMatchObject({ code: 0, stderr: '' });

  stopping.resolve();
  expect(await hosting).toMatchObject({ code: 0, stderr: '' });
  expect(texts.join('')).toBe(told);
  expect(await run(['sync', '--store', join(dir, 'guest')])).toMatchObject({ code: 1 });
});

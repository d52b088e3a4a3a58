/** The home of a workspace from the terminal: pushed again, moved, left, and come back to. */
import { expect, it } from 'vitest';
import { anApp } from '../support/anApp.ts';
import { testPorts } from '../support/builders.ts';
import { aHubProcess } from '../support/hubProcess.ts';
import { type Said, samspillHere } from '../support/terminal.ts';

let seed = 300;

/** Each run is a machine of its own: no two devices have one name. */
const run = (...argv: readonly string[]): Promise<Said> =>
  samspillHere([...argv, '--lang', 'en'], { ports: testPorts({ seed: (seed += 1) }) });

it('moves to another hub, leaves it with the number of what was not sent, and comes back by an invitation', async () => {
  const made = await anApp({ ports: testPorts({ seed: 299 }) });
  const store = made.dir;
  await made.close();
  const [first, second] = [await aHubProcess(), await aHubProcess()];
  const at = ['--store', store];
  expect(await run('move', ...at, '--hub', first.url, '--code', first.setUpCode)).toMatchObject({
    code: 1,
    stderr: 'This store works alone: it has no hub.\n',
  });
  expect(await run('leave', ...at)).toMatchObject({ code: 1 });
  expect(await run('publish', ...at, '--hub', first.url, '--code', first.setUpCode)).toMatchObject({ code: 0 });
  const again = await run('push-again', ...at, '--json');
  expect(JSON.parse(again.stdout)).toEqual({ store, sent: 0, refused: 0, received: 0, conflicts: 0 });
  const moved = await run('move', ...at, '--hub', second.url, '--code', second.setUpCode, '--json');
  expect(JSON.parse(moved.stdout)).toMatchObject({ store, hub: second.url, refused: 0, received: 0 });
  const anna = JSON.parse((await run('call', 'admin.createPerson', '{"name":"Anna Snelling"}', ...at, '--json')).stdout) as {
    readonly value: { readonly id: string };
  };
  await run('sync', ...at);
  const forAnna = await run('invite', ...at, '--role', 'seller', '--name', 'Anna Snelling', '--json');
  expect(JSON.parse(forAnna.stdout)).toMatchObject({ person: anna.value.id });
  await run('sync', ...at);
  const forAnother = await run('invite', ...at, '--role', 'seller', '--name', 'Anna Snelling', '--json');
  expect(JSON.parse(forAnother.stdout)).not.toMatchObject({ person: anna.value.id });
  const me = JSON.parse((await run('devices', ...at, '--json')).stdout) as { readonly devices: readonly { readonly person: string }[] };
  const invited = await run('invite', ...at, '--role', 'admin', '--name', 'Me', '--person', me.devices[0]?.person ?? '', '--json');
  const { code } = JSON.parse(invited.stdout) as { readonly code: string };
  expect(await run('call', 'accounts.create', '{"name":"Fjordfisk AS"}', ...at)).toMatchObject({ code: 0 });
  expect((await run('leave', ...at)).stdout).toBe('This store works alone now. 1 change set has not been sent.\n');
  expect(await run('sync', ...at)).toMatchObject({ code: 1 });
  const back = await run('join', ...at, '--hub', second.url, '--code', code, '--json');
  expect(JSON.parse(back.stdout)).toMatchObject({ sent: 1, refused: 0 });
});

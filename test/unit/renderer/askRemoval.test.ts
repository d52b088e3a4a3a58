/** The question before much is removed, in the window and in the terminal: yes makes the same call again, no is told in the window as such. */
import { expect, it } from 'vitest';
import { confirming } from '../../../src/main/hosts/cli/confirming.ts';
import { askingClient, useAskRemoval } from '../../../src/renderer/app/askRemoval.ts';
import type { Client } from '../../../src/renderer/app/client.ts';
import { err, ok } from '../../../src/shared/kernel/result.ts';

const asked = { type: 'ManyRemoved', table: 'account', rows: 20 };

/** Asks until somebody has said yes. */
const anApp = () => {
  const calls: string[] = [];
  let isConfirmed = false;
  const call = async (name: string, input: unknown) => {
    calls.push(`${name} ${JSON.stringify(input)}`);
    if (name === 'sync.confirmRemoval') isConfirmed = true;
    return Promise.resolve(name === 'accounts.remove' && !isConfirmed ? err(asked) : ok('done'));
  };
  return { calls, call, onSignal: () => () => {}, close: () => Promise.resolve() };
};
const theCall = 'accounts.remove {"id":"a"}';
const theYes = 'sync.confirmRemoval {"table":"account","rows":20}';

const aClient = (call: Client['call']): Client =>
  askingClient({ call, upload: () => Promise.resolve(ok({ grant: '' })), download: () => {}, onSignal: () => () => {}, shell: null });

it('in the window', async () => {
  const { calls, call } = anApp();
  const client = aClient(call);
  const refused = client.call('accounts.remove', { id: 'a' });
  await expect.poll(() => useAskRemoval.getState().asked).toMatchObject({ table: 'account', rows: 20 });
  useAskRemoval.getState().ask(null);
  expect([await refused, calls]).toEqual([err({ type: 'NothingRemoved' }), [theCall]]);
  const done = client.call('accounts.remove', { id: 'a' });
  await expect.poll(() => useAskRemoval.getState().asked).not.toBeNull();
  useAskRemoval.getState().asked?.answer(true);
  useAskRemoval.getState().ask(null);
  expect([await done, calls]).toEqual([ok('done'), [theCall, theCall, theYes, theCall]]);
  expect(await client.call('accounts.list', {})).toEqual(ok('done'));
});

it('in the terminal', async () => {
  const { calls, ...app } = anApp();
  expect(await confirming(app, false).call('accounts.remove', { id: 'a' })).toEqual(err(asked));
  expect(await confirming(app, true).call('accounts.remove', { id: 'a' })).toEqual(ok('done'));
  expect(calls).toEqual([theCall, theCall, theYes, theCall]);
});

/** The roles that the hub's own command line takes. */
import { expect, test } from 'vitest';
import { parseHubArgs } from '../../src/hub/args.ts';

const roleOf = (typed: string) => {
  const args = parseHubArgs(['invite', '--store', 'dir', '--role', typed, '--name', 'Anna']);
  return args.ok && args.value.request.verb === 'invite' ? args.value.request.wish.role : args;
};

test('a member is invited by that word, or by the one that stores keep', () => {
  expect(['member', 'seller', 'manager', 'admin', 'guest'].map(roleOf)).toEqual(['seller', 'seller', 'manager', 'admin', 'guest']);
});

test('another word is no role', () => {
  for (const typed of ['boss', 'Member', 'members', 'constructor'])
    expect(roleOf(typed)).toEqual({ ok: false, error: { type: 'RoleInvalid', value: typed } });
});

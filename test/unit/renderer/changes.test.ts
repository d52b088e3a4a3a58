/** Every command has its word in the list of changes. */
import { expect, test } from 'vitest';
import { changeTextKey } from '../../../src/renderer/app/changeText.ts';
import { entries } from '../../../src/shared/contract.ts';

/** Tasks that read, or write files of their own: they make no change set, so no list of changes ever names them. What is sent again keeps its command. */
const leavesNoChange = new Set([
  'sync.now',
  'sync.publish',
  'sync.join',
  'sync.prepareJoin',
  'sync.pushAgain',
  'sync.moveHome',
  'sync.leave',
  'sync.invite',
  'sync.devices',
  'sync.codes',
  'sync.revoke',
  'sync.settleRefused',
  'sync.keepConflict',
  'sync.confirmRemoval',
  'sync.removals',
  'sync.allowRemoval',
  'sync.sendAgain',
  'drafts.save',
  'drafts.list',
  'drafts.discard',
  'imports.look',
  'setup.leaveSample',
  'setup.exploreSample',
  'setup.prepareSwitch',
]);
const writing = entries
  .filter(({ kind, name }) => kind !== 'query' && !leavesNoChange.has(name) && !/^(exports|backups|hosting)\./u.test(name))
  .map(({ name }) => name);

test.each(writing)('%s', (name) => {
  expect(changeTextKey(name)).toBe(`changes.${name.replaceAll('.', '_')}`);
});

test('a command of a newer device has none', () => {
  expect(changeTextKey('pipeline.fromTheFuture')).toBeNull();
});

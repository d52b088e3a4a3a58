/** Every command has its word in the list of changes. */
import { expect, test } from 'vitest';
import { changeTextKey } from '../../../src/renderer/app/changeText.ts';
import { entries } from '../../../src/shared/contract.ts';

const writing = entries.filter(({ kind }) => kind !== 'query').map(({ name }) => name);

test.each(writing)('%s', (name) => {
  expect(changeTextKey(name)).toBe(`changes.${name.replaceAll('.', '_')}`);
});

test('a command of a newer device has none', () => {
  expect(changeTextKey('pipeline.fromTheFuture')).toBeNull();
});

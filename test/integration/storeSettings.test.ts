/** Settings of a store: no log proves them, so a digest does; whoever the device acts for must not change without a word. */
import { join } from 'node:path';
import { expect, it, test } from 'vitest';
import { examine } from '../../src/main/core/doctor.ts';
import { writeSetting } from '../../src/main/core/settings.ts';
import { newStore, openAt, tamper } from '../support/stores.ts';
import { tempDir } from '../support/tempDir.ts';

const findingsAfter = (...statements: readonly string[]): readonly unknown[] => {
  const dir = join(tempDir(), 'store');
  newStore(dir).close();
  tamper(dir, (db) => {
    for (const statement of statements) db.exec(statement);
  });
  const store = openAt(dir);
  const { findings } = examine(store);
  store.close();
  return findings;
};
const differs = (rowId: string, difference: string) => ({ type: 'RowDiffers', table: 'setting', rowId, difference });

test.each([
  ['nothing', [], []],
  ['a value', ["UPDATE setting SET value = value || 'x' WHERE key = 'me'"], [differs('me', 'changed')]],
  ['a key', ["UPDATE setting SET key = 'mf' WHERE key = 'me'"], [differs('mf', 'extra'), differs('me', 'missing')]],
  ['a row that is gone', ["DELETE FROM setting WHERE key = 'me'"], [differs('me', 'missing')]],
  ['a digest', [`UPDATE setting SET value = replace(value, '"me":"', '"me":"0') WHERE key = 'seal'`], [differs('me', 'changed')]],
  ['a seal that cannot be read', ["UPDATE setting SET value = '{' || value WHERE key = 'seal'"], [differs('seal', 'changed')]],
  ['the key of the seal', ["UPDATE setting SET key = 'sebl' WHERE key = 'seal'"], [differs('seal', 'missing')]],
])('the doctor finds %s that was changed in the file', (_what, statements, found) => {
  expect(findingsAfter(...statements)).toEqual(found);
});

it('a store of a time before the seal is sealed when it is opened', () => {
  expect(findingsAfter("DELETE FROM setting WHERE key IN ('seal', 'foldVersion')")).toEqual([]);
});

it('a setting that is written anew is sealed anew', () => {
  const store = newStore(join(tempDir(), 'store'));
  writeSetting(store.db, 'me', 'somebody');
  expect(examine(store).findings).toEqual([]);
  store.close();
});

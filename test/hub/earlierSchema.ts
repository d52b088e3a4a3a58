/** What the fourth version of a hub's tables has that those before it did not, taken out again: a database as an earlier version left it. */
export const asTheThird: readonly string[] = [
  'DROP INDEX hub_device_by_stem',
  'ALTER TABLE hub_device DROP COLUMN retired_at',
  'ALTER TABLE hub_code DROP COLUMN public',
  'ALTER TABLE hub_code DROP COLUMN wrong',
  'ALTER TABLE hub_code DROP COLUMN made_at',
  'ALTER TABLE hub_workspace DROP COLUMN founding',
  'ALTER TABLE hub_workspace DROP COLUMN put_back_until',
  'ALTER TABLE hub_held DROP COLUMN made_hash',
  'ALTER TABLE hub_set DROP COLUMN top_hlc',
  "ALTER TABLE hub_workspace ADD COLUMN clamped TEXT NOT NULL DEFAULT '0'",
  'UPDATE hub SET version = 3',
];

/** Undoes what later versions of a hub did to its tables, so that a test has a database as an earlier one left it. */

/** From the version that knows what was seen back to the one that remembered what it had clamped last. */
export const beforeSeenStamps: readonly string[] = [
  'ALTER TABLE hub_set DROP COLUMN top_hlc',
  "ALTER TABLE hub_workspace ADD COLUMN clamped TEXT NOT NULL DEFAULT '0'",
];

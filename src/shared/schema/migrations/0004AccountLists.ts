/** What lists of accounts sort by, beside the name: open deals, owner, sector and place. */

export const accountLists: readonly string[] = [
  `DROP TABLE account_state`,
  `CREATE TABLE account_state (
  account_id TEXT PRIMARY KEY NOT NULL,
  name_key TEXT NOT NULL DEFAULT '',
  open_deals INTEGER NOT NULL DEFAULT 0,
  owner_id TEXT,
  owner_key TEXT,
  sector_key TEXT,
  location_key TEXT
) STRICT, WITHOUT ROWID`,
  `CREATE INDEX account_state_by_name_key_account_id ON account_state (name_key, account_id)`,
  `CREATE INDEX account_state_by_open_deals_account_id ON account_state (open_deals, account_id)`,
  `CREATE INDEX account_state_by_owner_key_account_id ON account_state (owner_key, account_id)`,
  `CREATE INDEX account_state_by_sector_key_account_id ON account_state (sector_key, account_id)`,
  `CREATE INDEX account_state_by_location_key_account_id ON account_state (location_key, account_id)`,
];

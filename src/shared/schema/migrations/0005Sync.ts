/** What a store keeps of its hub: how far it is in the hub's order, what the hub refused, and fields that two people wrote without knowing. */

export const sync: readonly string[] = [
  `ALTER TABLE change_set ADD COLUMN received_at INTEGER`,
  `ALTER TABLE change_set ADD COLUMN refused TEXT`,
  `ALTER TABLE change_set ADD COLUMN settled_at INTEGER`,
  `ALTER TABLE change_set ADD COLUMN parked INTEGER NOT NULL DEFAULT 0`,
  `CREATE UNIQUE INDEX change_set_by_hub_seq ON change_set (hub_seq) WHERE hub_seq IS NOT NULL`,
  `CREATE INDEX change_set_waiting ON change_set (local_seq) WHERE hub_seq IS NULL`,
  `CREATE INDEX change_set_refused ON change_set (local_seq) WHERE refused IS NOT NULL`,
  `CREATE INDEX change_set_parked ON change_set (local_seq) WHERE parked = 1`,
  `CREATE TABLE hub_link (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  workspace TEXT NOT NULL,
  url TEXT NOT NULL,
  epoch TEXT NOT NULL,
  person TEXT NOT NULL,
  hub_seq INTEGER NOT NULL DEFAULT 0,
  hub_head BLOB NOT NULL DEFAULT x'',
  clock_offset INTEGER NOT NULL DEFAULT 0,
  last_sync_at INTEGER,
  lease_by TEXT,
  lease_until INTEGER
) STRICT`,
  `CREATE TABLE conflict (
  table_name TEXT NOT NULL,
  row_id TEXT NOT NULL,
  field TEXT NOT NULL,
  first_seq INTEGER NOT NULL,
  second_seq INTEGER NOT NULL,
  found_at INTEGER NOT NULL,
  settled_seq INTEGER,
  settled_at INTEGER,
  PRIMARY KEY (table_name, row_id, field)
) STRICT, WITHOUT ROWID`,
  `CREATE INDEX conflict_by_row ON conflict (row_id)`,
];

/** Tables of a hub, in the SQL that SQLite and PostgreSQL share; `BYTES` and `BIGINT` are replaced where a database says them otherwise. */

/** Raised with every change; a hub opens only a database of its own version or older. */
export const hubSchemaVersion = 4;

export const hubTables: readonly string[] = [
  `CREATE TABLE IF NOT EXISTS hub (one BIGINT PRIMARY KEY, epoch TEXT NOT NULL, version BIGINT NOT NULL, turns BIGINT NOT NULL)`,
  `CREATE TABLE IF NOT EXISTS hub_workspace (
    id TEXT PRIMARY KEY, name TEXT NOT NULL, seq BIGINT NOT NULL, head TEXT NOT NULL, hub_device TEXT NOT NULL,
    publisher TEXT NOT NULL, turns BIGINT NOT NULL, created_at BIGINT NOT NULL, founding TEXT, put_back_until BIGINT)`,
  `CREATE TABLE IF NOT EXISTS hub_code (
    hash TEXT PRIMARY KEY, kind TEXT NOT NULL, workspace TEXT NOT NULL, person TEXT NOT NULL, expires_at BIGINT NOT NULL,
    used_at BIGINT, used_key TEXT, public TEXT, wrong BIGINT NOT NULL DEFAULT 0, made_at BIGINT NOT NULL DEFAULT 0)`,
  `CREATE TABLE IF NOT EXISTS hub_try (address TEXT NOT NULL, at BIGINT NOT NULL)`,
  `CREATE INDEX IF NOT EXISTS hub_try_by_address ON hub_try (address, at)`,
  `CREATE TABLE IF NOT EXISTS hub_device (
    workspace TEXT NOT NULL, device TEXT NOT NULL, person TEXT NOT NULL, public_key TEXT NOT NULL, label TEXT NOT NULL,
    joined_at BIGINT NOT NULL, last_seen BIGINT, last_seq BIGINT NOT NULL, last_hash TEXT NOT NULL, last_hlc TEXT NOT NULL,
    revoked_at BIGINT, retired_at BIGINT, PRIMARY KEY (workspace, device))`,
  // All names of a device, which share the first 16 characters.
  `CREATE INDEX IF NOT EXISTS hub_device_by_stem ON hub_device (workspace, substr(device, 1, 16))`,
  // Device names are random: one that stands in two workspaces must not be found by the wrong one, so sessions carry both.
  `CREATE TABLE IF NOT EXISTS hub_session (
    access_hash TEXT PRIMARY KEY, refresh_hash TEXT NOT NULL, old_refresh_hash TEXT NOT NULL, workspace TEXT NOT NULL,
    device TEXT NOT NULL, access_until BIGINT NOT NULL, refresh_until BIGINT NOT NULL, is_seen BIGINT NOT NULL)`,
  `CREATE INDEX IF NOT EXISTS hub_session_by_refresh ON hub_session (refresh_hash)`,
  `CREATE INDEX IF NOT EXISTS hub_session_by_old ON hub_session (old_refresh_hash)`,
  `CREATE INDEX IF NOT EXISTS hub_session_by_device ON hub_session (workspace, device)`,
  `CREATE TABLE IF NOT EXISTS hub_spent (refresh_hash TEXT PRIMARY KEY, workspace TEXT NOT NULL, device TEXT NOT NULL, at BIGINT NOT NULL)`,
  // `top_hlc`: the largest stamp of all numbers up to this one, above which whoever had seen them is stamped.
  `CREATE TABLE IF NOT EXISTS hub_set (
    workspace TEXT NOT NULL, hub_seq BIGINT NOT NULL, device TEXT NOT NULL, device_seq BIGINT NOT NULL, header TEXT NOT NULL,
    set_hash TEXT NOT NULL, effective_hlc TEXT NOT NULL, received_at BIGINT NOT NULL, refused TEXT, head TEXT NOT NULL,
    size BIGINT NOT NULL, payload BYTES NOT NULL, top_hlc TEXT NOT NULL DEFAULT '0', PRIMARY KEY (workspace, hub_seq))`,
  `CREATE UNIQUE INDEX IF NOT EXISTS hub_set_by_device ON hub_set (workspace, device, device_seq)`,
  `CREATE TABLE IF NOT EXISTS hub_part (
    workspace TEXT NOT NULL, device TEXT NOT NULL, set_hash TEXT NOT NULL, at BIGINT NOT NULL, staged_at BIGINT NOT NULL, bytes BYTES NOT NULL,
    PRIMARY KEY (workspace, device, set_hash, at))`,
  `CREATE TABLE IF NOT EXISTS hub_held (
    workspace TEXT NOT NULL, tbl TEXT NOT NULL, id TEXT NOT NULL, root TEXT, cells TEXT NOT NULL, clocks TEXT NOT NULL,
    made_hlc TEXT NOT NULL, made_by TEXT NOT NULL, made_hash TEXT, PRIMARY KEY (workspace, tbl, id))`,
  `CREATE INDEX IF NOT EXISTS hub_held_by_root ON hub_held (workspace, tbl, root)`,
  // Who owned a record from which number on: what anybody could see at a number of the past is known from it.
  `CREATE TABLE IF NOT EXISTS hub_owner (
    workspace TEXT NOT NULL, tbl TEXT NOT NULL, record TEXT NOT NULL, hub_seq BIGINT NOT NULL, owner TEXT,
    PRIMARY KEY (workspace, record, hub_seq, tbl))`,
  `CREATE INDEX IF NOT EXISTS hub_owner_by_seq ON hub_owner (workspace, hub_seq)`,
  // The sets that hold rows of a record whose owner decides who sees them.
  `CREATE TABLE IF NOT EXISTS hub_touch (
    workspace TEXT NOT NULL, tbl TEXT NOT NULL, record TEXT NOT NULL, hub_seq BIGINT NOT NULL,
    PRIMARY KEY (workspace, record, hub_seq, tbl))`,
  // What each person has put into the trash or withdrawn of a kind within the time that counts, each row once.
  `CREATE TABLE IF NOT EXISTS hub_removal (
    workspace TEXT NOT NULL, person TEXT NOT NULL, tbl TEXT NOT NULL, id TEXT NOT NULL, at BIGINT NOT NULL,
    PRIMARY KEY (workspace, person, tbl, id))`,
  `CREATE INDEX IF NOT EXISTS hub_removal_by_time ON hub_removal (workspace, at)`,
  // Who was refused more than that, from which device last, and how much an admin has allowed until when.
  `CREATE TABLE IF NOT EXISTS hub_removal_ask (
    workspace TEXT NOT NULL, person TEXT NOT NULL, tbl TEXT NOT NULL, rows_asked BIGINT NOT NULL, device TEXT NOT NULL,
    asked_at BIGINT NOT NULL, allowed BIGINT NOT NULL, allowed_until BIGINT NOT NULL, PRIMARY KEY (workspace, person, tbl))`,
];

/** What brings tables of an earlier version to this one: of databases since that version (before, they were not there yet), and before this one. */
export const hubMigrations: readonly { readonly since: number; readonly before: number; readonly statements: readonly string[] }[] = [
  {
    // Deals were the only records with owners.
    since: 2,
    before: 3,
    statements: [
      'ALTER TABLE hub_owner RENAME TO hub_owner_2',
      'DROP INDEX hub_owner_by_seq',
      `CREATE TABLE hub_owner (
        workspace TEXT NOT NULL, tbl TEXT NOT NULL, record TEXT NOT NULL, hub_seq BIGINT NOT NULL, owner TEXT,
        PRIMARY KEY (workspace, record, hub_seq, tbl))`,
      "INSERT INTO hub_owner (workspace, tbl, record, hub_seq, owner) SELECT workspace, 'deal', deal, hub_seq, owner FROM hub_owner_2",
      'DROP TABLE hub_owner_2',
      'CREATE INDEX hub_owner_by_seq ON hub_owner (workspace, hub_seq)',
      'ALTER TABLE hub_touch RENAME TO hub_touch_2',
      `CREATE TABLE hub_touch (
        workspace TEXT NOT NULL, tbl TEXT NOT NULL, record TEXT NOT NULL, hub_seq BIGINT NOT NULL,
        PRIMARY KEY (workspace, record, hub_seq, tbl))`,
      "INSERT INTO hub_touch (workspace, tbl, record, hub_seq) SELECT workspace, 'deal', record, hub_seq FROM hub_touch_2",
      'DROP TABLE hub_touch_2',
    ],
  },
  {
    // What was seen lifted no stamp; only what the hub had clamped last did.
    since: 1,
    before: 4,
    statements: [
      "ALTER TABLE hub_set ADD COLUMN top_hlc TEXT NOT NULL DEFAULT '0'",
      `UPDATE hub_set SET top_hlc = t.top FROM (
         SELECT workspace, hub_seq, CAST(max(CAST(effective_hlc AS BIGINT)) OVER (PARTITION BY workspace ORDER BY hub_seq) AS TEXT) AS top
         FROM hub_set) AS t WHERE t.workspace = hub_set.workspace AND t.hub_seq = hub_set.hub_seq`,
      'ALTER TABLE hub_workspace DROP COLUMN clamped',
    ],
  },
  {
    // Filled when the rows are merged anew from the log: see `mergeAnew`.
    since: 1,
    before: 4,
    statements: ['ALTER TABLE hub_held ADD COLUMN made_hash TEXT'],
  },
  {
    // Names of a device were devices of their own. One whose tokens are there may still be in use: it stays in the list.
    since: 1,
    before: 4,
    statements: [
      'ALTER TABLE hub_workspace ADD COLUMN founding TEXT',
      'ALTER TABLE hub_workspace ADD COLUMN put_back_until BIGINT',
      // Where nobody but the publisher has come yet, it may still be sending what was before.
      `UPDATE hub_workspace SET founding = '' WHERE NOT EXISTS (
         SELECT 1 FROM hub_device d WHERE d.workspace = hub_workspace.id AND d.device <> hub_workspace.hub_device
           AND d.person <> hub_workspace.publisher)`,
      'ALTER TABLE hub_device ADD COLUMN retired_at BIGINT',
      'ALTER TABLE hub_code ADD COLUMN public TEXT',
      'ALTER TABLE hub_code ADD COLUMN wrong BIGINT NOT NULL DEFAULT 0',
      'ALTER TABLE hub_code ADD COLUMN made_at BIGINT NOT NULL DEFAULT 0',
      // Nobody wrote down when they were made: whoever was shut out before may come by them, and nobody who is from now on.
      'UPDATE hub_code SET made_at = (SELECT coalesce(max(revoked_at), 0) FROM hub_device)',
      `UPDATE hub_device SET retired_at = joined_at WHERE EXISTS (
         SELECT 1 FROM hub_device later WHERE later.workspace = hub_device.workspace
           AND substr(later.device, 1, 16) = substr(hub_device.device, 1, 16) AND later.public_key <> ''
           AND CAST(substr(later.device, 18) AS BIGINT) > CAST(substr(hub_device.device, 18) AS BIGINT))
       AND NOT EXISTS (SELECT 1 FROM hub_session s WHERE s.workspace = hub_device.workspace AND s.device = hub_device.device)`,
    ],
  },
];

/** A statement as a kind of database says it. */
export const inWordsOf = (kind: 'sqlite' | 'postgres', statement: string): string =>
  kind === 'sqlite' ? statement.replaceAll('BIGINT', 'INTEGER').replaceAll('BYTES', 'BLOB') : statement.replaceAll('BYTES', 'BYTEA');

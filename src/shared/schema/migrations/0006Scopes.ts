/** What a store holds of sets that its person may not see whole: a hash of the part that came, and what the hub said of the scope. */

export const scopes: readonly string[] = [`ALTER TABLE change_set ADD COLUMN part_hash BLOB`, `ALTER TABLE hub_link ADD COLUMN scope TEXT`];

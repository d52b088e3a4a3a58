/** Brings a store to the schema of this version: every migration in one transaction with its version number, or not at all. */
import type { Db } from '../platform/database.ts';
import { type Model, versionOf } from './model.ts';

/** 'Smsp' in ASCII: tells our stores from other SQLite files. */
export const applicationId = 0x536d7370;

/** Runs what is missing. The caller has made sure that the store is ours and not newer. */
export const migrate = (db: Db, model: Pick<Model, 'migrations'>): void => {
  const version = versionOf(model);
  // Nothing to do takes no lock: reads go on while another process imports for half a minute.
  if (Number(db.pragma('user_version')) === version) return;
  db.exec('BEGIN IMMEDIATE');
  try {
    // Another process may have migrated while this one waited for the lock.
    const from = Number(db.pragma('user_version'));
    for (const { statements } of model.migrations.slice(from)) for (const statement of statements) db.exec(statement);
    if (from === 0) {
      db.exec(`PRAGMA application_id = ${applicationId}`);
      db.exec("INSERT INTO head (one, local_seq, op_count, hlc, running) VALUES (1, 0, 0, 0, x'')");
    }
    if (from < version) db.exec(`PRAGMA user_version = ${version}`);
    db.exec('COMMIT');
  } catch (error) {
    if (db.inTransaction()) db.exec('ROLLBACK');
    throw error;
  }
};

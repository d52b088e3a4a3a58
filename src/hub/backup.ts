/** A copy of a hub's file that is whole: made by the database while the hub goes on, then checked set by set. */
import { existsSync, rmSync } from 'node:fs';
import { err, ok, type Result } from '../shared/kernel/result.ts';
import { type Db, dbErrorKind, openDb } from '../platform/database.ts';
import { hubHeadOf } from './hash.ts';
import { hubFile } from './sqliteDb.ts';

export type BackupFault = 'backupNotSqlite' | 'backupThere' | 'backupFailed' | 'backupUnsound';

/** Walks the copy: numbers without a gap, every running hash, and the head that the workspace remembers. */
const countSets = (db: Db): number | null => {
  if (db.pragma('integrity_check') !== 'ok') return null;
  let count = 0;
  for (const workspace of db.prepare('SELECT id, seq, head FROM hub_workspace ORDER BY id').all([])) {
    let head = '';
    let seq = 0;
    const page = db.prepare(
      'SELECT hub_seq, set_hash, effective_hlc, refused, head FROM hub_set WHERE workspace = ? AND hub_seq > ? ORDER BY hub_seq LIMIT 500',
    );
    for (let rows = page.all([String(workspace['id']), 0]); rows.length > 0; rows = page.all([String(workspace['id']), seq])) {
      for (const row of rows) {
        seq += 1;
        head = hubHeadOf(head, String(row['set_hash']), seq, String(row['effective_hlc']), row['refused'] !== null);
        if (row['hub_seq'] !== seq || row['head'] !== head) return null;
        count += 1;
      }
    }
    if (workspace['seq'] !== seq || workspace['head'] !== head) return null;
  }
  return count;
};

/** Copies the hub's file of a folder to `file`, which must not be there yet. A hub on PostgreSQL is copied with PostgreSQL's own tools. */
export const backUpHub = async (store: string | null, file: string): Promise<Result<{ readonly sets: number }, BackupFault>> => {
  if (store === null) return err('backupNotSqlite');
  if (existsSync(file)) return err('backupThere');
  try {
    const db = openDb(hubFile(store), { mustExist: true });
    try {
      db.prepare('VACUUM INTO ?').run([file]);
    } finally {
      db.close();
    }
    const copy = openDb(file, { readOnly: true, mustExist: true });
    const sets = countSets(copy);
    copy.close();
    if (sets !== null) return ok({ sets });
    rmSync(file, { force: true });
    return err('backupUnsound');
  } catch (error) {
    if (dbErrorKind(error) === null) throw error;
    rmSync(file, { force: true });
    return err('backupFailed');
  }
};

/** The one row that ties a store to its hub: which workspace, where, how far, by how much the clock is off, and who runs the loop right now. */
import type { Db } from '../../platform/database.ts';
import { fromHex } from '../../platform/hash.ts';
import { stemOf } from '../../shared/sync/deviceName.ts';
import type { LastSet } from '../../shared/sync/hubProtocol.ts';
import { lastMark } from './hubHistory.ts';
import type { Store } from './store.ts';

/** `epoch` is empty until the store has found out how far it and the hub remember the same. `clockOffset`: hub time minus this machine's, in ms. `lastSyncAt` by this machine's clock. */
export type HubLink = {
  readonly workspace: string;
  readonly url: string;
  readonly epoch: string;
  readonly person: string;
  readonly clockOffset: number;
  readonly lastSyncAt: number | null;
};

export const readHubLink = (db: Db): HubLink | null => {
  const row = db.prepare('SELECT workspace, url, epoch, person, clock_offset, last_sync_at FROM hub_link WHERE one = 1').get([]);
  return row === undefined
    ? null
    : {
        workspace: String(row['workspace']),
        url: String(row['url']),
        epoch: String(row['epoch']),
        person: String(row['person']),
        clockOffset: Number(row['clock_offset']),
        lastSyncAt: row['last_sync_at'] === null ? null : Number(row['last_sync_at']),
      };
};

/**
 * Ties the store to a hub. A log that holds numbers of a hub already has to find out first how far this one remembers the same: the exchange does
 * that before all else. False where the store belongs to another workspace.
 */
export const linkHub = (store: Pick<Store, 'db'>, link: Omit<HubLink, 'clockOffset' | 'lastSyncAt'>): boolean => {
  const { workspace, url, epoch, person } = link;
  const last = readHubLink(store.db) === null ? lastMark(store.db) : null;
  const first = last === null || last.seq > 0 || hasHubNumbers(store.db) ? '' : epoch;
  return (
    store.db
      .prepare(
        `INSERT INTO hub_link (one, workspace, url, epoch, person, hub_seq, hub_head) VALUES (1, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (one) DO UPDATE SET url = excluded.url, person = excluded.person, epoch = '', last_sync_at = NULL
         WHERE workspace = excluded.workspace`,
      )
      .run([workspace, url, first, person, last?.seq ?? 0, fromHex(last?.head ?? '')]) === 1
  );
};

/** Lets the next exchange find out anew how far this store and its hub remember the same. */
export const forgetEpoch = (store: Pick<Store, 'db'>): void => {
  store.db.prepare("UPDATE hub_link SET epoch = ''").run([]);
};

/** Whether a hub has ever numbered anything here. */
export const hasHubNumbers = (db: Db): boolean =>
  db.prepare('SELECT 1 FROM change_set WHERE hub_seq IS NOT NULL LIMIT 1').get([]) !== undefined;

/** The last set that was written here: when a hub has it, it has all that was written before. Null where nothing was. */
export const lastOwnSet = ({ db, device }: Pick<Store, 'db' | 'device'>): LastSet | null => {
  const row = db
    .prepare(
      `SELECT d.id, d.last_seq, lower(hex(d.last_hash)) AS hash FROM change_set c JOIN device d ON d.no = c.device
       WHERE substr(d.id, 1, 16) = ? AND c.refused IS NULL ORDER BY c.local_seq DESC LIMIT 1`,
    )
    .get([stemOf(device)]);
  return row === undefined ? null : { device: String(row['id']), deviceSeq: Number(row['last_seq']), hash: String(row['hash']) };
};

/** Unties the store; the numbers that the hub gave stay in the log. */
export const unlinkHub = (store: Pick<Store, 'db'>): void => {
  store.db.prepare('DELETE FROM hub_link').run([]);
};

/** What an answer of the hub says of the time, and (`isDone`) that an exchange came to its end. Times in ms. */
export const noteHubTime = (store: Pick<Store, 'db'>, hubTime: number, now: number, isDone: boolean): void => {
  store.db
    .prepare('UPDATE hub_link SET clock_offset = ?, last_sync_at = CASE WHEN ? = 1 THEN ? ELSE last_sync_at END WHERE one = 1')
    .run([hubTime - now, isDone ? 1 : 0, now]);
};

/** Takes or keeps the lease by which one process at a time runs the loop; false while another holds it. `by` names the process, times in ms. */
export const takeLease = (store: Pick<Store, 'db'>, by: string, now: number, forMs: number): boolean =>
  store.db
    .prepare('UPDATE hub_link SET lease_by = ?, lease_until = ? WHERE one = 1 AND (lease_by IS NULL OR lease_by = ? OR lease_until < ?)')
    .run([by, now + forMs, by, now]) === 1;

export const releaseLease = (store: Pick<Store, 'db'>, by: string): void => {
  store.db.prepare('UPDATE hub_link SET lease_by = NULL, lease_until = NULL WHERE lease_by = ?').run([by]);
};

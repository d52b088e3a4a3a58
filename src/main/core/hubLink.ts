/** The one row that ties a store to its hub: which workspace, where, how far, by how much the clock is off, and who runs the loop right now. */
import type { Db } from '../platform/database.ts';
import type { Store } from './store.ts';

/** `clockOffset`: hub time minus this machine's, in ms. `lastSyncAt` by this machine's clock. */
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
 * Ties the store to a hub, from the beginning of the hub's order; false where it is tied to another hub or workspace already: the numbers in its
 * log are of that one.
 */
export const linkHub = (store: Pick<Store, 'db'>, link: Omit<HubLink, 'clockOffset' | 'lastSyncAt'>): boolean =>
  store.db
    .prepare(
      `INSERT INTO hub_link (one, workspace, url, epoch, person) VALUES (1, ?, ?, ?, ?)
       ON CONFLICT (one) DO UPDATE SET url = excluded.url, person = excluded.person
       WHERE workspace = excluded.workspace AND epoch = excluded.epoch`,
    )
    .run([link.workspace, link.url, link.epoch, link.person]) === 1;

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

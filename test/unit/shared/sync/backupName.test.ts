/** What a backup is called says when it was made, of which log, and where that log ended; and when the next one is due. */
import { describe, expect, it } from 'vitest';
import { instant } from '../../../../src/shared/kernel/day.ts';
import { backupName, isBackupDue, outlived, readBackupName, readStamp, stampText } from '../../../../src/shared/sync/backupName.ts';

const noon = Date.UTC(2026, 10, 22, 12);
const day = 86_400_000;
const title = { at: instant(noon), origin: '0a1b2c3d', seq: 42, hash: '0123456789abcdef' };

describe('the name of a backup', () => {
  it('is read back as it was written', () => {
    expect(backupName(title)).toBe('samspill-20261122T120000Z-0a1b2c3d-42-0123456789abcdef.db');
    expect(readBackupName(backupName(title))).toEqual(title);
  });

  it('that was changed by hand is no name of a backup', () => {
    for (const name of [
      'samspill-20261322T120000Z-0a1b2c3d-42-0123456789abcdef.db',
      'samspill-20261122T120000Z-0a1b2c3d-42-0123456789abcde.db',
      'samspill-20261122T120000Z-0a1b2c3d--1-0123456789abcdef.db',
      'copy of samspill-20261122T120000Z-0a1b2c3d-42-0123456789abcdef.db',
      'samspill-20261122T120000Z-0a1b2c3d-42-0123456789abcdef.db.tmp',
      '',
    ])
      expect(readBackupName(name), name).toBeNull();
  });

  it('orders like the time it was made', () => {
    const earlier = stampText(instant(noon - 1000));
    expect(earlier < stampText(instant(noon))).toBe(true);
    expect(readStamp(earlier)).toBe(noon - 1000);
  });
});

describe('a backup', () => {
  it('is due when there is none, when the newest is a day old, and when the newest comes from a wrong clock', () => {
    const due = (newest: number | null): boolean => isBackupDue(newest === null ? null : instant(newest), instant(noon));
    expect([null, noon - day, noon - day + 1, noon, noon + 60_000, noon + 2 * day].map(due)).toEqual([
      true,
      true,
      false,
      false,
      false,
      true,
    ]);
  });

  it('has outlived its days after thirty of them, counted from the newest', () => {
    const backups = [0, 30, 31, 400].map((days) => ({ at: instant(noon - days * day) }));
    expect(outlived(backups, instant(noon))).toEqual(backups.slice(2));
  });
});

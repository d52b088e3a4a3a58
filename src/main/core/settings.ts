/** The few values that belong to this store on this device and to no log: what the log cannot prove, a digest beside them does. */
import type { Db } from '../../platform/database.ts';
import { hex, sha256 } from '../../platform/hash.ts';

/** Under this key stand the digests of all others, as JSON. */
const sealKey = 'seal';

type Seal = Readonly<Record<string, string>>;

const digestOf = (key: string, value: string): string => hex(sha256(key, '\0', value)).slice(0, 32);

export const readSetting = (db: Db, key: string): string | undefined => {
  const value = db.prepare('SELECT value FROM setting WHERE key = ?').get([key])?.['value'];
  return typeof value === 'string' ? value : undefined;
};

const others = (db: Db): ReadonlyMap<string, string> =>
  new Map(
    db
      .prepare('SELECT key, value FROM setting WHERE key <> ? ORDER BY key')
      .all([sealKey])
      .map((row) => [String(row['key']), String(row['value'])]),
  );

/** Null where there is none, or none that can be read. */
const readSeal = (db: Db): Seal | null => {
  try {
    const value: unknown = JSON.parse(readSetting(db, sealKey) ?? 'null');
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Seal) : null;
  } catch {
    return null;
  }
};

/** Writes a value and its digest. The first value that is written in a store seals what was there before. */
export const writeSetting = (db: Db, key: string, value: string): void => {
  const write = db.prepare('INSERT OR REPLACE INTO setting (key, value) VALUES (?, ?)');
  const isFirst = readSetting(db, sealKey) === undefined;
  const before = isFirst ? Object.fromEntries([...others(db)].map(([known, text]) => [known, digestOf(known, text)])) : readSeal(db);
  write.run([key, value]);
  // A seal that cannot be read stays for the doctor to find.
  if (before !== null) write.run([sealKey, JSON.stringify({ ...before, [key]: digestOf(key, value) })]);
};

export type SettingFault = { readonly key: string; readonly difference: 'missing' | 'extra' | 'changed' };

/** Values that are not what was written last. */
export const settingFaults = (db: Db): readonly SettingFault[] => {
  const now = others(db);
  const text = readSetting(db, sealKey);
  const seal = readSeal(db);
  if (seal === null)
    return text === undefined && now.size === 0 ? [] : [{ key: sealKey, difference: text === undefined ? 'missing' : 'changed' }];
  const faults: SettingFault[] = [];
  for (const [key, value] of now) {
    const digest = seal[key];
    if (digest === undefined) faults.push({ key, difference: 'extra' });
    else if (digest !== digestOf(key, value)) faults.push({ key, difference: 'changed' });
  }
  for (const key of Object.keys(seal)) if (!now.has(key)) faults.push({ key, difference: 'missing' });
  return faults;
};

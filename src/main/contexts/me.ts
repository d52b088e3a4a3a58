/** Which person this device acts for: a value of this store alone, set when it is made or joins a workspace. */
import { readSetting, writeSetting } from '../core/settings.ts';
import type { Db } from '../../platform/database.ts';

const meKey = 'me';

/** Undefined where nobody has been set: a copied store, an interrupted set-up. */
export const readMe = (db: Db): string | undefined => readSetting(db, meKey);

export const setMe = (db: Db, person: string): void => {
  writeSetting(db, meKey, person);
};

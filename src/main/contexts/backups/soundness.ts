/** What the engine needs to know of this product to examine a database that lies by itself: its tables, its folds, its SQL functions. */
import { tableByName } from '../../../shared/schema/tables.ts';
import { type BackupWanted, type Examine, makeBackup } from '../../core/backup.ts';
import { examine } from '../../core/doctor.ts';
import { type RestoreWanted, stageBackup } from '../../core/restore.ts';
import { defineFunctions } from '../nameOrder.ts';
import { derivations } from '../openWorkspace.ts';

const findingsOf: Examine = (store) => examine(store, tableByName, defineFunctions).findings;

const knowledge = { derivations, examine: findingsOf, defineFunctions } as const;

export const makeStoreBackup = (wanted: Omit<BackupWanted, keyof typeof knowledge>) => makeBackup({ ...wanted, ...knowledge });

export const stageStoreBackup = (wanted: Omit<RestoreWanted, keyof typeof knowledge>) => stageBackup({ ...wanted, ...knowledge });

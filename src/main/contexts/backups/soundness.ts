/** Backups of stores of this product, made and brought back. */
import { type BackupWanted, makeBackup } from '../../core/backup.ts';
import { type RestoreWanted, stageBackup } from '../../core/restore.ts';
import { model } from '../openWorkspace.ts';

export const makeStoreBackup = (wanted: Omit<BackupWanted, 'model'>) => makeBackup({ ...wanted, model });

export const stageStoreBackup = (wanted: Omit<RestoreWanted, 'model'>) => stageBackup({ ...wanted, model });

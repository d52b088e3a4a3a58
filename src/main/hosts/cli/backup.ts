/** The commands `backup` and `restore`: they work on the store's folder, whether its database opens or not. */
import { join, resolve } from 'node:path';
import { err, ok } from '../../../shared/kernel/result.ts';
import { readBackupState, writeBackupState } from '../../contexts/backups/backupState.ts';
import { makeStoreBackup, stageStoreBackup } from '../../contexts/backups/soundness.ts';
import { openWorkspaceStore } from '../../contexts/openWorkspace.ts';
import { dropStaged, swapIn } from '../../core/restore.ts';
import type { Ports } from '../../platform/ports.ts';
import { storePaths } from '../../platform/storeFiles.ts';
import { storeText } from '../storeText.ts';
import type { Answer, Failure, Outcome, Words } from './answer.ts';
import type { BackupRequest, RestoreRequest } from './args.ts';
import { errorLines } from './errorLines.ts';

type BackupWorld = { readonly cwd: string; readonly ports: Ports };

const done = (json: unknown, lines: readonly string[]): Outcome => ok<Answer>({ code: 0, json, lines });
const failed = (words: Words, error: { readonly type: string }): Outcome =>
  err<Failure>({ code: 1, error, lines: errorLines(words.say, error) });

/** Copies the store and examines the copy; the store may be open elsewhere. */
export const backUp = async (world: BackupWorld, words: Words, dir: string, { to, daily }: BackupRequest): Promise<Outcome> => {
  // Opened for a moment, so that a store that is missing, newer or damaged is told as everywhere.
  const opened = openWorkspaceStore({ dir, ports: world.ports, create: false, readOnly: true });
  if (!opened.ok) return err<Failure>({ code: 1, error: opened.error, lines: [storeText(words.say, opened.error, dir)] });
  opened.value.close();
  const state = readBackupState(dir);
  const chosen = to === null ? null : resolve(world.cwd, to);
  const made = makeStoreBackup({ storeDir: dir, folder: chosen ?? state.folder, ports: world.ports });
  if (!made.ok) return failed(words, made.error);
  const folder = chosen ?? state.folder ?? storePaths(dir).backups;
  // Only a folder that has just taken one is trusted with those to come.
  if (daily) writeBackupState(dir, { folder: chosen, failed: null });
  const { name, at, seq, hash, bytes } = made.value;
  const file = join(folder, name);
  return done({ store: dir, file, at, changes: seq, head: hash, bytes, daily }, [
    words.say('backup.cliMade', { count: seq, file }),
    ...(daily ? [words.say('backup.cliDaily', { folder })] : []),
  ]);
};

/** Examines a backup and puts it in the place of the store, which must be closed; what was there is kept beside it. */
export const restore = async (world: BackupWorld, words: Words, dir: string, { from }: RestoreRequest): Promise<Outcome> => {
  const file = resolve(world.cwd, from);
  const staged = stageStoreBackup({ storeDir: dir, file, ports: world.ports });
  if (!staged.ok) return failed(words, staged.error);
  const swapped = swapIn(dir, staged.value.staged, world.ports);
  if (!swapped.ok) {
    dropStaged(dir, staged.value.staged);
    return failed(words, swapped.error);
  }
  const kept = swapped.value.kept === null ? null : join(storePaths(dir).kept, swapped.value.kept);
  return done({ store: dir, from: file, changes: staged.value.seq, head: staged.value.hash, kept }, [
    words.say('backup.cliRestored', { count: staged.value.seq, dir }),
    ...(kept === null ? [] : [words.say('backup.cliKept', { kept })]),
  ]);
};

/** Somebody without rights, for what root may do everywhere: started by number, because not every machine has a program that changes the user. */
import { spawnSync } from 'node:child_process';
import { repositoryRoot } from './repository.ts';

/** What a program is started with, so that somebody runs it: nothing where that is whoever starts it. */
export type RunAs = { readonly uid?: number; readonly gid?: number };

/** The numbers of `nobody`, whom every Linux knows. */
export const nobody: Required<RunAs> = { uid: 65_534, gid: 65_534 };

/** An ordinary user: whoever runs the tests, unless that is root. Null where there is none. */
export const ordinaryUser = (): RunAs | null => {
  if (process.platform === 'win32') return null;
  if (process.getuid?.() !== 0) return {};
  // That user must be able to read the checkout and what runs in it.
  const tried = spawnSync(process.execPath, ['-e', ''], { ...nobody, cwd: repositoryRoot });
  return tried.status === 0 ? nobody : null;
};

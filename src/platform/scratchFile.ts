/** A file for what a long piece of work must remember and memory should not hold: it has no name from the moment it is open, and nothing is left of it. */
import { closeSync, ftruncateSync, openSync, readSync, unlinkSync, writeSync } from 'node:fs';
import { join } from 'node:path';

export type ScratchFile = {
  /** Fills `into` with the bytes from `at` on; what was never written is zeros. */
  readonly read: (into: Uint8Array, at: number) => void;
  /** False where the disk takes no more; nothing can be told of those bytes then. */
  readonly write: (from: Uint8Array, at: number) => boolean;
  readonly close: () => void;
};

let opened = 0;

const openNew = (folder: string): { readonly file: number; readonly path: string } => {
  for (;;) {
    const path = join(folder, `scratch-${process.pid}-${opened++}`);
    try {
      return { file: openSync(path, 'wx+', 0o600), path };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
};

const remove = (path: string): boolean => {
  try {
    unlinkSync(path);
    return true;
  } catch {
    return false;
  }
};

/** A file of so many zero bytes in the folder; null where none can be made there. */
export const openScratchFile = (folder: string, bytes: number): ScratchFile | null => {
  let made: ReturnType<typeof openNew>;
  try {
    made = openNew(folder);
  } catch {
    return null;
  }
  const { file, path } = made;
  // Not every file system takes the name of an open file away: there it goes when the file is closed.
  const isNameless = remove(path);
  const close = (): void => {
    closeSync(file);
    if (!isNameless) remove(path);
  };
  try {
    ftruncateSync(file, bytes);
  } catch {
    close();
    return null;
  }
  return {
    read: (into, at) => {
      for (let done = 0; done < into.byteLength;) {
        const read = readSync(file, into, done, into.byteLength - done, at + done);
        if (read === 0) throw new Error('a scratch file ended early');
        done += read;
      }
    },
    write: (from, at) => {
      try {
        return writeSync(file, from, 0, from.byteLength, at) === from.byteLength;
      } catch {
        return false;
      }
    },
    close,
  };
};

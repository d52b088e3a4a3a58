/** The small files beside the database: written so that a crash leaves the old or the new text, never half of one. */
import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';

export const storePaths = (dir: string) => ({
  db: join(dir, 'store.db'),
  device: join(dir, 'device.json'),
  head: join(dir, 'head.json'),
  /** There only while a backup takes the place of the store. */
  restore: join(dir, 'restore.json'),
  /** Where the backups go, and how the last one went. */
  backup: join(dir, 'backup.json'),
  staging: join(dir, 'staging'),
  backups: join(dir, 'backups'),
  kept: join(dir, 'kept'),
  folders: ['drafts', 'staging', 'backups', 'kept'].map((name) => join(dir, name)),
});

export const fileExists = (path: string): boolean => existsSync(path);

/** Makes a folder and those above it, one by one: Node's own recursive call never returns where a file system answers ENOENT for an existing parent. */
/** Whether this user may write what is there; true for what is not, which only making it can tell. */
export const mayWrite = (path: string): boolean => {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT';
  }
};

export const ensureFolder = (path: string): void => {
  if (existsSync(path)) return;
  const above = dirname(path);
  if (above !== path) ensureFolder(above);
  try {
    mkdirSync(path);
  } catch (error) {
    // Another process may have made it in between.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
};

export const readTextFile = (path: string): string | null => {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
};

export const syncFolder = (path: string): void => {
  // Windows cannot open a folder; there a rename is durable by itself.
  if (process.platform === 'win32') return;
  const folder = openSync(path, constants.O_RDONLY);
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
};

/** Temporary name, fsync, rename, fsync of the folder. */
export const replaceFile = (path: string, text: string): void => {
  const temporary = `${path}.${process.pid}.tmp`;
  const file = openSync(temporary, 'w', 0o600);
  try {
    writeSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(temporary, path);
  syncFolder(dirname(path));
};

/** A file that is overwritten in place at fixed offsets: cheap enough to follow every commit. */
export type SlotFile = { readonly write: (offset: number, text: string) => void; readonly close: () => void };

export const openSlotFile = (path: string, initial: string): SlotFile => {
  const file = openSync(path, constants.O_RDWR | constants.O_CREAT, 0o600);
  if (readFileSync(path).byteLength !== Buffer.byteLength(initial)) {
    ftruncateSync(file, 0);
    writeSync(file, initial, 0);
    fsyncSync(file);
  }
  return {
    write: (offset, text) => {
      writeSync(file, text, offset);
    },
    close: () => {
      closeSync(file);
    },
  };
};

/** What this machine is called and, where the system tells, its lasting id: a copied store notices that it woke up elsewhere. */
export const machineName = (): string => {
  for (const path of ['/etc/machine-id', '/var/lib/dbus/machine-id']) {
    try {
      const id = readFileSync(path, 'utf8').trim();
      if (id !== '') return id;
    } catch {
      // Not a Linux with a machine id: the host name has to do.
    }
  }
  return hostname();
};

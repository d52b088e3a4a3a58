/** Where files change hands: what a person picked is lent under a grant, what the application made is kept for the person to take away. */
import { join } from 'node:path';
import { hex } from '../../platform/hash.ts';
import type { Random } from '../../platform/ports.ts';
import { ensureFolder, storePaths } from '../../platform/storeFiles.ts';

/** A file that the application made; `name` is what the person sees. */
export type ProducedFile = { readonly path: string; readonly name: string; readonly mime: string };

/** Name on the disk → name that the person knows. */
export type FileNames = Readonly<Record<string, string>>;

export type FileDesk = {
  /** Lends a file or folder that a person picked; contract entries take the grant, never a path. */
  readonly lend: (path: string, names?: FileNames) => string;
  /** The path behind a grant; null for one that was never given out. */
  readonly lent: (grant: string) => string | null;
  /** What the person calls the files of a lent folder; null where the names on the disk are theirs. */
  readonly lentNames: (grant: string) => FileNames | null;
  /** A path in the staging folder for a new file, and the id under which it can be fetched. */
  readonly produce: (name: string, mime: string) => ProducedFile & { readonly id: string };
  readonly produced: (id: string) => ProducedFile | null;
};

export const createFileDesk = (storeDir: string, random: Random): FileDesk => {
  const grants = new Map<string, { readonly path: string; readonly names: FileNames | null }>();
  const made = new Map<string, ProducedFile>();
  // Kept apart by purpose, guessed by nobody: the id is the only key to a file.
  const newKey = (): string => hex(random.bytes(16));
  return {
    lend: (path, names) => {
      const grant = newKey();
      grants.set(grant, { path, names: names ?? null });
      return grant;
    },
    lent: (grant) => grants.get(grant)?.path ?? null,
    lentNames: (grant) => grants.get(grant)?.names ?? null,
    produce: (name, mime) => {
      const id = newKey();
      const folder = join(storeDir, 'staging');
      ensureFolder(folder);
      const file = { path: join(folder, `out-${id}`), name, mime };
      made.set(id, file);
      return { ...file, id };
    },
    produced: (id) => made.get(id) ?? null,
  };
};

/** The folder in which a host may put what a person uploads before it lends it. */
export const uploadFolder = (storeDir: string): string =>
  storePaths(storeDir).folders.find((folder) => folder.endsWith('staging')) ?? join(storeDir, 'staging');

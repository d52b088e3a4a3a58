/** Where things are in the checkout that is being tested. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** The root folder of the checkout, absolute. */
export const repositoryRoot = join(import.meta.dirname, '..', '..');

/** All files below a folder, as paths relative to it with forward slashes, sorted. */
export const filesBelow = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll('\\', '/'),
    )
    .sort();

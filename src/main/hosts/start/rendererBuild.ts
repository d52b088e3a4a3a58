/** Keeps the built page and the built desktop shell up to date: builds what is missing or older than its sources. */
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { err, ok } from '../../../shared/kernel/result.ts';
import type { Result } from '../../../shared/kernel/result.ts';

export type BuildError = { readonly type: 'BuildFailed'; readonly reason: string };

/** Builds the page of a checkout into a folder. Throws when it does not build. */
export type BuildPage = (root: string, outDir: string) => Promise<void>;

/** One thing that is built: the folder under `out` and what it is made of, from the root of the checkout. */
type Built = { readonly name: string; readonly folders: readonly string[]; readonly files: readonly string[] };

/** What is built is always what people get, whoever builds it. */
const mode = 'production';

const page: Built = { name: 'renderer', folders: ['src/renderer', 'src/shared'], files: ['vite.config.ts', 'package-lock.json'] };
const shell: readonly Built[] = [
  { name: 'main', folders: ['src/main', 'src/shared', 'src/hub'], files: ['vite.main.config.ts', 'package-lock.json'] },
  { name: 'preload', folders: ['src/main/hosts/electron'], files: ['vite.preload.config.ts', 'package-lock.json'] },
];

/** The folder of a built page that matches its sources; `announce` is called before a build, which takes some seconds. */
export const ensureRenderer = (
  root: string,
  announce: () => void,
  build: BuildPage = buildWithVite('vite.config.ts'),
): Promise<Result<{ readonly dir: string }, BuildError>> => ensureBuilt(root, page, announce, build);

/** The same for the main process of the desktop app and for the bridge between it and the page. */
export const ensureShell = async (root: string): Promise<Result<null, BuildError>> => {
  for (const part of shell) {
    const built = await ensureBuilt(root, part, () => {}, buildWithVite(part.files[0] ?? ''));
    if (!built.ok) return built;
  }
  return ok(null);
};

/** Built beside and then renamed, so that a build that is stopped half-way is never served. */
const ensureBuilt = async (
  root: string,
  { name, folders, files }: Built,
  announce: () => void,
  build: BuildPage,
): Promise<Result<{ readonly dir: string }, BuildError>> => {
  const dir = join(root, 'out', name);
  const stampFile = join(root, 'out', `${name}.stamp`);
  // Taken before the build: what is edited during it is built the next time.
  const stamp = await sourceStamp(root, folders, files);
  if ((await textOf(stampFile)) === stamp && (await readdir(dir).catch(() => [])).length > 0) return ok({ dir });

  announce();
  const fresh = join(root, 'out', `${name}-${process.pid}`);
  try {
    await mkdir(join(root, 'out'), { recursive: true });
    await build(root, fresh);
    await rm(dir, { recursive: true, force: true });
    await rename(fresh, dir);
    await writeFile(stampFile, stamp);
    return ok({ dir });
  } catch (cause) {
    await rm(fresh, { recursive: true, force: true });
    return err({ type: 'BuildFailed', reason: firstLine(cause) });
  }
};

const buildWithVite =
  (config: string): BuildPage =>
  async (root, outDir) => {
    // Loaded only here: most starts have nothing to build, and the bundler is slow to load.
    const { build } = await import('vite');
    // Where the environment names another mode, as a test run does, the page would be React's slow one, with our paths written into it.
    const { NODE_ENV: given } = process.env;
    process.env['NODE_ENV'] = mode;
    try {
      await build({ configFile: join(root, config), logLevel: 'silent', build: { outDir, emptyOutDir: true } });
    } finally {
      if (given === undefined) delete process.env['NODE_ENV'];
      else process.env['NODE_ENV'] = given;
    }
  };

/** Changes when a source appears, goes, or is written; names, times and sizes are enough and take a few milliseconds. */
const sourceStamp = async (root: string, folders: readonly string[], files: readonly string[]): Promise<string> => {
  const inFolders = await Promise.all(folders.map((folder) => filesIn(join(root, folder))));
  const paths = [...inFolders.flat(), ...files.map((file) => join(root, file))].toSorted();
  const lines = await Promise.all(
    paths.map(async (path) => {
      const { mtimeMs, size } = await stat(path);
      return `${relative(root, path)}\t${mtimeMs}\t${size}`;
    }),
  );
  return createHash('sha256')
    .update([mode, ...lines].join('\n'))
    .digest('hex');
};

const filesIn = async (folder: string): Promise<readonly string[]> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
};

/** The text of a file, empty when it is not there. */
const textOf = async (path: string): Promise<string> => {
  try {
    return await readFile(path, 'utf8');
  } catch {
    return '';
  }
};

const firstLine = (cause: unknown): string => {
  const text = stripVTControlCharacters(cause instanceof Error ? cause.message : String(cause));
  return text.split('\n').find((line) => line.trim() !== '') ?? '';
};

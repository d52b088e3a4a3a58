/** How the desktop's main process is built: for the Node inside Electron, with one entry for each thread that it starts. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const mainDir = fileURLToPath(new URL('src/main', import.meta.url));

/** A task is started by the address of its own module, so each needs a file of its own. */
const taskModules = readdirSync(mainDir, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts'))
  .map((path) => join(mainDir, path))
  .filter((path) => readFileSync(path, 'utf8').includes('runTask(import.meta.url'));

/** The two that are known by name keep it; a task is named after its whole path, since two may be called the same. */
const nameOf = (path: string): string =>
  relative(mainDir, path)
    .replace(/\.ts$/u, '')
    .replace(/^(?:hosts[/\\]electron)[/\\]/u, '')
    .replaceAll(/[/\\]/gu, '-');

/** The hub of a device is a thread too, which lies beside the application's own sources. */
const hubThread = 'hub-hosted';
const threads = [join(mainDir, 'hosts/electron/main.ts'), join(mainDir, 'appWorker.ts'), ...taskModules];

export default defineConfig({
  root: mainDir,
  publicDir: false,
  plugins: [
    {
      name: 'built-threads',
      enforce: 'pre',
      // Threads are named by their sources; beside the built file stand built ones.
      transform: (code) =>
        code
          .replaceAll(/new URL\('\.\/(\w+)\.ts', import\.meta\.url\)/gu, "new URL('./$1.js', import.meta.url)")
          .replaceAll(/new URL\('\.\.\/hub\/hosted\.ts', import\.meta\.url\)/gu, `new URL('./${hubThread}.js', import.meta.url)`),
    },
  ],
  ssr: { noExternal: true, external: ['electron', 'better-sqlite3'] },
  build: {
    ssr: true,
    outDir: fileURLToPath(new URL('out/main', import.meta.url)),
    emptyOutDir: true,
    target: 'node20.18',
    minify: true,
    sourcemap: false,
    // What is bundled asks to be named wherever it goes.
    license: { fileName: 'licences.md' },
    rolldownOptions: {
      input: { ...Object.fromEntries(threads.map((path) => [nameOf(path), path])), [hubThread]: join(mainDir, '../hub/hosted.ts') },
      // Flat, because threads are looked for beside the file that starts them.
      output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
    },
  },
});

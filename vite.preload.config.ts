/** How the bridge between shell and page is built: one file, because a sandboxed preload can load no other. */
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

export default defineConfig({
  root: fileURLToPath(new URL('src/main/hosts/electron', import.meta.url)),
  publicDir: false,
  ssr: { external: ['electron'] },
  build: {
    ssr: true,
    outDir: fileURLToPath(new URL('out/preload', import.meta.url)),
    emptyOutDir: true,
    target: 'chrome130',
    minify: true,
    sourcemap: false,
    rolldownOptions: {
      input: fileURLToPath(new URL('src/main/hosts/electron/preload.ts', import.meta.url)),
      output: { format: 'cjs', entryFileNames: 'preload.cjs' },
    },
  },
});

/** How the page is built: one policy-clean bundle that the web host and the desktop shell serve alike. */
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  root: fileURLToPath(new URL('src/renderer', import.meta.url)),
  base: './',
  plugins: [react()],
  // Put on every style and script the build writes; the host replaces it with fresh random bytes in each response.
  html: { cspNonce: '__CSP_NONCE__' },
  build: {
    outDir: fileURLToPath(new URL('out/renderer', import.meta.url)),
    emptyOutDir: true,
    target: 'chrome130',
    minify: true,
    sourcemap: false,
    // What is bundled asks to be named wherever it goes.
    license: { fileName: 'licences.md' },
    // Inlined fonts and pictures would need data: in the policy, and the polyfill is a script the policy has no file for.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
});

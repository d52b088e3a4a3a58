/** The built page as a map from address to bytes, listed once: an address is looked up, never joined to a path. */
import { readdir, readFile } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';
import { err, ok } from '../../../shared/kernel/result.ts';
import type { Result } from '../../../shared/kernel/result.ts';

export type StaticFile = { readonly bytes: Uint8Array; readonly mime: string; readonly cacheControl: string };

export type FileMap = {
  /** The page for one response, its nonce filled in. */
  readonly page: (nonce: string) => Uint8Array;
  /** Everything but the page, by absolute address (`/assets/index-4f2a….js`). */
  readonly files: ReadonlyMap<string, StaticFile>;
};

export type FileMapError = { readonly type: 'RendererMissing' };

/** What the build writes where the nonce of the response belongs. */
export const noncePlaceholder = '__CSP_NONCE__';

const mimeByExtension: ReadonlyMap<string, string> = new Map([
  ['.css', 'text/css; charset=utf-8'],
  ['.gif', 'image/gif'],
  ['.ico', 'image/x-icon'],
  ['.jpg', 'image/jpeg'],
  ['.js', 'text/javascript; charset=utf-8'],
  ['.json', 'application/json; charset=utf-8'],
  ['.mjs', 'text/javascript; charset=utf-8'],
  ['.png', 'image/png'],
  ['.svg', 'image/svg+xml'],
  ['.txt', 'text/plain; charset=utf-8'],
  ['.wasm', 'application/wasm'],
  ['.webp', 'image/webp'],
  ['.woff', 'font/woff'],
  ['.woff2', 'font/woff2'],
]);

/** Named by the build after its content, so it never changes under that name. */
const hashedAsset = /^\/assets\/.+-[\w-]{8,}\.\w+$/;

/**
 * Reads a built renderer folder into memory (some megabytes). Symbolic links and unknown kinds of file are left out.
 * `RendererMissing` when the folder or its index.html is not there.
 */
export const readFileMap = async (rendererDir: string): Promise<Result<FileMap, FileMapError>> => {
  const page = await readPage(join(rendererDir, 'index.html'));
  if (!page.ok) return page;
  const files = new Map<string, StaticFile>();
  for (const entry of await readdir(rendererDir, { recursive: true, withFileTypes: true })) {
    const mime = mimeByExtension.get(extname(entry.name).toLowerCase());
    if (!entry.isFile() || mime === undefined) continue;
    const path = join(entry.parentPath, entry.name);
    const address = `/${encodeURI(relative(rendererDir, path).split(sep).join('/'))}`;
    const cacheControl = hashedAsset.test(address) ? 'public, max-age=31536000, immutable' : 'no-cache';
    files.set(address, { bytes: await readFile(path), mime, cacheControl });
  }
  return ok({ page: page.value, files });
};

const readPage = async (path: string): Promise<Result<FileMap['page'], FileMapError>> => {
  try {
    const html = await readFile(path, 'utf8');
    return ok((nonce) => new TextEncoder().encode(html.replaceAll(noncePlaceholder, nonce)));
  } catch (cause) {
    if (isMissing(cause)) return err({ type: 'RendererMissing' });
    throw cause;
  }
};

const isMissing = (cause: unknown): boolean =>
  cause instanceof Error && 'code' in cause && (cause.code === 'ENOENT' || cause.code === 'ENOTDIR');

/** Reads files for the import: lists what a path holds, finds the encoding from the bytes, and decodes in chunks, so that memory does not grow with the file. */
import { closeSync, openSync, readdirSync, readSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { analyse } from 'chardet';
import { getDecoder } from 'iconv-lite';
import type { UnreadablePath } from '../shared/kernel/fileErrors.ts';
import { err, ok, type Result } from '../shared/kernel/result.ts';
import { type Encoding, encodings } from '../shared/kernel/spreadsheetText.ts';

/** Bytes under a name, readable as often as needed. Tests hand in bytes from memory. */
export type SourceFile = { readonly name: string; readonly size: number; readonly chunks: () => Iterable<Uint8Array> };

const chunkSize = 256 * 1024;

function* fileChunks(path: string): Generator<Uint8Array> {
  const file = openSync(path, 'r');
  try {
    for (;;) {
      const buffer = Buffer.allocUnsafe(chunkSize);
      const read = readSync(file, buffer, 0, chunkSize, null);
      if (read === 0) return;
      yield buffer.subarray(0, read);
    }
  } finally {
    closeSync(file);
  }
}

/** A file of bytes in memory. */
export const bytesAsFile = (name: string, bytes: Uint8Array, size = chunkSize): SourceFile => ({
  name,
  size: bytes.byteLength,
  chunks: function* () {
    for (let at = 0; at < bytes.byteLength; at += size) yield bytes.subarray(at, at + size);
  },
});

const reasonOf = (error: unknown): UnreadablePath['reason'] => {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT' || code === 'ENOTDIR') return 'missing';
  if (code === 'EACCES' || code === 'EPERM') return 'denied';
  return 'failed';
};

/**
 * The file at a path, or the CSV files, text files and workbooks directly in a folder, sorted by name; with `names` (name on the disk → name as the person knows
 * it) exactly those. Symbolic links are followed as the system does.
 */
export const sourceFiles = (
  path: string,
  names: Readonly<Record<string, string>> | null = null,
): Result<readonly SourceFile[], UnreadablePath> => {
  const unreadable = (reason: UnreadablePath['reason']) => err<UnreadablePath>({ type: 'UnreadablePath', name: basename(path), reason });
  if (path === '' || path.includes('\0')) return unreadable('missing');
  try {
    const stat = statSync(path);
    const paths = stat.isDirectory()
      ? names === null
        ? readdirSync(path)
            .filter((name) => /\.(?:csv|tsv|txt|xlsx)$/i.test(name))
            .sort()
            .map((name) => join(path, name))
        : Object.keys(names).map((name) => join(path, name))
      : [path];
    const files: SourceFile[] = [];
    for (const each of paths) {
      const of = statSync(each);
      // A pipe or a device would block or never end.
      if (!of.isFile()) {
        if (stat.isDirectory()) continue;
        return unreadable('notAFile');
      }
      closeSync(openSync(each, 'r'));
      files.push({ name: names?.[basename(each)] ?? basename(each), size: of.size, chunks: () => fileChunks(each) });
    }
    return ok(files);
  } catch (error) {
    return unreadable(reasonOf(error));
  }
};

export type FoundEncoding = { readonly encoding: Encoding; readonly hadBom: boolean; readonly isCertain: boolean };

const firstBytes = (file: SourceFile, count: number): Uint8Array => {
  const parts: Uint8Array[] = [];
  let length = 0;
  for (const chunk of file.chunks()) {
    parts.push(chunk);
    length += chunk.byteLength;
    if (length >= count) break;
  }
  return Buffer.concat(parts).subarray(0, count);
};

/** Every other byte of Latin text is zero in UTF-16; which one tells the byte order. */
const utf16WithoutBom = (bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null => {
  const pairs = Math.floor(Math.min(bytes.byteLength, 4096) / 2);
  if (pairs < 2) return null;
  let evenZeros = 0;
  let oddZeros = 0;
  for (let pair = 0; pair < pairs; pair++) {
    if (bytes[pair * 2] === 0) evenZeros++;
    if (bytes[pair * 2 + 1] === 0) oddZeros++;
  }
  if (oddZeros > pairs * 0.7 && evenZeros < pairs * 0.1) return 'utf-16le';
  if (evenZeros > pairs * 0.7 && oddZeros < pairs * 0.1) return 'utf-16be';
  return null;
};

const isUtf8 = (file: SourceFile): boolean => {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for (const chunk of file.chunks()) decoder.decode(chunk, { stream: true });
    decoder.decode();
    return true;
  } catch {
    return false;
  }
};

/** Bytes that Windows-1252 does not define: a text that has them is something else. */
const undefinedIn1252 = new Set([0x81, 0x8d, 0x8f, 0x90, 0x9d]);
const others: Readonly<Record<string, Encoding>> = {
  'ISO-8859-2': 'iso-8859-2',
  'windows-1250': 'iso-8859-2',
  'windows-1251': 'windows-1251',
};

/**
 * The encoding of a file: byte order mark, else UTF-16 by its zeros, else UTF-8 when the whole file is valid, else Windows-1252 unless its bytes
 * speak against it and a statistical guess is clearly for another. Only the last step is uncertain.
 */
export const findEncoding = (file: SourceFile): FoundEncoding => {
  const head = firstBytes(file, 64 * 1024);
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return { encoding: 'utf-8', hadBom: true, isCertain: true };
  if (head[0] === 0xff && head[1] === 0xfe) return { encoding: 'utf-16le', hadBom: true, isCertain: true };
  if (head[0] === 0xfe && head[1] === 0xff) return { encoding: 'utf-16be', hadBom: true, isCertain: true };
  const wide = utf16WithoutBom(head);
  if (wide !== null) return { encoding: wide, hadBom: false, isCertain: true };
  if (isUtf8(file)) return { encoding: 'utf-8', hadBom: false, isCertain: true };
  const guesses = analyse(head);
  const western = guesses.find(({ name }) => name === 'ISO-8859-1' || name === 'windows-1252')?.confidence ?? 0;
  const best = guesses.find(({ name }) => others[name] !== undefined);
  const speaksAgainst = head.some((byte) => undefinedIn1252.has(byte));
  const other = best === undefined ? undefined : others[best.name];
  // Short Nordic texts look Polish to statistics, so that needs a clear lead; Cyrillic letters are another half of the table.
  const lead = other === 'windows-1251' ? 10 : 30;
  if (best !== undefined && other !== undefined && (speaksAgainst || best.confidence >= western + lead))
    return { encoding: other, hadBom: false, isCertain: false };
  return { encoding: 'windows-1252', hadBom: false, isCertain: false };
};

/** The text of a file, chunk by chunk, without its byte order mark. Bytes that the encoding does not know become U+FFFD. */
export function* decodedChunks(file: SourceFile, encoding: Encoding): Generator<string> {
  const decoder = getDecoder(encoding === 'windows-1252' || encodings.includes(encoding) ? encoding : 'utf-8');
  let first = true;
  for (const chunk of file.chunks()) {
    const text = decoder.write(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength));
    if (text === '') continue;
    yield first && text.startsWith('\uFEFF') ? text.slice(1) : text;
    first = false;
  }
  const rest = decoder.end();
  if (rest !== undefined && rest !== '') yield rest;
}

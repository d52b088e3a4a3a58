/** Files that a browser hands in or takes away: streamed to and from the staging folder, under names that nobody chose. */
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { err, ok } from '../../../shared/kernel/result.ts';
import type { Result } from '../../../shared/kernel/result.ts';
import type { FileNames, ProducedFile } from '../../core/fileDesk.ts';
import { type Random, systemClock } from '../../../platform/ports.ts';
import { fileHeaders, type HostErrorType } from './responses.ts';

export type WebFiles = {
  /** The staging folder of the store. */
  readonly folder: string;
  readonly lend: (path: string, names: FileNames) => Promise<string> | string;
  readonly produced: (id: string) => Promise<ProducedFile | null> | ProducedFile | null;
};

/** The media type of an upload: one that no form can send. */
export const uploadType = 'application/octet-stream';

/** Bytes of one file. */
export const uploadLimit = 200 * 1024 * 1024;
const mostFiles = 100;
/** What an earlier run left is removed after a day: a younger file may belong to another program on the same store. */
const leftoverAge = 24 * 60 * 60 * 1000;

export type Folder = { readonly path: string; readonly names: Map<string, string>; count: number };

export type Uploads = {
  /** The folder of an upload; a new one for null, null for one that is not known or full. */
  readonly folder: (id: string | null) => Promise<{ readonly id: string; readonly folder: Folder } | null>;
  readonly lend: WebFiles['lend'];
  readonly limit: number;
  /** Removes what was handed in. */
  readonly clear: () => Promise<void>;
};

/** Makes the register of uploads, and removes what earlier runs left behind. */
export const createUploads = async (files: WebFiles, random: Random, limit = uploadLimit): Promise<Uploads> => {
  await removeLeftovers(files.folder);
  const folders = new Map<string, Folder>();
  return {
    folder: async (id) => {
      if (id !== null) {
        const known = folders.get(id);
        return known === undefined || known.names.size >= mostFiles ? null : { id, folder: known };
      }
      const made = Buffer.from(random.bytes(16)).toString('hex');
      const folder: Folder = { path: join(files.folder, `in-${made}`), names: new Map(), count: 0 };
      await mkdir(folder.path, { recursive: true, mode: 0o700 });
      folders.set(made, folder);
      return { id: made, folder };
    },
    lend: files.lend,
    limit,
    clear: async () => {
      for (const { path } of folders.values()) await rm(path, { recursive: true, force: true });
      folders.clear();
    },
  };
};

const removeLeftovers = async (folder: string): Promise<void> => {
  const names = await readdir(folder).catch(() => []);
  for (const name of names) {
    const path = join(folder, name);
    const found = await stat(path).catch(() => null);
    if (!/^(?:in|out)-[0-9a-f]+$/.test(name) || found === null) continue;
    if (systemClock.now() - found.mtimeMs > leftoverAge) await rm(path, { recursive: true, force: true });
  }
};

/** `grant` names everything handed in so far under `upload`. */
export type Received = { readonly upload: string; readonly grant: string };
export type ReceiveError = { readonly type: Extract<HostErrorType, 'TooLarge' | 'NotFound' | 'DiskFull'> };

/** What the person calls the file, without a path and fit for a list: never a name on this disk. */
export const shownName = (given: string): string =>
  given
    .normalize('NFC')
    .split(/[/\\]/)
    .at(-1)
    ?.replaceAll(/[\u0000-\u001F\u007F\u202A-\u202E\u2066-\u2069]/g, '')
    .trim()
    .slice(0, 200) || 'file';

/** Keeps names apart within one upload: decisions and problem rows name their file by it. */
const freeName = (folder: Folder, name: string): string => {
  const taken = new Set(folder.names.values());
  for (let number = 2, free = name; ; number++) {
    if (!taken.has(free)) return free;
    free = `${name.slice(0, 190)} (${number})`;
  }
};

/** A new file in the folder of an upload, under a number on the disk and under the person's name in the list. */
export const newFile = (folder: Folder, name: string): { readonly path: string; readonly onDisk: string } => {
  folder.count++;
  const onDisk = `f${folder.count}`;
  folder.names.set(onDisk, freeName(folder, shownName(name)));
  return { path: join(folder.path, onDisk), onDisk };
};

/** Streams a body into a file of its own. `beside` names an earlier upload that the file belongs to. */
export const receiveFile = async (
  uploads: Uploads,
  request: IncomingMessage,
  { name, beside }: { readonly name: string; readonly beside: string | null },
): Promise<Result<Received, ReceiveError>> => {
  const place = await uploads.folder(beside);
  if (place === null) return err({ type: 'NotFound' });
  const { id, folder } = place;
  const { path, onDisk } = newFile(folder, name);
  let size = 0;
  let isTooLarge = false;
  const counted = new Transform({
    transform: (chunk: Uint8Array, _encoding, done) => {
      size += chunk.byteLength;
      // The rest is read and dropped: cutting the connection would reset it before the sender has read the answer.
      isTooLarge ||= size > uploads.limit;
      if (isTooLarge) done();
      else done(null, chunk);
    },
  });
  const forget = async (): Promise<void> => {
    folder.names.delete(onDisk);
    await rm(path, { force: true });
  };
  try {
    await pipeline(request, counted, createWriteStream(path, { flags: 'wx', mode: 0o600 }));
  } catch (cause) {
    await forget();
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOSPC') return err({ type: 'DiskFull' });
    throw cause;
  }
  if (isTooLarge) {
    await forget();
    return err({ type: 'TooLarge' });
  }
  return ok({ upload: id, grant: await uploads.lend(folder.path, Object.fromEntries(folder.names)) });
};

/** Streams a file that was made here; false, with nothing sent, when it is not there any more. */
export const sendProduced = async (response: ServerResponse, file: ProducedFile): Promise<boolean> => {
  const found = await stat(file.path).catch(() => null);
  if (found?.isFile() !== true) return false;
  response.writeHead(200, fileHeaders(file.name, file.mime, found.size));
  await pipeline(createReadStream(file.path), response);
  return true;
};

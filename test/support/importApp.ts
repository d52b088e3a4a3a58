/** The application on an empty store of its own, for tests of imports through the contract. */
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { createApp, type LocalApp } from '../../src/main/app.ts';
import { systemPorts } from '../../src/main/platform/ports.ts';
import { makeDir, removeDir } from './tempDir.ts';

export type ImportApp = {
  readonly app: LocalApp;
  /** A folder for files to import. */
  readonly dir: string;
  /** The answer of an entry; an error fails the test. */
  readonly call: <Answer>(name: string, input?: unknown) => Promise<Answer>;
};

/** Closed and removed when the test ends. */
export const anImportApp = (): ImportApp => {
  const dir = makeDir('import-calls');
  const opened = createApp({ storeDir: join(dir, 'store'), ports: systemPorts, language: 'en', create: 'empty' });
  if (!opened.ok) throw new Error(opened.error.type);
  const app = opened.value;
  onTestFinished(async () => {
    await app.close();
    removeDir(dir);
  });
  return {
    app,
    dir,
    call: async <Answer>(name: string, input: unknown = {}): Promise<Answer> => {
      const answer = await app.call(name, input);
      if (!answer.ok) throw new Error(JSON.stringify(answer.error));
      return answer.value as Answer;
    },
  };
};

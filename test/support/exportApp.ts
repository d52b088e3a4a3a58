/** An application on a store of its own whose lists can be exported, and whose rows can be read beside it. */
import { onTestFinished } from 'vitest';
import { createApp } from '../../src/main/app.ts';
import { openWorkspaceStore } from '../../src/main/contexts/openWorkspace.ts';
import { systemPorts } from '../../src/main/platform/ports.ts';
import { makeDir, removeDir } from './tempDir.ts';

/** Opens a new store; closed and removed when the test ends. */
export const openApp = (create: 'empty' | 'sample') => {
  const dir = makeDir('export');
  const opened = createApp({ storeDir: dir, ports: systemPorts, language: 'en', create });
  if (!opened.ok) throw new Error(opened.error.type);
  const app = opened.value;
  onTestFinished(async () => {
    await app.close();
    removeDir(dir);
  });
  const call = async <Answer>(name: string, input: unknown = {}): Promise<Answer> => {
    const answer = await app.call(name, input);
    if (!answer.ok) throw new Error(JSON.stringify(answer.error));
    return answer.value as Answer;
  };
  /** The path of the file that was made. */
  const exported = async (
    list: string,
    input: object,
  ): Promise<{ readonly path: string; readonly name: string; readonly rows: number }> => {
    const { fileId, rows } = await call<{ readonly fileId: string; readonly rows: number }>(`exports.${list}`, input);
    const file = app.files.produced(fileId);
    if (file === null) throw new Error('the file is not there');
    return { ...file, rows };
  };
  /** Rows of the store, read beside the application. */
  const rows = (sql: string): readonly unknown[] => {
    const beside = openWorkspaceStore({ dir, ports: systemPorts, create: false, readOnly: true });
    if (!beside.ok) throw new Error(beside.error.type);
    try {
      return beside.value.read((tx) => tx.all(sql));
    } finally {
      beside.value.close();
    }
  };
  return { app, dir, call, exported, rows };
};

export type Opened = ReturnType<typeof openApp>;

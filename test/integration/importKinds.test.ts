/** What a person may import, asked for the kind of every file: whichever way it is begun, one file too many stores nothing. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { startImport } from '../../src/main/contexts/imports/importWorker.ts';
import { runImport } from '../../src/main/contexts/imports/runImport.ts';
import { sourceFiles } from '../../src/main/platform/csvFile.ts';
import { uuidGenerator } from '../../src/main/platform/ids.ts';
import { systemPorts } from '../../src/main/platform/ports.ts';
import type { ImportKind } from '../../src/shared/imports/kinds.ts';
import { anApp, aStore, type TestApp } from '../support/builders.ts';
import { tempDir } from '../support/tempDir.ts';

const folderOf = (files: Readonly<Record<string, readonly string[]>>): string => {
  const dir = tempDir('kinds');
  for (const [name, lines] of Object.entries(files)) writeFileSync(join(dir, name), lines.join('\n'));
  return dir;
};
const twoKinds = () =>
  folderOf({
    'companies.csv': ['Company,Industry,City', 'A,technology,Oslo'],
    'products.csv': ['Product,Series,Price', 'Sensor,S,100'],
  });
const refused = (file: string, kind: string) => ({ ok: false, error: { type: 'ImportKindNotAllowed', file, kind } });

describe('an import of two kinds', () => {
  const imported = (mayImport: (kind: ImportKind) => boolean, mode: 'check' | 'dryRun' | 'commit') => {
    const store = aStore();
    const files = sourceFiles(twoKinds());
    if (!files.ok) throw new Error(files.error.reason);
    const newId = uuidGenerator(systemPorts.clock, systemPorts.random);
    const result = runImport({ store, newId, mayImport }, { files: files.value, actor: 'nobody', mode });
    const stored = store.read((tx) => tx.get<{ n: number }>('SELECT (SELECT count(*) FROM account) + (SELECT count(*) FROM product) AS n'));
    return { result, stored: stored?.n ?? 0 };
  };

  it('of which one is not the person’s to import stores neither, and says which file', () => {
    const without = (kind: ImportKind) => (each: ImportKind) => each !== kind;
    for (const mode of ['check', 'dryRun', 'commit'] as const) {
      expect(imported(without('products'), mode)).toEqual({ result: refused('products.csv', 'products'), stored: 0 });
      expect(imported(without('accounts'), mode)).toEqual({ result: refused('companies.csv', 'accounts'), stored: 0 });
    }
    const all = imported(() => true, 'commit');
    expect([all.result.ok, all.stored]).toEqual([true, 2]);
  });
});

describe('an import in its own thread', () => {
  const run = (app: TestApp, actor: string) => {
    const input = { storeDir: app.dir, path: twoKinds(), actor, mode: 'commit', kind: null, mapping: null, decisions: [] } as const;
    return startImport(input, () => {}).result;
  };

  it('asks again what the person may, whoever began it', async () => {
    const app = await anApp();
    const people = {
      member: await app.aPerson('Bo', 'seller'),
      marketer: await app.aPerson('Mia', 'seller', { function: 'marketing' }),
      guest: await app.aPerson('Gro', 'guest'),
      nobody: 'nobody',
    };
    for (const [name, actor] of Object.entries(people))
      expect(await run(app, actor), name).toMatchObject({ ok: false, error: { type: 'ImportKindNotAllowed' } });
    expect(app.store.read((tx) => tx.get('SELECT 1 FROM account LIMIT 1'))).toBeUndefined();
    expect(await run(app, await app.aPerson('Cia', 'manager'))).toMatchObject({ ok: true });
  });
});

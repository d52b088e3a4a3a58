/** The commands backup and restore, as one types them. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { contentHash, dbPath, openAt } from '../support/stores.ts';
import { tempDir } from '../support/tempDir.ts';
import { documentHere, samspill, samspillDocument, samspillHere } from '../support/terminal.ts';
import { makeDeal } from '../faults/work.ts';
import { anImportedStore } from './cliFixture.ts';

type Made = { readonly store: string; readonly file: string; readonly changes: number; readonly head: string; readonly daily: boolean };
type Restored = { readonly from: string; readonly changes: number; readonly head: string; readonly kept: string | null };

it('a backup is made, the data goes on, and the backup brings it back; what was there is kept', async () => {
  const store = await anImportedStore(tempDir());
  const before = contentHash(dbPath(store));
  const made = await samspillDocument<Made>(['backup', '--store', store]);
  expect(made.code).toBe(0);
  expect(made.json).toMatchObject({ store, daily: false });
  expect(existsSync(made.json.file)).toBe(true);
  const open = openAt(store);
  expect(makeDeal(open, 1).ok).toBe(true);

  const refused = await samspill(['restore', '--store', store, '--from', made.json.file, '--lang', 'nb']);
  expect([refused.code, refused.stderr]).toEqual([
    1,
    'Et annet program har dataene åpne. Lukk vinduene og kommandoene, og prøv igjen; ingenting er endret.\n',
  ]);
  open.close();

  const restored = await samspillDocument<Restored>(['restore', '--store', store, '--from', made.json.file]);
  expect(restored.code).toBe(0);
  expect(restored.json).toMatchObject({ from: made.json.file, changes: made.json.changes, head: made.json.head });
  expect(contentHash(dbPath(store))).toBe(before);
  const kept = openAt(restored.json.kept ?? '');
  expect(kept.db.prepare("SELECT count(*) AS n FROM deal WHERE title = 'mark-1'").get([])).toEqual({ n: 1 });
  kept.close();
  expect((await samspill(['doctor', '--store', store])).code).toBe(0);
});

it('the daily backups go to the folder that was chosen, once it has taken one', async () => {
  const store = await anImportedStore(tempDir());
  const folder = join(tempDir(), 'drive');
  const gone = await samspillHere(['backup', '--store', store, '--to', folder, '--daily', '--lang', 'en']);
  expect([gone.code, gone.stderr]).toEqual([
    1,
    'The folder for backups is not there. Connect the drive, or choose another folder; your data is safe and nothing of it has changed.\n',
  ]);
  mkdirSync(folder);
  const made = await samspillHere(['backup', '--store', store, '--to', folder, '--daily', '--lang', 'en']);
  expect(made.stdout).toContain(`The daily backups go to ${folder} from now on.`);
  const next = await documentHere<Made>(['backup', '--store', store]);
  expect(next.json.file.startsWith(folder)).toBe(true);
});

it('what is no backup is refused in words, and a store that is not there is made from one', async () => {
  const home = tempDir();
  const store = await anImportedStore(home);
  const letter = join(home, 'letter.txt');
  writeFileSync(letter, 'Dear Sir or Madam, this is a letter and no backup at all.');
  const refused = await samspillHere(['restore', '--store', store, '--from', letter, '--lang', 'en']);
  expect([refused.code, refused.stderr]).toEqual([1, 'This file is no backup of Samspill. Nothing was changed.\n']);
  const { json } = await documentHere<Made>(['backup', '--store', store]);
  const elsewhere = join(home, 'elsewhere');
  const restored = await documentHere<Restored>(['restore', '--store', elsewhere, '--from', json.file]);
  expect(restored.json.kept).toBeNull();
  expect(contentHash(dbPath(elsewhere))).toBe(contentHash(dbPath(store)));
  const missing = await samspillHere(['backup', '--store', join(home, 'nothing'), '--lang', 'en']);
  expect(missing.code).toBe(1);
  expect((await samspillHere(['backup', '--daily', '--lang', 'en'])).stderr).toContain('--to is missing.');
});

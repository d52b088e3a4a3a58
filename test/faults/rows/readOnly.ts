/** D2: folder and files that an ordinary user may not write, enter or read; the store opens for reading or says why not, and no new one is made. */
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ordinaryUser } from '../../support/ordinaryUser.ts';
import { contentHash, copyStore, dbPath, newStore, openAt } from '../../support/stores.ts';
import { mustBeEmpty, type Row } from '../row.ts';
import { workOn } from '../work.ts';

type Said = { readonly opened: string; readonly deals: number | null; readonly write: string | null };

const program = join(import.meta.dirname, '..', 'readOnlyProgram.ts');
/** Root may do everything: then somebody else is asked to try. */
const isRoot = process.getuid?.() === 0;
const user = ordinaryUser();

const tryToOpen = (dir: string): Said | null => {
  if (user === null) return null;
  const run = spawnSync(process.execPath, [program, JSON.stringify({ dir })], { ...user, encoding: 'utf8' });
  if (run.error !== undefined) throw run.error;
  if (run.status !== 0) throw new Error(`the program ended with ${run.status}: ${run.stderr.slice(-500)}`);
  return JSON.parse(run.stdout) as Said;
};

const fileModes = isRoot ? ([0o666, 0o644, 0o600] as const) : ([0o600, 0o400, 0o000] as const);
const folderModes = isRoot ? ([0o777, 0o755, 0o755, 0o700] as const) : ([0o700, 0o500, 0o500, 0o000] as const);
const files = ['store.db', 'head.json', 'device.json', 'store.db-wal', 'store.db-shm'] as const;

/** Everything can be read and written again, by the row itself and by whoever clears up. */
const openUp = (dir: string): void => {
  chmodSync(dir, 0o777);
  for (const name of files) if (existsSync(join(dir, name))) chmodSync(join(dir, name), 0o666);
};

export const readOnly: Row = {
  name: 'D2',
  title: 'a folder or files that an ordinary user cannot write',
  rounds: 100,
  shortSeconds: 6,
  run: async ({ random, dir, again, fault, note }) => {
    // The way to the store must be open to the user who tries.
    for (const above of [dir, dirname(dir)]) chmodSync(above, 0o755);
    const base = newStore(join(dir, 'base'));
    workOn(base, random, 12);
    const deals = Number(base.db.prepare('SELECT count(*) AS n FROM deal').get([])?.['n']);
    // As a kill leaves it: the newest changes stand in the log beside the database.
    const killed = copyStore(base.dir, join(dir, 'killed'));
    base.close();
    for (let round = 0; again(); round += 1) {
      const isKilled = random.below(4) === 0;
      const store = copyStore(isKilled ? killed : base.dir, join(dir, 'tried'));
      // Now and then nothing is forbidden: then nothing may be refused.
      const isOpen = random.below(8) === 0;
      const before = contentHash(dbPath(store));
      const modes = files
        .map((name) => [name, isOpen ? fileModes[0] : random.pick(fileModes)] as const)
        .filter(([name]) => existsSync(join(store, name)));
      for (const name of readdirSync(store)) if (!name.includes('.')) chmodSync(join(store, name), 0o777);
      for (const [name, mode] of modes) chmodSync(join(store, name), mode);
      const folderMode = isOpen ? folderModes[0] : random.pick(folderModes);
      chmodSync(store, folderMode);
      const said = tryToOpen(store);
      openUp(store);
      if (said === null) {
        fault('not tried');
        note('NOT TRIED: nobody else can run this checkout');
        return;
      }
      const isAllWritable = folderMode === folderModes[0] && modes.every(([, mode]) => mode === fileModes[0]);
      const where = `round ${round}, folder ${folderMode.toString(8)}, ${modes.map(([name, mode]) => `${name} ${mode.toString(8)}`).join(', ')}`;
      const problems: string[] = [];
      if (said.opened === 'writable') {
        if (said.write !== 'well') problems.push(`opened for writing, but a write answered ${said.write}`);
      } else {
        if (isAllWritable) problems.push(`everything can be written, and yet: ${said.opened}`);
        if (contentHash(dbPath(store)) !== before) problems.push('the store holds other values');
      }
      if (said.opened === 'read only' && said.write !== 'StoreReadOnly') problems.push(`a write answered ${said.write}`);
      if (said.deals !== null && said.deals !== deals) problems.push(`${said.deals} deals of ${deals} are seen`);
      if (!['writable', 'read only', 'StoreUnwritable'].includes(said.opened)) problems.push(`it says ${said.opened}`);
      mustBeEmpty(where, problems);
      openAt(store).close();
      fault(`${said.opened}${isKilled ? ' after a kill' : ''}`);
    }
  },
};

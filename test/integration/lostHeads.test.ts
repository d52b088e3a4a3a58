/** The head beside the database: a write of it that fails takes nothing back, and the trace of a loss outlives the changes after it. */
import { copyFileSync, existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { model } from '../../src/main/contexts/openWorkspace.ts';
import { examine } from '../../src/main/core/doctor.ts';
import { type HeadFile, openHeadFile, readHead } from '../../src/main/core/head.ts';
import { readLostHeads } from '../../src/main/core/lostHeads.ts';
import { openStore, type Store } from '../../src/main/core/store.ts';
import { type Ports, systemPorts } from '../../src/main/platform/ports.ts';
import { makeDeal } from '../faults/work.ts';
import { dbPath, newStore, openAt } from '../support/stores.ts';
import { tempDir } from '../support/tempDir.ts';

const findings = (store: Store) => examine(store).findings;

describe('a head file that cannot be written', () => {
  /** A store whose head file fails while `broken` is set, and what its log was told. */
  const failing = () => {
    const dir = join(tempDir(), 'store');
    newStore(dir).close();
    const warnings: unknown[] = [];
    const disk = { broken: false };
    const ports: Ports = { ...systemPorts, log: { ...systemPorts.log, warn: (event, detail) => warnings.push([event, detail]) } };
    const openHead = (path: string): HeadFile => {
      const file = openHeadFile(path);
      const failOr =
        <A extends readonly unknown[]>(work: (...args: A) => void) =>
        (...args: A): void => {
          if (disk.broken) throw Object.assign(new Error('no space left'), { code: 'ENOSPC' });
          work(...args);
        };
      return { write: failOr(file.write), reset: failOr(file.reset), close: file.close };
    };
    const opened = openStore({ dir, ports, model, create: false, openHead });
    if (!opened.ok) throw new Error(opened.error.type);
    return { dir, store: opened.value, disk, warnings };
  };
  const written = (dir: string): number => readHead(join(dir, 'head.json')).seq;

  it('does not make a stored change look like one that failed', () => {
    const { store, disk, dir } = failing();
    const before = written(dir);
    disk.broken = true;
    expect(makeDeal(store, 1).ok).toBe(true);
    expect(makeDeal(store, 2).ok).toBe(true);
    expect(written(dir)).toBe(before);
    store.close();
    const again = openAt(dir);
    expect(again.integrity).toEqual({ state: 'whole' });
    expect(again.read((tx) => tx.get<{ n: number }>('SELECT count(*) AS n FROM deal'))).toEqual({ n: 2 });
    expect(written(dir)).toBe(before + 2);
    again.close();
  });

  it('is named by the doctor and said once in the log, until it can be written again', () => {
    const { store, disk, dir, warnings } = failing();
    disk.broken = true;
    makeDeal(store, 1);
    makeDeal(store, 2);
    expect(findings(store)).toEqual([{ type: 'HeadNotWritten', changes: 2 }]);
    expect(warnings).toEqual([['the head file cannot be written', { code: 'ENOSPC' }]]);
    disk.broken = false;
    store.pollOthers();
    expect(findings(store)).toEqual([]);
    expect(written(dir)).toBe(Number(store.db.prepare('SELECT local_seq AS n FROM head').get([])?.['n']));
    store.close();
  });
});

describe('a loss', () => {
  /** A store that has lost its newest three changes. */
  const rolledBack = (): string => {
    const dir = join(tempDir(), 'store');
    newStore(dir).close();
    const earlier = join(tempDir(), 'earlier.db');
    copyFileSync(dbPath(dir), earlier);
    const store = openAt(dir);
    for (let mark = 1; mark <= 3; mark += 1) makeDeal(store, mark);
    store.close();
    copyFileSync(earlier, dbPath(dir));
    return dir;
  };

  it('is still told after more changes were made than were lost', () => {
    const dir = rolledBack();
    const lost = readHead(join(dir, 'head.json'));
    for (let mark = 10; mark < 20; mark += 1) {
      const store = openAt(dir);
      expect(store.integrity).toEqual({ state: 'behind', missing: 3 });
      expect(makeDeal(store, mark).ok).toBe(true);
      store.close();
    }
    expect(readLostHeads(dir)).toEqual([{ ...lost, found: lost.seq - 3 }]);
    const store = openAt(dir);
    expect(findings(store)).toEqual([{ type: 'HeadBehind', missing: 3 }]);
    store.close();
  });

  it('takes one new name for the device, not one at each start', () => {
    const dir = rolledBack();
    const names = [1, 2, 3].map(() => {
      const store = openAt(dir);
      store.close();
      return store.device;
    });
    expect(new Set(names).size).toBe(1);
  });

  it('is told no more once somebody has taken note, and its trace is kept', () => {
    const dir = rolledBack();
    const store = openAt(dir);
    store.settleLoss();
    expect(findings(store)).toEqual([]);
    store.close();
    const again = openAt(dir);
    expect(again.integrity).toEqual({ state: 'whole' });
    again.close();
    expect(existsSync(join(dir, 'lost-heads.json'))).toBe(false);
    expect(readdirSync(dir).filter((name) => name.startsWith('settled-heads-'))).toHaveLength(1);
  });

  it('is told even where its trace cannot be read', () => {
    const dir = rolledBack();
    openAt(dir).close();
    writeFileSync(join(dir, 'lost-heads.json'), '[{"seq":');
    const store = openAt(dir);
    expect(findings(store)).toEqual([{ type: 'HeadDiffers' }]);
    store.close();
  });

  it('that follows another is told with it', () => {
    const dir = rolledBack();
    openAt(dir).close();
    const earlier = join(tempDir(), 'again.db');
    copyFileSync(dbPath(dir), earlier);
    const store = openAt(dir);
    makeDeal(store, 30);
    store.close();
    copyFileSync(earlier, dbPath(dir));
    const again = openAt(dir);
    expect(again.integrity).toEqual({ state: 'behind', missing: 1 });
    again.close();
    const third = openAt(dir);
    expect(third.integrity).toEqual({ state: 'behind', missing: 4 });
    third.close();
  });
});

/** Files of more keys than are held in memory: the same rows are duplicates, wherever the keys are kept, and nothing of it stays in the folder. */
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runImport } from '../../src/main/contexts/imports/runImport.ts';
import { createSeenKeys } from '../../src/main/contexts/imports/seenKeys.ts';
import { bytesAsFile } from '../../src/main/platform/csvFile.ts';
import { uuidGenerator } from '../../src/main/platform/ids.ts';
import { systemPorts } from '../../src/main/platform/ports.ts';
import { openScratchFile, type ScratchFile } from '../../src/main/platform/scratchFile.ts';
import { tempDir } from '../support/tempDir.ts';
import { actor, importStore } from './importFixture.ts';

const rows = 600;

/** Every seventh row has the key of one 300 rows before it, and every eleventh no key and the content of another. */
const file = bytesAsFile(
  'deals.csv',
  Buffer.from(
    `Deal ID,Deal Name,Stage,Amount,Currency\n${Array.from({ length: rows }, (_none, at) => {
      if (at % 11 === 0) return `,Nameless ${at % 33},Won,100,NOK\n`;
      const key = at >= 300 && at % 7 === 0 ? at - 300 : at;
      return `D${key},Deal ${at},Won,${at},NOK\n`;
    }).join('')}`,
  ),
);

const imported = (keysInMemory: number, prepare: (staging: string) => void = () => {}) => {
  const { store, dir, rows: ask } = importStore();
  const staging = join(dir, 'staging');
  prepare(staging);
  let during: readonly string[] = [];
  const onProgress = (): void => {
    during = readdirSync(dir).includes('staging') ? readdirSync(staging) : [];
  };
  const newId = uuidGenerator(systemPorts.clock, systemPorts.random);
  const report = runImport({ store, newId, mayImport: () => true, keysInMemory }, { files: [file], actor, mode: 'commit' }, { onProgress });
  if (!report.ok) throw new Error(report.error.type);
  return {
    // Each run has a batch of its own.
    told: { ...report.value, batchId: null },
    made: report.value.counts.deals?.made ?? 0,
    problems: ask('SELECT kind, line, "column", original FROM import_problem ORDER BY kind, line'),
    deals: ask('SELECT d.title, r.key FROM deal d JOIN external_ref r ON r.record_id = d.id ORDER BY r.key'),
    left: [...during, ...(readdirSync(dir).includes('staging') ? readdirSync(staging) : [])],
  };
};

it('the rows of a key that came before are found in a long file as in a short one, and no file is left', () => {
  const held = imported(rows);
  expect(held.problems.filter(({ kind }) => kind === 'duplicateKey').length).toBeGreaterThan(20);
  expect(held.made).toBe(rows - held.told.heldBack);
  for (const most of [0, rows - 1]) expect(imported(most)).toEqual(held);
  expect(held.left).toEqual([]);
});

it('where there is no folder for a scratch file, the keys stay in memory', () => {
  const without = imported(0, (staging) => {
    rmSync(staging, { recursive: true });
  });
  expect(without).toEqual(imported(rows));
});

it('a key is known again whether the file of keys takes them all, is too small for them, or takes no more at any one of them', () => {
  const keys = Array.from({ length: 700 }, (_none, at) => `key ${at % 3 === 0 ? at % 60 : at}`);
  const answers = (most: number, openFile: (bytes: number) => ScratchFile | null): readonly boolean[] => {
    const seen = createSeenKeys({ most, inMemory: 10, openFile });
    const told = keys.map((key) => seen.note(key));
    seen.close();
    return told;
  };
  const known = new Set<string>();
  const wanted = keys.map((key) => known.size === known.add(key).size);
  const folder = tempDir();
  let open = 0;
  const opened = (takes: number) => (bytes: number) => {
    const made = openScratchFile(folder, bytes);
    if (made === null) return null;
    open++;
    let left = takes;
    const scratch: ScratchFile = {
      ...made,
      write: (from, at) => left-- > 0 && made.write(from, at),
      close: () => {
        open--;
        made.close();
      },
    };
    return scratch;
  };
  for (const most of [10, 11, 100, 700, 5_000]) {
    for (const takes of [0, 1, 50, 400, 10_000]) expect(answers(most, opened(takes))).toEqual(wanted);
    expect(answers(most, () => null)).toEqual(wanted);
  }
  expect(open).toBe(0);
  expect(readdirSync(folder)).toEqual([]);
});

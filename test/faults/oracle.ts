/** The "nothing lost" oracle: what was acknowledged is stored (O1), each change once and none invented (O2), tables are the fold of the log (O3). */
import { readSets } from '../../src/main/core/changeLog.ts';
import { examine } from '../../src/main/core/doctor.ts';
import type { Store } from '../../src/main/core/store.ts';
import type { DoctorFinding } from '../../src/shared/sync/contract.ts';
import { openAt } from '../support/stores.ts';
import { type Journal, markOf } from './marks.ts';

export const doctorOf = (store: Store): readonly DoctorFinding[] => examine(store).findings;

/** Findings as short lines, with the head that was written down outside the database. */
export const faultsOf = (store: Store): readonly string[] => [
  ...(store.integrity.state === 'whole' ? [] : [`integrity: ${JSON.stringify(store.integrity)}`]),
  ...doctorOf(store).map((finding) => `doctor: ${JSON.stringify(finding)}`),
];

type StoredSet = { readonly seq: number; readonly mark: number | null; readonly hash: string };

const storedSets = (store: Store): readonly StoredSet[] => {
  const hashes = new Map(
    store.db
      .prepare('SELECT local_seq, lower(hex(payload_hash)) AS hash FROM change_set')
      .all([])
      .map((row) => [Number(row['local_seq']), String(row['hash'])]),
  );
  const stored: StoredSet[] = [];
  let after = 0;
  for (let page = readSets(store.db, after, 500); page.length > 0; page = readSets(store.db, after, 500)) {
    for (const set of page) {
      stored.push({ seq: set.seq, mark: markOf(set), hash: hashes.get(set.seq) ?? '' });
      after = set.seq;
    }
  }
  return stored;
};

/** O1 and O2. `unfinished`: how many writers were stopped in the middle, each of which may have stored one change that nobody was told of. */
export const journalFaults = (store: Store, journal: Journal, unfinished: number): readonly string[] => {
  const stored = storedSets(store);
  const bySeq = new Map(stored.map((set) => [set.seq, set]));
  const times = new Map<number, number>();
  for (const { mark } of stored) if (mark !== null) times.set(mark, (times.get(mark) ?? 0) + 1);
  const acknowledged = new Set(journal.acknowledged.map(({ mark }) => mark));
  const problems: string[] = [];
  for (const { mark, seq, hash } of journal.acknowledged) {
    if (!times.has(mark)) problems.push(`acknowledged change ${mark} is not stored`);
    if (seq !== null && (bySeq.get(seq)?.hash !== hash || bySeq.get(seq)?.mark !== mark))
      problems.push(`set ${seq} is not the one acknowledged as change ${mark}`);
  }
  for (const [mark, count] of times) {
    if (count > 1) problems.push(`change ${mark} is stored ${count} times`);
    if (!journal.tried.has(mark)) problems.push(`change ${mark} was never asked for`);
  }
  const untold = [...times.keys()].filter((mark) => !acknowledged.has(mark)).length;
  if (untold > unfinished) problems.push(`${untold} stored changes were never acknowledged, ${unfinished} writers were stopped`);
  return problems;
};

/** All of it on a folder at rest: opens, asks, closes. */
export const storeFaults = (dir: string, journal: Journal, unfinished: number): readonly string[] => {
  const store = openAt(dir);
  try {
    return [...journalFaults(store, journal, unfinished), ...faultsOf(store)];
  } finally {
    store.close();
  }
};

/** A process that writes in a store and makes one backup after the other, or restores one after the other; it is made to be killed. */
import { makeStoreBackup, stageStoreBackup } from '../../src/main/contexts/backups/soundness.ts';
import { swapIn } from '../../src/main/core/restore.ts';
import { systemPorts } from '../../src/platform/ports.ts';
import { instant } from '../../src/shared/kernel/day.ts';
import { openAt } from '../support/stores.ts';
import { seeded } from '../support/seeded.ts';
import { workOn } from './work.ts';

export type BackupInput = {
  readonly storeDir: string;
  readonly seed: string;
  /** The time of the first backup; each one after it is a second later, so that no two have one name. */
  readonly from: number;
  /** Backups to restore in turn; null: make backups. */
  readonly files: readonly string[] | null;
};

const input = JSON.parse(process.argv[2] ?? '{}') as BackupInput;
const random = seeded(input.seed);
let now = input.from;
const ports = {
  ...systemPorts,
  clock: {
    now: () => {
      now += 1000;
      return instant(now);
    },
  },
};

const needed = <T>(
  done: { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: { readonly type: string } },
): T => {
  if (done.ok) return done.value;
  throw new Error(done.error.type);
};

if (input.files === null) {
  const store = openAt(input.storeDir);
  process.stdout.write('ready\n');
  for (;;) {
    workOn(store, random, 1 + random.below(4));
    needed(makeStoreBackup({ storeDir: input.storeDir, ports }));
  }
}
process.stdout.write('ready\n');
for (;;) {
  for (const file of input.files) {
    const { staged } = needed(stageStoreBackup({ storeDir: input.storeDir, file, ports }));
    needed(swapIn(input.storeDir, staged, ports));
  }
}

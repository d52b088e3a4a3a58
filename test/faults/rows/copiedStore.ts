/** A store folder is copied and both go on: the copy writes as another device, and neither log ever has one number for two changes. */
import { join } from 'node:path';
import { deal } from '../../../src/shared/pipeline/schema.ts';
import { ok } from '../../../src/shared/kernel/result.ts';
import type { Store } from '../../../src/main/core/store.ts';
import { copyStore, newStore, openAt } from '../../support/stores.ts';
import { faultsOf } from '../oracle.ts';
import { mustBeEmpty, type Row } from '../row.ts';

const write = (store: Store, title: string): void => {
  const written = store.write({ actor: 'test', command: 'pipeline.createDeal' }, (tx) => {
    tx.insert(deal, { id: tx.newId<'Deal'>(), title });
    return ok(null);
  });
  if (!written.ok) throw new Error(written.error.type);
};

/** Which change has which number of which device. */
const numbers = (store: Store): ReadonlyMap<string, string> =>
  new Map(
    store.db
      .prepare('SELECT d.id, c.device_seq, lower(hex(c.payload_hash)) AS hash FROM change_set c JOIN device d ON d.no = c.device')
      .all([])
      .map((row) => [`${String(row['id'])}#${String(row['device_seq'])}`, String(row['hash'])]),
  );

export const copiedStore: Row = {
  name: 'copy',
  title: 'a copied store is another device',
  rounds: 20,
  shortSeconds: 2,
  run: async ({ random, dir, again, fault }) => {
    for (let round = 0; again(); round += 1) {
      const first = newStore(join(dir, `first${round}`));
      for (let n = random.below(5); n >= 0; n -= 1) write(first, `before ${n}`);
      // Copied while it is open, as people do.
      const second = openAt(copyStore(first.dir, join(dir, `second${round}`)));
      fault('copied while open');
      for (let n = random.below(5); n >= 0; n -= 1) {
        write(first, `first ${n}`);
        write(second, `second ${n}`);
      }
      const ofFirst = numbers(first);
      const clashes = [...numbers(second)]
        .filter(([number, hash]) => ofFirst.has(number) && ofFirst.get(number) !== hash)
        .map(([number]) => `two changes are ${number}`);
      const problems = [
        ...(first.device === second.device ? ['both have one device id'] : []),
        ...clashes,
        ...faultsOf(first),
        ...faultsOf(second),
      ];
      const name = second.device;
      first.close();
      second.close();
      const reopened = openAt(join(dir, `second${round}`));
      if (reopened.device !== name) problems.push('the copy takes a new id at each start');
      reopened.close();
      mustBeEmpty(`round ${round}`, problems);
    }
  },
};

/** What the application does for a host that makes a store of one's own beside the sample company: decode and check; making it is the host's. */
import type * as contract from '../../../shared/admin/setupContract.ts';
import { isZone } from '../../../shared/kernel/day.ts';
import { err, ok } from '../../../shared/kernel/result.ts';
import type { RunnersOf } from '../tasks.ts';

export const setupTasks: RunnersOf<typeof contract> = {
  // A host that can open another store answers this call itself and never passes it on.
  createStore: async () => err({ type: 'NoSetup' }),
  prepareStore: async (wanted, { store }) => {
    const isSample = store.read((tx) => tx.get<{ sample: number }>('SELECT sample FROM workspace ORDER BY id LIMIT 1'))?.sample === 1;
    if (!isSample) return err({ type: 'NoSetup' });
    return isZone(wanted.zone) ? ok(wanted) : err({ type: 'NotAZone' });
  },
};

/** Many open deals written straight into a store, as another program on the same folder would have written them. */
import { ownership } from '../../src/shared/accounts/schema.ts';
import type { Id } from '../../src/shared/kernel/brand.ts';
import { currency } from '../../src/shared/kernel/money.ts';
import { ok } from '../../src/shared/kernel/result.ts';
import { deal, dealValue, stageMove } from '../../src/shared/pipeline/schema.ts';
import { openAt } from './stores.ts';

/** Adds `count` open deals, spread over the open stages in turn, each with an amount; answers how many now stand in each open stage. */
export const addOpenDeals = (storeDir: string, count: number): ReadonlyMap<string, number> => {
  const store = openAt(storeDir);
  try {
    const stages = store.read((tx) =>
      tx.all<{ id: Id<'Stage'> }>("SELECT id FROM stage WHERE kind = 'open' AND deleted = 0 ORDER BY position"),
    );
    const owner = store.read((tx) => tx.get<{ id: Id<'Person'> }>('SELECT id FROM person ORDER BY id LIMIT 1'))?.id;
    if (owner === undefined || stages.length === 0) throw new Error('the store has no process yet');
    const written = store.write({ actor: owner, command: 'imports.run', cause: 'import:board' }, (tx) => {
      for (let n = 0; n < count; n += 1) {
        const id = tx.newId<'Deal'>();
        const stage = stages[n % stages.length];
        if (stage === undefined) continue;
        const now = { day: tx.today, at: tx.now };
        tx.insert(deal, { id, title: `Måler ${n}`, nextStep: n % 3 === 0 ? null : 'Ring på mandag' });
        tx.record(stageMove, { id: tx.newId<'StageMove'>(), dealId: id, toStageId: stage.id }, now);
        tx.record(ownership, { id: tx.newId<'Ownership'>(), recordId: id as string as Id<'Owned'>, role: 'owner', personId: owner }, now);
        const amountMinor = BigInt(1_000 + n) * 100n;
        tx.record(dealValue, { id: tx.newId<'DealValue'>(), dealId: id, amountMinor, currency: currency('NOK'), estimate: false }, now);
      }
      return ok(null);
    });
    if (!written.ok) throw new Error(written.error.type);
    const counts = store.read((tx) =>
      tx.all<{ id: string; n: number }>("SELECT stage_id AS id, count(*) AS n FROM deal_state WHERE status = 'open' GROUP BY 1"),
    );
    return new Map(counts.map(({ id, n }) => [id, n]));
  } finally {
    store.close();
  }
};

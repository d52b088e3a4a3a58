/** Small pieces of work in an open store, for rows that need something to lose. */
import { ownership } from '../../src/shared/accounts/schema.ts';
import type { Id } from '../../src/shared/kernel/brand.ts';
import { currency } from '../../src/shared/kernel/money.ts';
import { ok } from '../../src/shared/kernel/result.ts';
import { deal, dealValue, stageMove } from '../../src/shared/pipeline/schema.ts';
import type { Store } from '../../src/main/core/store.ts';
import { meOf } from '../../src/main/contexts/openWorkspace.ts';
import type { Seeded } from '../support/seeded.ts';
import { markText } from './marks.ts';

const idOf = (store: Store, sql: string): string | null => store.read((tx) => tx.get<{ id: string }>(sql)?.id ?? null);

/** Makes a deal with its facts, as `pipeline.createDeal` does; `padding` makes the row as long as wanted. */
export const makeDeal = (store: Store, mark: number, padding = '') => {
  const me = meOf(store) as Id<'Person'>;
  const stage = idOf(store, "SELECT id FROM stage WHERE kind = 'open' ORDER BY position, id LIMIT 1") as Id<'Stage'>;
  return store.write({ actor: me, command: 'pipeline.createDeal' }, (tx) => {
    const id = tx.newId<'Deal'>();
    const now = { day: tx.today, at: tx.now };
    tx.insert(deal, { id, title: markText(mark), nextStep: padding });
    tx.record(stageMove, { id: tx.newId<'StageMove'>(), dealId: id, toStageId: stage }, now);
    tx.record(ownership, { id: tx.newId<'Ownership'>(), recordId: id as string as Id<'Owned'>, role: 'owner', personId: me }, now);
    tx.record(
      dealValue,
      { id: tx.newId<'DealValue'>(), dealId: id, amountMinor: BigInt(mark), currency: currency('NOK'), estimate: false },
      now,
    );
    return ok(id);
  });
};

/** Changes something about some deal: its next step, its value, or it goes to the trash or comes back from it. */
export const changeDeal = (store: Store, random: Seeded, mark: number) => {
  const deals = store.read((tx) => tx.all<{ id: Id<'Deal'>; deleted: number }>('SELECT id, deleted FROM deal ORDER BY id'));
  const one = deals[random.below(deals.length)];
  if (one === undefined) return makeDeal(store, mark);
  return store.write({ actor: meOf(store), command: 'test.change' }, (tx) => {
    const kind = random.below(5);
    if (kind < 2) tx.update(deal, one.id, { nextStep: markText(mark) });
    else if (kind < 4)
      tx.record(
        dealValue,
        { id: tx.newId<'DealValue'>(), dealId: one.id, amountMinor: BigInt(mark), currency: currency('NOK'), estimate: false },
        { day: tx.today, at: tx.now },
      );
    else if (one.deleted === 0) tx.remove(deal, one.id);
    else tx.restore(deal, one.id);
    return ok(one.id);
  });
};

/** `count` pieces of work; a refusal is a failure of the test itself. */
export const workOn = (store: Store, random: Seeded, count: number): void => {
  for (let mark = 1; mark <= count; mark += 1) {
    const done = random.below(3) === 0 ? changeDeal(store, random, mark) : makeDeal(store, mark);
    if (!done.ok) throw new Error(done.error.type);
  }
};

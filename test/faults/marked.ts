/** Changes that carry a mark, written into an open store and noted as tried and acknowledged, so that each is known again wherever it comes. */
import { currency } from '../../src/shared/kernel/money.ts';
import type { Id } from '../../src/shared/kernel/brand.ts';
import { ok } from '../../src/shared/kernel/result.ts';
import { deal, dealValue } from '../../src/shared/pipeline/schema.ts';
import type { Store } from '../../src/main/core/store.ts';
import { meOf } from '../../src/main/contexts/openWorkspace.ts';
import type { Seeded } from '../support/seeded.ts';
import { type Acknowledgement, type Journal, markText } from './marks.ts';
import { makeDeal } from './work.ts';

/** What was asked for and what was told to be stored, by whoever asked. */
export type Notes = { readonly tried: Set<number>; readonly acknowledged: Acknowledgement[] };
export const newNotes = (): Notes => ({ tried: new Set(), acknowledged: [] });
export const journalOf = ({ tried, acknowledged }: Notes): Journal => ({ tried, acknowledged, endedWith: null });

/** Makes a deal, or changes the next step or the value of one that is there; throws when the store refuses. */
export const writeMarked = (store: Store, random: Seeded, mark: number, notes: Notes): void => {
  notes.tried.add(mark);
  const deals = store.read((tx) => tx.all<{ id: Id<'Deal'> }>('SELECT id FROM deal WHERE deleted = 0 ORDER BY id'));
  const one = deals[random.below(deals.length)];
  const kind = random.below(4);
  const actor = meOf(store);
  const written =
    one === undefined || kind === 0
      ? makeDeal(store, mark)
      : kind < 3
        ? store.write({ actor, command: 'pipeline.editDeal' }, (tx) => {
            tx.update(deal, one.id, { nextStep: markText(mark) });
            return ok(one.id);
          })
        : store.write({ actor, command: 'pipeline.setDealValue' }, (tx) => {
            const money = { amountMinor: BigInt(mark), currency: currency('NOK'), estimate: false };
            tx.record(dealValue, { id: tx.newId<'DealValue'>(), dealId: one.id, ...money }, { day: tx.today, at: tx.now });
            return ok(one.id);
          });
  if (!written.ok) throw new Error(written.error.type);
  notes.acknowledged.push({ mark, seq: null, hash: null });
};

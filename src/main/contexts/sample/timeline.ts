/** One entry of the shared timeline: what sales or marketing did with a company, in the customer's language, in office hours. */
import { activity, type ActivityKind } from '../../../shared/accounts/schema.ts';
import type { Id } from '../../../shared/kernel/brand.ts';
import type { WriteTx } from '../../core/tx.ts';
import type { Company } from './companies.ts';
import type { Dice } from './dice.ts';
import { lands } from './names.ts';
import type { People } from './people.ts';
import { activityTexts, type Side } from './texts.ts';
import type { WorkDays } from './workDays.ts';

export type Entry = {
  readonly company: Company;
  readonly deal: { readonly id: Id<'Deal'>; readonly contactId: Id<'Contact'> | null } | null;
  readonly sellerId: Id<'Person'>;
  readonly index: number;
  /** Of 100 entries, how many are marketing's. */
  readonly marketingPercent: number;
};

/** Facts of a deal's first day happen before this minute of the day, activities after it: nothing is logged on a deal that is not there yet. */
export const noon = 12 * 60;

const kindWeights: Readonly<Record<Side, readonly (readonly [ActivityKind, number])[]>> = {
  sales: [
    ['call', 40],
    ['email', 22],
    ['meeting', 18],
    ['visit', 8],
    ['note', 12],
  ],
  marketing: [
    ['email', 55],
    ['event', 25],
    ['note', 20],
  ],
};

export const addEntry = (tx: WriteTx, dice: Dice, days: WorkDays, people: People, entry: Entry): void => {
  const { company, deal, index } = entry;
  const team: Side = dice.chance(entry.marketingPercent) ? 'marketing' : 'sales';
  const kinds = kindWeights[team];
  const kind = (kinds[dice.weighted(kinds.map(([, weight]) => weight))] as readonly [ActivityKind, number])[0];
  tx.insert(activity, {
    id: tx.newId<'Activity'>(),
    accountId: company.id,
    dealId: deal?.id ?? null,
    contactId: deal === null ? (dice.chance(60) ? dice.pick(company.contacts) : null) : deal.contactId,
    kind,
    team,
    authorId: team === 'marketing' ? dice.pick(people.marketers) : entry.sellerId,
    body: dice.pick(activityTexts[lands[company.country].tongue][team][kind] ?? []),
    happenedAt: days.at(index, noon + dice.whole(1, 50) * 5),
  });
};

/** The companies that the sample company sells to, with their people and the seller who answers for each. */
import { account, contact, ownership } from '../../../shared/accounts/schema.ts';
import type { Sector } from '../../../shared/accounts/sectors.ts';
import type { Id } from '../../../shared/kernel/brand.ts';
import type { WriteTx } from '../../core/tx.ts';
import type { Dice } from './dice.ts';
import { addressWord, contactTitles, lands, sceneAccounts } from './names.ts';
import { type Country, orgNumbers } from './orgNumber.ts';
import type { People, SalesTeam } from './people.ts';
import type { SampleCounts } from './sizes.ts';
import type { WorkDays } from './workDays.ts';

export type Company = {
  readonly id: Id<'Account'>;
  readonly country: Country;
  readonly team: SalesTeam;
  readonly ownerId: Id<'Person'>;
  readonly contacts: readonly Id<'Contact'>[];
};

type Named = {
  readonly name: string;
  readonly country: Country;
  readonly sector: Sector;
  readonly town: string;
  readonly role: 'single' | 'group' | 'member';
};

const countries: readonly Country[] = ['NO', 'DK', 'SE', 'FI'];
const shareOfCountry = [54, 17, 20, 9];

/** Of so many companies in a row, the first is a group and the next two belong to it. */
const groupEvery = 15;
const membersOfGroup = 2;
const keyAccountPercent = 10;

const ownName = (dice: Dice, country: Country): string => {
  const { beginnings, endings } = lands[country];
  const beginning = dice.pick(beginnings);
  const ending = dice.pick(endings);
  // No Dalsdal: an ending that repeats the beginning is thrown again.
  return beginning.toLowerCase() === ending ? ownName(dice, country) : beginning + ending;
};

/** One name after the other, none twice: with a town after it where a big sample has used up the plain ones. */
export const nameCompanies = (dice: Dice): (() => Named) => {
  const used = new Set(sceneAccounts.map(([name]) => name));
  let made = 0;
  let group: { readonly own: string; readonly country: Country; readonly left: number } | null = null;

  const free = (make: (attempt: number) => string): string => {
    for (let attempt = 0; attempt < 1_000; attempt += 1) {
      const name = make(attempt);
      if (used.has(name)) continue;
      used.add(name);
      return name;
    }
    throw new Error('the sample has run out of company names');
  };

  return () => {
    made += 1;
    const scene = sceneAccounts[made - 1];
    if (scene !== undefined) return { name: scene[0], country: scene[1], sector: scene[2], town: scene[3], role: 'single' };
    const member = group !== null && group.left > 0 ? group : null;
    const country = member?.country ?? countries[dice.weighted(shareOfCountry)] ?? 'NO';
    const land = lands[country];
    const town = dice.pick(land.towns);
    if (member === null && made % groupEvery === 1) {
      const fresh = free(
        (attempt) => `${ownName(dice, country)} ${land.group} ${attempt < 3 ? '' : `${dice.pick(land.towns)} `}${land.form}`,
      );
      group = { own: fresh.split(' ')[0] ?? fresh, country, left: membersOfGroup };
      return { name: fresh, country, sector: 'services', town, role: 'group' };
    }
    if (member !== null) group = { ...member, left: member.left - 1 };
    let sector: Sector = 'services';
    const name = free((attempt) => {
      const [trade, its] = dice.pick(land.trades);
      sector = its;
      const own = member?.own ?? ownName(dice, country);
      return attempt < 3 ? `${own} ${trade} ${land.form}` : `${own} ${trade} ${dice.pick(land.towns)} ${land.form}`;
    });
    return { name, country, sector, town, role: member === null ? 'single' : 'member' };
  };
};

/** Yearly revenue as people say it: about two million for each employee. */
const revenueOf = (dice: Dice, employees: number, country: Country): bigint => {
  const millions = Math.max(1, Math.round((employees * dice.whole(12, 28)) / 10));
  return BigInt(country === 'FI' ? Math.max(1, Math.round(millions / 11)) : millions) * 100_000_000n;
};

export const furnishCompanies = (tx: WriteTx, dice: Dice, days: WorkDays, counts: SampleCounts, people: People): readonly Company[] => {
  const nextName = nameCompanies(dice);
  const nextOrgNumber = orgNumbers();
  const year = Number(tx.today.slice(0, 4));
  let groupId: Id<'Account'> | null = null;

  /** Everybody has one contact; the rest are spread in order, a few more here than there. */
  let spare = counts.contacts - counts.accounts;
  const contactsFor = (at: number): number => {
    const left = counts.accounts - at;
    const more = left === 1 ? spare : Math.min(spare, dice.whole(0, Math.floor((2 * spare) / left)));
    spare -= more;
    return 1 + more;
  };

  const addContact = (company: Id<'Account'>, named: Named): Id<'Contact'> => {
    const land = lands[named.country];
    const id = tx.newId<'Contact'>();
    const name = `${dice.pick(land.firstNames)} ${dice.pick(land.lastNames)}`;
    tx.insert(contact, {
      id,
      accountId: company,
      name,
      title: dice.pick(contactTitles[land.tongue]),
      email: `${addressWord(name)}@${addressWord(named.name.slice(0, named.name.lastIndexOf(' '))).replaceAll('.', '')}.example`,
      // Numbers that the Swedish regulator keeps free for stories; no such series is known to us for the other countries, so they have none.
      phone: named.country === 'SE' ? `+46 31 390 06 ${String(dice.whole(0, 99)).padStart(2, '0')}` : null,
    });
    return id;
  };

  return Array.from({ length: counts.accounts }, (_, at): Company => {
    const named = nextName();
    const { country } = named;
    const id = tx.newId<'Account'>();
    const employees = dice.pick([6, 9, 14, 18, 25, 32, 40, 55, 70, 95, 120, 180, 240, 400]);
    tx.insert(account, {
      id,
      name: named.name,
      parentId: named.role === 'member' ? groupId : null,
      orgNumber: nextOrgNumber(country),
      sector: named.sector,
      foundedYear: year - dice.whole(3, 110),
      employees,
      revenueMinor: revenueOf(dice, employees, country),
      revenueCurrency: lands[country].currency,
      location: named.town,
      keyAccount: dice.chance(keyAccountPercent),
    });
    if (named.role === 'group') groupId = id;
    const team = people.sales[country === 'FI' ? 'SE' : country];
    const own = (personId: Id<'Person'>, index: number): void =>
      tx.record(
        ownership,
        { id: tx.newId<'Ownership'>(), recordId: id as string as Id<'Owned'>, role: 'owner', personId, teamId: team.id },
        days.happened(index, 8 * 60),
      );
    let ownerId = dice.pick(team.sellers);
    own(ownerId, 0);
    if (dice.chance(12)) {
      const next = dice.pick(team.sellers);
      if (next !== ownerId) own(next, dice.whole(20, days.last));
      ownerId = next;
    }
    const contacts = Array.from({ length: contactsFor(at) }, () => addContact(id, named));
    return { id, country, team, ownerId, contacts };
  });
};

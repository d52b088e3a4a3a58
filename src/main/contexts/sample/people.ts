/** Who works at the sample company: its leaders, three sales teams, marketing, and what each may do. */
import { membership, type Membership, person, team, teamMember } from '../../../shared/admin/schema.ts';
import type { Id } from '../../../shared/kernel/brand.ts';
import type { WriteTx } from '../../core/tx.ts';
import type { Dice } from './dice.ts';
import { addressWord, lands } from './names.ts';
import type { SampleCounts } from './sizes.ts';
import type { WorkDays } from './workDays.ts';

export type SalesTeam = { readonly id: Id<'Team'>; readonly sellers: readonly Id<'Person'>[] };
/** Teams by the country they sell in; Finland is served from Sweden. */
export type SalesTeams = Readonly<Record<'NO' | 'DK' | 'SE', SalesTeam>>;
export type People = { readonly sales: SalesTeams; readonly marketers: readonly Id<'Person'>[] };

type Role = Pick<Membership, 'access' | 'function' | 'position'>;
const seller: Role = { access: 'seller', function: 'sales', position: 'none' };
const marketer: Role = { access: 'seller', function: 'marketing', position: 'none' };

const sellersOfScene = {
  NO: ['Tor Moe', 'Jonas Bakke', 'Ingvild Nes'],
  DK: ['Mette Kjærgaard', 'Rasmus Holm'],
  SE: ['Elin Sjöberg', 'Johan Åström'],
} as const;

const nameIn = (dice: Dice, land: 'NO' | 'DK' | 'SE'): string => `${dice.pick(lands[land].firstNames)} ${dice.pick(lands[land].lastNames)}`;

/** `me` is there already, as admin; she leads sales. */
export const furnishPeople = (tx: WriteTx, dice: Dice, days: WorkDays, counts: SampleCounts, me: Id<'Person'>): People => {
  const fromDay = days.day(0);
  const addRole = (personId: Id<'Person'>, role: Role): void =>
    tx.insert(membership, { id: tx.newId<'Membership'>(), personId, ...role, fromDay });
  const addPerson = (name: string, role: Role): Id<'Person'> => {
    const id = tx.newId<'Person'>();
    tx.insert(person, { id, name, email: `${addressWord(name)}@havbryn.example` });
    addRole(id, role);
    return id;
  };
  const addTeam = (name: string, office: string, leaderId: Id<'Person'>, members: readonly Id<'Person'>[]): Id<'Team'> => {
    const id = tx.newId<'Team'>();
    tx.insert(team, { id, name, leaderId, office });
    for (const personId of members) tx.insert(teamMember, { id: tx.newId<'TeamMember'>(), teamId: id, personId, fromDay });
    return id;
  };

  tx.update(person, me, { email: 'kari.solheim@havbryn.example' });
  addRole(me, { access: 'manager', function: 'sales', position: 'salesLeader' });
  addPerson('Astrid Havbryn', { access: 'manager', function: 'management', position: 'ceo' });
  const marketingLeader = addPerson('Mads Østergaard', { access: 'manager', function: 'marketing', position: 'marketingLeader' });
  const marketers = [marketingLeader, addPerson('Sara Lindqvist', marketer), addPerson('Liv Aune', marketer)];
  addTeam('Marked', 'Ålesund', marketingLeader, marketers);

  const addSalesTeam = (land: 'NO' | 'DK' | 'SE', name: string, office: string): SalesTeam => {
    const more = counts.moreSellers / 3;
    const names = [...sellersOfScene[land], ...Array.from({ length: more }, () => nameIn(dice, land))];
    const sellers = names.map((each) => addPerson(each, seller));
    return { id: addTeam(name, office, me, [me, ...sellers]), sellers };
  };
  const sales = {
    NO: addSalesTeam('NO', 'Salg Norge', 'Ålesund'),
    DK: addSalesTeam('DK', 'Salg Danmark', 'Aarhus'),
    SE: addSalesTeam('SE', 'Försäljning Sverige', 'Göteborg'),
  };
  return { sales, marketers };
};

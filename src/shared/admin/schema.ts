/** Who works here: the workspace, its people, their roles over time, and the teams. */
import { boolean, choice, currencyCode, dayColumn, field, id, integer, minor, optional, ref, text } from '../kernel/column.ts';
import { isZone } from '../kernel/day.ts';
import { defineTable, type RowOf } from '../kernel/table.ts';
import { ratePattern } from '../kernel/money.ts';

export const workspace = defineTable(
  'workspace',
  {
    id: id('Workspace'),
    name: text({ max: 120, min: 1 }),
    baseCurrency: currencyCode(),
    /** Days are counted in this zone (rule A3). */
    zone: text({ max: 60, min: 1, says: isZone }),
    /** The data's region decides the sort order of names. */
    region: choice(['NO', 'DK', 'SE', 'GB']),
    sample: boolean(),
  },
  { sync: 'lww', named: ['name'], read: 'workspace.read', write: 'workspace.edit' },
);
export type Workspace = RowOf<typeof workspace>;

export const person = defineTable(
  'person',
  {
    id: id('Person'),
    name: field(text({ max: 120, min: 1 }), {
      width: 28,
      heads: [
        'sales agent',
        'seller',
        'sales rep',
        'user',
        'employee',
        'full name',
        'name',
        'selger',
        'sælger',
        'säljare',
        'navn',
        'namn',
        'ansatt',
        'medarbeider',
      ],
    }),
    email: field(optional(text({ max: 200 })), {
      searchable: true,
      holdsA: 'email',
      width: 30,
      heads: ['email', 'e-mail', 'mail', 'e-post', 'epost', 'e-postadresse', 'e-postadress'],
    }),
  },
  // An import makes the people whom the foreign system names; without a membership they may do nothing.
  { sync: 'lww', named: ['name'], read: 'workspace.read', write: 'people.edit', found: { subtitle: 'email' } },
);
export type Person = RowOf<typeof person>;

export const accessRoles = ['admin', 'manager', 'seller', 'guest'] as const;
export type AccessRole = (typeof accessRoles)[number];
/** The word that a person types and reads for a role. What is stored for a member is an older word, which stores and hubs have hashed. */
const accessWords: Readonly<Record<AccessRole, string>> = { admin: 'admin', manager: 'manager', seller: 'member', guest: 'guest' };
export const typedRoles: readonly string[] = accessRoles.map((role) => accessWords[role]);
/** The role that somebody typed, by its word or as it is stored; undefined for anything else. */
export const readRole = (typed: string): AccessRole | undefined =>
  accessRoles.find((role) => accessWords[role] === typed || role === typed);
export const teamFunctions = ['sales', 'marketing', 'management'] as const;
export type TeamFunction = (typeof teamFunctions)[number];
/** What somebody signs and answers for beside their access: a leader of both leads sales and marketing in one person. */
export const positions = ['none', 'salesLeader', 'marketingLeader', 'bothLeader', 'ceo'] as const;
export type Position = (typeof positions)[number];

/** What a person may do and for whom, from a day to a day; several at once are allowed (one person can lead both teams). */
export const membership = defineTable(
  'membership',
  {
    id: id('Membership'),
    personId: ref('Person'),
    access: choice(accessRoles),
    function: choice(teamFunctions),
    position: choice(positions),
    fromDay: optional(dayColumn()),
    toDay: optional(dayColumn()),
  },
  {
    sync: 'lww',
    about: ['personId'],
    named: [],
    read: 'workspace.read',
    // Whoever holds CEO gives the positions, and need not be an admin for it: a position is a part of a role.
    write: ['people.edit', 'position.give'],
    cells: { position: { action: 'position.give', wholeRow: true } },
    givesRights: true,
    indexes: [['person_id']],
  },
);
export type Membership = RowOf<typeof membership>;

export const team = defineTable(
  'team',
  { id: id('Team'), name: text({ max: 120, min: 1 }), leaderId: optional(ref('Person')), office: optional(text({ max: 120 })) },
  { sync: 'lww', named: ['name'], read: 'workspace.read', write: 'teams.edit' },
);
export type Team = RowOf<typeof team>;

export const teamMember = defineTable(
  'team_member',
  { id: id('TeamMember'), teamId: ref('Team'), personId: ref('Person'), fromDay: optional(dayColumn()), toDay: optional(dayColumn()) },
  {
    sync: 'lww',
    about: ['personId', 'teamId'],
    named: [],
    read: 'workspace.read',
    write: 'teams.edit',
    givesRights: true,
    indexes: [['person_id'], ['team_id']],
  },
);
export type TeamMember = RowOf<typeof teamMember>;

/** What one unit (or a hundred) of a currency is worth in another, as published on a day (rules 27 and P14). */
export const currencyRate = defineTable(
  'exchange_rate',
  {
    id: id('CurrencyRate'),
    currency: currencyCode(),
    inCurrency: currencyCode(),
    /** Exact decimal text, such as 98.37; never a binary fraction. */
    rate: text({ max: 40, min: 1, says: (rate) => ratePattern.test(rate) }),
    /** The rate is quoted for this many units: 1 or 100. */
    perUnits: integer({ min: 1, max: 100 }),
    source: text({ max: 120 }),
  },
  {
    sync: 'fact',
    named: ['currency', 'inCurrency'],
    read: 'account.read',
    write: 'rate.edit',
    indexes: [['currency', 'in_currency', 'happened_at', 'hlc', 'id']],
  },
);
export type CurrencyRate = RowOf<typeof currencyRate>;

/** Revenue to win in a period: for the company, a team or a person. Never called a bare budget. */
export const revenueTarget = defineTable(
  'revenue_target',
  {
    id: id('RevenueTarget'),
    fromDay: dayColumn(),
    toDay: dayColumn(),
    teamId: optional(ref('Team')),
    personId: optional(ref('Person')),
    amountMinor: minor(),
    currency: currencyCode(),
  },
  { sync: 'lww', about: ['personId', 'teamId'], named: [], read: 'account.read', write: 'target.edit' },
);
export type RevenueTarget = RowOf<typeof revenueTarget>;

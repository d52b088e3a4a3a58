/** Companies we sell to, their people, who answers for them, what was done and said, and what we sell with its dated prices. */
import {
  boolean,
  choice,
  currencyCode,
  dayColumn,
  field,
  id,
  instantColumn,
  integer,
  minor,
  optional,
  ref,
  text,
} from '../kernel/column.ts';
import { defineTable, type RowOf } from '../kernel/table.ts';

export const account = defineTable(
  'account',
  {
    id: id('Account'),
    name: field(text({ max: 200, min: 1 }), {
      width: 34,
      heads: [
        'account',
        'account name',
        'company',
        'company name',
        'customer',
        'organization',
        'organisation',
        'firma',
        'firmanavn',
        'kunde',
        'virksomhed',
        'bedrift',
        'företag',
        'företagsnamn',
        'kund',
        'navn',
        'namn',
        'name',
      ],
    }),
    parentId: field(optional(ref('Account')), {}),
    orgNumber: field(optional(text({ max: 40 })), {
      searchable: true,
      heads: [
        'organisation number',
        'org number',
        'vat number',
        'orgnr',
        'organisasjonsnummer',
        'cvr',
        'cvr-nummer',
        'organisationsnummer',
      ],
    }),
    sector: field(optional(text({ max: 80 })), {
      searchable: true,
      heads: ['sector', 'industry', 'bransje', 'branche', 'bransch', 'sektor'],
    }),
    foundedYear: field(optional(integer({ min: 1000, max: 9999 })), {
      isYear: true,
      width: 10,
      heads: ['year established', 'founded', 'founded year', 'stiftet', 'stiftelsesår', 'grundlagt', 'grundat'],
    }),
    employees: field(optional(integer({ min: 0, max: 100_000_000 })), {
      heads: [
        'employees',
        'number of employees',
        'headcount',
        'ansatte',
        'antall ansatte',
        'antal ansatte',
        'anställda',
        'antal anställda',
      ],
    }),
    /** Yearly revenue, in minor units of `revenueCurrency`. */
    revenueMinor: field(optional(minor('revenueCurrency')), {
      heads: ['revenue', 'annual revenue', 'turnover', 'omsetning', 'omsætning', 'omsättning'],
    }),
    revenueCurrency: optional(currencyCode()),
    location: field(optional(text({ max: 120 })), {
      searchable: true,
      heads: ['place', 'office location', 'location', 'country', 'city', 'headquarters', 'land', 'sted', 'by', 'ort', 'stad'],
    }),
    keyAccount: field(boolean(), { heads: ['key account', 'nøkkelkunde', 'nøglekunde', 'nyckelkund'] }),
    /** The account that this one was merged into; its rows moved there, and undoing the merge moves them back. */
    mergedInto: optional(ref('Account')),
  },
  {
    sync: 'lww',
    named: ['name'],
    read: 'account.read',
    write: 'account.edit',
    cells: { mergedInto: { action: 'account.merge' } },
    // One that was merged into another is found as that one.
    found: { subtitle: 'location', hiddenBy: 'mergedInto' },
    owned: 'ownership',
    indexes: [['parent_id']],
  },
);
export type Account = RowOf<typeof account>;

export const contact = defineTable(
  'contact',
  {
    id: id('Contact'),
    accountId: ref('Account'),
    name: field(text({ max: 120, min: 1 }), {
      width: 26,
      heads: ['contact', 'contact name', 'full name', 'contact person', 'kontakt', 'kontaktperson', 'name', 'navn', 'namn'],
    }),
    title: field(optional(text({ max: 120 })), {
      searchable: true,
      width: 24,
      heads: ['title', 'job title', 'role', 'position', 'tittel', 'stilling', 'titel', 'befattning', 'roll'],
    }),
    email: field(optional(text({ max: 200 })), {
      searchable: true,
      holdsA: 'email',
      width: 30,
      heads: ['email', 'e-mail', 'mail', 'e-post', 'epost'],
    }),
    phone: field(optional(text({ max: 60 })), {
      searchable: true,
      holdsA: 'phone',
      heads: ['phone', 'telephone', 'mobile', 'phone number', 'telefon', 'mobil', 'tlf', 'telefonnummer'],
    }),
  },
  {
    sync: 'lww',
    about: ['accountId'],
    found: {},
    named: ['name'],
    read: 'about',
    write: 'about',
    indexes: [['account_id']],
  },
);
export type Contact = RowOf<typeof contact>;

export const activityKinds = ['call', 'meeting', 'email', 'visit', 'event', 'note'] as const;
export type ActivityKind = (typeof activityKinds)[number];

/** One entry of the timeline that both teams share: what was done, or a note of what was learned. */
export const activity = defineTable(
  'activity',
  {
    id: id('Activity'),
    accountId: ref('Account'),
    dealId: optional(ref('Deal')),
    contactId: optional(ref('Contact')),
    kind: choice(activityKinds),
    /** The side of the house that speaks. */
    team: choice(['sales', 'marketing', 'service']),
    authorId: ref('Person'),
    body: text({ max: 10_000 }),
    happenedAt: instantColumn(),
  },
  {
    sync: 'lww',
    // Whoever sees the deal or the account may add to its timeline; what stands there is its author's.
    about: ['dealId', 'accountId'],
    named: [],
    read: 'about',
    write: 'activity.edit',
    owned: { column: 'authorId', isAuthor: true },
    indexes: [
      ['account_id', 'happened_at', 'id'],
      ['deal_id', 'happened_at'],
    ],
  },
);
export type Activity = RowOf<typeof activity>;

/** What is known of an account, by side: what people of sales know beside what the data says (A5), each with author and day. */
export const knowledge = defineTable(
  'knowledge',
  {
    id: id('Knowledge'),
    accountId: ref('Account'),
    side: choice(['salesKnows', 'dataSays']),
    body: text({ max: 4_000 }),
    authorId: ref('Person'),
    source: optional(text({ max: 200 })),
    onDay: dayColumn(),
  },
  {
    sync: 'lww',
    about: ['accountId'],
    named: [],
    read: 'about',
    write: 'activity.edit',
    owned: { column: 'authorId', isAuthor: true },
    indexes: [['account_id']],
  },
);
export type Knowledge = RowOf<typeof knowledge>;

export const product = defineTable(
  'product',
  {
    id: id('Product'),
    name: field(text({ max: 120, min: 1 }), {
      width: 30,
      heads: ['product', 'product name', 'item', 'produkt', 'produktnavn', 'produktnamn', 'vare', 'artikel'],
    }),
    series: field(optional(text({ max: 80 })), {
      searchable: true,
      heads: ['series', 'product series', 'family', 'category', 'serie', 'kategori', 'produktgruppe', 'produktgrupp'],
    }),
  },
  { sync: 'lww', named: ['name'], read: 'account.read', write: 'product.edit', found: { subtitle: 'series' } },
);
export type Product = RowOf<typeof product>;

/** List price of a product from the day it happened on; a price without a day holds from the beginning. */
export const productPrice = defineTable(
  'product_price',
  { id: id('ProductPrice'), productId: ref('Product'), amountMinor: minor(), currency: currencyCode() },
  {
    sync: 'fact',
    about: ['productId'],
    named: [],
    read: 'about',
    write: 'about',
    indexes: [['product_id', 'happened_at', 'hlc', 'id']],
  },
);
export type ProductPrice = RowOf<typeof productPrice>;

/** Who answers for a deal or an account, from the day it happened on (A6). Person null: nobody. */
export const ownership = defineTable(
  'ownership',
  {
    id: id('Ownership'),
    recordId: ref('Owned'),
    role: choice(['owner', 'coOwner']),
    personId: optional(ref('Person')),
    teamId: optional(ref('Team')),
  },
  {
    sync: 'fact',
    about: ['recordId'],
    named: [],
    read: 'about',
    write: 'about',
    givesOwner: { record: 'recordId', person: 'personId', where: { role: 'owner' } },
    indexes: [['record_id', 'role', 'happened_at', 'hlc', 'id']],
  },
);
export type Ownership = RowOf<typeof ownership>;

/** What lists of accounts sort by; derived, and only for accounts that are live and not merged into another. */
export const accountState = defineTable(
  'account_state',
  {
    accountId: id('Account'),
    nameKey: text({ max: 400 }),
    openDeals: integer({ min: 0, max: 1_000_000_000 }),
    ownerId: optional(ref('Person')),
    ownerKey: optional(text({ max: 400 })),
    sectorKey: optional(text({ max: 400 })),
    locationKey: optional(text({ max: 400 })),
  },
  {
    sync: 'derived',
    indexes: [
      ['name_key', 'account_id'],
      ['open_deals', 'account_id'],
      ['owner_key', 'account_id'],
      ['sector_key', 'account_id'],
      ['location_key', 'account_id'],
    ],
  },
);

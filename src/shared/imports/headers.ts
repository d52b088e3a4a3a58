/** Proposes what a file holds by what its columns are called, in four languages. */
import { nameKey } from './cells.ts';
import { type AnyField, type FieldOf, kinds, type ImportKind, importKinds } from './kinds.ts';
import { declaredField } from './mapping.ts';
import { similarity } from './similarity.ts';

/** What the fields that only files have are called in other systems, in the four languages; those of a record say so where they are declared. */
const fileHeads: { readonly [K in ImportKind]: Readonly<Partial<Record<FieldOf<K>, readonly string[]>>> } = {
  people: {
    key: ['id', 'person id', 'person-id', 'user id', 'employee id', 'ansattnummer', 'medarbejdernummer', 'anställningsnummer'],
    manager: ['manager', 'sales manager', 'team leader', 'leder', 'salgsleder', 'chef', 'salgschef', 'försäljningschef', 'säljchef'],
    office: ['regional office', 'office', 'region', 'kontor', 'avdeling', 'afdeling', 'avdelning'],
  },
  accounts: {
    key: [
      'company id',
      'account id',
      'firma-id',
      'virksomheds-id',
      'företags-id',
      'kunde-id',
      'kund-id',
      'customer number',
      'customer no',
      'kundenummer',
      'kundnummer',
      'id',
    ],
    currency: ['currency', 'valuta'],
    owner: ['account owner', 'owner', 'ansvarlig', 'ansvarig', 'eier', 'ejer', 'ägare'],
    ownerDay: ['owner since', 'ansvarlig siden', 'ansvarig sedan'],
    parent: [
      'subsidiary of',
      'parent',
      'parent account',
      'parent company',
      'morselskap',
      'konsern',
      'moderselskab',
      'moderbolag',
      'koncern',
    ],
  },
  products: {
    key: ['product id', 'produkt-id', 'sku', 'item number', 'varenummer', 'artikelnummer'],
    price: ['sales price', 'price', 'list price', 'unit price', 'pris', 'listepris', 'listpris', 'salgspris', 'utpris'],
    currency: ['currency', 'valuta'],
  },
  contacts: {
    key: ['contact id', 'kontaktperson-id', 'id'],
    accountKey: ['company id', 'account id', 'firma-id', 'virksomheds-id', 'företags-id', 'kunde-id', 'kund-id'],
    account: [
      'account',
      'account name',
      'company',
      'company name',
      'customer',
      'organization',
      'firma',
      'kunde',
      'virksomhed',
      'bedrift',
      'företag',
      'kund',
    ],
  },
  deals: {
    key: [
      'opportunity id',
      'deal id',
      'opportunity number',
      'record id',
      'id',
      'muligheds-id',
      'affärs-id',
      'salgsmulighets-id',
      'salgsmuligheds-id',
    ],
    account: [
      'account',
      'account name',
      'company',
      'company name',
      'customer',
      'organization',
      'firma',
      'kunde',
      'virksomhed',
      'bedrift',
      'företag',
      'kund',
    ],
    product: ['product', 'product name', 'produkt', 'vare', 'artikel'],
    contact: ['contact', 'primary contact', 'contact person', 'kontakt', 'kontaktperson'],
    owner: [
      'sales agent',
      'owner',
      'deal owner',
      'opportunity owner',
      'seller',
      'sales rep',
      'ansvarlig',
      'selger',
      'sælger',
      'ansvarig',
      'säljare',
      'eier',
      'ejer',
      'ägare',
    ],
    stage: ['deal stage', 'stage', 'sales stage', 'pipeline stage', 'status', 'fase', 'salgsfase', 'steg', 'säljsteg', 'trin'],
    createdDay: ['created', 'create date', 'created date', 'opprettet', 'oprettet', 'skapad'],
    engageDay: ['engage date', 'stage date', 'stage changed', 'fasedato', 'stegdatum'],
    closeDay: ['close date', 'closed date', 'closed', 'won date', 'lukkedato', 'avsluttet', 'afsluttet', 'avslutad'],
    expectedClose: [
      'expected close',
      'expected close date',
      'forventet avslutningsdato',
      'forventet lukkedato',
      'förväntat avslutsdatum',
      'forventet avsluttet',
      'forventet lukket',
      'förväntat avslut',
      'estimated close',
    ],
    amount: ['close value', 'amount', 'value', 'deal value', 'deal amount', 'beløp', 'beløb', 'verdi', 'værdi', 'belopp', 'värde', 'sum'],
    currency: ['currency', 'valuta'],
    accountKey: ['company id', 'account id', 'firma-id', 'virksomheds-id', 'företags-id', 'kunde-id', 'kund-id'],
    stageHistory: ['stage history', 'fasehistorikk', 'fasehistorik', 'steghistorik'],
    closeReason: [
      'reason for closing',
      'close reason',
      'closed lost reason',
      'lost reason',
      'loss reason',
      'reason lost',
      'avslutningsårsak',
      'afslutningsårsag',
      'avslutsorsak',
      'tapsårsak',
      'tabsårsag',
      'förlustorsak',
    ],
    notALoss: ['not a loss', 'ikke et tap', 'ikke et tab', 'ingen förlust'],
    estimate: ['estimate', 'anslag', 'skøn', 'uppskattning'],
    monthly: ['recurring a month', 'monthly recurring revenue', 'mrr', 'løpende per måned', 'løbende pr. måned', 'löpande per månad'],
    termMonths: ['term in months', 'løpetid i måneder', 'løbetid i måneder', 'löptid i månader'],
  },
  activities: {
    key: ['activity id', 'aktivitets-id', 'id'],
    accountKey: ['company id', 'account id', 'firma-id', 'virksomheds-id', 'företags-id', 'kunde-id', 'kund-id'],
    account: ['account', 'account name', 'company', 'customer', 'firma', 'kunde', 'virksomhed', 'företag', 'kund'],
    deal: [
      'opportunity id',
      'deal id',
      'salgsmulighets-id',
      'salgsmuligheds-id',
      'affärs-id',
      'deal',
      'opportunity',
      'salgsmulighet',
      'salgsmulighed',
      'affär',
    ],
    contact: ['contact', 'contact name', 'kontakt', 'kontaktperson'],
    kind: ['activity type', 'type', 'activity', 'kind', 'aktivitetstype', 'aktivitet', 'aktivitetstyp'],
    team: ['team', 'department', 'avdeling', 'afdeling', 'avdelning'],
    author: ['author', 'by', 'owner', 'user', 'sales agent', 'ansvarlig', 'ansvarig', 'selger', 'sælger', 'säljare', 'av', 'af'],
    body: [
      'text',
      'tekst',
      'note',
      'notes',
      'description',
      'body',
      'subject',
      'comment',
      'notat',
      'beskrivelse',
      'kommentar',
      'anteckning',
      'beskrivning',
      'emne',
      'ämne',
    ],
    day: ['date', 'activity date', 'activity day', 'day', 'dato', 'datum', 'dag', 'when', 'due date'],
  },
};

/** What a field is called in other systems, the telling names first; compared without case, blanks and signs. */
export const headsOf = (kind: ImportKind, field: string): readonly string[] => {
  const ofFiles: Readonly<Partial<Record<string, readonly string[]>>> = fileHeads[kind];
  return declaredField(kind, field)?.facets.heads ?? (Object.hasOwn(ofFiles, field) ? ofFiles[field] : undefined) ?? [];
};

const plain = (text: string): string => nameKey(text).replaceAll(/[^\p{L}\p{N}]/gu, '');

export type Proposal = {
  readonly kind: ImportKind;
  readonly columns: Readonly<Record<string, string>>;
  /** 0–1: how sure, by the share of columns that were recognised and how exactly. */
  readonly score: number;
};

/** No field is called by so much. */
const longestName = 200;

const fieldScore = (names: readonly string[], header: string): number => {
  if (header.length > longestName) return 0;
  const wanted = plain(header);
  if (wanted === '') return 0;
  let best = 0;
  names.forEach((name, index) => {
    const known = plain(name);
    // The first synonyms are the telling ones: `name` alone is in every kind of file.
    if (known === wanted) best = Math.max(best, 1 - index * 0.005);
    else if (known.length >= 4 && wanted.length >= 4 && (wanted.includes(known) || known.includes(wanted))) best = Math.max(best, 0.7);
    else if (similarity(known, wanted) >= 0.8) best = Math.max(best, 0.75);
  });
  return best;
};

/** Why a column was proposed for a field; null when its name says nothing about it. */
export const whyProposed = (kind: ImportKind, field: string, header: string): 'same' | 'part' | 'similar' | null => {
  const score = fieldScore(headsOf(kind, field), header);
  return score === 0 ? null : score > 0.75 ? 'same' : score === 0.75 ? 'similar' : 'part';
};

/** The columns of a header that fit the fields of a kind, each column and field used once, best matches first. */
export const proposeColumns = (kind: ImportKind, header: readonly string[]): Proposal => {
  const pairs = kinds[kind].fields
    .flatMap((field: AnyField) => header.map((name) => ({ field, name, score: fieldScore(headsOf(kind, field), name) })))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score);
  const columns: Record<string, string> = {};
  const used = new Set<string>();
  let total = 0;
  for (const { field, name, score } of pairs) {
    if (columns[field] !== undefined || used.has(name)) continue;
    columns[field] = name;
    used.add(name);
    total += score;
  }
  const complete = kinds[kind].needs.every((field) => columns[field] !== undefined);
  return { kind, columns, score: complete && header.length > 0 ? total / header.length : 0 };
};

/** What the file most probably holds; null when no kind has its needed columns. */
export const proposeKind = (header: readonly string[]): Proposal | null => {
  let best: Proposal | null = null;
  for (const kind of importKinds) {
    const proposal = proposeColumns(kind, header);
    if (proposal.score > 0 && (best === null || proposal.score > best.score)) best = proposal;
  }
  return best;
};

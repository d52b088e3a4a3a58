/** What the fields of records are called, under table and column: in forms and histories, in files that come in and go out, in search. */
import { words } from '../text.ts';
import { common } from './common.ts';

export const fields = words({
  'account.name': common.name,
  'account.parentId': { en: 'Parent company', nb: 'Morselskap', da: 'Moderselskab', sv: 'Moderbolag' },
  'account.orgNumber': { en: 'Organisation number', nb: 'Organisasjonsnummer', da: 'CVR-nummer', sv: 'Organisationsnummer' },
  'account.sector': { en: 'Sector', nb: 'Bransje', da: 'Branche', sv: 'Bransch' },
  'account.foundedYear': { en: 'Founded', nb: 'Stiftet', da: 'Stiftet', sv: 'Grundat' },
  'account.employees': { en: 'Employees', nb: 'Ansatte', da: 'Ansatte', sv: 'Anställda' },
  'account.revenueMinor': { en: 'Yearly revenue', nb: 'Årlig omsetning', da: 'Årlig omsætning', sv: 'Årlig omsättning' },
  'account.location': { en: 'Place', nb: 'Sted', da: 'Sted', sv: 'Ort' },
  'account.keyAccount': { en: 'Key account', nb: 'Nøkkelkunde', da: 'Nøglekunde', sv: 'Nyckelkund' },
  'contact.name': common.name,
  'contact.title': { en: 'Title', nb: 'Stilling', da: 'Stilling', sv: 'Titel' },
  'contact.email': common.email,
  'contact.phone': { en: 'Phone', nb: 'Telefon', da: 'Telefon', sv: 'Telefon' },
  'product.name': common.name,
  'product.series': { en: 'Series', nb: 'Serie', da: 'Serie', sv: 'Serie' },
  'person.name': common.name,
  'person.email': common.email,
  'deal.title': { en: 'Title', nb: 'Tittel', da: 'Titel', sv: 'Titel' },
  'deal.accountId': common.company,
  'deal.productId': common.product,
  'deal.contactId': common.contact,
  'deal.nextStep': { en: 'Next step', nb: 'Neste steg', da: 'Næste skridt', sv: 'Nästa steg' },
  'deal.nextStepDay': { en: 'Day of the next step', nb: 'Dag for neste steg', da: 'Dag for næste skridt', sv: 'Dag för nästa steg' },
});

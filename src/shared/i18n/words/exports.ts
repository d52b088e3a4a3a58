/** Words of the export: what the files are called, the heads that no other list has, and how a file comes about. */
import { words } from '../text.ts';

export const exports = words({
  activities: { en: 'Activities', nb: 'Aktiviteter', da: 'Aktiviteter', sv: 'Aktiviteter' },
  credits: { en: 'Shared credit', nb: 'Delt kreditt', da: 'Delt kreditering', sv: 'Delad kreditering' },
  products: { en: 'Products', nb: 'Produkter', da: 'Produkter', sv: 'Produkter' },
  dealId: { en: 'Deal ID', nb: 'Salgsmulighets-ID', da: 'Salgsmuligheds-ID', sv: 'Affärs-ID' },
  dealTitle: { en: 'Title of the deal', nb: 'Salgsmulighetens tittel', da: 'Salgsmulighedens titel', sv: 'Affärens titel' },
  contactId: { en: 'Contact ID', nb: 'Kontaktperson-ID', da: 'Kontaktperson-ID', sv: 'Kontaktperson-ID' },
  activityId: { en: 'Activity ID', nb: 'Aktivitets-ID', da: 'Aktivitets-ID', sv: 'Aktivitets-ID' },
  productId: { en: 'Product ID', nb: 'Produkt-ID', da: 'Produkt-ID', sv: 'Produkt-ID' },
  personId: { en: 'Person ID', nb: 'Person-ID', da: 'Person-ID', sv: 'Person-ID' },
  activityKind: { en: 'Activity type', nb: 'Aktivitetstype', da: 'Aktivitetstype', sv: 'Aktivitetstyp' },
  jobTitle: { en: 'Job title', nb: 'Stilling', da: 'Stilling', sv: 'Befattning' },
  share: { en: 'Share (%)', nb: 'Andel (%)', da: 'Andel (%)', sv: 'Andel (%)' },
  fromDay: { en: 'From day', nb: 'Fra dag', da: 'Fra dag', sv: 'Från dag' },
  toDay: { en: 'To day', nb: 'Til dag', da: 'Til dag', sv: 'Till dag' },
  role: { en: 'Roles', nb: 'Roller', da: 'Roller', sv: 'Roller' },
  probability: { en: 'Probability (%)', nb: 'Sannsynlighet (%)', da: 'Sandsynlighed (%)', sv: 'Sannolikhet (%)' },
  units: { en: 'Units', nb: 'Enheter', da: 'Enheder', sv: 'Enheter' },
  asFormat: { en: 'Download as {{format}}', nb: 'Last ned som {{format}}', da: 'Hent som {{format}}', sv: 'Hämta som {{format}}' },
  ofFormat: { en: '{{what}} as {{format}}', nb: '{{what}} som {{format}}', da: '{{what}} som {{format}}', sv: '{{what}} som {{format}}' },
  working: { en: 'Writing the file …', nb: 'Skriver filen …', da: 'Skriver filen …', sv: 'Skriver filen …' },
  percent: { en: '{{percent}} written', nb: '{{percent}} skrevet', da: '{{percent}} skrevet', sv: '{{percent}} skrivet' },
  made: { en: '{{name}} has been made', nb: '{{name}} er laget', da: '{{name}} er lavet', sv: '{{name}} har gjorts' },
});

/** Words of the command palette, the sheet of keys and the search field. */
import { words } from '../text.ts';

export const palette = words({
  open: {
    en: 'Search or run a command',
    nb: 'Søk eller kjør en kommando',
    da: 'Søg eller kør en kommando',
    sv: 'Sök eller kör ett kommando',
  },
  field: { en: 'Search or run …', nb: 'Søk eller kjør …', da: 'Søg eller kør …', sv: 'Sök eller kör …' },
  placeholder: {
    en: 'Name of a deal, an account, a person – or a command',
    nb: 'Navn på en salgsmulighet, et firma, en person – eller en kommando',
    da: 'Navn på en salgsmulighed, en virksomhed, en person – eller en kommando',
    sv: 'Namn på en affär, ett företag, en person – eller ett kommando',
  },
  results: { en: 'Results', nb: 'Treff', da: 'Resultater', sv: 'Träffar' },
  recent: { en: 'Opened last', nb: 'Sist åpnet', da: 'Senest åbnet', sv: 'Senast öppnade' },
  commands: { en: 'Commands', nb: 'Kommandoer', da: 'Kommandoer', sv: 'Kommandon' },
  goTo: { en: 'Go to {{place}}', nb: 'Gå til {{place}}', da: 'Gå til {{place}}', sv: 'Gå till {{place}}' },
  switchLanguage: { en: 'Language: {{language}}', nb: 'Språk: {{language}}', da: 'Sprog: {{language}}', sv: 'Språk: {{language}}' },
  switchTheme: { en: 'Appearance: {{theme}}', nb: 'Utseende: {{theme}}', da: 'Udseende: {{theme}}', sv: 'Utseende: {{theme}}' },
  sectionWindow: { en: 'Everywhere', nb: 'Overalt', da: 'Overalt', sv: 'Överallt' },
  sectionTables: {
    en: 'In tables and side panels',
    nb: 'I tabeller og sidepaneler',
    da: 'I tabeller og sidepaneler',
    sv: 'I tabeller och sidopaneler',
  },
  wonDeal: { en: 'Deal, won', nb: 'Salgsmulighet, vunnet', da: 'Salgsmulighed, vundet', sv: 'Affär, vunnen' },
  lostDeal: { en: 'Deal, lost', nb: 'Salgsmulighet, tapt', da: 'Salgsmulighed, tabt', sv: 'Affär, förlorad' },
  contact: { en: 'Contact', nb: 'Kontaktperson', da: 'Kontaktperson', sv: 'Kontaktperson' },
  person: { en: 'Colleague', nb: 'Kollega', da: 'Kollega', sv: 'Kollega' },
  nothing: {
    en: 'Nothing found for “{{text}}”',
    nb: 'Ingen treff på «{{text}}»',
    da: 'Intet fundet for »{{text}}«',
    sv: 'Inga träffar på ”{{text}}”',
  },
  nothingHint: {
    en: 'Two letters are enough. Å, Æ, Ø, Ä and Ö may be typed as A, AA, AE, O or OE.',
    nb: 'To bokstaver er nok. Å, Æ, Ø, Ä og Ö kan skrives som A, AA, AE, O eller OE.',
    da: 'To bogstaver er nok. Å, Æ, Ø, Ä og Ö kan skrives som A, AA, AE, O eller OE.',
    sv: 'Två bokstäver räcker. Å, Æ, Ø, Ä och Ö kan skrivas som A, AA, AE, O eller OE.',
  },
  found: {
    en: { one: '{{n}} result', other: '{{n}} results' },
    nb: { one: '{{n}} treff', other: '{{n}} treff' },
    da: { one: '{{n}} resultat', other: '{{n}} resultater' },
    sv: { one: '{{n}} träff', other: '{{n}} träffar' },
  },
  best: { en: 'The {{n}} best results', nb: 'De {{n}} beste treffene', da: 'De {{n}} bedste resultater', sv: 'De {{n}} bästa träffarna' },
  move: { en: 'Move', nb: 'Flytt', da: 'Flyt', sv: 'Flytta' },
});

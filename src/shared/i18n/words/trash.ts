/** Words of the trash and of the page of recent changes. */
import { words } from '../text.ts';

export const trash = words({
  place: { en: 'Trash', nb: 'Papirkurv', da: 'Papirkurv', sv: 'Papperskorg' },
  context: {
    en: 'What was removed stays here and can come back.',
    nb: 'Det som er fjernet, ligger her og kan hentes tilbake.',
    da: 'Det, der er fjernet, ligger her og kan hentes tilbage.',
    sv: 'Det som tagits bort ligger kvar här och kan hämtas tillbaka.',
  },
  headline: {
    en: { one: '{{n}} record lies in the trash', other: '{{n}} records lie in the trash' },
    nb: { one: '{{n}} post ligger i papirkurven', other: '{{n}} poster ligger i papirkurven' },
    da: { one: '{{n}} post ligger i papirkurven', other: '{{n}} poster ligger i papirkurven' },
    sv: { one: '{{n}} post ligger i papperskorgen', other: '{{n}} poster ligger i papperskorgen' },
  },
  emptyTitle: { en: 'The trash is empty', nb: 'Papirkurven er tom', da: 'Papirkurven er tom', sv: 'Papperskorgen är tom' },
  emptyBody: {
    en: 'Deals, companies and the rest that somebody removes come here.',
    nb: 'Muligheter, firmaer og annet som noen fjerner, havner her.',
    da: 'Salgsmuligheder, virksomheder og andet, som nogen fjerner, havner her.',
    sv: 'Affärer, företag och annat som någon tar bort hamnar här.',
  },
  what: { en: 'What', nb: 'Hva', da: 'Hvad', sv: 'Vad' },
  restore: { en: 'Restore', nb: 'Hent tilbake', da: 'Gendan', sv: 'Återställ' },
  restoreNamed: { en: 'Restore {{title}}', nb: 'Hent tilbake {{title}}', da: 'Gendan {{title}}', sv: 'Återställ {{title}}' },
  restored: { en: '{{title}} is back.', nb: '{{title}} er tilbake.', da: '{{title}} er tilbage.', sv: '{{title}} är tillbaka.' },
  search: { en: 'Search the trash', nb: 'Søk i papirkurven', da: 'Søg i papirkurven', sv: 'Sök i papperskorgen' },
  nothingFound: {
    en: 'Nothing in the trash has “{{text}}” in it',
    nb: 'Ingenting i papirkurven inneholder «{{text}}»',
    da: 'Intet i papirkurven indeholder »{{text}}«',
    sv: 'Inget i papperskorgen innehåller ”{{text}}”',
  },
  untitled: { en: 'Untitled', nb: 'Uten tittel', da: 'Uden titel', sv: 'Utan titel' },
  record: { en: 'Record', nb: 'Post', da: 'Post', sv: 'Post' },
  historyContext: {
    en: 'Everything that was changed in {{workspace}}, the latest first',
    nb: 'Alt som er endret i {{workspace}}, det siste først',
    da: 'Alt, der er ændret i {{workspace}}, det seneste først',
    sv: 'Allt som ändrats i {{workspace}}, det senaste först',
  },
  historyHeadline: {
    en: '{{who}} made the last change: {{what}}',
    nb: 'Siste endring er gjort av {{who}}: {{what}}',
    da: 'Seneste ændring er lavet af {{who}}: {{what}}',
    sv: 'Senaste ändringen gjordes av {{who}}: {{what}}',
  },
  historyEmpty: {
    en: 'Nothing has been changed yet',
    nb: 'Ingenting er endret ennå',
    da: 'Intet er ændret endnu',
    sv: 'Inget har ändrats ännu',
  },
  historyEmptyBody: {
    en: 'Every change from now on stands here, with who made it and when.',
    nb: 'Hver endring fra nå av står her, med hvem som gjorde den og når.',
    da: 'Hver ændring fra nu af står her, med hvem der lavede den og hvornår.',
    sv: 'Varje ändring från och med nu står här, med vem som gjorde den och när.',
  },
  toHistory: { en: 'See the history', nb: 'Se historikken', da: 'Se historikken', sv: 'Se historiken' },
  clearSearch: { en: 'Clear the search', nb: 'Tøm søket', da: 'Ryd søgningen', sv: 'Töm sökningen' },
  who: { en: 'Who', nb: 'Hvem', da: 'Hvem', sv: 'Vem' },
  change: { en: 'Change', nb: 'Endring', da: 'Ændring', sv: 'Ändring' },
  undo: { en: 'Undo my last change', nb: 'Angre min siste endring', da: 'Fortryd min seneste ændring', sv: 'Ångra min senaste ändring' },
  older: { en: 'Show older changes', nb: 'Vis eldre endringer', da: 'Vis ældre ændringer', sv: 'Visa äldre ändringar' },
});

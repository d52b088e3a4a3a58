/** The words of removing much at once: the question before it, and what an administrator allows. */
import { words } from '../text.ts';

export const removal = words({
  askTitle: { en: 'Remove so much?', nb: 'Fjerne så mye?', da: 'Fjerne så meget?', sv: 'Ta bort så mycket?' },
  askAbout: {
    en: 'It is done here at once. If the hub refuses it, it is taken back here and kept on the page Sync, from where it can be sent again.',
    nb: 'Det gjøres her med en gang. Avviser huben det, tas det tilbake her og ligger på siden Synk, der det kan sendes på nytt.',
    da: 'Det gøres her med det samme. Afviser hubben det, tages det tilbage her og ligger på siden Synk, hvor det kan sendes igen.',
    sv: 'Det görs här genast. Avvisar hubben det tas det tillbaka här och ligger kvar på sidan Synk, där det kan skickas igen.',
  },
  askYes: { en: 'Remove all the same', nb: 'Fjern likevel', da: 'Fjern alligevel', sv: 'Ta bort ändå' },
  title: { en: 'Large removals', nb: 'Store fjerninger', da: 'Store fjernelser', sv: 'Stora borttagningar' },
  about: {
    en: 'Who removes 20 or more of a kind, and more than a fifth of them, within a day, does so with your leave. It is good for 7 days.',
    nb: 'Den som fjerner 20 eller flere av et slag, og mer enn en femdel av dem, i løpet av et døgn, gjør det med din tillatelse. Den gjelder i 7 dager.',
    da: 'Den, der fjerner 20 eller flere af en slags, og mere end en femtedel af dem, inden for et døgn, gør det med din tilladelse. Den gælder i 7 dage.',
    sv: 'Den som tar bort 20 eller fler av ett slag, och mer än en femtedel av dem, inom ett dygn gör det med ditt tillstånd. Det gäller i 7 dagar.',
  },
  none: { en: 'Nobody has asked.', nb: 'Ingen har spurt.', da: 'Ingen har spurgt.', sv: 'Ingen har frågat.' },
  asked: {
    en: '{{kind}}: {{rows}} refused, {{when}}',
    nb: '{{kind}}: {{rows}} avvist, {{when}}',
    da: '{{kind}}: {{rows}} afvist, {{when}}',
    sv: '{{kind}}: {{rows}} avvisade, {{when}}',
  },
  left: {
    en: '{{kind}}: {{rows}} allowed until {{when}}',
    nb: '{{kind}}: {{rows}} tillatt til {{when}}',
    da: '{{kind}}: {{rows}} tilladt til {{when}}',
    sv: '{{kind}}: {{rows}} tillåtna till {{when}}',
  },
  rows: {
    en: 'How many of the kind {{kind}} {{name}} may remove',
    nb: 'Hvor mange av slaget {{kind}} {{name}} kan fjerne',
    da: 'Hvor mange af slagsen {{kind}} {{name}} må fjerne',
    sv: 'Hur många av slaget {{kind}} {{name}} får ta bort',
  },
  code: { en: 'Code of the hub', nb: 'Kode fra huben', da: 'Kode fra hubben', sv: 'Kod från hubben' },
  allow: { en: 'Allow', nb: 'Tillat', da: 'Tillad', sv: 'Tillåt' },
  allowNamed: {
    en: 'Allow {{name}}: {{kind}}',
    nb: 'Tillat {{name}}: {{kind}}',
    da: 'Tillad {{name}}: {{kind}}',
    sv: 'Tillåt {{name}}: {{kind}}',
  },
  allowed: {
    en: '{{name}} can send it again now.',
    nb: '{{name}} kan sende det på nytt nå.',
    da: '{{name}} kan sende det igen nu.',
    sv: '{{name}} kan skicka det igen nu.',
  },
  sendAgain: { en: 'Send again', nb: 'Send på nytt', da: 'Send igen', sv: 'Skicka igen' },
  sendAgainNamed: {
    en: 'Send again: {{what}}, {{when}}',
    nb: 'Send på nytt: {{what}}, {{when}}',
    da: 'Send igen: {{what}}, {{when}}',
    sv: 'Skicka igen: {{what}}, {{when}}',
  },
  sentAgain: { en: 'It is sent again.', nb: 'Det sendes på nytt.', da: 'Det sendes igen.', sv: 'Det skickas igen.' },
});

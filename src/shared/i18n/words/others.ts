/** Words of what a person sees of the others: a third value for a conflict, news of it, what changed since one looked, and until when numbers hold. */
import { words } from '../text.ts';

export const others = words({
  byOn: {
    en: '{{who}}, {{when}}, on {{device}}',
    nb: '{{who}}, {{when}}, på {{device}}',
    da: '{{who}}, {{when}}, på {{device}}',
    sv: '{{who}}, {{when}}, på {{device}}',
  },
  otherDevice: { en: 'another device', nb: 'en annen enhet', da: 'en anden enhed', sv: 'en annan enhet' },
  was: { en: 'Before both', nb: 'Før begge', da: 'Før begge', sv: 'Före båda' },
  edit: { en: 'Edit', nb: 'Rediger', da: 'Rediger', sv: 'Redigera' },
  editNamed: {
    en: 'Edit {{field}} of {{record}}',
    nb: 'Rediger {{field}} for {{record}}',
    da: 'Rediger {{field}} for {{record}}',
    sv: 'Redigera {{field}} för {{record}}',
  },
  editing: {
    en: 'A value of your own: {{field}}',
    nb: 'Din egen verdi: {{field}}',
    da: 'Din egen værdi: {{field}}',
    sv: 'Ditt eget värde: {{field}}',
  },
  written: { en: 'What you wrote stands now.', nb: 'Det du skrev, står nå.', da: 'Det, du skrev, står nu.', sv: 'Det du skrev står nu.' },
  back: { en: 'Use the earlier', nb: 'Bruk den tidligere', da: 'Brug den tidligere', sv: 'Använd det tidigare' },
  backNamed: {
    en: 'Use the earlier: {{value}} as {{field}} of {{record}}',
    nb: 'Bruk den tidligere: {{value}} som {{field}} for {{record}}',
    da: 'Brug den tidligere: {{value}} som {{field}} for {{record}}',
    sv: 'Använd det tidigare: {{value}} som {{field}} för {{record}}',
  },
  backDone: {
    en: 'The earlier value stands again.',
    nb: 'Den tidligere verdien står igjen.',
    da: 'Den tidligere værdi står igen.',
    sv: 'Det tidigare värdet står igen.',
  },
  historyNamed: {
    en: 'History of {{record}}',
    nb: 'Historikk for {{record}}',
    da: 'Historik for {{record}}',
    sv: 'Historik för {{record}}',
  },
  holdProvisional: {
    en: {
      one: 'of it {{n}} change is provisional: the hub has not got it yet',
      other: 'of it {{n}} changes are provisional: the hub has not got them yet',
    },
    nb: {
      one: 'av dette er {{n}} endring foreløpig: huben har ikke fått den ennå',
      other: 'av dette er {{n}} endringer foreløpige: huben har ikke fått dem ennå',
    },
    da: {
      one: 'heraf er {{n}} ændring foreløbig: hubben har ikke fået den endnu',
      other: 'heraf er {{n}} ændringer foreløbige: hubben har ikke fået dem endnu',
    },
    sv: {
      one: 'av detta är {{n}} ändring preliminär: hubben har inte fått den ännu',
      other: 'av detta är {{n}} ändringar preliminära: hubben har inte fått dem ännu',
    },
  },
  holdAlone: {
    en: 'This device works alone: the numbers hold for everything recorded here.',
    nb: 'Denne enheten arbeider alene: tallene gjelder for alt som er registrert her.',
    da: 'Denne enhed arbejder alene: tallene gælder for alt, der er registreret her.',
    sv: 'Den här enheten arbetar ensam: siffrorna gäller för allt som registrerats här.',
  },
  holdNever: {
    en: 'Nothing has been exchanged with the hub yet: the numbers hold only for what was recorded here.',
    nb: 'Ingenting er utvekslet med huben ennå: tallene gjelder bare for det som er registrert her.',
    da: 'Intet er udvekslet med hubben endnu: tallene gælder kun for det, der er registreret her.',
    sv: 'Inget har utbytts med hubben ännu: siffrorna gäller bara för det som registrerats här.',
  },
  holdSynced: {
    en: 'The numbers hold as of the last exchange with the hub, {{when}}.',
    nb: 'Tallene gjelder per siste utveksling med huben, {{when}}.',
    da: 'Tallene gælder pr. den seneste udveksling med hubben, {{when}}.',
    sv: 'Siffrorna gäller per det senaste utbytet med hubben, {{when}}.',
  },
  holdUnlisted: {
    en: 'The hub has not told yet which devices take part, so none can be named that has not synced.',
    nb: 'Huben har ikke fortalt hvilke enheter som er med, så ingen kan nevnes som ikke har synkronisert.',
    da: 'Hubben har ikke fortalt, hvilke enheder der er med, så ingen kan nævnes, som ikke har synkroniseret.',
    sv: 'Hubben har inte berättat vilka enheter som är med, så ingen kan nämnas som inte har synkat.',
  },
  holdNobody: {
    en: 'No other device takes part.',
    nb: 'Ingen andre enheter er med.',
    da: 'Ingen andre enheder er med.',
    sv: 'Inga andra enheter är med.',
  },
  holdAll: {
    en: 'All other devices had synced by then.',
    nb: 'Alle andre enheter hadde synkronisert da.',
    da: 'Alle andre enheder havde synkroniseret da.',
    sv: 'Alla andra enheter hade synkat då.',
  },
  holdPart: {
    en: 'They cover the deals that this person may see: the own ones, those of teammates, and those without an owner.',
    nb: 'De dekker salgsmulighetene denne personen får se: egne, teamets og de uten ansvarlig.',
    da: 'De dækker de salgsmuligheder, personen må se: egne, teamets og dem uden ansvarlig.',
    sv: 'De omfattar de affärer som personen får se: de egna, teamets och de utan ansvarig.',
  },
  coversPart: {
    en: 'your own and your team’s deals, and those without an owner',
    nb: 'dine og teamets salgsmuligheter, og de uten ansvarlig',
    da: 'dine og teamets salgsmuligheder og dem uden ansvarlig',
    sv: 'dina och teamets affärer och de utan ansvarig',
  },
  holdSilent: {
    en: {
      one: 'Not synced since, so that something may be missing: {{devices}}.',
      other: '{{n}} devices have not synced since, so that something may be missing: {{devices}}.',
    },
    nb: {
      one: 'Ikke synkronisert siden, så noe kan mangle: {{devices}}.',
      other: '{{n}} enheter har ikke synkronisert siden, så noe kan mangle: {{devices}}.',
    },
    da: {
      one: 'Ikke synkroniseret siden, så noget kan mangle: {{devices}}.',
      other: '{{n}} enheder har ikke synkroniseret siden, så noget kan mangle: {{devices}}.',
    },
    sv: {
      one: 'Inte synkad sedan dess, så något kan saknas: {{devices}}.',
      other: '{{n}} enheter har inte synkat sedan dess, så något kan saknas: {{devices}}.',
    },
  },
  holdDevice: {
    en: '{{person}} on {{device}} (last heard of {{when}})',
    nb: '{{person}} på {{device}} (sist hørt fra {{when}})',
    da: '{{person}} på {{device}} (sidst hørt fra {{when}})',
    sv: '{{person}} på {{device}} (hördes senast av {{when}})',
  },
  holdDeviceNever: {
    en: '{{person}} on {{device}} (never heard of)',
    nb: '{{person}} på {{device}} (aldri hørt fra)',
    da: '{{person}} på {{device}} (aldrig hørt fra)',
    sv: '{{person}} på {{device}} (aldrig hörd av)',
  },
  since: {
    en: { one: '{{who}} made {{n}} change since you looked here last.', other: '{{who}} made {{n}} changes since you looked here last.' },
    nb: { one: '{{who}} har gjort {{n}} endring siden du så her sist.', other: '{{who}} har gjort {{n}} endringer siden du så her sist.' },
    da: {
      one: '{{who}} har lavet {{n}} ændring, siden du så her sidst.',
      other: '{{who}} har lavet {{n}} ændringer, siden du så her sidst.',
    },
    sv: {
      one: '{{who}} har gjort {{n}} ändring sedan du tittade här sist.',
      other: '{{who}} har gjort {{n}} ändringar sedan du tittade här sist.',
    },
  },
  sinceShow: { en: 'Show in the history', nb: 'Vis i historikken', da: 'Vis i historikken', sv: 'Visa i historiken' },
  fresh: {
    en: 'New since you looked last',
    nb: 'Nytt siden du så her sist',
    da: 'Nyt, siden du så her sidst',
    sv: 'Nytt sedan du tittade här sist',
  },
  newsAsk: {
    en: 'Tell me of new conflicts',
    nb: 'Si fra om nye konflikter',
    da: 'Sig til ved nye konflikter',
    sv: 'Säg till om nya konflikter',
  },
  newsOn: {
    en: 'This browser tells you of new conflicts.',
    nb: 'Denne nettleseren sier fra om nye konflikter.',
    da: 'Denne browser siger til ved nye konflikter.',
    sv: 'Den här webbläsaren säger till om nya konflikter.',
  },
  newsStop: { en: 'Turn off', nb: 'Slå av', da: 'Slå fra', sv: 'Stäng av' },
  newsDenied: {
    en: 'The browser does not let this page send notifications. Its settings for this page can change that.',
    nb: 'Nettleseren lar ikke denne siden sende varsler. Innstillingene for siden kan endre det.',
    da: 'Browseren lader ikke denne side sende notifikationer. Indstillingerne for siden kan ændre det.',
    sv: 'Webbläsaren låter inte den här sidan skicka aviseringar. Inställningarna för sidan kan ändra det.',
  },
  newsTitle: {
    en: { one: '{{n}} new conflict', other: '{{n}} new conflicts' },
    nb: { one: '{{n}} ny konflikt', other: '{{n}} nye konflikter' },
    da: { one: '{{n}} ny konflikt', other: '{{n}} nye konflikter' },
    sv: { one: '{{n}} ny konflikt', other: '{{n}} nya konflikter' },
  },
  newsBody: {
    en: 'Two people wrote the same field: {{records}}',
    nb: 'To personer skrev i det samme feltet: {{records}}',
    da: 'To personer skrev i det samme felt: {{records}}',
    sv: 'Två personer skrev i samma fält: {{records}}',
  },
});

/** What the people of the sample company write, each in the language of the customer: titles of deals, next steps, notes. */
import type { ActivityKind } from '../../../shared/accounts/schema.ts';
import type { Tongue } from './names.ts';

export type ProductGroup = 'sensor' | 'gateway' | 'software' | 'service';

export const dealTitles: Readonly<Record<Tongue, Readonly<Record<ProductGroup, readonly string[]>>>> = {
  nb: {
    sensor: [
      'Temperaturlogg i kjølelager',
      'Fuktmåling i magasin',
      'Nye følere på linje 2',
      'Trykkmåling i pumpehus',
      'Utskifting av gamle følere',
    ],
    gateway: ['Trådløs dekning i produksjonshall', 'Gateway til nytt bygg', 'Samlet målenett på kaia', 'Utvidelse av målenett'],
    software: ['Innsyn for driftssentralen', 'Varsling på mobil', 'Rapporter til Mattilsynet', 'Innsyn for flere avdelinger'],
    service: ['Serviceavtale tre år', 'Årlig kalibrering', 'Innkjøring og opplæring', 'Forlenget serviceavtale'],
  },
  da: {
    sensor: [
      'Temperaturlog i kølehus',
      'Fugtmåling i lager',
      'Nye følere på linje 1',
      'Trykmåling i pumpestation',
      'Udskiftning af gamle følere',
    ],
    gateway: ['Trådløs dækning i produktionshal', 'Gateway til ny bygning', 'Samlet målenet', 'Udvidelse af målenet'],
    software: ['Indsigt til driften', 'Alarmer på mobilen', 'Rapporter til egenkontrol', 'Indsigt for flere afdelinger'],
    service: ['Serviceaftale tre år', 'Årlig kalibrering', 'Indkøring og oplæring', 'Forlænget serviceaftale'],
  },
  sv: {
    sensor: [
      'Temperaturlogg i kyllager',
      'Fuktmätning i magasin',
      'Nya givare på linje 3',
      'Tryckmätning i pumphus',
      'Byte av gamla givare',
    ],
    gateway: ['Trådlös täckning i produktionshall', 'Gateway till ny byggnad', 'Gemensamt mätnät', 'Utbyggnad av mätnät'],
    software: ['Insyn för driftcentralen', 'Larm i mobilen', 'Rapporter till egenkontrollen', 'Insyn för fler avdelningar'],
    service: ['Serviceavtal tre år', 'Årlig kalibrering', 'Driftsättning och utbildning', 'Förlängt serviceavtal'],
  },
};

export const nextSteps: Readonly<Record<Tongue, readonly string[]>> = {
  nb: [
    'Ring driftssjefen',
    'Send revidert tilbud',
    'Befaring på anlegget',
    'Avklar hvem som bestemmer',
    'Demo på Teams',
    'Følg opp innkjøp',
    'Send referanse',
    'Møte om kontrakt',
  ],
  da: [
    'Ring til driftschefen',
    'Send revideret tilbud',
    'Besigtigelse på anlægget',
    'Afklar hvem der beslutter',
    'Demo på Teams',
    'Følg op hos indkøb',
    'Send reference',
    'Møde om kontrakt',
  ],
  sv: [
    'Ring driftchefen',
    'Skicka reviderad offert',
    'Besök på anläggningen',
    'Reda ut vem som beslutar',
    'Demo på Teams',
    'Följ upp med inköp',
    'Skicka referens',
    'Möte om avtalet',
  ],
};

/** Why a stage was skipped, or what was said at the end. */
export const moveReasons: Readonly<
  Record<Tongue, { readonly skipped: readonly string[]; readonly back: string; readonly closed: readonly string[] }>
> = {
  nb: {
    skipped: ['Eksisterende kunde, behovet er kjent', 'Kunden ba om tilbud med en gang'],
    back: 'Ny beslutningstaker, vi starter på nytt',
    closed: ['Bekreftet på telefon', 'Skriftlig beskjed på e-post', 'Avgjort i styret'],
  },
  da: {
    skipped: ['Eksisterende kunde, behovet er kendt', 'Kunden bad om et tilbud med det samme'],
    back: 'Ny beslutningstager, vi begynder forfra',
    closed: ['Bekræftet på telefonen', 'Skriftlig besked på mail', 'Afgjort i bestyrelsen'],
  },
  sv: {
    skipped: ['Befintlig kund, behovet är känt', 'Kunden bad om offert direkt'],
    back: 'Ny beslutsfattare, vi börjar om',
    closed: ['Bekräftat per telefon', 'Skriftligt besked via e-post', 'Avgjort i styrelsen'],
  },
};

export type Side = 'sales' | 'marketing';
type Bodies = Readonly<Partial<Record<ActivityKind, readonly string[]>>>;

/** What each side does and notes; a kind that a side has no texts for is one it does not use. */
export const activityTexts: Readonly<Record<Tongue, Readonly<Record<Side, Bodies>>>> = {
  nb: {
    sales: {
      call: [
        'Snakket om behovet i høysesongen. Vil ha svar før budsjettmøtet.',
        'Ikke på plass, la igjen beskjed.',
        'Avklarte antall målepunkter.',
        'Spurte etter leveringstid.',
      ],
      meeting: [
        'Gikk gjennom løsningen med drift og innkjøp.',
        'Teknisk møte. Dekning i kjelleren må sjekkes.',
        'Økonomi var med. Prisen er ikke problemet, tiden er.',
      ],
      email: ['Sendte tilbud og datablad.', 'Sendte referanse fra samme bransje.', 'Svarte på spørsmål om kalibrering.'],
      visit: ['Befaring. Gamle loggere henger fortsatt på veggen.', 'Viste føleren på stedet. Godt mottatt.'],
      note: [
        'Konkurrenten har vært her to ganger i høst.',
        'Driftssjefen bestemmer i praksis, ikke innkjøp.',
        'Ønsker leie i stedet for kjøp.',
      ],
    },
    marketing: {
      email: ['Åpnet nyhetsbrevet om strømpriser og leste begge sakene.', 'Lastet ned veilederen om kjølelogging.'],
      event: ['Var innom standen på Sensordagene og ba om en prat.', 'Deltok på webinaret om fukt i lager.'],
      note: ['Vil gjerne være med i en kundehistorie.', 'Leste prissiden tre ganger denne uken.'],
    },
  },
  da: {
    sales: {
      call: [
        'Talte om behovet i højsæsonen. Vil have svar inden budgetmødet.',
        'Var ikke til stede, lagde en besked.',
        'Afklarede antallet af målepunkter.',
        'Spurgte til leveringstiden.',
      ],
      meeting: [
        'Gennemgik løsningen med drift og indkøb.',
        'Teknisk møde. Dækningen i kælderen skal undersøges.',
        'Økonomi var med. Det er tiden, ikke prisen.',
      ],
      email: ['Sendte tilbud og datablad.', 'Sendte en reference fra samme branche.', 'Svarede på spørgsmål om kalibrering.'],
      visit: ['Besigtigelse. De gamle loggere hænger stadig på væggen.', 'Viste føleren på stedet. Blev godt modtaget.'],
      note: [
        'Konkurrenten har været her to gange i efteråret.',
        'Driftschefen bestemmer i praksis, ikke indkøb.',
        'Vil hellere leje end købe.',
      ],
    },
    marketing: {
      email: ['Åbnede nyhedsbrevet om elpriser og læste begge historier.', 'Hentede vejledningen om kølelogning.'],
      event: ['Kom forbi standen på Sensordagene og bad om en snak.', 'Deltog i webinaret om fugt i lageret.'],
      note: ['Vil gerne være med i en kundehistorie.', 'Læste prissiden tre gange i denne uge.'],
    },
  },
  sv: {
    sales: {
      call: [
        'Pratade om behovet i högsäsongen. Vill ha svar före budgetmötet.',
        'Inte på plats, lämnade besked.',
        'Redde ut antalet mätpunkter.',
        'Frågade om leveranstiden.',
      ],
      meeting: [
        'Gick igenom lösningen med drift och inköp.',
        'Tekniskt möte. Täckningen i källaren måste kontrolleras.',
        'Ekonomi var med. Det är tiden, inte priset.',
      ],
      email: ['Skickade offert och datablad.', 'Skickade en referens från samma bransch.', 'Svarade på frågor om kalibrering.'],
      visit: ['Besök på plats. De gamla loggrarna hänger kvar på väggen.', 'Visade givaren på plats. Togs emot väl.'],
      note: [
        'Konkurrenten har varit här två gånger i höst.',
        'Driftchefen bestämmer i praktiken, inte inköp.',
        'Vill hellre hyra än köpa.',
      ],
    },
    marketing: {
      email: ['Öppnade nyhetsbrevet om elpriser och läste båda artiklarna.', 'Laddade ner guiden om kylloggning.'],
      event: ['Kom förbi montern på Sensordagarna och bad om ett samtal.', 'Deltog i webbinariet om fukt i lager.'],
      note: ['Är gärna med i en kundberättelse.', 'Läste prissidan tre gånger den här veckan.'],
    },
  },
};

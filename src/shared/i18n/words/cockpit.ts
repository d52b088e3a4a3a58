/** Texts of the cockpit page: what is, then what is ahead. */
import { joined, words } from '../text.ts';
import { outlook } from './outlook.ts';

const figures = words({
  month: { en: 'Month', nb: 'Måned', da: 'Måned', sv: 'Månad' },
  periodQuarter: { en: 'Quarter', nb: 'Kvartal', da: 'Kvartal', sv: 'Kvartal' },
  periodYear: { en: 'Year', nb: 'År', da: 'År', sv: 'År' },
  periodAll: { en: 'All time', nb: 'Alt', da: 'Alt', sv: 'Allt' },
  asOfDay: { en: 'As of', nb: 'Per dag', da: 'Pr. dag', sv: 'Per dag' },
  asOfToday: { en: 'Back to today', nb: 'Tilbake til i dag', da: 'Tilbage til i dag', sv: 'Tillbaka till i dag' },
  contextAll: { en: 'All time up to {{day}}', nb: 'Alt til og med {{day}}', da: 'Alt til og med {{day}}', sv: 'Allt till och med {{day}}' },
  contextPeriod: {
    en: '{{range}} · week {{week}}',
    nb: '{{range}} · uke {{week}}',
    da: '{{range}} · uge {{week}}',
    sv: '{{range}} · vecka {{week}}',
  },
  headlineWon: {
    en: {
      one: 'Won <wonAmount>{{won}}</wonAmount> in <wonCount>{{n}}</wonCount> deal.',
      other: 'Won <wonAmount>{{won}}</wonAmount> in <wonCount>{{n}}</wonCount> deals.',
    },
    nb: {
      one: 'Vunnet <wonAmount>{{won}}</wonAmount> i <wonCount>{{n}}</wonCount> salgsmulighet.',
      other: 'Vunnet <wonAmount>{{won}}</wonAmount> i <wonCount>{{n}}</wonCount> salgsmuligheter.',
    },
    da: {
      one: 'Vundet <wonAmount>{{won}}</wonAmount> i <wonCount>{{n}}</wonCount> salgsmulighed.',
      other: 'Vundet <wonAmount>{{won}}</wonAmount> i <wonCount>{{n}}</wonCount> salgsmuligheder.',
    },
    sv: {
      one: 'Vunnet <wonAmount>{{won}}</wonAmount> i <wonCount>{{n}}</wonCount> affär.',
      other: 'Vunnet <wonAmount>{{won}}</wonAmount> i <wonCount>{{n}}</wonCount> affärer.',
    },
  },
  headlineWonMore: {
    en: {
      one: 'Won <wonAmount>{{won}}</wonAmount> in <wonCount>{{n}}</wonCount> deal, <wonAmount>{{change}}</wonAmount> more than the period before.',
      other:
        'Won <wonAmount>{{won}}</wonAmount> in <wonCount>{{n}}</wonCount> deals, <wonAmount>{{change}}</wonAmount> more than the period before.',
    },
    nb: {
      one: 'Vunnet <wonAmount>{{won}}</wonAmount> i <wonCount>{{n}}</wonCount> salgsmulighet, <wonAmount>{{change}}</wonAmount> mer enn perioden før.',
      other:
        'Vunnet <wonAmount>{{won}}</wonAmount> i <wonCount>{{n}}</wonCount> salgsmuligheter, <wonAmount>{{change}}</wonAmount> mer enn perioden før.',
    },
    da: {
      one: 'Vundet <wonAmount>{{won}}</wonAmount> i <wonCount>{{n}}</wonCount> salgsmulighed, <wonAmount>{{change}}</wonAmount> mere end perioden før.',
      other:
        'Vundet <wonAmount>{{won}}</wonAmount> i <wonCount>{{n}}</wonCount> salgsmuligheder, <wonAmount>{{change}}</wonAmount> mere end perioden før.',
    },
    sv: {
      one: 'Vunnet <wonAmount>{{won}}</wonAmount> i <wonCount>{{n}}</wonCount> affär, <wonAmount>{{change}}</wonAmount> mer än perioden före.',
      other:
        'Vunnet <wonAmount>{{won}}</wonAmount> i <wonCount>{{n}}</wonCount> affärer, <wonAmount>{{change}}</wonAmount> mer än perioden före.',
    },
  },
  headlineWonLess: {
    en: {
      one: 'Won <wonAmount>{{won}}</wonAmount> in <wonCount>{{n}}</wonCount> deal, <wonAmount>{{change}}</wonAmount> less than the period before.',
      other:
        'Won <wonAmount>{{won}}</wonAmount> in <wonCount>{{n}}</wonCount> deals, <wonAmount>{{change}}</wonAmount> less than the period before.',
    },
    nb: {
      one: 'Vunnet <wonAmount>{{won}}</wonAmount> i <wonCount>{{n}}</wonCount> salgsmulighet, <wonAmount>{{change}}</wonAmount> mindre enn perioden før.',
      other:
        'Vunnet <wonAmount>{{won}}</wonAmount> i <wonCount>{{n}}</wonCount> salgsmuligheter, <wonAmount>{{change}}</wonAmount> mindre enn perioden før.',
    },
    da: {
      one: 'Vundet <wonAmount>{{won}}</wonAmount> i <wonCount>{{n}}</wonCount> salgsmulighed, <wonAmount>{{change}}</wonAmount> mindre end perioden før.',
      other:
        'Vundet <wonAmount>{{won}}</wonAmount> i <wonCount>{{n}}</wonCount> salgsmuligheder, <wonAmount>{{change}}</wonAmount> mindre end perioden før.',
    },
    sv: {
      one: 'Vunnet <wonAmount>{{won}}</wonAmount> i <wonCount>{{n}}</wonCount> affär, <wonAmount>{{change}}</wonAmount> mindre än perioden före.',
      other:
        'Vunnet <wonAmount>{{won}}</wonAmount> i <wonCount>{{n}}</wonCount> affärer, <wonAmount>{{change}}</wonAmount> mindre än perioden före.',
    },
  },
  headlineNothingWon: {
    en: 'Nothing won in this period yet.',
    nb: 'Ingenting vunnet i denne perioden ennå.',
    da: 'Intet vundet i denne periode endnu.',
    sv: 'Inget vunnet i den här perioden ännu.',
  },
  headlineNoClose: {
    en: 'No deal has closed in this period.',
    nb: 'Ingen salgsmulighet er avsluttet i denne perioden.',
    da: 'Ingen salgsmulighed er lukket i denne periode.',
    sv: 'Ingen affär har avslutats i den här perioden.',
  },
  headlineWithoutAmount: {
    en: '<withoutAmount>{{missing}}</withoutAmount> of <openCount>{{open}}</openCount> open deals have no amount.',
    nb: '<withoutAmount>{{missing}}</withoutAmount> av <openCount>{{open}}</openCount> åpne salgsmuligheter mangler beløp.',
    da: '<withoutAmount>{{missing}}</withoutAmount> af <openCount>{{open}}</openCount> åbne salgsmuligheder mangler beløb.',
    sv: '<withoutAmount>{{missing}}</withoutAmount> av <openCount>{{open}}</openCount> öppna affärer saknar belopp.',
  },
  headlineOpen: {
    en: 'The open pipeline is worth <openAmount>{{raw}}</openAmount>, <weightedAmount>{{weighted}}</weightedAmount> weighted.',
    nb: 'Den åpne pipelinen er verdt <openAmount>{{raw}}</openAmount>, vektet <weightedAmount>{{weighted}}</weightedAmount>.',
    da: 'Den åbne pipeline er <openAmount>{{raw}}</openAmount> værd, vægtet <weightedAmount>{{weighted}}</weightedAmount>.',
    sv: 'Den öppna pipelinen är värd <openAmount>{{raw}}</openAmount>, viktad <weightedAmount>{{weighted}}</weightedAmount>.',
  },
  headlineNoOpen: {
    en: 'No deal is open.',
    nb: 'Ingen salgsmulighet er åpen.',
    da: 'Ingen salgsmulighed er åben.',
    sv: 'Ingen affär är öppen.',
  },
  headlineEmpty: {
    en: 'Nothing is recorded yet.',
    nb: 'Ingenting er registrert ennå.',
    da: 'Der er ikke registreret noget endnu.',
    sv: 'Inget är registrerat ännu.',
  },
  wonNote: {
    en: { one: '<wonCount>{{n}}</wonCount> deal won', other: '<wonCount>{{n}}</wonCount> deals won' },
    nb: { one: '<wonCount>{{n}}</wonCount> vunnet salgsmulighet', other: '<wonCount>{{n}}</wonCount> vunne salgsmuligheter' },
    da: { one: '<wonCount>{{n}}</wonCount> vundet salgsmulighed', other: '<wonCount>{{n}}</wonCount> vundne salgsmuligheder' },
    sv: { one: '<wonCount>{{n}}</wonCount> vunnen affär', other: '<wonCount>{{n}}</wonCount> vunna affärer' },
  },
  openInPeriodTitle: {
    en: 'Open, closing in the period',
    nb: 'Åpent, avsluttes i perioden',
    da: 'Åbent, lukkes i perioden',
    sv: 'Öppet, avslutas i perioden',
  },
  openTitle: { en: 'Open pipeline', nb: 'Åpen pipeline', da: 'Åben pipeline', sv: 'Öppen pipeline' },
  openWeighted: {
    en: '<weightedAmount>{{weighted}}</weightedAmount> weighted',
    nb: '<weightedAmount>{{weighted}}</weightedAmount> vektet',
    da: '<weightedAmount>{{weighted}}</weightedAmount> vægtet',
    sv: '<weightedAmount>{{weighted}}</weightedAmount> viktat',
  },
  openNote: {
    en: { one: '<openCount>{{n}}</openCount> open deal', other: '<openCount>{{n}}</openCount> open deals' },
    nb: { one: '<openCount>{{n}}</openCount> åpen salgsmulighet', other: '<openCount>{{n}}</openCount> åpne salgsmuligheter' },
    da: { one: '<openCount>{{n}}</openCount> åben salgsmulighed', other: '<openCount>{{n}}</openCount> åbne salgsmuligheder' },
    sv: { one: '<openCount>{{n}}</openCount> öppen affär', other: '<openCount>{{n}}</openCount> öppna affärer' },
  },
  winRateTitle: { en: 'Win rate', nb: 'Hitrate', da: 'Hitrate', sv: 'Hitrate' },
  byCount: { en: 'by count', nb: 'i antall', da: 'i antal', sv: 'i antal' },
  byValue: {
    en: '<winRateByValue>{{rate}}</winRateByValue> by value',
    nb: '<winRateByValue>{{rate}}</winRateByValue> i verdi',
    da: '<winRateByValue>{{rate}}</winRateByValue> i værdi',
    sv: '<winRateByValue>{{rate}}</winRateByValue> i värde',
  },
  winRateNote: {
    en: '<wonCount>{{won}}</wonCount> won, <lostCount>{{lost}}</lostCount> lost',
    nb: '<wonCount>{{won}}</wonCount> vunnet, <lostCount>{{lost}}</lostCount> tapt',
    da: '<wonCount>{{won}}</wonCount> vundet, <lostCount>{{lost}}</lostCount> tabt',
    sv: '<wonCount>{{won}}</wonCount> vunna, <lostCount>{{lost}}</lostCount> förlorade',
  },
  unknownAmount: { en: 'without an amount', nb: 'uten beløp', da: 'uden beløb', sv: 'utan belopp' },
  unknownNote: {
    en: '<dayUnknown>{{days}}</dayUnknown> with day unknown',
    nb: '<dayUnknown>{{days}}</dayUnknown> med ukjent dag',
    da: '<dayUnknown>{{days}}</dayUnknown> med ukendt dag',
    sv: '<dayUnknown>{{days}}</dayUnknown> med okänd dag',
  },
  ofOpen: {
    en: 'of <openCount>{{open}}</openCount> open',
    nb: 'av <openCount>{{open}}</openCount> åpne',
    da: 'af <openCount>{{open}}</openCount> åbne',
    sv: 'av <openCount>{{open}}</openCount> öppna',
  },
  allKnown: { en: 'All known', nb: 'Alt kjent', da: 'Alt kendt', sv: 'Allt känt' },
  shareMissing: { en: '{{share}} missing', nb: '{{share}} mangler', da: '{{share}} mangler', sv: '{{share}} saknas' },
  alsoIn: { en: 'also {{codes}}', nb: 'også {{codes}}', da: 'også {{codes}}', sv: 'även {{codes}}' },
  stageFinding: {
    en: '{{stage}} holds <weightedAmount>{{share}}</weightedAmount> of the weighted pipeline',
    nb: '{{stage}} har <weightedAmount>{{share}}</weightedAmount> av den vektede pipelinen',
    da: '{{stage}} har <weightedAmount>{{share}}</weightedAmount> af den vægtede pipeline',
    sv: '{{stage}} har <weightedAmount>{{share}}</weightedAmount> av den viktade pipelinen',
  },
  stageFindingNoAmount: {
    en: 'No open deal has an amount in {{currency}}',
    nb: 'Ingen åpen salgsmulighet har beløp i {{currency}}',
    da: 'Ingen åben salgsmulighed har beløb i {{currency}}',
    sv: 'Ingen öppen affär har belopp i {{currency}}',
  },
  stageFindingEmpty: {
    en: 'No deal is open',
    nb: 'Ingen salgsmulighet er åpen',
    da: 'Ingen salgsmulighed er åben',
    sv: 'Ingen affär är öppen',
  },
  stageSummary: {
    en: 'All open deals by stage, {{unit}}: pale is unweighted, dark is weighted by the agreed probability',
    nb: 'Alle åpne salgsmuligheter per fase, {{unit}}: lyst er uvektet, mørkt er vektet med avtalt sannsynlighet',
    da: 'Alle åbne salgsmuligheder pr. fase, {{unit}}: lyst er uvægtet, mørkt er vægtet med aftalt sandsynlighed',
    sv: 'Alla öppna affärer per steg, {{unit}}: ljust är oviktat, mörkt är viktat med överenskommen sannolikhet',
  },
  deals: { en: 'Deals', nb: 'Antall', da: 'Antal', sv: 'Antal' },
  raw: { en: 'Unweighted', nb: 'Uvektet', da: 'Uvægtet', sv: 'Oviktat' },
  monthFinding: {
    en: '{{month}} was the best of the last twelve months: <wonAmount>{{won}}</wonAmount>',
    nb: '{{month}} var den beste av de siste tolv månedene: <wonAmount>{{won}}</wonAmount>',
    da: '{{month}} var den bedste af de seneste tolv måneder: <wonAmount>{{won}}</wonAmount>',
    sv: '{{month}} var den bästa av de senaste tolv månaderna: <wonAmount>{{won}}</wonAmount>',
  },
  monthFindingNothing: {
    en: 'Nothing won in the last twelve months',
    nb: 'Ingenting vunnet de siste tolv månedene',
    da: 'Intet vundet i de seneste tolv måneder',
    sv: 'Inget vunnet de senaste tolv månaderna',
  },
  monthSummary: {
    en: 'Won per month, {{unit}}; {{month}} is hatched because it runs to {{day}} only',
    nb: 'Vunnet per måned, {{unit}}; {{month}} er skravert fordi den bare går til {{day}}',
    da: 'Vundet pr. måned, {{unit}}; {{month}} er skraveret, fordi den kun går til {{day}}',
    sv: 'Vunnet per månad, {{unit}}; {{month}} är skrafferad eftersom den bara går till {{day}}',
  },
  monthSummaryWhole: {
    en: 'Won per month, {{unit}}, twelve whole months',
    nb: 'Vunnet per måned, {{unit}}, tolv hele måneder',
    da: 'Vundet pr. måned, {{unit}}, tolv hele måneder',
    sv: 'Vunnet per månad, {{unit}}, tolv hela månader',
  },
  monthSpoken: {
    en: { one: '{{month}}: won {{won}}, {{n}} deal', other: '{{month}}: won {{won}}, {{n}} deals' },
    nb: { one: '{{month}}: vunnet {{won}}, {{n}} salgsmulighet', other: '{{month}}: vunnet {{won}}, {{n}} salgsmuligheter' },
    da: { one: '{{month}}: vundet {{won}}, {{n}} salgsmulighed', other: '{{month}}: vundet {{won}}, {{n}} salgsmuligheder' },
    sv: { one: '{{month}}: vunnet {{won}}, {{n}} affär', other: '{{month}}: vunnet {{won}}, {{n}} affärer' },
  },
  changesTitle: { en: 'Latest changes', nb: 'Siste endringer', da: 'Seneste ændringer', sv: 'Senaste ändringarna' },
  changesEmpty: {
    en: 'No one has changed anything yet.',
    nb: 'Ingen har endret noe ennå.',
    da: 'Ingen har ændret noget endnu.',
    sv: 'Ingen har ändrat något ännu.',
  },
  quietTitle: { en: 'Longest without activity', nb: 'Lengst uten aktivitet', da: 'Længst uden aktivitet', sv: 'Längst utan aktivitet' },
  quietDays: {
    en: { one: '{{n}} day quiet', other: '{{n}} days quiet' },
    nb: { one: '{{n}} dag stille', other: '{{n}} dager stille' },
    da: { one: '{{n}} dag stille', other: '{{n}} dage stille' },
    sv: { one: '{{n}} dag tyst', other: '{{n}} dagar tyst' },
  },
  seeAll: { en: 'See all', nb: 'Se alle', da: 'Se alle', sv: 'Visa alla' },
  emptyTitle: { en: 'No deals yet', nb: 'Ingen salgsmuligheter ennå', da: 'Ingen salgsmuligheder endnu', sv: 'Inga affärer ännu' },
  emptyBody: {
    en: "Bring the deals in from your CRM's files; every number here comes from them.",
    nb: 'Hent salgsmulighetene inn fra filer fra CRM-systemet; alle tall her kommer fra dem.',
    da: 'Hent salgsmulighederne ind fra filer fra CRM-systemet; alle tal her kommer fra dem.',
    sv: 'Hämta in affärerna från CRM-systemets filer; alla tal här kommer från dem.',
  },
  meaning: { en: 'What it means', nb: 'Hva det betyr', da: 'Hvad det betyder', sv: 'Vad det betyder' },
  formula: { en: 'How it is calculated', nb: 'Slik er det regnet ut', da: 'Sådan er det beregnet', sv: 'Så är det beräknat' },
  rows: { en: 'The rows behind it', nb: 'Radene bak', da: 'Rækkerne bag', sv: 'Raderna bakom' },
  noRows: {
    en: 'No row is behind this number.',
    nb: 'Ingen rader ligger bak dette tallet.',
    da: 'Der er ingen rækker bag dette tal.',
    sv: 'Inga rader ligger bakom det här talet.',
  },
  figureIs: {
    en: '{{name}}: {{value}}. Opens how it is calculated',
    nb: '{{name}}: {{value}}. Åpner utregningen',
    da: '{{name}}: {{value}}. Åbner beregningen',
    sv: '{{name}}: {{value}}. Öppnar beräkningen',
  },
  reasonNothingDecided: {
    en: 'no deal has closed',
    nb: 'ingen salgsmulighet er avsluttet',
    da: 'ingen salgsmulighed er lukket',
    sv: 'ingen affär har avslutats',
  },
  reasonLostWithoutAmount: {
    en: 'too many lost deals have no amount',
    nb: 'for mange tapte mangler beløp',
    da: 'for mange tabte mangler beløb',
    sv: 'för många förlorade saknar belopp',
  },
  reasonMixedCurrencies: {
    en: 'several currencies, no common rate',
    nb: 'flere valutaer, ingen felles kurs',
    da: 'flere valutaer, ingen fælles kurs',
    sv: 'flera valutor, ingen gemensam kurs',
  },
  reasonWonWithoutAmount: {
    en: 'too many won deals have no amount',
    nb: 'for mange vunne mangler beløp',
    da: 'for mange vundne mangler beløb',
    sv: 'för många vunna saknar belopp',
  },
  moreThanBefore: {
    en: '{{change}} on the period before',
    nb: '{{change}} mot perioden før',
    da: '{{change}} mod perioden før',
    sv: '{{change}} mot perioden före',
  },
  headlineOpenPeriod: {
    en: '<openAmount>{{raw}}</openAmount> should still close in it, <weightedAmount>{{weighted}}</weightedAmount> weighted.',
    nb: '<openAmount>{{raw}}</openAmount> skal etter planen avsluttes i perioden, vektet <weightedAmount>{{weighted}}</weightedAmount>.',
    da: '<openAmount>{{raw}}</openAmount> ventes lukket i perioden, vægtet <weightedAmount>{{weighted}}</weightedAmount>.',
    sv: '<openAmount>{{raw}}</openAmount> väntas avslutas i perioden, viktat <weightedAmount>{{weighted}}</weightedAmount>.',
  },
  headlineNoOpenPeriod: {
    en: 'No open deal is expected to close in it.',
    nb: 'Ingen åpne salgsmuligheter ventes avsluttet i perioden.',
    da: 'Ingen åbne salgsmuligheder ventes lukket i perioden.',
    sv: 'Inga öppna affärer väntas avslutas i perioden.',
  },
  asOfWrong: {
    en: 'Not a day: write 19.11.2026 or 2026-11-19',
    nb: 'Ikke en dag: skriv 19.11.2026 eller 2026-11-19',
    da: 'Ikke en dag: skriv 19.11.2026 eller 2026-11-19',
    sv: 'Ingen dag: skriv 2026-11-19 eller 19.11.2026',
  },
  chooseDay: { en: 'Choose from the calendar', nb: 'Velg i kalenderen', da: 'Vælg i kalenderen', sv: 'Välj i kalendern' },
  headlineWonMixed: {
    en: {
      one: 'Won <wonAmount>{{won}}</wonAmount> and more in {{codes}}, <wonCount>{{n}}</wonCount> deal in all.',
      other: 'Won <wonAmount>{{won}}</wonAmount> and more in {{codes}}, <wonCount>{{n}}</wonCount> deals in all.',
    },
    nb: {
      one: 'Vunnet <wonAmount>{{won}}</wonAmount> og mer i {{codes}}, <wonCount>{{n}}</wonCount> salgsmulighet i alt.',
      other: 'Vunnet <wonAmount>{{won}}</wonAmount> og mer i {{codes}}, <wonCount>{{n}}</wonCount> salgsmuligheter i alt.',
    },
    da: {
      one: 'Vundet <wonAmount>{{won}}</wonAmount> og mere i {{codes}}, <wonCount>{{n}}</wonCount> salgsmulighed i alt.',
      other: 'Vundet <wonAmount>{{won}}</wonAmount> og mere i {{codes}}, <wonCount>{{n}}</wonCount> salgsmuligheder i alt.',
    },
    sv: {
      one: 'Vunnet <wonAmount>{{won}}</wonAmount> och mer i {{codes}}, <wonCount>{{n}}</wonCount> affär totalt.',
      other: 'Vunnet <wonAmount>{{won}}</wonAmount> och mer i {{codes}}, <wonCount>{{n}}</wonCount> affärer totalt.',
    },
  },
  before: { en: 'The period before', nb: 'Perioden før', da: 'Perioden før', sv: 'Perioden före' },
  beforeLine: {
    en: '{{range}}, as many days: {{before}}',
    nb: '{{range}}, like mange dager: {{before}}',
    da: '{{range}}, lige så mange dage: {{before}}',
    sv: '{{range}}, lika många dagar: {{before}}',
  },
  reasonNoAmounts: {
    en: 'no open deal has an amount',
    nb: 'ingen åpen salgsmulighet har beløp',
    da: 'ingen åben salgsmulighed har beløb',
    sv: 'ingen öppen affär har belopp',
  },
  stageFindingCount: {
    en: '{{stage}} holds <openCount>{{share}}</openCount> of the open deals; none has an amount',
    nb: '{{stage}} har <openCount>{{share}}</openCount> av de åpne salgsmulighetene; ingen har beløp',
    da: '{{stage}} har <openCount>{{share}}</openCount> af de åbne salgsmuligheder; ingen har beløb',
    sv: '{{stage}} har <openCount>{{share}}</openCount> av de öppna affärerna; ingen har belopp',
  },
  stageSummaryCount: {
    en: 'All open deals by stage, by number, until they have amounts',
    nb: 'Alle åpne salgsmuligheter per fase, i antall, til de får beløp',
    da: 'Alle åbne salgsmuligheder pr. fase, i antal, indtil de får beløb',
    sv: 'Alla öppna affärer per steg, i antal, tills de får belopp',
  },
  headlineOpenMixed: {
    en: 'The open pipeline is worth <openAmount>{{raw}}</openAmount>, <weightedAmount>{{weighted}}</weightedAmount> weighted, and more in {{codes}}.',
    nb: 'Den åpne pipelinen er verdt <openAmount>{{raw}}</openAmount>, vektet <weightedAmount>{{weighted}}</weightedAmount>, og mer i {{codes}}.',
    da: 'Den åbne pipeline er <openAmount>{{raw}}</openAmount> værd, vægtet <weightedAmount>{{weighted}}</weightedAmount>, og mere i {{codes}}.',
    sv: 'Den öppna pipelinen är värd <openAmount>{{raw}}</openAmount>, viktad <weightedAmount>{{weighted}}</weightedAmount>, och mer i {{codes}}.',
  },
  headlineOpenPeriodMixed: {
    en: '<openAmount>{{raw}}</openAmount> should still close in it, <weightedAmount>{{weighted}}</weightedAmount> weighted, and more in {{codes}}.',
    nb: '<openAmount>{{raw}}</openAmount> skal etter planen avsluttes i perioden, vektet <weightedAmount>{{weighted}}</weightedAmount>, og mer i {{codes}}.',
    da: '<openAmount>{{raw}}</openAmount> ventes lukket i perioden, vægtet <weightedAmount>{{weighted}}</weightedAmount>, og mere i {{codes}}.',
    sv: '<openAmount>{{raw}}</openAmount> väntas avslutas i perioden, viktat <weightedAmount>{{weighted}}</weightedAmount>, och mer i {{codes}}.',
  },
  stageFindingMixed: {
    en: '{{stage}} holds <weightedAmount>{{share}}</weightedAmount> of the weighted pipeline in {{currency}}',
    nb: '{{stage}} har <weightedAmount>{{share}}</weightedAmount> av den vektede pipelinen i {{currency}}',
    da: '{{stage}} har <weightedAmount>{{share}}</weightedAmount> af den vægtede pipeline i {{currency}}',
    sv: '{{stage}} har <weightedAmount>{{share}}</weightedAmount> av den viktade pipelinen i {{currency}}',
  },
});

export const cockpit = joined(figures, outlook);

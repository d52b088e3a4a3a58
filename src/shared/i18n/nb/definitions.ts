/** What each figure is called, what it means and how it is calculated. */

export const definitions = {
  wonAmountName: 'Vunnet',
  wonAmountMeaning:
    'Verdien av vunne salgsmuligheter, ekskl. mva. En salgsmulighet teller den dagen den sist ble avsluttet; en vunnet uten beløp legger ingenting til.',
  wonAmountFormula: 'Summen av {{n}} vunne beløp = {{result}}',
  wonCountName: 'Vunne salgsmuligheter',
  wonCountMeaning:
    'Salgsmuligheter som sist ble avsluttet som vunnet, etter avslutningsdagen. En som er åpnet igjen, teller ikke før den avsluttes på nytt.',
  wonCountFormula: 'Antall vunne salgsmuligheter = {{result}}',
  lostCountName: 'Tapte salgsmuligheter',
  lostCountMeaning:
    'Salgsmuligheter som sist ble avsluttet som tapt, etter avslutningsdagen. Duplikater, tester og sammenslåtte er ikke tap.',
  lostCountFormula: 'Antall tapte salgsmuligheter = {{result}}',
  openCountName: 'Åpne salgsmuligheter',
  openCountMeaning:
    'Salgsmuligheter som var i en av de avtalte fasene den dagen, verken vunnet eller tapt. De som mangler dag, teller bare i dag.',
  openCountFormula: 'Antall åpne salgsmuligheter = {{result}}',
  openAmountName: 'Åpen pipeline, uvektet',
  openAmountMeaning:
    'Verdien av alle åpne salgsmuligheter, ekskl. mva., som om alle ble vunnet. De uten beløp legger ingenting til og telles for seg.',
  openAmountFormula: 'Summen av {{n}} åpne beløp = {{result}}',
  weightedAmountName: 'Åpen pipeline, vektet',
  weightedAmountMeaning:
    'Hvert åpent beløp ganger den avtalte sannsynligheten for fasen, summert nøyaktig og avrundet én gang. Vunnet er ikke med.',
  weightedAmountFormula: 'Beløp × sannsynlighet, summert over {{n}} åpne salgsmuligheter = {{result}}',
  winRateByCountName: 'Hitrate i antall',
  winRateByCountMeaning:
    'Andelen vunne av salgsmulighetene som ble avsluttet, i antall. Åpne er ikke med; årsaker som er avtalt som «ikke tap», går ut av nevneren.',
  winRateByCountFormula: '{{won}} vunnet ÷ ({{won}} vunnet + {{lost}} tapt) = {{result}}',
  winRateByValueName: 'Hitrate i verdi',
  winRateByValueMeaning:
    'Andelen vunnet av salgsmulighetene som ble avsluttet, i beløp. Den krever beløp på de tapte: mangler mer enn 10\u00a0% av dem beløp, blir det ikke noe tall.',
  winRateByValueFormula: '{{won}} vunnet ÷ ({{won}} vunnet + {{lost}} tapt) = {{result}}',
  withoutAmountName: 'Uten beløp',
  withoutAmountMeaning: 'Åpne salgsmuligheter som ingen har satt beløp på. De er med i antallet, men ingen sum kjenner dem.',
  withoutAmountFormula: 'Åpne salgsmuligheter uten beløp = {{result}}',
  dayUnknownName: 'Dag ukjent',
  dayUnknownMeaning: 'Salgsmuligheter der ingen dag er kjent. De er åpne i dag og telles aldri på en tidligere dag.',
  dayUnknownFormula: 'Salgsmuligheter uten kjent dag = {{result}}',
  openWithoutDateName: 'Uten avslutningsdato',
  openWithoutDateMeaning:
    'Åpne salgsmuligheter uten forventet avslutningsdato. Ingen periode kan romme dem, så de står på egen linje og er ikke med i noen periodes sum.',
  openWithoutDateFormula: 'Åpne salgsmuligheter uten avslutningsdato = {{result}}',
  inPeriod: 'I en periode telles de som ventes avsluttet i den, begge dager medregnet.',
} as const;

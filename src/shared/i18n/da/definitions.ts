/** What each figure is called, what it means and how it is calculated. */

export const definitions = {
  wonAmountName: 'Vundet',
  wonAmountMeaning:
    'Værdien af vundne salgsmuligheder, ekskl. moms. En salgsmulighed tæller den dag, den sidst blev lukket; en vundet uden beløb lægger intet til.',
  wonAmountFormula: 'Summen af {{n}} vundne beløb = {{result}}',
  wonCountName: 'Vundne salgsmuligheder',
  wonCountMeaning:
    'Salgsmuligheder, der sidst blev lukket som vundet, efter lukkedagen. En, der er genåbnet, tæller ikke, før den lukkes igen.',
  wonCountFormula: 'Antal vundne salgsmuligheder = {{result}}',
  lostCountName: 'Tabte salgsmuligheder',
  lostCountMeaning: 'Salgsmuligheder, der sidst blev lukket som tabt, efter lukkedagen. Dubletter, test og sammenlagte er ikke tab.',
  lostCountFormula: 'Antal tabte salgsmuligheder = {{result}}',
  openCountName: 'Åbne salgsmuligheder',
  openCountMeaning:
    'Salgsmuligheder, der var i en af de aftalte faser den dag, hverken vundet eller tabt. Dem uden kendt dag tæller kun i dag.',
  openCountFormula: 'Antal åbne salgsmuligheder = {{result}}',
  openAmountName: 'Åben pipeline, uvægtet',
  openAmountMeaning:
    'Værdien af alle åbne salgsmuligheder, ekskl. moms, som om alle blev vundet. Dem uden beløb lægger intet til og tælles for sig.',
  openAmountFormula: 'Summen af {{n}} åbne beløb = {{result}}',
  weightedAmountName: 'Åben pipeline, vægtet',
  weightedAmountMeaning:
    'Hvert åbent beløb gange den aftalte sandsynlighed for fasen, lagt sammen nøjagtigt og afrundet én gang. Vundet er ikke med.',
  weightedAmountFormula: 'Beløb × sandsynlighed, lagt sammen over {{n}} åbne salgsmuligheder = {{result}}',
  winRateByCountName: 'Hitrate i antal',
  winRateByCountMeaning:
    'Den vundne andel af de lukkede salgsmuligheder, i antal. Åbne er ikke med; årsager, der er aftalt som »ikke tab«, går ud af nævneren.',
  winRateByCountFormula: '{{won}} vundet ÷ ({{won}} vundet + {{lost}} tabt) = {{result}}',
  winRateByValueName: 'Hitrate i værdi',
  winRateByValueMeaning:
    'Den vundne andel af de lukkede salgsmuligheder, i beløb. Den kræver beløb på de tabte: mangler mere end 10\u00a0% af dem beløb, er der ikke noget tal.',
  winRateByValueFormula: '{{won}} vundet ÷ ({{won}} vundet + {{lost}} tabt) = {{result}}',
  withoutAmountName: 'Uden beløb',
  withoutAmountMeaning: 'Åbne salgsmuligheder, som ingen har sat beløb på. De er med i antallet, men ingen sum kender dem.',
  withoutAmountFormula: 'Åbne salgsmuligheder uden beløb = {{result}}',
  dayUnknownName: 'Dag ukendt',
  dayUnknownMeaning: 'Salgsmuligheder, hvor ingen dag er kendt. De er åbne i dag og tælles aldrig på en tidligere dag.',
  dayUnknownFormula: 'Salgsmuligheder uden kendt dag = {{result}}',
  openWithoutDateName: 'Uden lukkedato',
  openWithoutDateMeaning:
    'Åbne salgsmuligheder uden forventet lukkedato. Ingen periode kan rumme dem, så de står på deres egen linje og er ikke med i nogen periodes sum.',
  openWithoutDateFormula: 'Åbne salgsmuligheder uden lukkedato = {{result}}',
  inPeriod: 'I en periode tælles dem, der ventes lukket i den, begge dage medregnet.',
} as const;

/** What each figure is called, what it means and how it is calculated. */

export const definitions = {
  wonAmountName: 'Vunnet',
  wonAmountMeaning:
    'Värdet av vunna affärer, exkl. moms. En affär räknas den dag den senast avslutades; en vunnen affär utan belopp lägger inget till.',
  wonAmountFormula: 'Summan av {{n}} vunna belopp = {{result}}',
  wonCountName: 'Vunna affärer',
  wonCountMeaning:
    'Affärer som senast avslutades som vunna, efter avslutsdagen. En affär som har öppnats igen räknas inte förrän den avslutas på nytt.',
  wonCountFormula: 'Antal vunna affärer = {{result}}',
  lostCountName: 'Förlorade affärer',
  lostCountMeaning:
    'Affärer som senast avslutades som förlorade, efter avslutsdagen. Dubbletter, tester och sammanslagna affärer är inga förluster.',
  lostCountFormula: 'Antal förlorade affärer = {{result}}',
  openCountName: 'Öppna affärer',
  openCountMeaning:
    'Affärer som var i ett av de överenskomna stegen den dagen, varken vunna eller förlorade. Affärer utan känd dag räknas bara i dag.',
  openCountFormula: 'Antal öppna affärer = {{result}}',
  openAmountName: 'Öppen pipeline, oviktad',
  openAmountMeaning:
    'Värdet av alla öppna affärer, exkl. moms, som om alla vanns. Affärer utan belopp lägger inget till och räknas för sig.',
  openAmountFormula: 'Summan av {{n}} öppna belopp = {{result}}',
  weightedAmountName: 'Öppen pipeline, viktad',
  weightedAmountMeaning:
    'Varje öppet belopp gånger den överenskomna sannolikheten för steget, summerat exakt och avrundat en gång. Vunnet ingår inte.',
  weightedAmountFormula: 'Belopp × sannolikhet, summerat över {{n}} öppna affärer = {{result}}',
  winRateByCountName: 'Hitrate i antal',
  winRateByCountMeaning:
    'Andelen vunna av de avslutade affärerna, i antal. Öppna ingår inte; orsaker som är överenskomna som ”inte förlust” räknas inte i nämnaren.',
  winRateByCountFormula: '{{won}} vunna ÷ ({{won}} vunna + {{lost}} förlorade) = {{result}}',
  winRateByValueName: 'Hitrate i värde',
  winRateByValueMeaning:
    'Andelen vunnet av de avslutade affärerna, i belopp. Den kräver belopp på de förlorade: saknar mer än 10\u00a0% av dem belopp blir det inget tal.',
  winRateByValueFormula: '{{won}} vunnet ÷ ({{won}} vunnet + {{lost}} förlorat) = {{result}}',
  withoutAmountName: 'Utan belopp',
  withoutAmountMeaning: 'Öppna affärer som ingen har satt belopp på. De ingår i antalet, men ingen summa känner till dem.',
  withoutAmountFormula: 'Öppna affärer utan belopp = {{result}}',
  dayUnknownName: 'Dag okänd',
  dayUnknownMeaning: 'Affärer där ingen dag är känd. De är öppna i dag och räknas aldrig på en tidigare dag.',
  dayUnknownFormula: 'Affärer utan känd dag = {{result}}',
  openWithoutDateName: 'Utan avslutsdatum',
  openWithoutDateMeaning:
    'Öppna affärer utan förväntat avslutsdatum. Ingen period kan rymma dem, så de står på en egen rad och ingår inte i någon periods summa.',
  openWithoutDateFormula: 'Öppna affärer utan avslutsdatum = {{result}}',
  inPeriod: 'I en period räknas de som väntas avslutas i den, båda dagarna inräknade.',
} as const;

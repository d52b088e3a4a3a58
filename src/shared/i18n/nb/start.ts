/** What `npm start` prints in the terminal, in Norwegian Bokmål. */

export const start = {
  building: 'Bygger siden …',
  built: 'Siden er bygget: {{dir}}',
  buildFailed: 'Siden kunne ikke bygges: {{reason}}',
  noDisplay: 'Her er det ingen skjerm, så Samspill viser siden sin i en nettleser i stedet for i et vindu.',
  isRoot:
    'Chromium gir ikke administratoren (root) sin beskyttelse, så Samspill viser siden sin i en nettleser i stedet for i et vindu. Start som vanlig bruker for å få vinduet.',
  noRuntime: 'Electron er ikke installert her og kan ikke hentes nå, så Samspill viser siden sin i en nettleser i stedet for i et vindu.',
  link: 'Åpne {{url}}',
  linkOnce: 'Lenken logger inn én nettleser, én gang. En ny start gir en ny lenke.',
  dataFolder: 'Datamappe: {{dir}}',
  sampleFolder: 'Du har ingen egne data ennå, så dette er eksempelfirmaet: {{dir}}',
  stopHint: 'Stopp med Ctrl+C.',
  portReplaced: 'Port {{port}} er opptatt av et annet program, så en annen ble valgt.',
  stopping: 'Lukker …',
  usage: 'Bruk: npm start -- [--web] [--port NUMMER] [--store MAPPE] [--lang en|nb|da|sv] [--no-open]',
  unknownArgument: 'Ukjent argument: {{argument}}',
  valueMissing: '{{argument}} trenger en verdi.',
  valueUnexpected: '{{argument}} tar ingen verdi.',
  argumentRepeated: '{{argument}} er oppgitt to ganger.',
  portInvalid: '{{value}} er ikke en port: oppgi et helt tall fra 0 til 65535, der 0 tar en hvilken som helst ledig port.',
  languageUnknown: '{{value}} er ikke et språk i Samspill: velg en, nb, da eller sv.',
  portTaken: 'Port {{port}} er opptatt av et annet program. Lukk det, velg et annet nummer med --port, eller utelat --port.',
  portForbidden: 'Du har ikke lov til å bruke port {{port}} her. Velg et nummer fra 1024 og oppover med --port.',
  rendererMissing: 'Den ferdigbygde siden mangler i {{dir}}. Kjør npm run build.',
  openFailed: 'Dataene i {{dir}} kunne ikke åpnes ({{type}}).',
  storeUnwritable: 'Dataene i {{dir}} kan verken åpnes eller opprettes. Gi deg selv tilgang til mappen, eller velg en annen med --store.',
  storeMissing:
    'Det er ingen Samspill-data i {{dir}}. Importer noen med npm run -s samspill -- import --store MAPPE --from STI, eller velg en annen mappe med --store.',
  storeLost_one:
    '{{dir}} inneholdt {{n}} endring, og databasen er borte. Ingenting er rørt: legg store.db tilbake på plass, eller gjenopprett en sikkerhetskopi.',
  storeLost_other:
    '{{dir}} inneholdt {{n}} endringer, og databasen er borte. Ingenting er rørt: legg store.db tilbake på plass, eller gjenopprett en sikkerhetskopi.',
  storeTooNew: 'Dataene i {{dir}} kommer fra en nyere Samspill og er ikke rørt. Oppdater Samspill for å åpne dem.',
  notAStore: '{{dir}} inneholder noe annet enn Samspill-data og er ikke rørt. Velg en annen mappe med --store.',
  storeDamaged:
    'Dataene i {{dir}} er skadet og er ikke rørt. Gjenopprett en sikkerhetskopi, eller la kontrollen fortelle mer: npm run -s samspill -- doctor --store MAPPE',
  storeUnanswering: 'Disken med {{dir}} svarte ikke under lesing eller skriving. Kontroller den og start på nytt.',
  storeBusy: 'Et annet program skriver til dataene i {{dir}}. Prøv igjen om et øyeblikk.',
  diskFull: 'Disken med {{dir}} er full. Frigjør plass og start på nytt.',
} as const;

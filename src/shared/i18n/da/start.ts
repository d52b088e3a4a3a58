/** What `npm start` prints in the terminal, in Danish. */

export const start = {
  building: 'Bygger siden …',
  built: 'Siden er bygget: {{dir}}',
  buildFailed: 'Siden kunne ikke bygges: {{reason}}',
  noDisplay: 'Her er ingen skærm, så Samspill viser sin side i en browser i stedet for i et vindue.',
  isRoot:
    'Chromium giver ikke administratoren (root) sin beskyttelse, så Samspill viser sin side i en browser i stedet for i et vindue. Start som almindelig bruger for at få vinduet.',
  noRuntime: 'Electron er ikke installeret her og kan ikke hentes nu, så Samspill viser sin side i en browser i stedet for i et vindue.',
  link: 'Åbn {{url}}',
  linkOnce: 'Linket logger én browser ind, én gang. En ny start giver et nyt link.',
  dataFolder: 'Datamappe: {{dir}}',
  sampleFolder: 'Du har ingen egne data endnu, så dette er eksempelvirksomheden: {{dir}}',
  stopHint: 'Stop med Ctrl+C.',
  portReplaced: 'Port {{port}} er optaget af et andet program, så en anden blev valgt.',
  stopping: 'Lukker …',
  usage: 'Brug: npm start -- [--web] [--port NUMMER] [--store MAPPE] [--lang en|nb|da|sv] [--no-open]',
  unknownArgument: 'Ukendt argument: {{argument}}',
  valueMissing: '{{argument}} skal have en værdi.',
  valueUnexpected: '{{argument}} tager ingen værdi.',
  argumentRepeated: '{{argument}} er angivet to gange.',
  portInvalid: '{{value}} er ikke en port: angiv et helt tal fra 0 til 65535, hvor 0 tager en hvilken som helst ledig port.',
  languageUnknown: '{{value}} er ikke et sprog i Samspill: vælg en, nb, da eller sv.',
  portTaken: 'Port {{port}} er optaget af et andet program. Luk det, vælg et andet nummer med --port, eller udelad --port.',
  portForbidden: 'Du må ikke bruge port {{port}} her. Vælg et nummer fra 1024 og opefter med --port.',
  rendererMissing: 'Den færdigbyggede side mangler i {{dir}}. Kør npm run build.',
  openFailed: 'Dataene i {{dir}} kunne ikke åbnes ({{type}}).',
  storeUnwritable: 'Dataene i {{dir}} kan hverken åbnes eller oprettes. Giv dig selv adgang til mappen, eller vælg en anden med --store.',
  storeMissing:
    'Der er ingen Samspill-data i {{dir}}. Importér nogle med npm run -s samspill -- import --store MAPPE --from STI, eller vælg en anden mappe med --store.',
  storeLost_one:
    '{{dir}} indeholdt {{n}} ændring, og databasen er væk. Intet er rørt: læg store.db tilbage på plads, eller gendan en sikkerhedskopi.',
  storeLost_other:
    '{{dir}} indeholdt {{n}} ændringer, og databasen er væk. Intet er rørt: læg store.db tilbage på plads, eller gendan en sikkerhedskopi.',
  storeTooNew: 'Dataene i {{dir}} kommer fra en nyere Samspill og er ikke rørt. Opdater Samspill for at åbne dem.',
  notAStore: '{{dir}} indeholder noget andet end Samspill-data og er ikke rørt. Vælg en anden mappe med --store.',
  storeDamaged:
    'Dataene i {{dir}} er beskadiget og er ikke rørt. Gendan en sikkerhedskopi, eller lad kontrollen fortælle mere: npm run -s samspill -- doctor --store MAPPE',
  storeUnanswering: 'Disken med {{dir}} svarede ikke under læsning eller skrivning. Kontrollér den, og start igen.',
  storeBusy: 'Et andet program skriver til dataene i {{dir}}. Prøv igen om et øjeblik.',
  diskFull: 'Disken med {{dir}} er fuld. Frigør plads, og start igen.',
} as const;

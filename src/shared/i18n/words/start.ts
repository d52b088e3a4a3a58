/** What `npm start` prints in the terminal. */
import { words } from '../text.ts';

export const start = words({
  building: { en: 'Building the page …', nb: 'Bygger siden …', da: 'Bygger siden …', sv: 'Bygger sidan …' },
  built: {
    en: 'The page is built: {{dir}}',
    nb: 'Siden er bygget: {{dir}}',
    da: 'Siden er bygget: {{dir}}',
    sv: 'Sidan är byggd: {{dir}}',
  },
  buildFailed: {
    en: 'The page could not be built: {{reason}}',
    nb: 'Siden kunne ikke bygges: {{reason}}',
    da: 'Siden kunne ikke bygges: {{reason}}',
    sv: 'Sidan kunde inte byggas: {{reason}}',
  },
  noDisplay: {
    en: 'There is no display here, so Samspill shows its page in a browser instead of a window.',
    nb: 'Her er det ingen skjerm, så Samspill viser siden sin i en nettleser i stedet for i et vindu.',
    da: 'Her er ingen skærm, så Samspill viser sin side i en browser i stedet for i et vindue.',
    sv: 'Här finns ingen skärm, så Samspill visar sin sida i en webbläsare i stället för i ett fönster.',
  },
  isRoot: {
    en: 'Chromium keeps its protection from the administrator (root), so Samspill shows its page in a browser instead of a window. Start it as an ordinary user for the window.',
    nb: 'Chromium gir ikke administratoren (root) sin beskyttelse, så Samspill viser siden sin i en nettleser i stedet for i et vindu. Start som vanlig bruker for å få vinduet.',
    da: 'Chromium giver ikke administratoren (root) sin beskyttelse, så Samspill viser sin side i en browser i stedet for i et vindue. Start som almindelig bruger for at få vinduet.',
    sv: 'Chromium ger inte administratören (root) sitt skydd, så Samspill visar sin sida i en webbläsare i stället för i ett fönster. Starta som vanlig användare för att få fönstret.',
  },
  noRuntime: {
    en: 'Electron is not installed here and cannot be fetched now, so Samspill shows its page in a browser instead of a window.',
    nb: 'Electron er ikke installert her og kan ikke hentes nå, så Samspill viser siden sin i en nettleser i stedet for i et vindu.',
    da: 'Electron er ikke installeret her og kan ikke hentes nu, så Samspill viser sin side i en browser i stedet for i et vindue.',
    sv: 'Electron är inte installerat här och kan inte hämtas nu, så Samspill visar sin sida i en webbläsare i stället för i ett fönster.',
  },
  link: { en: 'Open {{url}}', nb: 'Åpne {{url}}', da: 'Åbn {{url}}', sv: 'Öppna {{url}}' },
  linkOnce: {
    en: 'The link signs one browser in, once. Starting again prints a new one.',
    nb: 'Lenken logger inn én nettleser, én gang. En ny start gir en ny lenke.',
    da: 'Linket logger én browser ind, én gang. En ny start giver et nyt link.',
    sv: 'Länken loggar in en webbläsare, en gång. En ny start ger en ny länk.',
  },
  dataFolder: { en: 'Data folder: {{dir}}', nb: 'Datamappe: {{dir}}', da: 'Datamappe: {{dir}}', sv: 'Datamapp: {{dir}}' },
  sampleFolder: {
    en: 'No data of your own yet, so this is the sample company: {{dir}}',
    nb: 'Du har ingen egne data ennå, så dette er eksempelfirmaet: {{dir}}',
    da: 'Du har ingen egne data endnu, så dette er eksempelvirksomheden: {{dir}}',
    sv: 'Du har inga egna data ännu, så det här är exempelföretaget: {{dir}}',
  },
  stopHint: { en: 'Stop with Ctrl+C.', nb: 'Stopp med Ctrl+C.', da: 'Stop med Ctrl+C.', sv: 'Stoppa med Ctrl+C.' },
  portReplaced: {
    en: 'Port {{port}} is taken by another program, so another one was chosen.',
    nb: 'Port {{port}} er opptatt av et annet program, så en annen ble valgt.',
    da: 'Port {{port}} er optaget af et andet program, så en anden blev valgt.',
    sv: 'Port {{port}} är upptagen av ett annat program, så en annan valdes.',
  },
  stopping: { en: 'Closing …', nb: 'Lukker …', da: 'Lukker …', sv: 'Stänger …' },
  usage: {
    en: 'Usage: npm start -- [--web] [--port NUMBER] [--store FOLDER] [--lang en|nb|da|sv] [--no-open]',
    nb: 'Bruk: npm start -- [--web] [--port NUMMER] [--store MAPPE] [--lang en|nb|da|sv] [--no-open]',
    da: 'Brug: npm start -- [--web] [--port NUMMER] [--store MAPPE] [--lang en|nb|da|sv] [--no-open]',
    sv: 'Användning: npm start -- [--web] [--port NUMMER] [--store MAPP] [--lang en|nb|da|sv] [--no-open]',
  },
  unknownArgument: {
    en: 'Unknown argument: {{argument}}',
    nb: 'Ukjent argument: {{argument}}',
    da: 'Ukendt argument: {{argument}}',
    sv: 'Okänt argument: {{argument}}',
  },
  valueMissing: {
    en: '{{argument}} needs a value.',
    nb: '{{argument}} trenger en verdi.',
    da: '{{argument}} skal have en værdi.',
    sv: '{{argument}} behöver ett värde.',
  },
  valueUnexpected: {
    en: '{{argument}} takes no value.',
    nb: '{{argument}} tar ingen verdi.',
    da: '{{argument}} tager ingen værdi.',
    sv: '{{argument}} tar inget värde.',
  },
  argumentRepeated: {
    en: '{{argument}} is given twice.',
    nb: '{{argument}} er oppgitt to ganger.',
    da: '{{argument}} er angivet to gange.',
    sv: '{{argument}} anges två gånger.',
  },
  portInvalid: {
    en: '{{value}} is not a port: give a whole number from 0 to 65535, where 0 takes any free port.',
    nb: '{{value}} er ikke en port: oppgi et helt tall fra 0 til 65535, der 0 tar en hvilken som helst ledig port.',
    da: '{{value}} er ikke en port: angiv et helt tal fra 0 til 65535, hvor 0 tager en hvilken som helst ledig port.',
    sv: '{{value}} är ingen port: ange ett heltal från 0 till 65535, där 0 tar vilken ledig port som helst.',
  },
  languageUnknown: {
    en: '{{value}} is not a language of Samspill: choose en, nb, da or sv.',
    nb: '{{value}} er ikke et språk i Samspill: velg en, nb, da eller sv.',
    da: '{{value}} er ikke et sprog i Samspill: vælg en, nb, da eller sv.',
    sv: '{{value}} är inget språk i Samspill: välj en, nb, da eller sv.',
  },
  portTaken: {
    en: 'Port {{port}} is taken by another program. Close it, choose another number with --port, or leave --port out.',
    nb: 'Port {{port}} er opptatt av et annet program. Lukk det, velg et annet nummer med --port, eller utelat --port.',
    da: 'Port {{port}} er optaget af et andet program. Luk det, vælg et andet nummer med --port, eller udelad --port.',
    sv: 'Port {{port}} är upptagen av ett annat program. Stäng det, välj ett annat nummer med --port eller utelämna --port.',
  },
  portForbidden: {
    en: 'You may not use port {{port}} here. Choose a number from 1024 upwards with --port.',
    nb: 'Du har ikke lov til å bruke port {{port}} her. Velg et nummer fra 1024 og oppover med --port.',
    da: 'Du må ikke bruge port {{port}} her. Vælg et nummer fra 1024 og opefter med --port.',
    sv: 'Du får inte använda port {{port}} här. Välj ett nummer från 1024 och uppåt med --port.',
  },
  rendererMissing: {
    en: 'The built page is missing in {{dir}}. Run npm run build.',
    nb: 'Den ferdigbygde siden mangler i {{dir}}. Kjør npm run build.',
    da: 'Den færdigbyggede side mangler i {{dir}}. Kør npm run build.',
    sv: 'Den färdigbyggda sidan saknas i {{dir}}. Kör npm run build.',
  },
  openFailed: {
    en: 'The data in {{dir}} could not be opened ({{type}}).',
    nb: 'Dataene i {{dir}} kunne ikke åpnes ({{type}}).',
    da: 'Dataene i {{dir}} kunne ikke åbnes ({{type}}).',
    sv: 'Data i {{dir}} kunde inte öppnas ({{type}}).',
  },
  storeUnwritable: {
    en: 'The data in {{dir}} can be neither opened nor created. Give yourself access to the folder, or choose another with --store.',
    nb: 'Dataene i {{dir}} kan verken åpnes eller opprettes. Gi deg selv tilgang til mappen, eller velg en annen med --store.',
    da: 'Dataene i {{dir}} kan hverken åbnes eller oprettes. Giv dig selv adgang til mappen, eller vælg en anden med --store.',
    sv: 'Data i {{dir}} kan varken öppnas eller skapas. Ge dig själv åtkomst till mappen eller välj en annan med --store.',
  },
  folderNameTooLong: {
    en: 'This folder has a longer name than this machine takes: {{dir}}. Choose one with a shorter name.',
    nb: 'Denne mappen har et lengre navn enn denne maskinen tar imot: {{dir}}. Velg en med et kortere navn.',
    da: 'Denne mappe har et længere navn, end denne maskine kan tage: {{dir}}. Vælg en med et kortere navn.',
    sv: 'Den här mappen har ett längre namn än vad datorn klarar: {{dir}}. Välj en med ett kortare namn.',
  },
  storeMissing: {
    en: 'There is no Samspill data in {{dir}}. Import some with npm run -s samspill -- import --store FOLDER --from PATH, or choose another folder with --store.',
    nb: 'Det er ingen Samspill-data i {{dir}}. Importer noen med npm run -s samspill -- import --store MAPPE --from STI, eller velg en annen mappe med --store.',
    da: 'Der er ingen Samspill-data i {{dir}}. Importér nogle med npm run -s samspill -- import --store MAPPE --from STI, eller vælg en anden mappe med --store.',
    sv: 'Det finns inga Samspill-data i {{dir}}. Importera några med npm run -s samspill -- import --store MAPP --from SÖKVÄG, eller välj en annan mapp med --store.',
  },
  storeLost: {
    en: {
      one: '{{dir}} once held {{n}} change, and its database is gone. Nothing was touched: put store.db back in its place or restore a backup.',
      other:
        '{{dir}} once held {{n}} changes, and its database is gone. Nothing was touched: put store.db back in its place or restore a backup.',
    },
    nb: {
      one: '{{dir}} inneholdt {{n}} endring, og databasen er borte. Ingenting er rørt: legg store.db tilbake på plass, eller gjenopprett en sikkerhetskopi.',
      other:
        '{{dir}} inneholdt {{n}} endringer, og databasen er borte. Ingenting er rørt: legg store.db tilbake på plass, eller gjenopprett en sikkerhetskopi.',
    },
    da: {
      one: '{{dir}} indeholdt {{n}} ændring, og databasen er væk. Intet er rørt: læg store.db tilbage på plads, eller gendan en sikkerhedskopi.',
      other:
        '{{dir}} indeholdt {{n}} ændringer, og databasen er væk. Intet er rørt: læg store.db tilbage på plads, eller gendan en sikkerhedskopi.',
    },
    sv: {
      one: '{{dir}} innehöll {{n}} ändring, och databasen är borta. Inget har rörts: lägg tillbaka store.db på sin plats eller återställ en säkerhetskopia.',
      other:
        '{{dir}} innehöll {{n}} ändringar, och databasen är borta. Inget har rörts: lägg tillbaka store.db på sin plats eller återställ en säkerhetskopia.',
    },
  },
  storeTooNew: {
    en: 'The data in {{dir}} comes from a newer Samspill and was left untouched. Update Samspill to open it.',
    nb: 'Dataene i {{dir}} kommer fra en nyere Samspill og er ikke rørt. Oppdater Samspill for å åpne dem.',
    da: 'Dataene i {{dir}} kommer fra en nyere Samspill og er ikke rørt. Opdater Samspill for at åbne dem.',
    sv: 'Data i {{dir}} kommer från en nyare Samspill och har lämnats orörda. Uppdatera Samspill för att öppna dem.',
  },
  notAStore: {
    en: '{{dir}} holds something other than Samspill data and was left untouched. Choose another folder with --store.',
    nb: '{{dir}} inneholder noe annet enn Samspill-data og er ikke rørt. Velg en annen mappe med --store.',
    da: '{{dir}} indeholder noget andet end Samspill-data og er ikke rørt. Vælg en anden mappe med --store.',
    sv: '{{dir}} innehåller något annat än Samspill-data och har lämnats orörd. Välj en annan mapp med --store.',
  },
  storeDamaged: {
    en: 'The data in {{dir}} is damaged and was left untouched. Restore a backup, or let the check tell more: npm run -s samspill -- doctor --store FOLDER',
    nb: 'Dataene i {{dir}} er skadet og er ikke rørt. Gjenopprett en sikkerhetskopi, eller la kontrollen fortelle mer: npm run -s samspill -- doctor --store MAPPE',
    da: 'Dataene i {{dir}} er beskadiget og er ikke rørt. Gendan en sikkerhedskopi, eller lad kontrollen fortælle mere: npm run -s samspill -- doctor --store MAPPE',
    sv: 'Data i {{dir}} är skadade och har lämnats orörda. Återställ en säkerhetskopia, eller låt kontrollen berätta mer: npm run -s samspill -- doctor --store MAPP',
  },
  storeUnanswering: {
    en: 'The disk that holds {{dir}} did not answer while reading or writing. Check it and start again.',
    nb: 'Disken med {{dir}} svarte ikke under lesing eller skriving. Kontroller den og start på nytt.',
    da: 'Disken med {{dir}} svarede ikke under læsning eller skrivning. Kontrollér den, og start igen.',
    sv: 'Disken med {{dir}} svarade inte vid läsning eller skrivning. Kontrollera den och starta igen.',
  },
  storeGone: {
    en: 'The data in {{dir}} is gone: the folder was removed, moved or replaced, or its disk is not there. Bring it back and start again.',
    nb: 'Dataene i {{dir}} er borte: mappen er fjernet, flyttet eller byttet ut, eller disken er ikke der. Skaff den tilbake og start på nytt.',
    da: 'Dataene i {{dir}} er væk: mappen er fjernet, flyttet eller udskiftet, eller disken er der ikke. Skaf den tilbage, og start igen.',
    sv: 'Datan i {{dir}} är borta: mappen har tagits bort, flyttats eller bytts ut, eller disken finns inte. Ta tillbaka den och starta igen.',
  },
  storeBusy: {
    en: 'Another program is writing to the data in {{dir}}. Try again in a moment.',
    nb: 'Et annet program skriver til dataene i {{dir}}. Prøv igjen om et øyeblikk.',
    da: 'Et andet program skriver til dataene i {{dir}}. Prøv igen om et øjeblik.',
    sv: 'Ett annat program skriver till data i {{dir}}. Försök igen om en stund.',
  },
  diskFull: {
    en: 'The disk that holds {{dir}} is full. Free some space and start again.',
    nb: 'Disken med {{dir}} er full. Frigjør plass og start på nytt.',
    da: 'Disken med {{dir}} er fuld. Frigør plads, og start igen.',
    sv: 'Disken med {{dir}} är full. Frigör utrymme och starta igen.',
  },
});

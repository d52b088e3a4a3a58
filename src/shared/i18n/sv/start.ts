/** What `npm start` prints in the terminal, in Swedish. */

export const start = {
  building: 'Bygger sidan …',
  built: 'Sidan är byggd: {{dir}}',
  buildFailed: 'Sidan kunde inte byggas: {{reason}}',
  noDisplay: 'Här finns ingen skärm, så Samspill visar sin sida i en webbläsare i stället för i ett fönster.',
  isRoot:
    'Chromium ger inte administratören (root) sitt skydd, så Samspill visar sin sida i en webbläsare i stället för i ett fönster. Starta som vanlig användare för att få fönstret.',
  noRuntime:
    'Electron är inte installerat här och kan inte hämtas nu, så Samspill visar sin sida i en webbläsare i stället för i ett fönster.',
  link: 'Öppna {{url}}',
  linkOnce: 'Länken loggar in en webbläsare, en gång. En ny start ger en ny länk.',
  dataFolder: 'Datamapp: {{dir}}',
  sampleFolder: 'Du har inga egna data ännu, så det här är exempelföretaget: {{dir}}',
  stopHint: 'Stoppa med Ctrl+C.',
  portReplaced: 'Port {{port}} är upptagen av ett annat program, så en annan valdes.',
  stopping: 'Stänger …',
  usage: 'Användning: npm start -- [--web] [--port NUMMER] [--store MAPP] [--lang en|nb|da|sv] [--no-open]',
  unknownArgument: 'Okänt argument: {{argument}}',
  valueMissing: '{{argument}} behöver ett värde.',
  valueUnexpected: '{{argument}} tar inget värde.',
  argumentRepeated: '{{argument}} anges två gånger.',
  portInvalid: '{{value}} är ingen port: ange ett heltal från 0 till 65535, där 0 tar vilken ledig port som helst.',
  languageUnknown: '{{value}} är inget språk i Samspill: välj en, nb, da eller sv.',
  portTaken: 'Port {{port}} är upptagen av ett annat program. Stäng det, välj ett annat nummer med --port eller utelämna --port.',
  portForbidden: 'Du får inte använda port {{port}} här. Välj ett nummer från 1024 och uppåt med --port.',
  rendererMissing: 'Den färdigbyggda sidan saknas i {{dir}}. Kör npm run build.',
  openFailed: 'Data i {{dir}} kunde inte öppnas ({{type}}).',
  storeUnwritable: 'Data i {{dir}} kan varken öppnas eller skapas. Ge dig själv åtkomst till mappen eller välj en annan med --store.',
  storeMissing:
    'Det finns inga Samspill-data i {{dir}}. Importera några med npm run -s samspill -- import --store MAPP --from SÖKVÄG, eller välj en annan mapp med --store.',
  storeLost_one:
    '{{dir}} innehöll {{n}} ändring, och databasen är borta. Inget har rörts: lägg tillbaka store.db på sin plats eller återställ en säkerhetskopia.',
  storeLost_other:
    '{{dir}} innehöll {{n}} ändringar, och databasen är borta. Inget har rörts: lägg tillbaka store.db på sin plats eller återställ en säkerhetskopia.',
  storeTooNew: 'Data i {{dir}} kommer från en nyare Samspill och har lämnats orörda. Uppdatera Samspill för att öppna dem.',
  notAStore: '{{dir}} innehåller något annat än Samspill-data och har lämnats orörd. Välj en annan mapp med --store.',
  storeDamaged:
    'Data i {{dir}} är skadade och har lämnats orörda. Återställ en säkerhetskopia, eller låt kontrollen berätta mer: npm run -s samspill -- doctor --store MAPP',
  storeUnanswering: 'Disken med {{dir}} svarade inte vid läsning eller skrivning. Kontrollera den och starta igen.',
  storeBusy: 'Ett annat program skriver till data i {{dir}}. Försök igen om en stund.',
  diskFull: 'Disken med {{dir}} är full. Frigör utrymme och starta igen.',
} as const;

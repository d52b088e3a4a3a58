/** What the command line prints. */
import { words } from '../text.ts';

export const cli = words({
  usage: {
    en: 'Usage: npm run -s samspill -- {{command}}',
    nb: 'Bruk: npm run -s samspill -- {{command}}',
    da: 'Brug: npm run -s samspill -- {{command}}',
    sv: 'Användning: npm run -s samspill -- {{command}}',
  },
  usageCommand: {
    en: 'COMMAND [options]; the commands are {{commands}}, and --help tells more',
    nb: 'KOMMANDO [valg]; kommandoene er {{commands}}, og --help forteller mer',
    da: 'KOMMANDO [valg]; kommandoerne er {{commands}}, og --help fortæller mere',
    sv: 'KOMMANDO [val]; kommandona är {{commands}}, och --help berättar mer',
  },
  usageEverywhere: {
    en: 'With every command: [--store FOLDER] [--json] [--lang en|nb|da|sv]',
    nb: 'Til alle kommandoer: [--store MAPPE] [--json] [--lang en|nb|da|sv]',
    da: 'Til alle kommandoer: [--store MAPPE] [--json] [--lang en|nb|da|sv]',
    sv: 'Till alla kommandon: [--store MAPP] [--json] [--lang en|nb|da|sv]',
  },
  usageSample: {
    en: 'sample [--size small] [--seed NUMBER]',
    nb: 'sample [--size small] [--seed TALL]',
    da: 'sample [--size small] [--seed TAL]',
    sv: 'sample [--size small] [--seed TAL]',
  },
  usageImport: {
    en: 'import --from PATH [--kind KIND] [--mapping FILE] [--decide FILE] [--dry-run]',
    nb: 'import --from STI [--kind TYPE] [--mapping FIL] [--decide FIL] [--dry-run]',
    da: 'import --from STI [--kind TYPE] [--mapping FIL] [--decide FIL] [--dry-run]',
    sv: 'import --from SÖKVÄG [--kind TYP] [--mapping FIL] [--decide FIL] [--dry-run]',
  },
  usageKpi: {
    en: 'kpi [--as-of DAY] [--recorded-as-of TIME] [--from DAY] [--to DAY]',
    nb: 'kpi [--as-of DAG] [--recorded-as-of TIDSPUNKT] [--from DAG] [--to DAG]',
    da: 'kpi [--as-of DAG] [--recorded-as-of TIDSPUNKT] [--from DAG] [--to DAG]',
    sv: 'kpi [--as-of DAG] [--recorded-as-of TIDPUNKT] [--from DAG] [--to DAG]',
  },
  usageCall: {
    en: 'call NAME [JSON] (any entry of the contract)',
    nb: 'call NAVN [JSON] (hva som helst i kontrakten)',
    da: 'call NAVN [JSON] (hvad som helst i kontrakten)',
    sv: 'call NAMN [JSON] (vad som helst i kontraktet)',
  },
  usageHistory: {
    en: 'history --record ID (all changes of one record)',
    nb: 'history --record ID (alle endringer av én post)',
    da: 'history --record ID (alle ændringer af én post)',
    sv: 'history --record ID (alla ändringar av en post)',
  },
  usageDoctor: {
    en: 'doctor (checks the log against the tables)',
    nb: 'doctor (kontrollerer loggen mot tabellene)',
    da: 'doctor (kontrollerer loggen mod tabellerne)',
    sv: 'doctor (kontrollerar loggen mot tabellerna)',
  },
  usageBatches: {
    en: 'batches (all imports, the newest first)',
    nb: 'batches (alle importer, den nyeste først)',
    da: 'batches (alle importer, den nyeste først)',
    sv: 'batches (alla importer, den senaste först)',
  },
  usageUndoBatch: {
    en: 'undo-batch --batch ID (takes an import back)',
    nb: 'undo-batch --batch ID (angrer en import)',
    da: 'undo-batch --batch ID (fortryder en import)',
    sv: 'undo-batch --batch ID (ångrar en import)',
  },
  commandMissing: { en: 'Say what to do.', nb: 'Si hva som skal gjøres.', da: 'Sig, hvad der skal gøres.', sv: 'Säg vad som ska göras.' },
  commandUnknown: {
    en: 'Unknown command: {{command}}',
    nb: 'Ukjent kommando: {{command}}',
    da: 'Ukendt kommando: {{command}}',
    sv: 'Okänt kommando: {{command}}',
  },
  argumentMissing: { en: '{{argument}} is missing.', nb: '{{argument}} mangler.', da: '{{argument}} mangler.', sv: '{{argument}} saknas.' },
  valueNotListed: {
    en: '{{value}} does not fit {{argument}}. It takes {{choices}}.',
    nb: '{{value}} passer ikke til {{argument}}. Det tar {{choices}}.',
    da: '{{value}} passer ikke til {{argument}}. Det tager {{choices}}.',
    sv: '{{value}} passar inte till {{argument}}. Det tar {{choices}}.',
  },
  dayInvalid: {
    en: '{{argument}}: {{value}} is not a day. Write it like 2026-11-19.',
    nb: '{{argument}}: {{value}} er ikke en dag. Skriv den som 2026-11-19.',
    da: '{{argument}}: {{value}} er ikke en dag. Skriv den som 2026-11-19.',
    sv: '{{argument}}: {{value}} är ingen dag. Skriv den som 2026-11-19.',
  },
  instantInvalid: {
    en: '{{argument}}: {{value}} is not a point in time. Write it with its offset, like 2026-11-19T16:40:00+01:00.',
    nb: '{{argument}}: {{value}} er ikke et tidspunkt. Skriv det med tidsforskjell, som 2026-11-19T16:40:00+01:00.',
    da: '{{argument}}: {{value}} er ikke et tidspunkt. Skriv det med tidsforskel, som 2026-11-19T16:40:00+01:00.',
    sv: '{{argument}}: {{value}} är ingen tidpunkt. Skriv den med tidsskillnad, som 2026-11-19T16:40:00+01:00.',
  },
  seedInvalid: {
    en: '{{value}} is not a seed: give a whole number from 0 to 999999999.',
    nb: '{{value}} kan ikke brukes som startverdi: oppgi et helt tall fra 0 til 999999999.',
    da: '{{value}} kan ikke bruges som startværdi: angiv et helt tal fra 0 til 999999999.',
    sv: '{{value}} går inte att använda som startvärde: ange ett heltal från 0 till 999999999.',
  },
  inputNotJson: {
    en: 'The input is not valid JSON.',
    nb: 'Inndataene er ikke gyldig JSON.',
    da: 'Inddataene er ikke gyldig JSON.',
    sv: 'Indata är inte giltig JSON.',
  },
  fileNotJson: {
    en: '{{name}} is not valid JSON.',
    nb: '{{name}} er ikke gyldig JSON.',
    da: '{{name}} er ikke gyldig JSON.',
    sv: '{{name}} är inte giltig JSON.',
  },
  fileMissing: { en: '{{name}} is not there.', nb: '{{name}} finnes ikke.', da: '{{name}} findes ikke.', sv: '{{name}} finns inte.' },
  fileDenied: {
    en: 'You may not read {{name}} here.',
    nb: 'Du har ikke lov til å lese {{name}} her.',
    da: 'Du må ikke læse {{name}} her.',
    sv: 'Du får inte läsa {{name}} här.',
  },
  fileNotAFile: {
    en: '{{name}} is neither a file nor a folder.',
    nb: '{{name}} er verken en fil eller en mappe.',
    da: '{{name}} er hverken en fil eller en mappe.',
    sv: '{{name}} är varken en fil eller en mapp.',
  },
  unknownEntry: {
    en: 'The contract has no entry called {{name}}.',
    nb: 'Kontrakten har ingenting som heter {{name}}.',
    da: 'Kontrakten har intet, der hedder {{name}}.',
    sv: 'Kontraktet har inget som heter {{name}}.',
  },
  invalidInput: {
    en: 'The input does not fit, so nothing was done: {{issues}}',
    nb: 'Inndataene passer ikke, så ingenting ble gjort: {{issues}}',
    da: 'Inddataene passer ikke, så der er ikke gjort noget: {{issues}}',
    sv: 'Indata passar inte, så inget har gjorts: {{issues}}',
  },
  sampleMade: {
    en: 'The sample company {{name}} is ready in {{dir}}.',
    nb: 'Eksempelfirmaet {{name}} er klart i {{dir}}.',
    da: 'Eksempelvirksomheden {{name}} er klar i {{dir}}.',
    sv: 'Exempelföretaget {{name}} är klart i {{dir}}.',
  },
  storeExists: {
    en: 'There is Samspill data in {{dir}} already, and it was left untouched. Choose another folder with --store.',
    nb: 'Det finnes allerede Samspill-data i {{dir}}, og de er ikke rørt. Velg en annen mappe med --store.',
    da: 'Der er allerede Samspill-data i {{dir}}, og de er ikke rørt. Vælg en anden mappe med --store.',
    sv: 'Det finns redan Samspill-data i {{dir}}, och de har lämnats orörda. Välj en annan mapp med --store.',
  },
  storeMade: {
    en: 'A new store was made in {{dir}}.',
    nb: 'Et nytt lager ble opprettet i {{dir}}.',
    da: 'Et nyt lager blev oprettet i {{dir}}.',
    sv: 'Ett nytt lager skapades i {{dir}}.',
  },
  lostAmount: { en: 'Value of the lost', nb: 'Verdien av de tapte', da: 'Værdien af de tabte', sv: 'Värdet av de förlorade' },
  notALoss: { en: 'Closed, but not a loss', nb: 'Avsluttet, men ikke tap', da: 'Lukket, men ikke tab', sv: 'Avslutad, men ingen förlust' },
  wonWithoutAmount: { en: 'Won without an amount', nb: 'Vunnet uten beløp', da: 'Vundet uden beløb', sv: 'Vunna utan belopp' },
  lostWithoutAmount: { en: 'Lost without an amount', nb: 'Tapt uten beløp', da: 'Tabt uden beløb', sv: 'Förlorade utan belopp' },
  periodFrom: { en: 'From {{day}}', nb: 'Fra {{day}}', da: 'Fra {{day}}', sv: 'Från {{day}}' },
  periodTo: { en: 'Until {{day}}', nb: 'Til {{day}}', da: 'Til {{day}}', sv: 'Till {{day}}' },
  recordedBy: {
    en: 'as recorded by {{instant}}',
    nb: 'slik det var registrert {{instant}}',
    da: 'som det var registreret {{instant}}',
    sv: 'som det var registrerat {{instant}}',
  },
  recordedProvisional: {
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
  historyMade: { en: 'added', nb: 'lagt til', da: 'tilføjet', sv: 'tillagd' },
  historyChanged: { en: 'changed', nb: 'endret', da: 'ændret', sv: 'ändrad' },
  historyRestored: { en: 'restored', nb: 'gjenopprettet', da: 'gendannet', sv: 'återställd' },
  historyWithdrawn: { en: 'withdrawn', nb: 'trukket tilbake', da: 'trukket tilbage', sv: 'återkallad' },
  historyOn: { en: 'on {{day}}', nb: 'den {{day}}', da: 'den {{day}}', sv: 'den {{day}}' },
  historyDayUnknown: { en: 'day unknown', nb: 'dag ukjent', da: 'dag ukendt', sv: 'dag okänd' },
  doctorWell: {
    en: {
      one: 'Nothing is wrong: the log with {{n}} change set and the tables agree.',
      other: 'Nothing is wrong: the log with {{n}} change sets and the tables agree.',
    },
    nb: {
      one: 'Alt er i orden: loggen med {{n}} endringssett og tabellene stemmer overens.',
      other: 'Alt er i orden: loggen med {{n}} endringssett og tabellene stemmer overens.',
    },
    da: {
      one: 'Alt er i orden: loggen med {{n}} ændringssæt og tabellerne stemmer overens.',
      other: 'Alt er i orden: loggen med {{n}} ændringssæt og tabellerne stemmer overens.',
    },
    sv: {
      one: 'Allt är i ordning: loggen med {{n}} ändringsuppsättning och tabellerna stämmer överens.',
      other: 'Allt är i ordning: loggen med {{n}} ändringsuppsättningar och tabellerna stämmer överens.',
    },
  },
  doctorFound: {
    en: { one: '{{n}} finding:', other: '{{n}} findings:' },
    nb: { one: '{{n}} funn:', other: '{{n}} funn:' },
    da: { one: '{{n}} fund:', other: '{{n}} fund:' },
    sv: { one: '{{n}} fynd:', other: '{{n}} fynd:' },
  },
  findingDamage: {
    en: 'The database file is damaged: {{detail}}',
    nb: 'Databasefilen er skadet: {{detail}}',
    da: 'Databasefilen er beskadiget: {{detail}}',
    sv: 'Databasfilen är skadad: {{detail}}',
  },
  findingLogMissing: {
    en: 'Change set {{seq}} is missing from the log.',
    nb: 'Endringssett {{seq}} mangler i loggen.',
    da: 'Ændringssæt {{seq}} mangler i loggen.',
    sv: 'Ändringsuppsättning {{seq}} saknas i loggen.',
  },
  findingLogPayload: {
    en: 'Change set {{seq}} does not hold what was hashed.',
    nb: 'Endringssett {{seq}} inneholder ikke det som ble hashet.',
    da: 'Ændringssæt {{seq}} indeholder ikke det, der blev hashet.',
    sv: 'Ändringsuppsättning {{seq}} innehåller inte det som hashades.',
  },
  findingLogChain: {
    en: 'Change set {{seq}} does not follow from the one before it.',
    nb: 'Endringssett {{seq}} følger ikke av det forrige.',
    da: 'Ændringssæt {{seq}} følger ikke af det forrige.',
    sv: 'Ändringsuppsättning {{seq}} följer inte av den föregående.',
  },
  findingLogRunning: {
    en: 'The running hash at change set {{seq}} is wrong.',
    nb: 'Den løpende hashen ved endringssett {{seq}} er feil.',
    da: 'Den løbende hash ved ændringssæt {{seq}} er forkert.',
    sv: 'Den löpande hashen vid ändringsuppsättning {{seq}} är fel.',
  },
  findingHeadBehind: {
    en: {
      one: '{{n}} acknowledged change set is gone from the end of the log.',
      other: '{{n}} acknowledged change sets are gone from the end of the log.',
    },
    nb: {
      one: '{{n}} bekreftet endringssett er borte fra slutten av loggen.',
      other: '{{n}} bekreftede endringssett er borte fra slutten av loggen.',
    },
    da: {
      one: '{{n}} bekræftet ændringssæt er væk fra slutningen af loggen.',
      other: '{{n}} bekræftede ændringssæt er væk fra slutningen af loggen.',
    },
    sv: {
      one: '{{n}} bekräftad ändringsuppsättning är borta från loggens slut.',
      other: '{{n}} bekräftade ändringsuppsättningar är borta från loggens slut.',
    },
  },
  findingHeadDiffers: {
    en: 'The log is not the one whose end was written down in head.json.',
    nb: 'Loggen er ikke den som har slutten sin skrevet ned i head.json.',
    da: 'Loggen er ikke den, hvis slutning er skrevet ned i head.json.',
    sv: 'Loggen är inte den vars slut är nedskrivet i head.json.',
  },
  findingHeadNotWritten: {
    en: {
      one: 'The head file beside the database cannot be written; it is {{n}} change set behind. Everything is stored, but a loss would go unnoticed.',
      other:
        'The head file beside the database cannot be written; it is {{n}} change sets behind. Everything is stored, but a loss would go unnoticed.',
    },
    nb: {
      one: 'Hodefilen ved siden av databasen kan ikke skrives; den er {{n}} endringssett bak. Alt er lagret, men et tap ville ikke bli oppdaget.',
      other:
        'Hodefilen ved siden av databasen kan ikke skrives; den er {{n}} endringssett bak. Alt er lagret, men et tap ville ikke bli oppdaget.',
    },
    da: {
      one: 'Hovedfilen ved siden af databasen kan ikke skrives; den er {{n}} ændringssæt bagud. Alt er gemt, men et tab ville ikke blive opdaget.',
      other:
        'Hovedfilen ved siden af databasen kan ikke skrives; den er {{n}} ændringssæt bagud. Alt er gemt, men et tab ville ikke blive opdaget.',
    },
    sv: {
      one: 'Huvudfilen bredvid databasen kan inte skrivas; den ligger {{n}} ändringsuppsättning efter. Allt är sparat, men en förlust skulle inte märkas.',
      other:
        'Huvudfilen bredvid databasen kan inte skrivas; den ligger {{n}} ändringsuppsättningar efter. Allt är sparat, men en förlust skulle inte märkas.',
    },
  },
  findingMissing: {
    en: '{{table}} {{id}}: in the log, but not in the table.',
    nb: '{{table}} {{id}}: finnes i loggen, men ikke i tabellen.',
    da: '{{table}} {{id}}: findes i loggen, men ikke i tabellen.',
    sv: '{{table}} {{id}}: finns i loggen, men inte i tabellen.',
  },
  findingExtra: {
    en: '{{table}} {{id}}: in the table, but not in the log.',
    nb: '{{table}} {{id}}: finnes i tabellen, men ikke i loggen.',
    da: '{{table}} {{id}}: findes i tabellen, men ikke i loggen.',
    sv: '{{table}} {{id}}: finns i tabellen, men inte i loggen.',
  },
  findingChanged: {
    en: '{{table}} {{id}}: the table says something else than the log.',
    nb: '{{table}} {{id}}: tabellen sier noe annet enn loggen.',
    da: '{{table}} {{id}}: tabellen siger noget andet end loggen.',
    sv: '{{table}} {{id}}: tabellen säger något annat än loggen.',
  },
  findingUnreadableFact: {
    en: '{{table}} {{id}}: {{column}} holds an unreadable value, written by change {{set}}. Take the entry back in its history and record it again.',
    nb: '{{table}} {{id}}: {{column}} har en uleselig verdi, skrevet av endring {{set}}. Ta oppføringen tilbake i historikken og registrer den på nytt.',
    da: '{{table}} {{id}}: {{column}} har en ulæselig værdi, skrevet af ændring {{set}}. Tag posten tilbage i historikken, og registrer den igen.',
    sv: '{{table}} {{id}}: {{column}} har ett oläsbart värde, skrivet av ändring {{set}}. Ta tillbaka posten i historiken och registrera den igen.',
  },
  findingUnreadableField: {
    en: '{{table}} {{id}}: {{column}} holds an unreadable value, written by change {{set}}. Write the field over.',
    nb: '{{table}} {{id}}: {{column}} har en uleselig verdi, skrevet av endring {{set}}. Skriv feltet på nytt.',
    da: '{{table}} {{id}}: {{column}} har en ulæselig værdi, skrevet af ændring {{set}}. Skriv feltet igen.',
    sv: '{{table}} {{id}}: {{column}} har ett oläsbart värde, skrivet av ändring {{set}}. Skriv över fältet.',
  },
  findingDerived: {
    en: '{{table}} {{id}}: not what its facts add up to.',
    nb: '{{table}} {{id}}: er ikke det faktaene gir.',
    da: '{{table}} {{id}}: er ikke det, som kendsgerningerne giver.',
    sv: '{{table}} {{id}}: är inte det som fakta ger.',
  },
  batchProblems: {
    en: '{{all}} odd cells, {{undecided}} of them not decided',
    nb: '{{all}} avvikende celler, {{undecided}} av dem ikke avgjort',
    da: '{{all}} afvigende celler, {{undecided}} af dem ikke afgjort',
    sv: '{{all}} avvikande celler, {{undecided}} av dem ej avgjorda',
  },
  batchUndone: {
    en: 'The import was taken back: {{withdrawn}} rows withdrawn, {{voided}} facts voided, {{reverted}} changes reverted.',
    nb: 'Importen er angret: {{withdrawn}} rader trukket tilbake, {{voided}} fakta gjort ugyldige, {{reverted}} endringer tilbakeført.',
    da: 'Importen er fortrudt: {{withdrawn}} rækker trukket tilbage, {{voided}} kendsgerninger gjort ugyldige, {{reverted}} ændringer ført tilbage.',
    sv: 'Importen är ångrad: {{withdrawn}} rader återkallade, {{voided}} fakta ogiltigförklarade, {{reverted}} ändringar återförda.',
  },
  batchHint: {
    en: 'Take it back with: undo-batch --batch {{id}}',
    nb: 'Angre den med: undo-batch --batch {{id}}',
    da: 'Fortryd den med: undo-batch --batch {{id}}',
    sv: 'Ångra den med: undo-batch --batch {{id}}',
  },
  fileAs: {
    en: '{{name}}: {{rows}} as {{kind}} ({{encoding}}, separated by {{delimiter}})',
    nb: '{{name}}: {{rows}} som {{kind}} ({{encoding}}, skilt med {{delimiter}})',
    da: '{{name}}: {{rows}} som {{kind}} ({{encoding}}, adskilt med {{delimiter}})',
    sv: '{{name}}: {{rows}} som {{kind}} ({{encoding}}, åtskilda med {{delimiter}})',
  },
  fileSkipped: {
    en: '{{name}}: skipped, {{reason}}',
    nb: '{{name}}: hoppet over, {{reason}}',
    da: '{{name}}: sprunget over, {{reason}}',
    sv: '{{name}}: överhoppad, {{reason}}',
  },
  delimiterTab: { en: 'tab', nb: 'tabulator', da: 'tabulator', sv: 'tabb' },
  problemsTitle: { en: 'What is odd in the files', nb: 'Avvik i filene', da: 'Afvigelser i filerne', sv: 'Avvikelser i filerna' },
  choices: { en: 'Choices: {{choices}}', nb: 'Valg: {{choices}}', da: 'Valg: {{choices}}', sv: 'Val: {{choices}}' },
  decided: { en: 'decided: {{choice}}', nb: 'avgjort: {{choice}}', da: 'afgjort: {{choice}}', sv: 'avgjort: {{choice}}' },
  example: {
    en: 'for example {{file}}, line {{line}}',
    nb: 'for eksempel {{file}}, linje {{line}}',
    da: 'for eksempel {{file}}, linje {{line}}',
    sv: 'till exempel {{file}}, rad {{line}}',
  },
  moreValues: {
    en: { one: 'and {{n}} more text', other: 'and {{n}} more texts' },
    nb: { one: 'og {{n}} tekst til', other: 'og {{n}} tekster til' },
    da: { one: 'og {{n}} tekst til', other: 'og {{n}} tekster til' },
    sv: { one: 'och {{n}} text till', other: 'och {{n}} texter till' },
  },
  usageReport: {
    en: 'report pipeline --out FILE [--as-of DAY] [--from DAY] [--to DAY] [--status open|won|lost|all] (a PDF)',
    nb: 'report pipeline --out FIL [--as-of DAG] [--from DAG] [--to DAG] [--status open|won|lost|all] (en PDF)',
    da: 'report pipeline --out FIL [--as-of DAG] [--from DAG] [--to DAG] [--status open|won|lost|all] (en PDF)',
    sv: 'report pipeline --out FIL [--as-of DAG] [--from DAG] [--to DAG] [--status open|won|lost|all] (en PDF)',
  },
  reportMade: {
    en: { one: 'The report with {{n}} deal is in {{out}}.', other: 'The report with {{n}} deals is in {{out}}.' },
    nb: { one: 'Rapporten med {{n}} salgsmulighet ligger i {{out}}.', other: 'Rapporten med {{n}} salgsmuligheter ligger i {{out}}.' },
    da: { one: 'Rapporten med {{n}} salgsmulighed ligger i {{out}}.', other: 'Rapporten med {{n}} salgsmuligheder ligger i {{out}}.' },
    sv: { one: 'Rapporten med {{n}} affär ligger i {{out}}.', other: 'Rapporten med {{n}} affärer ligger i {{out}}.' },
  },
  outUnwritable: {
    en: 'Nothing can be written to {{out}}. Choose another place with --out.',
    nb: 'Det går ikke å skrive til {{out}}. Velg et annet sted med --out.',
    da: 'Der kan ikke skrives til {{out}}. Vælg et andet sted med --out.',
    sv: 'Det går inte att skriva till {{out}}. Välj en annan plats med --out.',
  },
});

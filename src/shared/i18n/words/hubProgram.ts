/** What the hub prints in the terminal. */
import { words } from '../text.ts';
import { cli } from './cli.ts';
import { start } from './start.ts';

export const hubProgram = words({
  usage: {
    en: 'Usage: npm run hub -- [serve] --store FOLDER [--port NUMBER] [--host NAME] [--cert FILE --key FILE | --behind-proxy] | backup --store FOLDER --to FILE | code --store FOLDER | invite --store FOLDER --role admin|manager|member [--function sales|marketing|management] [--position salesLeader|marketingLeader|bothLeader|ceo] --name NAME [--workspace ID]. With every command: [--json] [--lang en|nb|da|sv]. With DATABASE_URL, PostgreSQL takes the place of --store.',
    nb: 'Bruk: npm run hub -- [serve] --store MAPPE [--port TALL] [--host NAVN] [--cert FIL --key FIL | --behind-proxy] | backup --store MAPPE --to FIL | code --store MAPPE | invite --store MAPPE --role admin|manager|member [--function sales|marketing|management] [--position salesLeader|marketingLeader|bothLeader|ceo] --name NAVN [--workspace ID]. Med hver kommando: [--json] [--lang en|nb|da|sv]. Med DATABASE_URL tar PostgreSQL plassen til --store.',
    da: 'Brug: npm run hub -- [serve] --store MAPPE [--port TAL] [--host NAVN] [--cert FIL --key FIL | --behind-proxy] | backup --store MAPPE --to FIL | code --store MAPPE | invite --store MAPPE --role admin|manager|member [--function sales|marketing|management] [--position salesLeader|marketingLeader|bothLeader|ceo] --name NAVN [--workspace ID]. Med hver kommando: [--json] [--lang en|nb|da|sv]. Med DATABASE_URL træder PostgreSQL i stedet for --store.',
    sv: 'Användning: npm run hub -- [serve] --store MAPP [--port TAL] [--host NAMN] [--cert FIL --key FIL | --behind-proxy] | backup --store MAPP --to FIL | code --store MAPP | invite --store MAPP --role admin|manager|member [--function sales|marketing|management] [--position salesLeader|marketingLeader|bothLeader|ceo] --name NAMN [--workspace ID]. Med varje kommando: [--json] [--lang en|nb|da|sv]. Med DATABASE_URL träder PostgreSQL i stället för --store.',
  },
  listening: {
    en: 'The hub answers at {{url}}',
    nb: 'Huben svarer på {{url}}',
    da: 'Hubben svarer på {{url}}',
    sv: 'Hubben svarar på {{url}}',
  },
  setUpCode: {
    en: 'Set-up code, good once and for 24 hours: {{code}}',
    nb: 'Oppsettkode, gjelder én gang og i 24 timer: {{code}}',
    da: 'Opsætningskode, gælder én gang og i 24 timer: {{code}}',
    sv: 'Installationskod, gäller en gång och i 24 timmar: {{code}}',
  },
  invitation: {
    en: 'Invitation for {{name}}, good once and for three days: {{code}}',
    nb: 'Invitasjon til {{name}}, gjelder én gang og i tre dager: {{code}}',
    da: 'Invitation til {{name}}, gælder én gang og i tre dage: {{code}}',
    sv: 'Inbjudan till {{name}}, gäller en gång och i tre dagar: {{code}}',
  },
  stopped: { en: 'The hub has stopped.', nb: 'Huben er stoppet.', da: 'Hubben er stoppet.', sv: 'Hubben har stannat.' },
  backedUp: {
    en: { one: 'Copied and checked: {{file}} ({{n}} change set)', other: 'Copied and checked: {{file}} ({{n}} change sets)' },
    nb: { one: 'Kopiert og kontrollert: {{file}} ({{n}} endringssett)', other: 'Kopiert og kontrollert: {{file}} ({{n}} endringssett)' },
    da: { one: 'Kopieret og kontrolleret: {{file}} ({{n}} ændringssæt)', other: 'Kopieret og kontrolleret: {{file}} ({{n}} ændringssæt)' },
    sv: {
      one: 'Kopierat och kontrollerat: {{file}} ({{n}} ändringsuppsättning)',
      other: 'Kopierat och kontrollerat: {{file}} ({{n}} ändringsuppsättningar)',
    },
  },
  backupNotSqlite: {
    en: 'A hub on PostgreSQL is copied with pg_dump.',
    nb: 'En hub på PostgreSQL kopieres med pg_dump.',
    da: 'En hub på PostgreSQL kopieres med pg_dump.',
    sv: 'En hubb på PostgreSQL kopieras med pg_dump.',
  },
  backupThere: {
    en: '{{file}} is there already and was left untouched.',
    nb: '{{file}} finnes allerede og ble ikke rørt.',
    da: '{{file}} findes allerede og blev ikke rørt.',
    sv: '{{file}} finns redan och lämnades orörd.',
  },
  backupFailed: {
    en: 'The copy could not be made. Check the folders and the space on the disk.',
    nb: 'Kopien kunne ikke lages. Kontroller mappene og plassen på disken.',
    da: 'Kopien kunne ikke laves. Kontrollér mapperne og pladsen på disken.',
    sv: 'Kopian kunde inte göras. Kontrollera mapparna och utrymmet på disken.',
  },
  backupUnsound: {
    en: 'The copy did not pass its check and was removed: the hub’s own data is damaged.',
    nb: 'Kopien besto ikke kontrollen og ble fjernet: hubens egne data er skadet.',
    da: 'Kopien bestod ikke kontrollen og blev fjernet: hubbens egne data er beskadiget.',
    sv: 'Kopian klarade inte kontrollen och togs bort: hubbens egna data är skadade.',
  },
  unknownArgument: start.unknownArgument,
  valueMissing: start.valueMissing,
  argumentMissing: cli.argumentMissing,
  portInvalid: {
    en: '{{value}} is not a port: give a whole number from 0 to 65535.',
    nb: '{{value}} er ingen port: oppgi et heltall fra 0 til 65535.',
    da: '{{value}} er ikke en port: angiv et heltal fra 0 til 65535.',
    sv: '{{value}} är ingen port: ange ett heltal från 0 till 65535.',
  },
  roleInvalid: {
    en: '{{value}} is not a role: choose admin, manager or member.',
    nb: '{{value}} er ingen rolle: velg admin, manager eller member.',
    da: '{{value}} er ikke en rolle: vælg admin, manager eller member.',
    sv: '{{value}} är ingen roll: välj admin, manager eller member.',
  },
  functionInvalid: {
    en: '{{value}} is not a function: choose sales, marketing or management.',
    nb: '{{value}} er ingen funksjon: velg sales, marketing eller management.',
    da: '{{value}} er ikke en funktion: vælg sales, marketing eller management.',
    sv: '{{value}} är ingen funktion: välj sales, marketing eller management.',
  },
  positionInvalid: {
    en: '{{value}} is not a position: choose salesLeader, marketingLeader, bothLeader or ceo.',
    nb: '{{value}} er ingen stilling: velg salesLeader, marketingLeader, bothLeader eller ceo.',
    da: '{{value}} er ikke en stilling: vælg salesLeader, marketingLeader, bothLeader eller ceo.',
    sv: '{{value}} är ingen befattning: välj salesLeader, marketingLeader, bothLeader eller ceo.',
  },
  positionByCeo: {
    en: 'Somebody is CEO: from then on whoever holds that position gives positions, in the app.',
    nb: 'Noen er daglig leder: fra da av er det den som har stillingen, som gir stillinger, i appen.',
    da: 'Nogen er direktør: derefter er det den, der har stillingen, som giver stillinger, i appen.',
    sv: 'Någon är vd: därefter är det den som har befattningen som ger befattningar, i appen.',
  },
  languageUnknown: start.languageUnknown,
  storeMissing: {
    en: 'Say where the hub keeps its data: --store FOLDER, or DATABASE_URL for PostgreSQL.',
    nb: 'Si hvor huben har dataene sine: --store MAPPE, eller DATABASE_URL for PostgreSQL.',
    da: 'Sig, hvor hubben har sine data: --store MAPPE, eller DATABASE_URL for PostgreSQL.',
    sv: 'Säg var hubben har sina data: --store MAPP, eller DATABASE_URL för PostgreSQL.',
  },
  noTls: {
    en: '{{host}} can be reached by others, so the hub wants TLS there: --cert and --key, or --behind-proxy where a proxy ends it.',
    nb: 'Andre når {{host}}, så der vil huben ha TLS: --cert og --key, eller --behind-proxy der en proxy tar seg av det.',
    da: 'Andre kan nå {{host}}, så dér kræver hubben TLS: --cert og --key, eller --behind-proxy hvor en proxy tager sig af det.',
    sv: 'Andra når {{host}}, så där kräver hubben TLS: --cert och --key, eller --behind-proxy där en proxy sköter det.',
  },
  certificateUnreadable: {
    en: 'The certificate or its key cannot be read.',
    nb: 'Sertifikatet eller nøkkelen kan ikke leses.',
    da: 'Certifikatet eller dets nøgle kan ikke læses.',
    sv: 'Certifikatet eller dess nyckel kan inte läsas.',
  },
  portTaken: {
    en: 'Port {{port}} is taken by another program.',
    nb: 'Port {{port}} er opptatt av et annet program.',
    da: 'Port {{port}} er optaget af et andet program.',
    sv: 'Port {{port}} är upptagen av ett annat program.',
  },
  listenFailed: {
    en: 'The hub cannot listen at {{host}}, port {{port}}.',
    nb: 'Huben kan ikke lytte på {{host}}, port {{port}}.',
    da: 'Hubben kan ikke lytte på {{host}}, port {{port}}.',
    sv: 'Hubben kan inte lyssna på {{host}}, port {{port}}.',
  },
  openFailed: {
    en: 'The hub’s data could not be opened.',
    nb: 'Hubens data lot seg ikke åpne.',
    da: 'Hubbens data kunne ikke åbnes.',
    sv: 'Hubbens data gick inte att öppna.',
  },
  tooNew: {
    en: 'The hub’s data comes from a newer Samspill and was left untouched.',
    nb: 'Hubens data kommer fra en nyere Samspill og ble ikke rørt.',
    da: 'Hubbens data kommer fra et nyere Samspill og blev ikke rørt.',
    sv: 'Hubbens data kommer från ett nyare Samspill och lämnades orörda.',
  },
  firstIsAdmin: {
    en: 'The first person of a workspace is its admin: invite with --role admin.',
    nb: 'Den første i et arbeidsområde er administrator: inviter med --role admin.',
    da: 'Den første i et arbejdsområde er administrator: invitér med --role admin.',
    sv: 'Den första i en arbetsyta är administratör: bjud in med --role admin.',
  },
  whichWorkspace: {
    en: 'This hub holds several workspaces: name one with --workspace.',
    nb: 'Denne huben har flere arbeidsområder: velg ett med --workspace.',
    da: 'Denne hub har flere arbejdsområder: vælg ét med --workspace.',
    sv: 'Den här hubben har flera arbetsytor: välj en med --workspace.',
  },
  noSuchWorkspace: {
    en: 'This hub has no such workspace.',
    nb: 'Denne huben har ikke det arbeidsområdet.',
    da: 'Denne hub har ikke det arbejdsområde.',
    sv: 'Den här hubben har ingen sådan arbetsyta.',
  },
  noGuests: {
    en: 'Guests cannot be invited yet: a device would hold more than a guest may see.',
    nb: 'Gjester kan ikke inviteres ennå: en enhet ville få mer enn en gjest har lov til å se.',
    da: 'Gæster kan ikke inviteres endnu: en enhed ville få mere, end en gæst må se.',
    sv: 'Gäster kan inte bjudas in än: en enhet skulle få mer än en gäst får se.',
  },
  inviteFailed: {
    en: 'The invitation could not be made.',
    nb: 'Invitasjonen kunne ikke lages.',
    da: 'Invitationen kunne ikke laves.',
    sv: 'Inbjudan kunde inte göras.',
  },
});

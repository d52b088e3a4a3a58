/** What the exchange with the hub says, in the terminal and on the screen. */

export const sync = {
  NotLinked: 'Dette lageret arbeider alene: det har ingen hub.',
  HubUnreachable: 'Huben svarer ikke. Alt er lagret her og sendes når den gjør det.',
  HubBusy: 'Huben ber om litt tålmodighet. Neste forsøk kommer av seg selv.',
  NotAHub: 'Noe svarer på denne adressen, men det er ingen Samspill-hub.',
  HubUntrusted:
    'Sertifikatet til huben er ikke lenger til å stole på: Det er utløpt, eller en annen maskin svarer. Ingenting sendes før det er i orden; alt er lagret her.',
  HubOtherCertificate:
    'En annen maskin svarer på adressen til huben, eller huben har fått et nytt sertifikat. Ingenting sendes til den. Er huben satt opp på nytt, be om en ny invitasjon og sammenlign fingeravtrykket.',
  HubTooOld: 'Huben er eldre enn dette programmet og kan ikke ta imot alle endringene ennå. De venter her.',
  SyncingElsewhere: 'Et annet vindu eller program på dette lageret utveksler akkurat nå.',
  StoreBusy: 'Et annet program skriver til dette lageret. Neste forsøk kommer av seg selv.',
  DiskFull: 'Disken er full. Rydd plass; det som er utvekslet så langt, er lagret.',
  StoreReadOnly: 'Dette lageret kan ikke skrives til, så ingenting kan komme inn.',
  StoreIoError: 'Disken svarte ikke. Ingenting ble lagret halvveis; neste forsøk kommer av seg selv.',
  JoinAgain: 'Huben kjenner ikke denne enheten lenger. Be en administrator om en ny invitasjon og bli med igjen; ingenting her er tapt.',
  ProgramTooOld: 'Huben bruker en nyere protokoll. Installer den nyere versjonen; til da er alt lagret her.',
  SecretsLocked:
    'Nøklene til denne enheten er låst av skrivebordsprogrammet. Utveksle derfra, eller bli med igjen med en ny invitasjon; ingenting her er tapt.',
  DeviceForked: 'En annen kopi av dette lageret har utvekslet under samme navn. Ingenting mer sendes herfra; alt i det er bevart.',
  HubReplaced:
    'Huben er ikke den den var: den er satt tilbake eller satt opp på nytt. Ingenting her er endret eller slettet; spør administratoren.',
  HubLies: 'Det huben sendte, henger ikke sammen, så ingenting av det ble brukt. Si fra til administratoren; alt her er bevart.',
  published_one: 'Publisert på {{hub}}: {{n}} endringssett sendt.',
  published_other: 'Publisert på {{hub}}: {{n}} endringssett sendt.',
  joined_one: 'Ble med på {{hub}}: {{n}} endringssett hentet.',
  joined_other: 'Ble med på {{hub}}: {{n}} endringssett hentet.',
  secretsPlain:
    'Nøklene til denne enheten ligger i hub.json, i mappen til lageret. Bare rettighetene til filen beskytter dem: gi den aldri videre.',
  exchanged: 'Sendt: {{sent}} · hentet: {{received}} · avvist: {{refused}} · skrevet to ganger: {{conflicts}}',
  inviteMade: 'Invitasjon til {{name}}, gyldig for én enhet til {{until}}:',
  thisDevice: 'denne enheten',
  never: 'aldri',
  revoked: 'trukket tilbake {{when}}',
  seen: 'sist sett {{when}}',
  noDevices: 'Huben kjenner ingen enheter.',
  noConflicts: 'Ingen har skrevet i samme felt som noen andre.',
  usagePublish: 'publish --hub URL --code KODE (sender dette arbeidsområdet til en tom hub)',
  usageJoin: 'join --hub URL --code KODE (i en tom mappe, med en invitasjon)',
  usageSync: 'sync (utveksler alt med huben nå)',
  usageInvite:
    'invite --role admin|manager|seller [--function sales|marketing|management] [--position STILLING] --name NAVN [--person ID] [--team ID] [--hours TALL]',
  usageDevices: 'devices (alle enheter i arbeidsområdet)',
  usageConflicts: 'conflicts (felter som to har skrevet i uten å vite om hverandre)',
  hoursInvalid: '--hours: {{value}} er ikke et helt tall fra 1 til 720.',
} as const;

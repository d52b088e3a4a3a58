/** Words of a device that is the home hub of its workspace, and of those who join it. */

export const hostHere = {
  title: 'Hub på denne enheten',
  about: 'Virker uten server og uten internett: Denne enheten holder de andre på lokalnettet i takt.',
  offAbout:
    'Andre blir med ved hjelp av adressen, koden og fingeravtrykket som denne enheten viser. Mens den sover eller Samspill er lukket, arbeider de videre og venter på den.',
  adminAbout: 'En administrator kan gjøre denne enheten til hub.',
  begin: 'Vær hub her',
  beginning: 'Starter …',
  begun: 'Denne enheten er nå hub.',
  again: 'Vær hub igjen',
  isOff: 'Denne enheten er huben for arbeidsområdet, og den er slått av. De andre arbeider videre og venter.',
  isOn: 'Huben kjører her. Mens denne maskinen sover eller Samspill er lukket, arbeider de andre videre og venter.',
  isStarting: 'Huben starter …',
  thisDevice: 'Denne enheten',
  addresses: 'Adresse',
  noNetwork: 'Denne maskinen er ikke på noe lokalnett akkurat nå. Andre når huben når den er det.',
  fingerprint: 'Fingeravtrykk',
  hubFingerprint: 'Hubens fingeravtrykk',
  compare: 'Den som blir med, ser også et fingeravtrykk. Det skal være dette.',
  makeCode: 'Lag en engangskode …',
  firewall:
    'Hvis andre ikke når den: Alle må være på samme nett, og brannmuren på denne maskinen må slippe inn forbindelser på port {{port}}.',
  end: 'Slutt å være hub',
  endAsk: 'De andre beholder alt og arbeider videre, men ingenting når fram til noen før du er hub igjen. Slutte?',
  ended: 'Huben er slått av.',
  wasCopied:
    'Denne mappen er kopiert eller flyttet siden den ble hub. Bare én kopi kan være hub: Vær hub her bare hvis ingen annen er det.',
  PortTaken:
    'Et annet program bruker port {{port}}. Lukk det, så fortsetter huben av seg selv. Eller bruk en annen port, og gi de andre den nye adressen.',
  RunsElsewhere: 'Et annet vindu eller program på dette lageret er hub akkurat nå.',
  DiskFull: 'Disken er full. Rydd plass, så fortsetter huben av seg selv.',
  TooNew: 'En nyere versjon av Samspill har skrevet dataene til denne huben. Installer nyeste versjon på denne maskinen.',
  Broke: 'Huben startet ikke. Neste forsøk kommer av seg selv.',
  otherPort: 'Bruk en annen port',
  askTitle: 'Er dette riktig hub?',
  askAbout:
    'Ingen går god for sertifikatet til denne huben, slik det er vanlig på et lokalnett. Sammenlign fingeravtrykket med det huben viser. Ingenting er sendt ennå.',
  askYes: 'Det er det samme',
  askNo: 'Ikke bli med',
  followTitle: 'En annen adresse',
  followAbout: 'Er huben på et annet nett i dag, skriv adressen den viser nå. Den kjennes på fingeravtrykket og trenger ingen kode.',
  follow: 'Bruk denne adressen',
  following: 'Leter etter huben …',
  followed: 'Huben ble funnet på den nye adressen.',
  moveAbout:
    'Arbeidsområdet hører hjemme på en annen hub. Der den er utenfor rekkevidde, som i et møterom, kan hjemmet flytte til denne enheten med alt.',
  move: 'Flytt hjemmet hit …',
  moveAsk:
    'De andre følger så etter med en invitasjon herfra, og det bare de har, blir med. Huben så langt får ikke noe mer. Flytte hjemmet til denne enheten?',
  moveYes: 'Flytt det hit',
  usage: 'host (denne enheten er hub for arbeidsområdet sitt til Ctrl+C)',
  cliFingerprint: 'Fingeravtrykk: {{fingerprint}}',
  cliAddress: 'Huben lytter på {{url}}.',
  cliStopped: 'Huben er slått av.',
  cliUntrusted: 'Er det det samme, spør igjen med --fingerprint {{fingerprint}}',
  fingerprintInvalid: '--fingerprint: {{value}} er ikke fingeravtrykket til et sertifikat (64 heksadesimale sifre).',
} as const;

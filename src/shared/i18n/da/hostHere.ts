/** Words of a device that is the home hub of its workspace, and of those who join it. */

export const hostHere = {
  title: 'Hub på denne enhed',
  about: 'Virker uden server og uden internet: Denne enhed holder de andre på lokalnettet i takt.',
  offAbout:
    'Andre kommer med via adressen, koden og fingeraftrykket, som denne enhed viser. Mens den sover, eller Samspill er lukket, arbejder de videre og venter på den.',
  adminAbout: 'En administrator kan gøre denne enhed til hub.',
  begin: 'Vær hub her',
  beginning: 'Starter …',
  begun: 'Denne enhed er nu hub.',
  again: 'Vær hub igen',
  isOff: 'Denne enhed er arbejdsområdets hub, og den er slået fra. De andre arbejder videre og venter.',
  isOn: 'Hubben kører her. Mens denne maskine sover, eller Samspill er lukket, arbejder de andre videre og venter.',
  isStarting: 'Hubben starter …',
  thisDevice: 'Denne enhed',
  addresses: 'Adresse',
  noNetwork: 'Denne maskine er ikke på noget lokalnet lige nu. Andre når hubben, når den er det.',
  fingerprint: 'Fingeraftryk',
  hubFingerprint: 'Hubbens fingeraftryk',
  compare: 'Den, der kommer med, ser også et fingeraftryk. Det skal være dette.',
  makeCode: 'Lav en engangskode …',
  firewall:
    'Hvis andre ikke kan nå den: Alle skal være på samme net, og firewallen på denne maskine skal lukke forbindelser ind på port {{port}}.',
  end: 'Hold op med at være hub',
  endAsk: 'De andre beholder alt og arbejder videre, men intet når frem til nogen, før du er hub igen. Holde op?',
  ended: 'Hubben er slået fra.',
  wasCopied:
    'Denne mappe er kopieret eller flyttet, siden den blev hub. Kun én kopi må være hub: Vær kun hub her, hvis ingen anden er det.',
  PortTaken:
    'Et andet program bruger port {{port}}. Luk det, så fortsætter hubben af sig selv. Eller brug en anden port, og giv de andre den nye adresse.',
  RunsElsewhere: 'Et andet vindue eller program på dette lager er hub lige nu.',
  DiskFull: 'Disken er fuld. Skaf plads, så fortsætter hubben af sig selv.',
  TooNew: 'En nyere version af Samspill har skrevet denne hubs data. Installer den nyeste version på denne maskine.',
  Broke: 'Hubben startede ikke. Næste forsøg kommer af sig selv.',
  otherPort: 'Brug en anden port',
  askTitle: 'Er det den rigtige hub?',
  askAbout:
    'Ingen står inde for denne hubs certifikat, som det er almindeligt på et lokalnet. Sammenlign fingeraftrykket med det, hubben viser. Intet er sendt endnu.',
  askYes: 'Det er det samme',
  askNo: 'Kom ikke med',
  followTitle: 'En anden adresse',
  followAbout: 'Er hubben på et andet net i dag, så skriv den adresse, den viser nu. Den kendes på fingeraftrykket og kræver ingen kode.',
  follow: 'Brug denne adresse',
  following: 'Leder efter hubben …',
  followed: 'Hubben blev fundet på den nye adresse.',
  moveAbout:
    'Arbejdsområdet hører hjemme på en anden hub. Hvor den er uden for rækkevidde, som i et mødelokale, kan hjemmet flytte til denne enhed med alt.',
  move: 'Flyt hjemmet hertil …',
  moveAsk:
    'De andre følger så efter med en invitation herfra, og det, kun de har, kommer med. Den hidtidige hub får ikke mere. Flytte hjemmet til denne enhed?',
  moveYes: 'Flyt det hertil',
  usage: 'host (denne enhed er sit arbejdsområdes hub indtil Ctrl+C)',
  cliFingerprint: 'Fingeraftryk: {{fingerprint}}',
  cliAddress: 'Hubben lytter på {{url}}.',
  cliStopped: 'Hubben er slået fra.',
  cliUntrusted: 'Er det det samme, så spørg igen med --fingerprint {{fingerprint}}',
  fingerprintInvalid: '--fingerprint: {{value}} er ikke et certifikats fingeraftryk (64 hexadecimale cifre).',
} as const;

/** What the exchange with the hub says, in the terminal and on the screen. */

export const sync = {
  NotLinked: 'Dette lager arbejder alene: det har ingen hub.',
  HubUnreachable: 'Hubben svarer ikke. Alt er gemt her og sendes, når den gør.',
  HubBusy: 'Hubben beder om lidt tålmodighed. Næste forsøg kommer af sig selv.',
  NotAHub: 'Noget svarer på denne adresse, men det er ikke en Samspill-hub.',
  HubUntrusted:
    'Hubbens certifikat er ikke længere til at stole på: Det er udløbet, eller en anden maskine svarer. Intet sendes, før det er i orden; alt er gemt her.',
  HubOtherCertificate:
    'En anden maskine svarer på hubbens adresse, eller hubben har fået et nyt certifikat. Intet sendes til den. Er hubben sat op på ny, så bed om en ny invitation og sammenlign fingeraftrykket.',
  HubTooOld: 'Hubben er ældre end dette program og kan endnu ikke tage imod alle ændringerne. De venter her.',
  SyncingElsewhere: 'Et andet vindue eller program på dette lager udveksler lige nu.',
  StoreBusy: 'Et andet program skriver til dette lager. Næste forsøg kommer af sig selv.',
  DiskFull: 'Disken er fuld. Gør plads; det, der er udvekslet indtil nu, er gemt.',
  StoreReadOnly: 'Der kan ikke skrives til dette lager, så intet kan komme ind.',
  StoreIoError: 'Disken svarede ikke. Intet blev gemt halvt; næste forsøg kommer af sig selv.',
  JoinAgain: 'Hubben kender ikke længere denne enhed. Bed en administrator om en ny invitation og vær med igen; intet her er tabt.',
  ProgramTooOld: 'Hubben bruger en nyere protokol. Installer den nyere version; indtil da er alt gemt her.',
  SecretsLocked:
    'Enhedens nøgler er låst af skrivebordsprogrammet. Udveksl derfra, eller kom med igen med en ny invitation; intet her er tabt.',
  DeviceForked: 'En anden kopi af dette lager har udvekslet under samme navn. Der sendes ikke mere herfra; alt i det er bevaret.',
  HubReplaced:
    'Hubben er ikke den, den var: den er sat tilbage eller sat op på ny. Intet her er ændret eller slettet; spørg administratoren.',
  HubLies: 'Det, hubben sendte, hænger ikke sammen, så intet af det blev brugt. Sig det til administratoren; alt her er bevaret.',
  published_one: 'Udgivet på {{hub}}: {{n}} ændringssæt sendt.',
  published_other: 'Udgivet på {{hub}}: {{n}} ændringssæt sendt.',
  joined_one: 'Kom med på {{hub}}: {{n}} ændringssæt hentet.',
  joined_other: 'Kom med på {{hub}}: {{n}} ændringssæt hentet.',
  secretsPlain: 'Enhedens nøgler ligger i hub.json i lagerets mappe. Kun filens rettigheder beskytter dem: giv den aldrig videre.',
  exchanged: 'Sendt: {{sent}} · hentet: {{received}} · afvist: {{refused}} · skrevet to gange: {{conflicts}}',
  inviteMade: 'Invitation til {{name}}, gyldig for én enhed indtil {{until}}:',
  thisDevice: 'denne enhed',
  never: 'aldrig',
  revoked: 'trukket tilbage {{when}}',
  seen: 'sidst set {{when}}',
  noDevices: 'Hubben kender ingen enheder.',
  noConflicts: 'Ingen har skrevet i samme felt som en anden.',
  usagePublish: 'publish --hub URL --code KODE (sender dette arbejdsområde til en tom hub)',
  usageJoin: 'join --hub URL --code KODE (i en tom mappe, med en invitation)',
  usageSync: 'sync (udveksler alt med hubben nu)',
  usageInvite:
    'invite --role admin|manager|seller [--function sales|marketing|management] [--position STILLING] --name NAVN [--person ID] [--team ID] [--hours TAL]',
  usageDevices: 'devices (alle enheder i arbejdsområdet)',
  usageConflicts: 'conflicts (felter, som to har skrevet i uden at vide af hinanden)',
  hoursInvalid: '--hours: {{value}} er ikke et helt tal fra 1 til 720.',
} as const;

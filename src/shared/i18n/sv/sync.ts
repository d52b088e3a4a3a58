/** What the exchange with the hub says, in the terminal and on the screen. */

export const sync = {
  NotLinked: 'Det här lagret arbetar ensamt: det har ingen hubb.',
  HubUnreachable: 'Hubben svarar inte. Allt är sparat här och skickas när den gör det.',
  HubBusy: 'Hubben ber om lite tålamod. Nästa försök kommer av sig självt.',
  NotAHub: 'Något svarar på den här adressen, men det är ingen Samspill-hubb.',
  HubUntrusted:
    'Hubbens certifikat går inte längre att lita på: det har gått ut, eller så svarar en annan maskin. Inget skickas förrän det är i ordning; allt är sparat här.',
  HubOtherCertificate:
    'En annan maskin svarar på hubbens adress, eller så har hubben fått ett nytt certifikat. Inget skickas till den. Om hubben har satts upp på nytt, be om en ny inbjudan och jämför fingeravtrycket.',
  HubTooOld: 'Hubben är äldre än det här programmet och kan inte ta emot alla ändringar än. De väntar här.',
  SyncingElsewhere: 'Ett annat fönster eller program på det här lagret utbyter just nu.',
  StoreBusy: 'Ett annat program skriver till det här lagret. Nästa försök kommer av sig självt.',
  DiskFull: 'Disken är full. Gör plats; det som har utbytts hittills är sparat.',
  StoreReadOnly: 'Det går inte att skriva till det här lagret, så inget kan komma in.',
  StoreIoError: 'Disken svarade inte. Inget sparades halvt; nästa försök kommer av sig självt.',
  JoinAgain: 'Hubben känner inte längre den här enheten. Be en administratör om en ny inbjudan och gå med igen; inget här är förlorat.',
  ProgramTooOld: 'Hubben använder ett nyare protokoll. Installera den nyare versionen; till dess är allt sparat här.',
  SecretsLocked:
    'Enhetens nycklar är låsta av skrivbordsprogrammet. Utbyt därifrån, eller gå med igen med en ny inbjudan; inget här har gått förlorat.',
  DeviceForked: 'En annan kopia av det här lagret har utbytt under samma namn. Inget mer skickas härifrån; allt i det finns kvar.',
  HubReplaced:
    'Hubben är inte den den var: den har återställts eller satts upp på nytt. Inget här har ändrats eller raderats; fråga administratören.',
  HubLies: 'Det hubben skickade hänger inte ihop, så inget av det användes. Säg till administratören; allt här finns kvar.',
  published_one: 'Publicerat på {{hub}}: {{n}} ändringssats skickad.',
  published_other: 'Publicerat på {{hub}}: {{n}} ändringssatser skickade.',
  joined_one: 'Gick med på {{hub}}: {{n}} ändringssats hämtad.',
  joined_other: 'Gick med på {{hub}}: {{n}} ändringssatser hämtade.',
  secretsPlain: 'Enhetens nycklar ligger i hub.json i lagrets mapp. Bara filens rättigheter skyddar dem: lämna den aldrig vidare.',
  exchanged: 'Skickat: {{sent}} · hämtat: {{received}} · avvisat: {{refused}} · skrivet två gånger: {{conflicts}}',
  inviteMade: 'Inbjudan till {{name}}, giltig för en enhet till {{until}}:',
  thisDevice: 'den här enheten',
  never: 'aldrig',
  revoked: 'återkallad {{when}}',
  seen: 'senast sedd {{when}}',
  noDevices: 'Hubben känner inga enheter.',
  noConflicts: 'Ingen har skrivit i samma fält som någon annan.',
  usagePublish: 'publish --hub URL --code KOD (skickar den här arbetsytan till en tom hubb)',
  usageJoin: 'join --hub URL --code KOD (i en tom mapp, med en inbjudan)',
  usageSync: 'sync (utbyter allt med hubben nu)',
  usageInvite:
    'invite --role admin|manager|seller [--function sales|marketing|management] [--position BEFATTNING] --name NAMN [--person ID] [--team ID] [--hours TAL]',
  usageDevices: 'devices (alla enheter i arbetsytan)',
  usageConflicts: 'conflicts (fält som två har skrivit i utan att veta om varandra)',
  hoursInvalid: '--hours: {{value}} är inte ett heltal från 1 till 720.',
} as const;

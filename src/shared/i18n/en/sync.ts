/** What the exchange with the hub says, in the terminal and on the screen. */

export const sync = {
  NotLinked: 'This store works alone: it has no hub.',
  HubUnreachable: 'The hub does not answer. Everything is stored here and goes out when it does.',
  HubBusy: 'The hub asked to wait a little. The next try comes by itself.',
  NotAHub: 'Something answers at this address, but it is not a Samspill hub.',
  HubUntrusted:
    'The certificate of the hub is not to be trusted any more: it ran out, or another machine answers. Nothing goes out until it is in order; everything is stored here.',
  HubOtherCertificate:
    'Another machine answers at the address of the hub, or the hub has a new certificate. Nothing goes to it. If the hub was set up anew, ask for a new invitation and compare the fingerprint.',
  HubTooOld: 'The hub is older than this program and cannot take some of the changes yet. They wait here.',
  SyncingElsewhere: 'Another window or program on this store is exchanging just now.',
  StoreBusy: 'Another program is writing to this store. The next try comes by itself.',
  DiskFull: 'The disk is full. Make room; what was exchanged so far is stored.',
  StoreReadOnly: 'This store cannot be written to, so nothing can come in.',
  StoreIoError: 'The disk did not answer. Nothing was stored half; the next try comes by itself.',
  JoinAgain: 'The hub does not know this device any more. Ask an administrator for a new invitation and join again; nothing here is lost.',
  ProgramTooOld: 'The hub speaks a newer language. Install the newer version; until then everything is stored here.',
  SecretsLocked:
    'The keys of this device are locked by the desktop program. Exchange from there, or join again by a new invitation; nothing here is lost.',
  DeviceForked:
    'Another copy of this store has been exchanging under the same name. Nothing more goes out from this one; everything in it is kept.',
  HubReplaced:
    'This hub is not the one it was: it was put back or set up anew. Nothing here was changed or deleted; ask your administrator.',
  HubLies: 'What the hub sent does not fit together, so nothing of it was used. Tell your administrator; everything here is kept.',
  published_one: 'Published at {{hub}}: {{n}} change set sent.',
  published_other: 'Published at {{hub}}: {{n}} change sets sent.',
  joined_one: 'Joined {{hub}}: {{n}} change set fetched.',
  joined_other: 'Joined {{hub}}: {{n}} change sets fetched.',
  secretsPlain:
    'The keys of this device lie in hub.json, in the folder of the store. Only the rights of that file protect them: never pass it on.',
  exchanged: 'Sent: {{sent}} · fetched: {{received}} · refused: {{refused}} · written twice: {{conflicts}}',
  inviteMade: 'Invitation for {{name}}, good for one device until {{until}}:',
  thisDevice: 'this device',
  never: 'never',
  revoked: 'revoked {{when}}',
  seen: 'last seen {{when}}',
  noDevices: 'The hub knows no device.',
  noConflicts: 'Nobody has written the same field as somebody else.',
  usagePublish: 'publish --hub URL --code CODE (sends this workspace to an empty hub)',
  usageJoin: 'join --hub URL --code CODE (into an empty folder, by an invitation)',
  usageSync: 'sync (exchanges everything with the hub now)',
  usageInvite:
    'invite --role admin|manager|seller [--function sales|marketing|management] [--position POSITION] --name NAME [--person ID] [--team ID] [--hours NUMBER]',
  usageDevices: 'devices (all devices of the workspace)',
  usageConflicts: 'conflicts (fields that two people wrote without knowing)',
  hoursInvalid: '--hours: {{value}} is not a whole number from 1 to 720.',
} as const;

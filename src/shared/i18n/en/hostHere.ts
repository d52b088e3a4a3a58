/** Words of a device that is the home hub of its workspace, and of those who join it. */

export const hostHere = {
  title: 'Hub on this device',
  about: 'Works without a server and without internet: this device keeps the others on the local network in step.',
  offAbout:
    'Others join by the address, the code and the fingerprint that this device shows. While it sleeps or Samspill is closed, they work on and wait for it.',
  adminAbout: 'An administrator can make this device the hub.',
  begin: 'Host here',
  beginning: 'Starting …',
  begun: 'This device is the hub now.',
  again: 'Host again',
  isOff: 'This device is the hub of the workspace, and it is turned off. The others work on and wait.',
  isOn: 'The hub runs here. While this machine sleeps or Samspill is closed, the others work on and wait.',
  isStarting: 'The hub is starting …',
  thisDevice: 'This device',
  addresses: 'Address',
  noNetwork: 'This machine is on no local network just now. Others reach the hub when it is.',
  fingerprint: 'Fingerprint',
  hubFingerprint: 'Fingerprint of the hub',
  compare: 'Whoever joins sees a fingerprint too. It must be this one.',
  makeCode: 'Make a one-time code …',
  firewall:
    'If others cannot reach it: all must be on the same network, and the firewall of this machine must let in connections on port {{port}}.',
  end: 'Stop hosting',
  endAsk: 'The others keep everything and work on, but nothing reaches anybody until you host again. Stop hosting?',
  ended: 'The hub is turned off.',
  wasCopied: 'This folder was copied or moved since it became the hub. Only one copy may be the hub: host here only if no other one does.',
  PortTaken:
    'Another program has port {{port}}. Close it, and the hub goes on by itself. Or take another port, and give the others the new address.',
  RunsElsewhere: 'Another window or program on this store is the hub just now.',
  DiskFull: 'The disk is full. Make room, and the hub goes on by itself.',
  TooNew: 'A newer version of Samspill wrote the data of this hub. Install the newest version on this machine.',
  Broke: 'The hub did not start. The next try comes by itself.',
  otherPort: 'Take another port',
  askTitle: 'Is this the right hub?',
  askAbout:
    'Nobody vouches for the certificate of this hub, as is usual on a local network. Compare the fingerprint with the one that the hub shows. Nothing has been sent yet.',
  askYes: 'It is the same',
  askNo: 'Do not join',
  followTitle: 'Another address',
  followAbout:
    'If the hub is on another network today, type the address that it shows now. It is known by its fingerprint and needs no code.',
  follow: 'Use this address',
  following: 'Looking for the hub …',
  followed: 'The hub was found at the new address.',
  moveAbout:
    'The workspace has its home at another hub. Where that one is out of reach, as in a meeting room, the home can move to this device with everything.',
  move: 'Move the home here …',
  moveAsk:
    'The others then follow with an invitation from here, and what only they have comes along. The hub so far gets nothing more. Move the home to this device?',
  moveYes: 'Move it here',
  usage: 'host (this device is the hub of its workspace until Ctrl+C)',
  cliFingerprint: 'Fingerprint: {{fingerprint}}',
  cliAddress: 'The hub listens at {{url}}.',
  cliStopped: 'The hub is turned off.',
  cliUntrusted: 'If it is the same, ask again with --fingerprint {{fingerprint}}',
  fingerprintInvalid: '--fingerprint: {{value}} is not the fingerprint of a certificate (64 hexadecimal digits).',
} as const;

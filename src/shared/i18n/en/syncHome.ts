/** Words of what becomes of the hub: put back, moved, left. */

export const syncHome = {
  replacedTitle: 'This hub is not the one it was',
  replacedAdmin:
    'It was put back to an older copy, or set up anew. This device can bring it everything that it misses, under the numbers it had; the others then go on with “Sync now”. Nothing is deleted anywhere.',
  replacedOther:
    'It was put back to an older copy, or set up anew. Let an administrator push everything again first: after that, “Sync now” is enough here. Where that cannot be, this device sends what it holds itself, and the hub judges it anew. Nothing is deleted.',
  pushAgain: 'Push everything again',
  pushingAgain: 'Sending everything …',
  pushedAgain: 'The hub and this device hold the same again: sent {{sent}}, fetched {{received}}.',
  emptyAbout:
    'If the hub lost everything, it prints a set-up code when it starts. With that code the workspace is published there again, as it was.',
  publishAgain: 'Publish again',
  moveTitle: 'Move to another hub',
  moveAbout:
    'Publishes the workspace at an empty hub, with its whole history and all numbers. The others follow by an invitation from there and bring what they have not sent; what they still send to the old hub comes along with them.',
  move: 'Move',
  moving: 'Sending everything …',
  moved: 'The workspace has its home at the other hub now.',
  followTitle: 'Follow to another hub',
  followAbout:
    'When the workspace has moved, an invitation from its new home lets this device go on there. What has not been sent comes along.',
  follow: 'Follow',
  invitedAbout: 'If the hub lost what lets this device in, an administrator’s new invitation lets it in again.',
  leaveTitle: 'Leave the hub',
  leaveAbout: 'This device stops exchanging. Everything stays on it, and it can come back by an invitation.',
  leave: 'Leave …',
  leaveYes: 'Leave the hub',
  cancel: 'Cancel',
  left: 'This device works alone now.',
  leaveAsk: 'This device stops exchanging with the hub. Everything stays here. Leave?',
  leaveWaiting_one: '{{n}} change here has not been sent: nobody else sees it until this device comes back. Leave all the same?',
  leaveWaiting_other: '{{n}} changes here have not been sent: nobody else sees them until this device comes back. Leave all the same?',
  backTitle: 'Come back to the hub',
  backAbout:
    'This device had a hub before. By a new invitation it comes back to the same workspace, and what was written here meanwhile goes out.',
  back: 'Come back',
  usagePushAgain: 'push-again (brings a hub that was put back everything that it misses)',
  usageMove: 'move --hub URL --code CODE (publishes this workspace at another, empty hub)',
  usageLeave: 'leave (this store stops exchanging and keeps everything)',
  movedTo: 'The home of this workspace is {{hub}} now. The others join there by an invitation.',
  leftWaiting_one: 'This store works alone now. {{n}} change set has not been sent.',
  leftWaiting_other: 'This store works alone now. {{n}} change sets have not been sent.',
} as const;

/** Words of what becomes of the hub: put back, moved, left. */

export const syncHome = {
  replacedTitle: 'Denne huben er ikke den den var',
  replacedAdmin:
    'Den er satt tilbake til en eldre kopi, eller satt opp på nytt. Denne enheten kan gi den alt den mangler, under numrene det hadde; de andre går så videre med «Synkroniser nå». Ingenting slettes noe sted.',
  replacedOther:
    'Den er satt tilbake til en eldre kopi, eller satt opp på nytt. La en administrator sende alt på nytt først: da er «Synkroniser nå» nok her. Går ikke det, sender denne enheten selv det den har, og huben vurderer det på nytt. Ingenting slettes.',
  pushAgain: 'Send alt på nytt',
  pushingAgain: 'Sender alt …',
  pushedAgain: 'Huben og denne enheten har det samme igjen: sendt {{sent}}, hentet {{received}}.',
  emptyAbout:
    'Har huben mistet alt, skriver den ut en oppsettkode når den starter. Med den publiseres arbeidsområdet dit igjen, slik det var.',
  publishAgain: 'Publiser på nytt',
  moveTitle: 'Flytt til en annen hub',
  moveAbout:
    'Publiserer arbeidsområdet på en tom hub, med hele historikken og alle numre. De andre følger etter med en invitasjon derfra og tar med det de ikke har sendt; det de fortsatt sender til den gamle huben, kommer med dem.',
  move: 'Flytt',
  moving: 'Sender alt …',
  moved: 'Arbeidsområdet har nå sitt hjem på den andre huben.',
  followTitle: 'Følg etter til en annen hub',
  followAbout:
    'Når arbeidsområdet er flyttet, lar en invitasjon fra det nye hjemmet denne enheten gå videre der. Det som ikke er sendt, kommer med.',
  follow: 'Følg etter',
  invitedAbout: 'Har huben mistet det som slipper denne enheten inn, slipper en ny invitasjon fra en administrator den inn igjen.',
  leaveTitle: 'Forlat huben',
  leaveAbout: 'Denne enheten slutter å utveksle. Alt blir værende på den, og den kan komme tilbake med en invitasjon.',
  leave: 'Forlat …',
  leaveYes: 'Forlat huben',
  cancel: 'Avbryt',
  left: 'Denne enheten arbeider nå alene.',
  leaveAsk: 'Denne enheten slutter å utveksle med huben. Alt blir værende her. Vil du forlate den?',
  leaveWaiting_one: '{{n}} endring her er ikke sendt: ingen andre ser den før denne enheten kommer tilbake. Vil du likevel forlate huben?',
  leaveWaiting_other:
    '{{n}} endringer her er ikke sendt: ingen andre ser dem før denne enheten kommer tilbake. Vil du likevel forlate huben?',
  backTitle: 'Kom tilbake til huben',
  backAbout:
    'Denne enheten har hatt en hub før. Med en ny invitasjon kommer den tilbake til samme arbeidsområde, og det som er skrevet her i mellomtiden, sendes ut.',
  back: 'Kom tilbake',
  usagePushAgain: 'push-again (gir en hub som er satt tilbake, alt den mangler)',
  usageMove: 'move --hub URL --code KODE (publiserer dette arbeidsområdet på en annen, tom hub)',
  usageLeave: 'leave (dette lageret slutter å utveksle og beholder alt)',
  movedTo: 'Hjemmet til dette arbeidsområdet er nå {{hub}}. De andre blir med der med en invitasjon.',
  leftWaiting_one: 'Dette lageret arbeider nå alene. {{n}} endringssett er ikke sendt.',
  leftWaiting_other: 'Dette lageret arbeider nå alene. {{n}} endringssett er ikke sendt.',
} as const;

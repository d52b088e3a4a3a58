/** Words of what becomes of the hub: put back, moved, left. */

export const syncHome = {
  replacedTitle: 'Denne hub er ikke den, den var',
  replacedAdmin:
    'Den er sat tilbage til en ældre kopi eller sat op på ny. Denne enhed kan give den alt, hvad den mangler, under de numre det havde; de andre går så videre med »Synkroniser nu«. Intet slettes noget sted.',
  replacedOther:
    'Den er sat tilbage til en ældre kopi eller sat op på ny. Lad en administrator sende alt igen først: så er »Synkroniser nu« nok her. Kan det ikke lade sig gøre, sender denne enhed selv, hvad den har, og hubben vurderer det på ny. Intet slettes.',
  pushAgain: 'Send alt igen',
  pushingAgain: 'Sender alt …',
  pushedAgain: 'Hubben og denne enhed har det samme igen: sendt {{sent}}, hentet {{received}}.',
  emptyAbout:
    'Har hubben mistet alt, udskriver den en opsætningskode, når den starter. Med den udgives arbejdsområdet dér igen, som det var.',
  publishAgain: 'Udgiv igen',
  moveTitle: 'Flyt til en anden hub',
  moveAbout:
    'Udgiver arbejdsområdet på en tom hub med hele historikken og alle numre. De andre følger efter med en invitation derfra og tager det med, de ikke har sendt; det, de stadig sender til den gamle hub, kommer med dem.',
  move: 'Flyt',
  moving: 'Sender alt …',
  moved: 'Arbejdsområdet har nu sit hjem på den anden hub.',
  followTitle: 'Følg efter til en anden hub',
  followAbout:
    'Når arbejdsområdet er flyttet, lader en invitation fra det nye hjem denne enhed gå videre dér. Det, der ikke er sendt, kommer med.',
  follow: 'Følg efter',
  invitedAbout: 'Har hubben mistet det, der lukker denne enhed ind, lukker en ny invitation fra en administrator den ind igen.',
  leaveTitle: 'Forlad hubben',
  leaveAbout: 'Denne enhed holder op med at udveksle. Alt bliver på den, og den kan komme tilbage med en invitation.',
  leave: 'Forlad …',
  leaveYes: 'Forlad hubben',
  cancel: 'Annuller',
  left: 'Denne enhed arbejder nu alene.',
  leaveAsk: 'Denne enhed holder op med at udveksle med hubben. Alt bliver her. Vil du forlade den?',
  leaveWaiting_one:
    '{{n}} ændring her er ikke sendt: ingen andre ser den, før denne enhed kommer tilbage. Vil du alligevel forlade hubben?',
  leaveWaiting_other:
    '{{n}} ændringer her er ikke sendt: ingen andre ser dem, før denne enhed kommer tilbage. Vil du alligevel forlade hubben?',
  backTitle: 'Kom tilbage til hubben',
  backAbout:
    'Denne enhed har haft en hub før. Med en ny invitation kommer den tilbage til samme arbejdsområde, og det, der er skrevet her imens, sendes ud.',
  back: 'Kom tilbage',
  usagePushAgain: 'push-again (giver en hub, der er sat tilbage, alt hvad den mangler)',
  usageMove: 'move --hub URL --code KODE (udgiver dette arbejdsområde på en anden, tom hub)',
  usageLeave: 'leave (dette lager holder op med at udveksle og beholder alt)',
  movedTo: 'Hjemmet for dette arbejdsområde er nu {{hub}}. De andre kommer med dér med en invitation.',
  leftWaiting_one: 'Dette lager arbejder nu alene. {{n}} ændringssæt er ikke sendt.',
  leftWaiting_other: 'Dette lager arbejder nu alene. {{n}} ændringssæt er ikke sendt.',
} as const;

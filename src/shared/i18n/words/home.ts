/** Words of what becomes of the hub: put back, moved, left. */
import { words } from '../text.ts';

export const home = words({
  replacedTitle: {
    en: 'This hub is not the one it was',
    nb: 'Denne huben er ikke den den var',
    da: 'Denne hub er ikke den, den var',
    sv: 'Den här hubben är inte den den var',
  },
  replacedAdmin: {
    en: 'It was put back to an older copy, or set up anew. This device can bring it everything that it misses, under the numbers it had; the others then go on with “Sync now”. Nothing is deleted anywhere.',
    nb: 'Den er satt tilbake til en eldre kopi, eller satt opp på nytt. Denne enheten kan gi den alt den mangler, under numrene det hadde; de andre går så videre med «Synkroniser nå». Ingenting slettes noe sted.',
    da: 'Den er sat tilbage til en ældre kopi eller sat op på ny. Denne enhed kan give den alt, hvad den mangler, under de numre det havde; de andre går så videre med »Synkroniser nu«. Intet slettes noget sted.',
    sv: 'Den har återställts till en äldre kopia eller satts upp på nytt. Den här enheten kan ge den allt den saknar, under de nummer det hade; de andra går sedan vidare med ”Synkronisera nu”. Inget raderas någonstans.',
  },
  replacedOther: {
    en: 'It was put back to an older copy, or set up anew. Let an administrator push everything again first: after that, “Sync now” is enough here. Where that cannot be, this device sends what it holds itself, and the hub judges it anew. Nothing is deleted.',
    nb: 'Den er satt tilbake til en eldre kopi, eller satt opp på nytt. La en administrator sende alt på nytt først: da er «Synkroniser nå» nok her. Går ikke det, sender denne enheten selv det den har, og huben vurderer det på nytt. Ingenting slettes.',
    da: 'Den er sat tilbage til en ældre kopi eller sat op på ny. Lad en administrator sende alt igen først: så er »Synkroniser nu« nok her. Kan det ikke lade sig gøre, sender denne enhed selv, hvad den har, og hubben vurderer det på ny. Intet slettes.',
    sv: 'Den har återställts till en äldre kopia eller satts upp på nytt. Låt en administratör skicka allt igen först: sedan räcker ”Synkronisera nu” här. Går det inte skickar den här enheten själv det den har, och hubben bedömer det på nytt. Inget raderas.',
  },
  pushAgain: { en: 'Push everything again', nb: 'Send alt på nytt', da: 'Send alt igen', sv: 'Skicka allt igen' },
  pushedAgain: {
    en: 'The hub and this device hold the same again: sent {{sent}}, fetched {{received}}.',
    nb: 'Huben og denne enheten har det samme igjen: sendt {{sent}}, hentet {{received}}.',
    da: 'Hubben og denne enhed har det samme igen: sendt {{sent}}, hentet {{received}}.',
    sv: 'Hubben och den här enheten har samma innehåll igen: skickat {{sent}}, hämtat {{received}}.',
  },
  emptyAbout: {
    en: 'If the hub lost everything, it prints a set-up code when it starts. With that code the workspace is published there again, as it was.',
    nb: 'Har huben mistet alt, skriver den ut en oppsettkode når den starter. Med den publiseres arbeidsområdet dit igjen, slik det var.',
    da: 'Har hubben mistet alt, udskriver den en opsætningskode, når den starter. Med den udgives arbejdsområdet dér igen, som det var.',
    sv: 'Har hubben förlorat allt skriver den ut en startkod när den startar. Med den publiceras arbetsytan där igen, som den var.',
  },
  publishAgain: { en: 'Publish again', nb: 'Publiser på nytt', da: 'Udgiv igen', sv: 'Publicera igen' },
  moveTitle: { en: 'Move to another hub', nb: 'Flytt til en annen hub', da: 'Flyt til en anden hub', sv: 'Flytta till en annan hubb' },
  moveAbout: {
    en: 'Publishes the workspace at an empty hub, with its whole history and all numbers. The others follow by an invitation from there and bring what they have not sent; what they still send to the old hub comes along with them.',
    nb: 'Publiserer arbeidsområdet på en tom hub, med hele historikken og alle numre. De andre følger etter med en invitasjon derfra og tar med det de ikke har sendt; det de fortsatt sender til den gamle huben, kommer med dem.',
    da: 'Udgiver arbejdsområdet på en tom hub med hele historikken og alle numre. De andre følger efter med en invitation derfra og tager det med, de ikke har sendt; det, de stadig sender til den gamle hub, kommer med dem.',
    sv: 'Publicerar arbetsytan på en tom hubb, med hela historiken och alla nummer. De andra följer efter med en inbjudan därifrån och tar med det de inte har skickat; det de ännu skickar till den gamla hubben följer med dem.',
  },
  moved: {
    en: 'The workspace has its home at the other hub now.',
    nb: 'Arbeidsområdet har nå sitt hjem på den andre huben.',
    da: 'Arbejdsområdet har nu sit hjem på den anden hub.',
    sv: 'Arbetsytan har nu sitt hem på den andra hubben.',
  },
  followTitle: {
    en: 'Follow to another hub',
    nb: 'Følg etter til en annen hub',
    da: 'Følg efter til en anden hub',
    sv: 'Följ med till en annan hubb',
  },
  followAbout: {
    en: 'When the workspace has moved, an invitation from its new home lets this device go on there. What has not been sent comes along.',
    nb: 'Når arbeidsområdet er flyttet, lar en invitasjon fra det nye hjemmet denne enheten gå videre der. Det som ikke er sendt, kommer med.',
    da: 'Når arbejdsområdet er flyttet, lader en invitation fra det nye hjem denne enhed gå videre dér. Det, der ikke er sendt, kommer med.',
    sv: 'När arbetsytan har flyttat låter en inbjudan från det nya hemmet den här enheten fortsätta där. Det som inte har skickats följer med.',
  },
  follow: { en: 'Follow', nb: 'Følg etter', da: 'Følg efter', sv: 'Följ med' },
  invitedAbout: {
    en: 'If the hub lost what lets this device in, an administrator’s new invitation lets it in again.',
    nb: 'Har huben mistet det som slipper denne enheten inn, slipper en ny invitasjon fra en administrator den inn igjen.',
    da: 'Har hubben mistet det, der lukker denne enhed ind, lukker en ny invitation fra en administrator den ind igen.',
    sv: 'Har hubben förlorat det som släpper in den här enheten släpper en ny inbjudan från en administratör in den igen.',
  },
  leaveTitle: { en: 'Leave the hub', nb: 'Forlat huben', da: 'Forlad hubben', sv: 'Lämna hubben' },
  leaveAbout: {
    en: 'This device stops exchanging. Everything stays on it, and it can come back by an invitation.',
    nb: 'Denne enheten slutter å utveksle. Alt blir værende på den, og den kan komme tilbake med en invitasjon.',
    da: 'Denne enhed holder op med at udveksle. Alt bliver på den, og den kan komme tilbage med en invitation.',
    sv: 'Den här enheten slutar att utbyta. Allt stannar på den, och den kan komma tillbaka med en inbjudan.',
  },
  leave: { en: 'Leave …', nb: 'Forlat …', da: 'Forlad …', sv: 'Lämna …' },
  left: {
    en: 'This device works alone now.',
    nb: 'Denne enheten arbeider nå alene.',
    da: 'Denne enhed arbejder nu alene.',
    sv: 'Den här enheten arbetar nu ensam.',
  },
  leaveAsk: {
    en: 'This device stops exchanging with the hub. Everything stays here. Leave?',
    nb: 'Denne enheten slutter å utveksle med huben. Alt blir værende her. Vil du forlate den?',
    da: 'Denne enhed holder op med at udveksle med hubben. Alt bliver her. Vil du forlade den?',
    sv: 'Den här enheten slutar att utbyta med hubben. Allt stannar här. Vill du lämna den?',
  },
  leaveWaiting: {
    en: {
      one: '{{n}} change here has not been sent: nobody else sees it until this device comes back. Leave all the same?',
      other: '{{n}} changes here have not been sent: nobody else sees them until this device comes back. Leave all the same?',
    },
    nb: {
      one: '{{n}} endring her er ikke sendt: ingen andre ser den før denne enheten kommer tilbake. Vil du likevel forlate huben?',
      other: '{{n}} endringer her er ikke sendt: ingen andre ser dem før denne enheten kommer tilbake. Vil du likevel forlate huben?',
    },
    da: {
      one: '{{n}} ændring her er ikke sendt: ingen andre ser den, før denne enhed kommer tilbage. Vil du alligevel forlade hubben?',
      other: '{{n}} ændringer her er ikke sendt: ingen andre ser dem, før denne enhed kommer tilbage. Vil du alligevel forlade hubben?',
    },
    sv: {
      one: '{{n}} ändring här har inte skickats: ingen annan ser den förrän den här enheten kommer tillbaka. Vill du ändå lämna hubben?',
      other:
        '{{n}} ändringar här har inte skickats: ingen annan ser dem förrän den här enheten kommer tillbaka. Vill du ändå lämna hubben?',
    },
  },
  backTitle: { en: 'Come back to the hub', nb: 'Kom tilbake til huben', da: 'Kom tilbage til hubben', sv: 'Kom tillbaka till hubben' },
  backAbout: {
    en: 'This device had a hub before. By a new invitation it comes back to the same workspace, and what was written here meanwhile goes out.',
    nb: 'Denne enheten har hatt en hub før. Med en ny invitasjon kommer den tilbake til samme arbeidsområde, og det som er skrevet her i mellomtiden, sendes ut.',
    da: 'Denne enhed har haft en hub før. Med en ny invitation kommer den tilbage til samme arbejdsområde, og det, der er skrevet her imens, sendes ud.',
    sv: 'Den här enheten har haft en hubb tidigare. Med en ny inbjudan kommer den tillbaka till samma arbetsyta, och det som skrivits här under tiden skickas ut.',
  },
  back: { en: 'Come back', nb: 'Kom tilbake', da: 'Kom tilbage', sv: 'Kom tillbaka' },
  usagePushAgain: {
    en: 'push-again (brings a hub that was put back everything that it misses)',
    nb: 'push-again (gir en hub som er satt tilbake, alt den mangler)',
    da: 'push-again (giver en hub, der er sat tilbage, alt hvad den mangler)',
    sv: 'push-again (ger en hubb som har återställts allt den saknar)',
  },
  usageMove: {
    en: 'move --hub URL --code CODE (publishes this workspace at another, empty hub)',
    nb: 'move --hub URL --code KODE (publiserer dette arbeidsområdet på en annen, tom hub)',
    da: 'move --hub URL --code KODE (udgiver dette arbejdsområde på en anden, tom hub)',
    sv: 'move --hub URL --code KOD (publicerar den här arbetsytan på en annan, tom hubb)',
  },
  usageLeave: {
    en: 'leave (this store stops exchanging and keeps everything)',
    nb: 'leave (dette lageret slutter å utveksle og beholder alt)',
    da: 'leave (dette lager holder op med at udveksle og beholder alt)',
    sv: 'leave (det här lagret slutar att utbyta och behåller allt)',
  },
  movedTo: {
    en: 'The home of this workspace is {{hub}} now. The others join there by an invitation.',
    nb: 'Hjemmet til dette arbeidsområdet er nå {{hub}}. De andre blir med der med en invitasjon.',
    da: 'Hjemmet for dette arbejdsområde er nu {{hub}}. De andre kommer med dér med en invitation.',
    sv: 'Hemmet för den här arbetsytan är nu {{hub}}. De andra går med där med en inbjudan.',
  },
  leftWaiting: {
    en: {
      one: 'This store works alone now. {{n}} change set has not been sent.',
      other: 'This store works alone now. {{n}} change sets have not been sent.',
    },
    nb: {
      one: 'Dette lageret arbeider nå alene. {{n}} endringssett er ikke sendt.',
      other: 'Dette lageret arbeider nå alene. {{n}} endringssett er ikke sendt.',
    },
    da: {
      one: 'Dette lager arbejder nu alene. {{n}} ændringssæt er ikke sendt.',
      other: 'Dette lager arbejder nu alene. {{n}} ændringssæt er ikke sendt.',
    },
    sv: {
      one: 'Det här lagret arbetar nu ensamt. {{n}} ändringssats har inte skickats.',
      other: 'Det här lagret arbetar nu ensamt. {{n}} ändringssatser har inte skickats.',
    },
  },
});

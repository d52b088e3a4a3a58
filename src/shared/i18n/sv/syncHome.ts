/** Words of what becomes of the hub: put back, moved, left. */

export const syncHome = {
  replacedTitle: 'Den här hubben är inte den den var',
  replacedAdmin:
    'Den har återställts till en äldre kopia eller satts upp på nytt. Den här enheten kan ge den allt den saknar, under de nummer det hade; de andra går sedan vidare med ”Synkronisera nu”. Inget raderas någonstans.',
  replacedOther:
    'Den har återställts till en äldre kopia eller satts upp på nytt. Låt en administratör skicka allt igen först: sedan räcker ”Synkronisera nu” här. Går det inte skickar den här enheten själv det den har, och hubben bedömer det på nytt. Inget raderas.',
  pushAgain: 'Skicka allt igen',
  pushingAgain: 'Skickar allt …',
  pushedAgain: 'Hubben och den här enheten har samma innehåll igen: skickat {{sent}}, hämtat {{received}}.',
  emptyAbout: 'Har hubben förlorat allt skriver den ut en startkod när den startar. Med den publiceras arbetsytan där igen, som den var.',
  publishAgain: 'Publicera igen',
  moveTitle: 'Flytta till en annan hubb',
  moveAbout:
    'Publicerar arbetsytan på en tom hubb, med hela historiken och alla nummer. De andra följer efter med en inbjudan därifrån och tar med det de inte har skickat; det de ännu skickar till den gamla hubben följer med dem.',
  move: 'Flytta',
  moving: 'Skickar allt …',
  moved: 'Arbetsytan har nu sitt hem på den andra hubben.',
  followTitle: 'Följ med till en annan hubb',
  followAbout:
    'När arbetsytan har flyttat låter en inbjudan från det nya hemmet den här enheten fortsätta där. Det som inte har skickats följer med.',
  follow: 'Följ med',
  invitedAbout: 'Har hubben förlorat det som släpper in den här enheten släpper en ny inbjudan från en administratör in den igen.',
  leaveTitle: 'Lämna hubben',
  leaveAbout: 'Den här enheten slutar att utbyta. Allt stannar på den, och den kan komma tillbaka med en inbjudan.',
  leave: 'Lämna …',
  leaveYes: 'Lämna hubben',
  cancel: 'Avbryt',
  left: 'Den här enheten arbetar nu ensam.',
  leaveAsk: 'Den här enheten slutar att utbyta med hubben. Allt stannar här. Vill du lämna den?',
  leaveWaiting_one:
    '{{n}} ändring här har inte skickats: ingen annan ser den förrän den här enheten kommer tillbaka. Vill du ändå lämna hubben?',
  leaveWaiting_other:
    '{{n}} ändringar här har inte skickats: ingen annan ser dem förrän den här enheten kommer tillbaka. Vill du ändå lämna hubben?',
  backTitle: 'Kom tillbaka till hubben',
  backAbout:
    'Den här enheten har haft en hubb tidigare. Med en ny inbjudan kommer den tillbaka till samma arbetsyta, och det som skrivits här under tiden skickas ut.',
  back: 'Kom tillbaka',
  usagePushAgain: 'push-again (ger en hubb som har återställts allt den saknar)',
  usageMove: 'move --hub URL --code KOD (publicerar den här arbetsytan på en annan, tom hubb)',
  usageLeave: 'leave (det här lagret slutar att utbyta och behåller allt)',
  movedTo: 'Hemmet för den här arbetsytan är nu {{hub}}. De andra går med där med en inbjudan.',
  leftWaiting_one: 'Det här lagret arbetar nu ensamt. {{n}} ändringssats har inte skickats.',
  leftWaiting_other: 'Det här lagret arbetar nu ensamt. {{n}} ändringssatser har inte skickats.',
} as const;

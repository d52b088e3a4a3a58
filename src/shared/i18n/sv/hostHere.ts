/** Words of a device that is the home hub of its workspace, and of those who join it. */

export const hostHere = {
  title: 'Hubb på den här enheten',
  about: 'Fungerar utan server och utan internet: den här enheten håller de andra på det lokala nätet i takt.',
  offAbout:
    'Andra ansluter med adressen, koden och fingeravtrycket som den här enheten visar. Medan den sover eller Samspill är stängt arbetar de vidare och väntar på den.',
  adminAbout: 'En administratör kan göra den här enheten till hubb.',
  begin: 'Var hubb här',
  beginning: 'Startar …',
  begun: 'Den här enheten är nu hubb.',
  again: 'Var hubb igen',
  isOff: 'Den här enheten är arbetsytans hubb, och den är avstängd. De andra arbetar vidare och väntar.',
  isOn: 'Hubben körs här. Medan den här datorn sover eller Samspill är stängt arbetar de andra vidare och väntar.',
  isStarting: 'Hubben startar …',
  thisDevice: 'Den här enheten',
  addresses: 'Adress',
  noNetwork: 'Den här datorn är inte på något lokalt nät just nu. Andra når hubben när den är det.',
  fingerprint: 'Fingeravtryck',
  hubFingerprint: 'Hubbens fingeravtryck',
  compare: 'Den som ansluter ser också ett fingeravtryck. Det ska vara det här.',
  makeCode: 'Skapa en engångskod …',
  firewall:
    'Om andra inte når den: alla måste vara på samma nät, och brandväggen på den här datorn måste släppa in anslutningar på port {{port}}.',
  end: 'Sluta vara hubb',
  endAsk: 'De andra behåller allt och arbetar vidare, men inget når fram till någon förrän du är hubb igen. Sluta?',
  ended: 'Hubben är avstängd.',
  wasCopied:
    'Den här mappen har kopierats eller flyttats sedan den blev hubb. Bara en kopia får vara hubb: var hubb här bara om ingen annan är det.',
  PortTaken:
    'Ett annat program använder port {{port}}. Stäng det, så fortsätter hubben av sig själv. Eller använd en annan port och ge de andra den nya adressen.',
  RunsElsewhere: 'Ett annat fönster eller program på det här lagret är hubb just nu.',
  DiskFull: 'Disken är full. Gör plats, så fortsätter hubben av sig själv.',
  TooNew: 'En nyare version av Samspill har skrivit den här hubbens data. Installera den senaste versionen på den här datorn.',
  Broke: 'Hubben startade inte. Nästa försök kommer av sig självt.',
  otherPort: 'Använd en annan port',
  askTitle: 'Är det rätt hubb?',
  askAbout:
    'Ingen går i god för den här hubbens certifikat, som brukligt är på ett lokalt nät. Jämför fingeravtrycket med det som hubben visar. Inget har skickats än.',
  askYes: 'Det är detsamma',
  askNo: 'Anslut inte',
  followTitle: 'En annan adress',
  followAbout:
    'Om hubben är på ett annat nät i dag, skriv adressen som den visar nu. Den känns igen på fingeravtrycket och behöver ingen kod.',
  follow: 'Använd adressen',
  following: 'Letar efter hubben …',
  followed: 'Hubben hittades på den nya adressen.',
  moveAbout:
    'Arbetsytan hör hemma på en annan hubb. Där den är utom räckhåll, som i ett mötesrum, kan hemmet flytta till den här enheten med allt.',
  move: 'Flytta hemmet hit …',
  moveAsk:
    'De andra följer sedan efter med en inbjudan härifrån, och det som bara de har kommer med. Den hittillsvarande hubben får inget mer. Flytta hemmet till den här enheten?',
  moveYes: 'Flytta det hit',
  usage: 'host (den här enheten är hubb för sin arbetsyta till Ctrl+C)',
  cliFingerprint: 'Fingeravtryck: {{fingerprint}}',
  cliAddress: 'Hubben lyssnar på {{url}}.',
  cliStopped: 'Hubben är avstängd.',
  cliUntrusted: 'Är det detsamma, fråga igen med --fingerprint {{fingerprint}}',
  fingerprintInvalid: '--fingerprint: {{value}} är inte ett certifikats fingeravtryck (64 hexadecimala siffror).',
} as const;

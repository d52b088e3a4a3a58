/** A sentence for every error that a call can answer; the keys are the error types. */
import { joined, words } from '../text.ts';
import { fileErrors } from './fileErrors.ts';
import { hubErrors } from './hubErrors.ts';
import { recordErrors } from './recordErrors.ts';
import { storeErrors } from './storeErrors.ts';

const callErrors = words({
  heading: { en: 'This could not be shown', nb: 'Dette kunne ikke vises', da: 'Dette kunne ikke vises', sv: 'Det här kunde inte visas' },
  UnknownEntry: {
    en: 'This window asks for something the program does not know ({{name}}). Reload the page.',
    nb: 'Vinduet ber om noe programmet ikke kjenner ({{name}}). Last siden på nytt.',
    da: 'Vinduet beder om noget, programmet ikke kender ({{name}}). Genindlæs siden.',
    sv: 'Fönstret frågar efter något som programmet inte känner till ({{name}}). Läs in sidan på nytt.',
  },
  InvalidInput: {
    en: 'Something in the request was not understood, so nothing was done.',
    nb: 'Noe i forespørselen ble ikke forstått, så ingenting ble gjort.',
    da: 'Noget i forespørgslen blev ikke forstået, så der er ikke gjort noget.',
    sv: 'Något i begäran gick inte att förstå, så inget har gjorts.',
  },
  NotAllowed: {
    en: 'Your role does not allow this ({{action}}).',
    nb: 'Rollen din gir ikke adgang til dette ({{action}}).',
    da: 'Din rolle giver ikke adgang til dette ({{action}}).',
    sv: 'Din roll ger inte åtkomst till detta ({{action}}).',
  },
  Defect: {
    en: "Something broke ({{id}}). The details are in the program's log.",
    nb: 'Noe gikk i stykker ({{id}}). Detaljene står i programmets logg.',
    da: 'Noget gik i stykker ({{id}}). Detaljerne står i programmets log.',
    sv: 'Något gick sönder ({{id}}). Detaljerna finns i programmets logg.',
  },
  NoSession: {
    en: 'This browser has not been let in. Open the link printed in the terminal.',
    nb: 'Denne nettleseren er ikke sluppet inn. Åpne lenken som står i terminalen.',
    da: 'Denne browser er ikke lukket ind. Åbn linket, der står i terminalen.',
    sv: 'Den här webbläsaren har inte släppts in. Öppna länken som står i terminalen.',
  },
  HostUnreachable: {
    en: 'Samspill does not answer. Start it again in the terminal; nothing that was saved is lost.',
    nb: 'Samspill svarer ikke. Start det igjen i terminalen; ingenting som er lagret, går tapt.',
    da: 'Samspill svarer ikke. Start det igen i terminalen; intet, der er gemt, går tabt.',
    sv: 'Samspill svarar inte. Starta det igen i terminalen; inget som har sparats går förlorat.',
  },
  CodeRefused: {
    en: 'This link has been used, or belongs to an earlier start. Start Samspill again for a new one.',
    nb: 'Lenken er brukt, eller hører til en tidligere start. Start Samspill på nytt for å få en ny.',
    da: 'Linket er brugt eller hører til en tidligere start. Start Samspill igen for at få et nyt.',
    sv: 'Länken är använd eller hör till en tidigare start. Starta Samspill igen för att få en ny.',
  },
  WrongHost: {
    en: 'The program refused this address. Use the link printed in the terminal.',
    nb: 'Programmet avviste denne adressen. Bruk lenken i terminalen.',
    da: 'Programmet afviste denne adresse. Brug linket i terminalen.',
    sv: 'Programmet avvisade den här adressen. Använd länken i terminalen.',
  },
  WrongOrigin: {
    en: 'The program answers its own page only. Use the link printed in the terminal.',
    nb: 'Programmet svarer bare sin egen side. Bruk lenken i terminalen.',
    da: 'Programmet svarer kun sin egen side. Brug linket i terminalen.',
    sv: 'Programmet svarar bara sin egen sida. Använd länken i terminalen.',
  },
  WrongContentType: {
    en: 'The request had a form the program does not read.',
    nb: 'Forespørselen hadde en form programmet ikke leser.',
    da: 'Forespørgslen havde en form, programmet ikke læser.',
    sv: 'Begäran hade en form som programmet inte läser.',
  },
  NotFound: {
    en: 'There is nothing at this address.',
    nb: 'Det er ingenting på denne adressen.',
    da: 'Der er ikke noget på denne adresse.',
    sv: 'Det finns inget på den här adressen.',
  },
  MethodNotAllowed: {
    en: 'This address does not take such a request.',
    nb: 'Denne adressen tar ikke imot en slik forespørsel.',
    da: 'Denne adresse tager ikke imod en sådan forespørgsel.',
    sv: 'Den här adressen tar inte emot en sådan begäran.',
  },
  WrongCode: {
    en: 'This link is not the one that was printed. Use the link in the terminal.',
    nb: 'Dette er ikke lenken som ble skrevet ut. Bruk lenken i terminalen.',
    da: 'Det er ikke det link, der blev skrevet ud. Brug linket i terminalen.',
    sv: 'Det här är inte länken som skrevs ut. Använd länken i terminalen.',
  },
  CodeUsed: {
    en: 'This link has let a browser in already. Start Samspill again for a new one.',
    nb: 'Lenken har alt sluppet inn en nettleser. Start Samspill på nytt for å få en ny.',
    da: 'Linket har allerede lukket en browser ind. Start Samspill igen for at få et nyt.',
    sv: 'Länken har redan släppt in en webbläsare. Starta Samspill igen för att få en ny.',
  },
  TooManyTries: {
    en: 'Too many wrong links. Start Samspill again for a new one.',
    nb: 'For mange feil lenker. Start Samspill på nytt for å få en ny.',
    da: 'For mange forkerte links. Start Samspill igen for at få et nyt.',
    sv: 'För många felaktiga länkar. Starta Samspill igen för att få en ny.',
  },
  TooManyListeners: {
    en: 'Too many windows are open on this program. Close one and reload.',
    nb: 'For mange vinduer er åpne mot programmet. Lukk ett og last siden på nytt.',
    da: 'For mange vinduer er åbne mod programmet. Luk et, og genindlæs siden.',
    sv: 'För många fönster är öppna mot programmet. Stäng ett och läs in sidan på nytt.',
  },
  TooLarge: {
    en: 'That is more than the program takes at once.',
    nb: 'Dette er mer enn programmet tar imot på én gang.',
    da: 'Det er mere, end programmet tager imod på én gang.',
    sv: 'Det är mer än programmet tar emot på en gång.',
  },
  MalformedBody: {
    en: 'The request could not be read.',
    nb: 'Forespørselen kunne ikke leses.',
    da: 'Forespørgslen kunne ikke læses.',
    sv: 'Begäran gick inte att läsa.',
  },
  Closing: { en: 'Samspill is closing.', nb: 'Samspill avsluttes.', da: 'Samspill lukkes.', sv: 'Samspill avslutas.' },
  CursorInvalid: {
    en: 'The list has changed under this window. Open it again.',
    nb: 'Listen er endret under dette vinduet. Åpne den på nytt.',
    da: 'Listen er ændret under dette vindue. Åbn den igen.',
    sv: 'Listan har ändrats under det här fönstret. Öppna den igen.',
  },
});

export const errors = joined(joined(joined(joined(callErrors, recordErrors), fileErrors), storeErrors), hubErrors);

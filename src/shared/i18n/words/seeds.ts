/** Names that a new workspace starts with: stages, criteria and reasons, by their key. */
import { words } from '../text.ts';

export const seeds = words({
  qualified: { en: 'Qualified', nb: 'Kvalifisert', da: 'Kvalificeret', sv: 'Kvalificerad' },
  meeting: { en: 'Meeting held', nb: 'Møte holdt', da: 'Møde afholdt', sv: 'Möte hållet' },
  proposal: { en: 'Proposal', nb: 'Tilbud', da: 'Tilbud', sv: 'Offert' },
  negotiation: { en: 'Negotiation', nb: 'Forhandling', da: 'Forhandling', sv: 'Förhandling' },
  won: { en: 'Won', nb: 'Vunnet', da: 'Vundet', sv: 'Vunnen' },
  lost: { en: 'Lost', nb: 'Tapt', da: 'Tabt', sv: 'Förlorad' },
  criterionAccount: { en: 'The company is known', nb: 'Firmaet er kjent', da: 'Virksomheden er kendt', sv: 'Företaget är känt' },
  criterionNextStep: {
    en: 'A next step is agreed',
    nb: 'Neste steg er avtalt',
    da: 'Næste skridt er aftalt',
    sv: 'Nästa steg är överenskommet',
  },
  criterionAmount: { en: 'The amount is known', nb: 'Beløpet er kjent', da: 'Beløbet er kendt', sv: 'Beloppet är känt' },
  criterionClose: {
    en: 'The close date is agreed',
    nb: 'Avslutningsdatoen er avtalt',
    da: 'Lukkedatoen er aftalt',
    sv: 'Avslutsdatumet är överenskommet',
  },
  criterionDecider: {
    en: 'The decision maker has said yes',
    nb: 'Beslutningstakeren har sagt ja',
    da: 'Beslutningstageren har sagt ja',
    sv: 'Beslutsfattaren har sagt ja',
  },
  wonFit: { en: 'Best fit for the need', nb: 'Dekket behovet best', da: 'Dækkede behovet bedst', sv: 'Täckte behovet bäst' },
  wonPrice: { en: 'Price', nb: 'Pris', da: 'Pris', sv: 'Pris' },
  wonTrust: { en: 'Relationship and trust', nb: 'Relasjon og tillit', da: 'Relation og tillid', sv: 'Relation och förtroende' },
  lostPrice: { en: 'Price', nb: 'Pris', da: 'Pris', sv: 'Pris' },
  lostCompetitor: { en: 'Chose a competitor', nb: 'Valgte en konkurrent', da: 'Valgte en konkurrent', sv: 'Valde en konkurrent' },
  lostNoDecision: { en: 'No decision', nb: 'Ingen beslutning', da: 'Ingen beslutning', sv: 'Inget beslut' },
  lostTiming: { en: 'Wrong time', nb: 'Feil tidspunkt', da: 'Forkert tidspunkt', sv: 'Fel tidpunkt' },
  lostDuplicate: { en: 'Duplicate', nb: 'Duplikat', da: 'Dublet', sv: 'Dubblett' },
  lostTest: { en: 'Test entry', nb: 'Testregistrering', da: 'Testregistrering', sv: 'Testpost' },
});

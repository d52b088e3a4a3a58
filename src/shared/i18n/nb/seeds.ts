/** Names that a new workspace starts with: stages, criteria and reasons, by their key. */

export const seeds = {
  qualified: 'Kvalifisert',
  meeting: 'Møte holdt',
  proposal: 'Tilbud',
  negotiation: 'Forhandling',
  won: 'Vunnet',
  lost: 'Tapt',
  criterionAccount: 'Firmaet er kjent',
  criterionNextStep: 'Neste steg er avtalt',
  criterionAmount: 'Beløpet er kjent',
  criterionClose: 'Avslutningsdatoen er avtalt',
  criterionDecider: 'Beslutningstakeren har sagt ja',
  wonFit: 'Dekket behovet best',
  wonPrice: 'Pris',
  wonTrust: 'Relasjon og tillit',
  lostPrice: 'Pris',
  lostCompetitor: 'Valgte en konkurrent',
  lostNoDecision: 'Ingen beslutning',
  lostTiming: 'Feil tidspunkt',
  lostDuplicate: 'Duplikat',
  lostTest: 'Testregistrering',
} as const;

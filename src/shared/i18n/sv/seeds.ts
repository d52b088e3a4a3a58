/** Names that a new workspace starts with: stages, criteria and reasons, by their key. */

export const seeds = {
  qualified: 'Kvalificerad',
  meeting: 'Möte hållet',
  proposal: 'Offert',
  negotiation: 'Förhandling',
  won: 'Vunnen',
  lost: 'Förlorad',
  criterionAccount: 'Företaget är känt',
  criterionNextStep: 'Nästa steg är överenskommet',
  criterionAmount: 'Beloppet är känt',
  criterionClose: 'Avslutsdatumet är överenskommet',
  criterionDecider: 'Beslutsfattaren har sagt ja',
  wonFit: 'Täckte behovet bäst',
  wonPrice: 'Pris',
  wonTrust: 'Relation och förtroende',
  lostPrice: 'Pris',
  lostCompetitor: 'Valde en konkurrent',
  lostNoDecision: 'Inget beslut',
  lostTiming: 'Fel tidpunkt',
  lostDuplicate: 'Dubblett',
  lostTest: 'Testpost',
} as const;

/** Names that a new workspace starts with: stages, criteria and reasons, by their key. */

export const seeds = {
  qualified: 'Kvalificeret',
  meeting: 'Møde afholdt',
  proposal: 'Tilbud',
  negotiation: 'Forhandling',
  won: 'Vundet',
  lost: 'Tabt',
  criterionAccount: 'Virksomheden er kendt',
  criterionNextStep: 'Næste skridt er aftalt',
  criterionAmount: 'Beløbet er kendt',
  criterionClose: 'Lukkedatoen er aftalt',
  criterionDecider: 'Beslutningstageren har sagt ja',
  wonFit: 'Dækkede behovet bedst',
  wonPrice: 'Pris',
  wonTrust: 'Relation og tillid',
  lostPrice: 'Pris',
  lostCompetitor: 'Valgte en konkurrent',
  lostNoDecision: 'Ingen beslutning',
  lostTiming: 'Forkert tidspunkt',
  lostDuplicate: 'Dublet',
  lostTest: 'Testregistrering',
} as const;

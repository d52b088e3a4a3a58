/** Names that a new workspace starts with: stages, criteria and reasons, by their key. */

export const seeds = {
  qualified: 'Qualified',
  meeting: 'Meeting held',
  proposal: 'Proposal',
  negotiation: 'Negotiation',
  won: 'Won',
  lost: 'Lost',
  criterionAccount: 'The company is known',
  criterionNextStep: 'A next step is agreed',
  criterionAmount: 'The amount is known',
  criterionClose: 'The close date is agreed',
  criterionDecider: 'The decision maker has said yes',
  wonFit: 'Best fit for the need',
  wonPrice: 'Price',
  wonTrust: 'Relationship and trust',
  lostPrice: 'Price',
  lostCompetitor: 'Chose a competitor',
  lostNoDecision: 'No decision',
  lostTiming: 'Wrong time',
  lostDuplicate: 'Duplicate',
  lostTest: 'Test entry',
} as const;

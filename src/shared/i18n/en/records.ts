/** Words for kinds of records and for fields that no other area has. */

export const records = {
  teamMember: 'Team member',
  knowledge: 'Knowledge',
  criterion: 'Criterion',
  decision: 'Decision',
  inCurrency: 'In currency',
  mergedInto: 'Merged into',
  side: 'Side',
  order: 'Place in the order',
  provenBy: 'Shown by',
  byHand: 'a person',
  original: 'As it came',
} as const;

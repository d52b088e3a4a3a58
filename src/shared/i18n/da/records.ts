/** Words for kinds of records and for fields that no other area has. */

export const records = {
  teamMember: 'Teammedlem',
  knowledge: 'Viden',
  criterion: 'Krav',
  decision: 'Afgørelse',
  inCurrency: 'I valuta',
  mergedInto: 'Slået sammen med',
  side: 'Side',
  order: 'Plads i rækkefølgen',
  provenBy: 'Vises af',
  byHand: 'en person',
  original: 'Som det kom',
} as const;

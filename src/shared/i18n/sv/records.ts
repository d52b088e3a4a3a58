/** Words for kinds of records and for fields that no other area has. */

export const records = {
  teamMember: 'Teammedlem',
  knowledge: 'Kunskap',
  criterion: 'Krav',
  decision: 'Beslut',
  inCurrency: 'I valuta',
  mergedInto: 'Sammanslaget med',
  side: 'Sida',
  order: 'Plats i ordningen',
  provenBy: 'Visas av',
  byHand: 'en person',
  original: 'Så som det kom',
} as const;

/** Words for kinds of records and for fields that no other area has. */

export const records = {
  teamMember: 'Teammedlem',
  knowledge: 'Kunnskap',
  criterion: 'Krav',
  decision: 'Avgjørelse',
  inCurrency: 'I valuta',
  mergedInto: 'Slått sammen med',
  side: 'Side',
  order: 'Plass i rekkefølgen',
  provenBy: 'Vises av',
  byHand: 'en person',
  original: 'Slik det kom',
} as const;

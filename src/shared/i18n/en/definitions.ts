/** What each figure is called, what it means and how it is calculated. */

export const definitions = {
  wonAmountName: 'Won',
  wonAmountMeaning:
    'What the won deals are worth, excl. VAT. A deal counts on the day of its last closing; a won deal without an amount adds nothing.',
  wonAmountFormula: 'Sum of {{n}} won amounts = {{result}}',
  wonCountName: 'Deals won',
  wonCountMeaning:
    'Deals whose last closing is a win, by the day of that closing. A deal that was opened again counts nowhere until it closes.',
  wonCountFormula: 'Number of won deals = {{result}}',
  lostCountName: 'Deals lost',
  lostCountMeaning: 'Deals whose last closing is a loss, by the day of that closing. Duplicates, tests and merged deals are not losses.',
  lostCountFormula: 'Number of lost deals = {{result}}',
  openCountName: 'Open deals',
  openCountMeaning:
    'Deals that were in one of the agreed sales stages on the day, neither won nor lost. Deals whose day is not known count today only.',
  openCountFormula: 'Number of open deals = {{result}}',
  openAmountName: 'Open pipeline, unweighted',
  openAmountMeaning:
    'What all open deals are worth, excl. VAT, as if every one were won. Deals without an amount add nothing and are counted apart.',
  openAmountFormula: 'Sum of {{n}} open amounts = {{result}}',
  weightedAmountName: 'Open pipeline, weighted',
  weightedAmountMeaning:
    'Each open amount times the agreed probability of its stage, added exactly and rounded once. Won deals are not in it.',
  weightedAmountFormula: 'Amount × probability, added over {{n}} open deals = {{result}}',
  winRateByCountName: 'Win rate by count',
  winRateByCountMeaning:
    'The won share of the deals that closed, by number. Open deals are not in it; reasons agreed as "not a loss" leave the divisor.',
  winRateByCountFormula: '{{won}} won ÷ ({{won}} won + {{lost}} lost) = {{result}}',
  winRateByValueName: 'Win rate by value',
  winRateByValueMeaning:
    'The won share of the deals that closed, by amount. It needs amounts on the lost: where more than 10\u00a0% of them have none, there is no number.',
  winRateByValueFormula: '{{won}} won ÷ ({{won}} won + {{lost}} lost) = {{result}}',
  withoutAmountName: 'Without an amount',
  withoutAmountMeaning: 'Open deals that nobody has put an amount on. They are in the count, but no sum knows of them.',
  withoutAmountFormula: 'Open deals without an amount = {{result}}',
  dayUnknownName: 'Day unknown',
  dayUnknownMeaning: 'Deals of which no day is known. They are open today and never counted as of an earlier day.',
  dayUnknownFormula: 'Deals without a known day = {{result}}',
  openWithoutDateName: 'Without a close date',
  openWithoutDateMeaning:
    'Open deals without an expected close date. No period can hold them, so they stand on their own line and in no sum of a period.',
  openWithoutDateFormula: 'Open deals without a close date = {{result}}',
  inPeriod: 'In a period it counts the deals expected to close in it, both ends included.',
} as const;

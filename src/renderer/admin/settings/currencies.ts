/** The currencies that a choice offers: those of the Nordic countries and their neighbours, and whatever the data already has. */

const usual = ['NOK', 'SEK', 'DKK', 'EUR', 'GBP', 'USD', 'ISK', 'CHF', 'PLN', 'JPY', 'CAD', 'AUD'] as const;

export const currencyCodes = (known: readonly string[]): readonly string[] => [...new Set([...known, ...usual])];

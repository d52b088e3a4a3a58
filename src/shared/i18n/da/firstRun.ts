/** Words of the beginning with one's own data, from the strip of the sample company. */

export const firstRun = {
  start: 'Start med egne data',
  title: 'Dit eget arbejdsområde',
  about: 'Det begynder tomt ved siden af eksempelvirksomheden. Intet fra eksemplet følger med.',
  yourName: 'Dit navn',
  beginImport: 'Begynd og importér filer',
  beginEmpty: 'Begynd tomt',
  making: 'Opretter arbejdsområdet …',
} as const;

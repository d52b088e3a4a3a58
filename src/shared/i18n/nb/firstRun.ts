/** Words of the beginning with one's own data, from the strip of the sample company. */

export const firstRun = {
  start: 'Start med egne data',
  title: 'Ditt eget arbeidsområde',
  about: 'Det begynner tomt, ved siden av eksempelfirmaet. Ingenting fra eksempelet følger med.',
  yourName: 'Navnet ditt',
  beginImport: 'Begynn og importer filer',
  beginEmpty: 'Begynn tomt',
  making: 'Oppretter arbeidsområdet …',
} as const;

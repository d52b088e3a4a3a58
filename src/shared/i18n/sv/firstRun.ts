/** Words of the beginning with one's own data, from the strip of the sample company. */

export const firstRun = {
  start: 'Börja med egna data',
  title: 'Din egen arbetsyta',
  about: 'Den börjar tom, bredvid exempelföretaget. Inget från exemplet följer med.',
  yourName: 'Ditt namn',
  beginImport: 'Börja och importera filer',
  beginEmpty: 'Börja tomt',
  making: 'Skapar arbetsytan …',
} as const;

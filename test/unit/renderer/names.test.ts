/** Names that came with the product are read in the reader's language, and no other name is touched. */
import { expect, it } from 'vitest';
import { sectorName, sectorOf, seededName } from '../../../src/renderer/app/names.ts';
import { sectors } from '../../../src/shared/accounts/sectors.ts';
import { languages } from '../../../src/shared/i18n/languages.ts';
import { translate } from '../../../src/shared/i18n/translate.ts';

it.each(languages)('every known sector has a name of its own in %s, and that name leads back to it', (language) => {
  const t = translate.bind(null, language);
  const names = sectors.map((sector) => sectorName(t, sector));
  expect(new Set(names).size).toBe(sectors.length);
  expect(names.map((name) => sectorOf(t, ` ${name.toUpperCase()} `))).toEqual(sectors);
});

it('a sector that somebody wrote stays as it was written', () => {
  const t = translate.bind(null, 'nb');
  expect(sectorName(t, 'Offshore vind')).toBe('Offshore vind');
  expect(sectorOf(t, 'Offshore vind')).toBe('Offshore vind');
  expect(sectorName(t, 'health care')).toBe('helse');
});

it('a seeded stage is named in the language, a renamed one as it was named', () => {
  const t = translate.bind(null, 'sv');
  expect(seededName(t, { name: 'Meeting held', seedKey: 'meeting' })).toBe(translate('sv', 'seeds.meeting'));
  expect(seededName(t, { name: 'Meeting held', seedKey: null })).toBe('Meeting held');
});

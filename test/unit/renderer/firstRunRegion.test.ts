/** Which region the system's languages stand for. */
import { expect, it } from 'vitest';
import { regionOfTags } from '../../../src/renderer/admin/firstRun/startDetails.ts';

it.each([
  [['nb-NO', 'en'], 'NO'],
  [['da'], 'DK'],
  [['en-US', 'sv-FI'], 'SE'],
  [['en-SE'], 'SE'],
  [['en-GB', 'nb'], 'GB'],
  [['en-US', 'de'], 'NO'],
  [[], 'NO'],
] as const)('%s is %s', (tags, region) => {
  expect(regionOfTags(tags)).toBe(region);
});

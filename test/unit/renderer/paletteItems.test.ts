/** What the palette lists: hits before commands, what was opened last where nothing is typed, and never an empty group. */
import { expect, it } from 'vitest';
import { accountFinds } from '../../../src/renderer/account/accountFinds.ts';
import type { Command } from '../../../src/renderer/app/commands.ts';
import { paletteGroups } from '../../../src/renderer/palette/paletteItems.ts';
import { pipelineFinds } from '../../../src/renderer/pipeline/pipelineFinds.ts';
import { translate } from '../../../src/shared/i18n/translate.ts';
import type { SearchHit } from '../../../src/shared/pipeline/searchContract.ts';

const hit = (title: string, parts: Partial<SearchHit> = {}): SearchHit => ({
  kind: 'deal',
  id: title,
  title,
  subtitle: null,
  accountId: null,
  status: 'open',
  found: [],
  ranges: { title: [], subtitle: [] },
  ...parts,
});
const kinds = { ...pipelineFinds, ...accountFinds };
const run = (): void => {};
const commands: readonly Command[] = [
  { id: 'go', label: 'palette.goTo', params: { place: 'Pipeline' }, keys: ['g', 'p'], run },
  { id: 'dark', label: 'palette.switchTheme', params: { theme: 'Mørkt' }, setting: { isActive: true }, run },
  { id: 'named', label: 'common.keyOpen', keys: ['Enter'] },
  { id: 'never', label: 'palette.goTo', params: { place: 'Ingensteds' }, when: () => false, run },
];
const listed = (text: string, hits: readonly SearchHit[] = []): readonly string[] =>
  paletteGroups({ text, hits, recent: [hit('Forrige')], commands, kinds, t: (key, params) => translate('nb', key, params) }).flatMap(
    ({ id, items }) => items.map(({ title, kind }) => `${id}: ${title.text}${kind === null ? '' : ` (${kind})`}`),
  );

it('without a text: what was opened last, then everything that can be run', () => {
  expect(listed('')).toEqual(['recent: Forrige (Salgsmulighet)', 'commands: Gå til Pipeline', 'settings: Utseende: Mørkt (i bruk)']);
});

it('with a text: hits first, then the commands whose words begin so, in any order and any spelling', () => {
  expect(listed('pipe ga', [hit('Pipeline for Ærø', { status: 'won' })])).toEqual([
    'results: Pipeline for Ærø (Salgsmulighet, vunnet)',
    'commands: Gå til Pipeline',
  ]);
  expect(listed('mork')).toEqual(['settings: Utseende: Mørkt (i bruk)']);
});

it('signs alone list nothing but what the search found', () => {
  expect(listed('***')).toEqual([]);
});

it('what a hit was found by and does not show stands with it, a sector by its name in the language of the reader', () => {
  const byPhone: SearchHit['found'] = [{ field: 'phone', text: '22 33 44 55', ranges: [[0, 11]] }];
  const bySector: SearchHit['found'] = [{ field: 'sector', text: 'technology', ranges: [[0, 4]] }];
  const [group] = paletteGroups({
    text: 'tekn',
    hits: [hit('Kari', { kind: 'contact', found: byPhone }), hit('Nordlys', { kind: 'account', found: bySector })],
    recent: [],
    commands: [],
    kinds,
    t: (key, params) => translate('nb', key, params),
  });
  expect(group?.items.map((item) => item.found)).toEqual([
    [{ label: 'Telefon', text: '22 33 44 55', ranges: [[0, 11]] }],
    [{ label: 'Bransje', text: 'teknologi', ranges: [[0, 4]] }],
  ]);
});

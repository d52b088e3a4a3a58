/** What the wizard proposes for dropped files, and what becomes of the person's changes. */
import { describe, expect, it } from 'vitest';
import {
  choicesOf,
  draftOf,
  fits,
  isReady,
  mappingOfKind,
  plan,
  readingChoices,
  whyField,
  withField,
} from '../../../src/renderer/imports/draft.ts';
import { createLayoutCollector } from '../../../src/shared/imports/layout.ts';
import type { Mapping } from '../../../src/shared/imports/mapping.ts';
import type { FileLook } from '../../../src/shared/imports/wizardContract.ts';

const aLook = (name: string, names: readonly string[], ...rows: readonly (readonly string[])[]): FileLook => {
  const collector = createLayoutCollector(names);
  rows.forEach((cells, at) => collector.add(cells, at + 2));
  return {
    name,
    sheets: [],
    sheet: null,
    encoding: 'utf-8',
    encodingIsCertain: true,
    delimiter: ',',
    hasHeader: true,
    rows: rows.length,
    columns: collector.columns(),
    preview: [],
  };
};
const untouched = draftOf({}, 'x');
const deals = aLook('deals.csv', ['Deal Name', 'Deal Stage', 'Owner', 'Close Date', 'Weather'], ['Buoy', 'Won', 'Kari', '46300', 'rain']);

describe('a dropped file', () => {
  it('is proposed to be what its columns say, with why', () => {
    const proposed = plan(deals, untouched);
    expect(proposed).toMatchObject({ by: 'proposed', isLeftOut: false, missing: [], mapping: { kind: 'deals', source: 'deals' } });
    expect(proposed.mapping?.columns).toEqual({ title: 'Deal Name', stage: 'Deal Stage', owner: 'Owner', closeDay: 'Close Date' });
    expect(whyField(proposed, 'stage', 'Deal Stage')).toBe('Same');
    // Nothing but day numbers of a spreadsheet.
    expect(proposed.mapping?.dates).toEqual({ closeDay: 'excel' });
  });

  it('that describes other files is left out, until the person wants it', () => {
    const dictionary = aLook('data_dictionary.csv', ['Table', 'Field', 'Description']);
    expect(plan(dictionary, untouched)).toMatchObject({ isNotData: true, isLeftOut: true });
    expect(plan(dictionary, { ...untouched, isLeftOut: false }).isLeftOut).toBe(false);
  });

  it('of which nothing is known waits for the person', () => {
    const strange = aLook('strange.csv', ['Qx', 'Zy'], ['1', '2']);
    const proposed = plan(strange, untouched);
    expect([proposed.mapping, isReady(proposed)]).toEqual([null, false]);
    const asAccounts = plan(strange, { ...untouched, mapping: mappingOfKind('accounts', strange) });
    expect([asAccounts.missing, isReady(asAccounts)]).toEqual([['name'], false]);
    const named: Mapping = withField(mappingOfKind('accounts', strange), 'Qx', 'name');
    expect(isReady(plan(strange, { ...untouched, mapping: named }))).toBe(true);
  });

  it('may be called anything', () => {
    for (const name of ['__proto__', 'constructor', '<script>', '']) expect(draftOf({}, name)).toEqual(untouched);
  });
});

describe('a mapping', () => {
  it('has one column for a field and one field for a column', () => {
    const { mapping } = plan(deals, untouched);
    if (mapping === null) throw new Error('proposed');
    const moved = withField(mapping, 'Weather', 'title');
    expect(moved.columns).toEqual({ title: 'Weather', stage: 'Deal Stage', owner: 'Owner', closeDay: 'Close Date' });
    expect(withField(moved, 'Weather', null).columns).not.toHaveProperty('title');
    expect(whyField(plan(deals, { ...untouched, mapping: moved }), 'title', 'Weather')).toBe('Chosen');
  });

  it('that was saved is offered where all its columns are', () => {
    const mapping: Mapping = { kind: 'deals', source: 'crm', columns: { stage: 'Deal Stage' } };
    expect(fits(mapping, deals)).toBe(true);
    expect(fits({ ...mapping, columns: { stage: 'Fase' } }, deals)).toBe(false);
  });
});

it('the import is told exactly what was shown: readings, mappings of one source, and what stays out', () => {
  const companies = aLook('companies.csv', ['Company', 'Industry'], ['Nordlys AS', 'retail']);
  const drafts = {
    'companies.csv': { ...untouched, reading: { delimiter: ';' as const } },
    'deals.csv': { ...untouched, isLeftOut: true },
  };
  const plans = [companies, deals].map((look) => plan(look, draftOf(drafts, look.name)));
  expect(choicesOf(plans)).toEqual([
    {
      name: 'companies.csv',
      delimiter: ';',
      mapping: { kind: 'accounts', source: 'companies', columns: { name: 'Company', sector: 'Industry' } },
    },
    { name: 'deals.csv', skip: true },
  ]);
  expect(readingChoices(drafts)).toEqual([{ name: 'companies.csv', delimiter: ';' }]);
});

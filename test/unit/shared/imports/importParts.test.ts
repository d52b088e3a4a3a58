/** The pure parts of the import: columns, headers, keys, formulas, fingerprints, suggestions, mappings and decisions. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sectors } from '../../../../src/shared/accounts/sectors.ts';
import { nameKey, normalKey, withVisibleControls } from '../../../../src/shared/imports/cells.ts';
import { csvCell, isFormula, withoutApostrophe } from '../../../../src/shared/kernel/spreadsheetText.ts';
import { readCsv } from '../../../../src/shared/imports/csvRows.ts';
import { fieldHash, joinHashes, splitHashes, valueHash } from '../../../../src/shared/imports/fingerprint.ts';
import { proposeKind } from '../../../../src/shared/imports/headers.ts';
import { knownHeader } from '../../../../src/shared/imports/knownLayouts.ts';
import { createLayoutCollector, decimalEvidence } from '../../../../src/shared/imports/layout.ts';
import { mappingSchema } from '../../../../src/shared/imports/mapping.ts';
import { problemKindNames, problemKinds, readDecisions } from '../../../../src/shared/imports/problems.ts';
import { editDistance, nearest } from '../../../../src/shared/imports/similarity.ts';
import { rawText } from '../../../../src/shared/i18n/dictionary.ts';
import { languages } from '../../../../src/shared/i18n/languages.ts';

const columnOf = (cells: readonly string[]) => {
  const collector = createLayoutCollector(['x']);
  cells.forEach((cell, index) => {
    collector.add([cell], index + 2);
  });
  return collector.columns()[0];
};

describe('what a whole column says', () => {
  it('one clear cell decides the decimal mark for all', () => {
    expect(columnOf(['1.234', '5.678', '1.234,50'])?.decimal.mark).toBe(',');
    expect(columnOf(['1.234', '5.5'])?.decimal.mark).toBe('.');
    expect(columnOf(['1.234', '5.678'])?.decimal.mark).toBe('unknown');
  });
  it('a column that contradicts itself is unknown and names both cells', () => {
    expect(columnOf(['1,5', '2', '1.5'])?.decimal).toEqual({
      mark: 'unknown',
      comma: { line: 2, text: '1,5' },
      point: { line: 4, text: '1.5' },
    });
  });
  it('one clear cell decides the order of dates for all', () => {
    expect(columnOf(['03/11/2026', '13/11/2026'])?.dates.order).toBe('dmy');
    expect(columnOf(['03/11/2026', '11/13/2026'])?.dates.order).toBe('mdy');
    expect(columnOf(['2026-11-03'])?.dates.order).toBe('ymd');
    expect(columnOf(['03/11/2026'])?.dates.order).toBe('unknown');
    expect(columnOf(['13/11/2026', '11/13/2026'])?.dates).toMatchObject({
      order: 'unknown',
      dayFirst: { line: 2 },
      monthFirst: { line: 3 },
    });
  });
  it('serial days are only suspected where every cell is one', () => {
    expect(columnOf(['46329', '45000'])?.maybeSerialDays).toBe(true);
    expect(columnOf(['46329', '4500'])?.maybeSerialDays).toBe(false);
  });
  it.each([
    ['1.5', '.'],
    ['1,5', ','],
    ['1.234', null],
    ['0.123', '.'],
    ['1.234.567', ','],
    ['1,234,567', '.'],
    ['1.234,5', ','],
    ['kr 12,50', ','],
    ['−12,5', ','],
    ['Acme, Inc', null],
    ['12', null],
  ] as const)('%j proves %j', (cell, mark) => {
    expect(decimalEvidence(cell)).toBe(mark);
  });
});

describe('recognising headers', () => {
  it('the open data set is known by heart, and its dictionary is known to be no data', () => {
    expect(knownHeader(['sales_agent', 'manager', 'regional_office'])).toMatchObject({ is: 'data', mapping: { kind: 'people' } });
    expect(knownHeader(['Table', 'Field', 'Description'])).toEqual({ is: 'notData' });
    expect(knownHeader(['a', 'b'])).toEqual({ is: 'unknown' });
  });
  it.each([
    [
      ['Firmanavn', 'Bransje', 'Antall ansatte', 'Organisasjonsnummer'],
      'accounts',
      { name: 'Firmanavn', sector: 'Bransje', employees: 'Antall ansatte', orgNumber: 'Organisasjonsnummer' },
    ],
    [
      ['Salgsmulighet', 'Kunde', 'Fase', 'Beløp', 'Ansvarlig'],
      'deals',
      { title: 'Salgsmulighet', account: 'Kunde', stage: 'Fase', amount: 'Beløp', owner: 'Ansvarlig' },
    ],
    [
      ['Affär', 'Företag', 'Steg', 'Belopp', 'Säljare'],
      'deals',
      { title: 'Affär', account: 'Företag', stage: 'Steg', amount: 'Belopp', owner: 'Säljare' },
    ],
    [
      ['Deal Name', 'Company', 'Deal Stage', 'Amount', 'Close Date'],
      'deals',
      { title: 'Deal Name', stage: 'Deal Stage', amount: 'Amount', closeDay: 'Close Date' },
    ],
    [
      ['Kontaktperson', 'Virksomhed', 'Telefon', 'E-mail'],
      'contacts',
      { name: 'Kontaktperson', account: 'Virksomhed', phone: 'Telefon', email: 'E-mail' },
    ],
    [['Produkt', 'Listepris'], 'products', { name: 'Produkt', price: 'Listepris' }],
    [['Sales agnet', 'Manager'], 'people', { name: 'Sales agnet', manager: 'Manager' }],
  ] as const)('%j is a file of %s', (header, kind, columns) => {
    const proposal = proposeKind(header);
    expect(proposal?.kind).toBe(kind);
    expect(proposal?.columns).toMatchObject(columns);
  });
  it('columns that say nothing are no kind', () => {
    expect(proposeKind(['foo', 'bar', 'baz'])).toBeNull();
  });
});

describe('cells', () => {
  it('keys compare in NFC with single blanks, names without case', () => {
    expect(normalKey(' A\u030Ase\u00A0 AS ')).toBe('Åse AS');
    expect(nameKey('ÅSE as')).toBe(nameKey('A\u030Ase  AS'));
  });
  it.each([
    ['=1+1', true],
    ['@SUM(A1)', true],
    ['+cmd|calc', true],
    ['-2+3+cmd', true],
    ['+47 22 33 44 55', false],
    ['+4722334455', false],
    ['-500', false],
    ['−500', false],
    ['-1 234,50', false],
    ['+150k', false],
    ['=', false],
    ['plain', false],
  ])('%j is a formula: %s', (cell, expected) => {
    expect(isFormula(cell)).toBe(expected);
  });
  it('what we write, no spreadsheet runs, and what we read back is what it was', () => {
    const texts = fc.string({ unit: fc.constantFrom('=', '+', '-', '@', '1', 'a', ' ', '"', ',', '|', '(', '\n', "'"), maxLength: 8 });
    fc.assert(
      fc.property(texts, (text) => {
        const line = csvCell(text);
        const bare = line.startsWith('"') ? line.slice(1, -1).replaceAll('""', '"') : line;
        expect(isFormula(bare.trimStart())).toBe(false);
        const read: string[] = [];
        readCsv([`${line},x\n`], { delimiter: ',' }, ({ cells }) => read.push(cells[0] ?? '') > 0);
        // An apostrophe that was there before a formula cannot be told from ours.
        if (!/^'(?:\s*[=@+-]|[\t\r\n])/.test(text)) expect(withoutApostrophe(read[0] ?? '')).toBe(text);
      }),
    );
  });
  it.each(['+47 22 33 44 55', '-500', '-1 234,50', '+1 (555) 010-9999'])('%s leaves as it is', (text) => {
    expect(csvCell(text).replaceAll('"', '')).toBe(text);
  });
  it('control characters are shown, not stored', () => {
    expect(withVisibleControls('a\0b\u007F')).toBe('a␀b␡');
  });
});

describe('fingerprints', () => {
  it('differ for different values and kinds, and are short for nothing', () => {
    const values = [null, '', '1', 1, 1n, true, 'true', 'a', 'b', ['a', 'b'], ['ab'], ['a', null], [null, 'a']] as const;
    expect(new Set(values.map((value) => valueHash(value))).size).toBe(values.length);
    expect(valueHash(null)).toBe('-');
    expect(splitHashes(joinHashes(['a', '-', '*']))).toEqual(['a', '-', '*']);
  });
  it('100,000 neighbouring keys do not collide', () => {
    const seen = new Set<string>();
    for (let index = 0; index < 100_000; index++) seen.add(fieldHash(`key-${index}`));
    expect(seen.size).toBe(100_000);
  });
});

describe('suggestions', () => {
  it('find what was meant', () => {
    expect(nearest('technolgy', sectors)).toBe('technology');
    expect(nearest('GTXPro', ['GTX Basic', 'GTX Pro', 'GTX Plus Pro'])).toBe('GTX Pro');
    expect(nearest('zzz', sectors)).toBeNull();
  });
  it('the distance is 0 for the same, symmetric, and at most the longer length', () => {
    const word = fc.string({ maxLength: 12 });
    fc.assert(
      fc.property(word, word, (a, b) => {
        expect(editDistance(a, a)).toBe(0);
        expect(editDistance(a, b)).toBe(editDistance(b, a));
        expect(editDistance(a, b)).toBeLessThanOrEqual(Math.max(a.length, b.length));
      }),
    );
    expect(editDistance('ab', 'ba')).toBe(1);
  });
  it('every correct sector of the open data set is known', () => {
    for (const sector of [
      'employment',
      'entertainment',
      'finance',
      'marketing',
      'medical',
      'retail',
      'services',
      'software',
      'technology',
      'telecommunications',
    ]) {
      expect(sectors).toContain(sector);
    }
  });
});

describe('mappings', () => {
  const good = { kind: 'deals', source: 'crm', columns: { key: 'Id', stage: 'Stage' } };
  it('a good one is read', () => {
    expect(mappingSchema.safeParse(good).success).toBe(true);
  });
  it.each([
    ['an unknown kind', { ...good, kind: 'invoices' }],
    ['an unknown field', { ...good, columns: { ...good.columns, colour: 'Colour' } }],
    ['a needed field left out', { ...good, columns: { key: 'Id' } }],
    ['an unknown setting', { ...good, colour: 'red' }],
    ['a currency that is none', { ...good, currency: 'kroner' }],
    ['an order of dates that is none', { ...good, dates: { closeDay: 'ydm' } }],
  ])('%s is refused', (_name, mapping) => {
    expect(mappingSchema.safeParse(mapping).success).toBe(false);
  });
});

describe('decisions', () => {
  it('good ones are read', () => {
    const { decisions, issues } = readDecisions([
      { kind: 'unknownProduct', original: 'GTXPro', choice: 'use:GTX Pro' },
      { kind: 'amountMissing', choice: 'listPrice' },
    ]);
    expect(issues).toEqual([]);
    expect(decisions).toEqual([
      { kind: 'unknownProduct', original: 'GTXPro', choice: 'use:GTX Pro' },
      { kind: 'amountMissing', original: null, choice: 'listPrice' },
    ]);
  });
  it('everything wrong is named at once, with its place', () => {
    const { issues } = readDecisions([
      { kind: 'nope', choice: 'keep' },
      { kind: 'amountMissing', choice: 'create' },
      { kind: 'amountMissing', choice: 'use:1' },
      { choice: 'keep' },
      { kind: 'amountMissing', choice: 'leaveEmpty' },
      { kind: 'amountMissing', choice: 'listPrice' },
      { kind: 'unknownProduct', choice: 'use:' },
    ]);
    expect(issues.map(({ index, code, detail }) => `${index} ${code} ${detail}`)).toEqual([
      '0 unknownKind nope',
      '1 unknownChoice create',
      '2 unknownChoice use:1',
      '3 shape kind',
      '5 givenTwice amountMissing',
      '6 unknownChoice use:',
    ]);
    expect(readDecisions({ kind: 'x' }).issues).toMatchObject([{ code: 'shape' }]);
  });
});

describe('words', () => {
  const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
  it('every problem and every choice has a text in every language', () => {
    const keys = [
      ...problemKindNames.map((kind) => `problem${capital(kind)}`),
      ...problemKindNames.flatMap((kind) => problemKinds[kind].choices).map((choice) => `choice${capital(choice)}`),
    ];
    for (const language of languages) expect(keys.filter((key) => (rawText(language, `imports.${key}`) ?? '') === '')).toEqual([]);
  });
});

/** Which sentences a report opens with, by their rules; and the address that carries a choice to the page. */
import { describe, expect, it } from 'vitest';
import { day } from '../../../../src/shared/kernel/day.ts';
import type { Id } from '../../../../src/shared/kernel/brand.ts';
import type { FindingFacts } from '../../../../src/shared/reports/findings.ts';
import { findingsOf } from '../../../../src/shared/reports/findings.ts';
import { languages } from '../../../../src/shared/i18n/languages.ts';
import { reportLanguages } from '../../../../src/shared/reports/contract.ts';
import { printAddressOf, readPrintAddress } from '../../../../src/shared/reports/printAddress.ts';

const facts = (parts: Partial<FindingFacts> = {}): FindingFacts => ({
  asOf: day('2026-11-21'),
  openCount: 20,
  openAmount: { NOK: 1_000_00n },
  weighted: { NOK: 400_00n },
  withoutAmount: 0,
  overdue: 0,
  wonCount: 3,
  wonAmount: { NOK: 70_00n },
  lostCount: 1,
  winRate: { known: true, n: 3n, d: 4n },
  heaviest: { stage: { name: 'Proposal', seedKey: 'proposal' }, weighted: 100_00n },
  allWeighted: 400_00n,
  ...parts,
});
const typesOf = (parts: Partial<FindingFacts>): readonly string[] => findingsOf(facts(parts)).map(({ type }) => type);

describe('the sentences of a report', () => {
  it('say what is open and what was won', () => {
    expect(typesOf({})).toEqual(['open', 'won']);
  });

  it('name a stage that holds more than half of the weighted pipeline, and not one that holds half', () => {
    const stage = { name: 'Proposal', seedKey: 'proposal' };
    expect(typesOf({ heaviest: { stage, weighted: 200_01n } })).toContain('stage');
    expect(typesOf({ heaviest: { stage, weighted: 200_00n } })).not.toContain('stage');
  });

  it('name what is overdue or has no amount when it is more than a tenth', () => {
    expect(typesOf({ overdue: 2, withoutAmount: 2 })).toEqual(['open', 'won']);
    expect(typesOf({ overdue: 3, withoutAmount: 3 })).toEqual(['open', 'overdue', 'withoutAmount', 'won']);
  });

  it('give no sum where no open deal has an amount, and say it once', () => {
    expect(typesOf({ withoutAmount: 20, openAmount: {}, weighted: {}, heaviest: null, allWeighted: 0n })).toEqual(['unvalued', 'won']);
  });

  it('say that nothing is open, nothing was won, or nothing is there at all', () => {
    expect(typesOf({ openCount: 0, heaviest: null, allWeighted: 0n })).toEqual(['nothingOpen', 'won']);
    expect(typesOf({ wonCount: 0, wonAmount: {} })).toEqual(['open', 'nothingWon']);
    expect(typesOf({ openCount: 0, wonCount: 0, lostCount: 0, heaviest: null, allWeighted: 0n })).toEqual(['empty']);
  });

  it('leave the win rate out where there is none', () => {
    const won = findingsOf(facts({ winRate: { known: false, reason: 'nothingDecided' } })).find(({ type }) => type === 'won');
    expect(won).toMatchObject({ rate: null });
  });
});

describe('the address of a report', () => {
  it('carries a choice there and back', () => {
    const ownerId = '01a20070-198e-7006-bae8-fe8941c1a06f' as Id<'Person'>;
    const choice = { status: null, ownerId, asOf: day('2026-11-20'), from: day('2026-01-01'), to: null };
    const place = printAddressOf({ report: 'pipeline', language: 'sv', ...choice });
    expect(place).toMatch(/^#\/print\/pipeline\?[\w=&-]+$/u);
    expect(readPrintAddress(place)).toEqual({ report: 'pipeline', language: 'sv', input: choice });
  });

  it('is not that of any other page', () => {
    for (const hash of ['', '#/cockpit', '#/pipeline?status=open', '#/print/other', '#/print/toString', '#/print'])
      expect(readPrintAddress(hash)).toBeNull();
    expect(readPrintAddress('#/print/pipeline')).toMatchObject({ language: 'en', input: { status: 'open', asOf: null } });
    expect(readPrintAddress('#/print/pipeline?lang=xx')).toMatchObject({ language: 'en' });
  });
});

it('a report can be printed in every language of the product', () => {
  expect(reportLanguages).toEqual(languages);
});

/** The sample company's own tools: chance from a seed, working days, and organisation numbers. */
import { describe, expect, it } from 'vitest';
import { nameCompanies } from '../../../../src/main/contexts/sample/companies.ts';
import { seededDice } from '../../../../src/main/contexts/sample/dice.ts';
import { sceneAccounts } from '../../../../src/main/contexts/sample/names.ts';
import { type Country, isOrgNumber, orgNumbers } from '../../../../src/main/contexts/sample/orgNumber.ts';
import { sampleSizes } from '../../../../src/main/contexts/sample/sizes.ts';
import { workDays } from '../../../../src/main/contexts/sample/workDays.ts';
import { day, type Zone } from '../../../../src/shared/kernel/day.ts';

const oslo = 'Europe/Oslo' as Zone;

describe('the dice', () => {
  const throws = (seed: number): readonly number[] => {
    const dice = seededDice(seed);
    return Array.from({ length: 500 }, () => dice.whole(1, 6));
  };

  it('throw the same again from the same seed, and something else from another', () => {
    expect(throws(7)).toEqual(throws(7));
    expect(throws(7)).not.toEqual(throws(8));
  });

  it('throw every number between the ends, the ends included, and no other', () => {
    expect([...new Set(throws(1))].sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('throw a weight of 0 never and the others about as often as they weigh', () => {
    const dice = seededDice(3);
    const fell = Array.from({ length: 4_000 }, () => dice.weighted([3, 0, 1]));
    expect(fell).not.toContain(1);
    expect(fell.filter((side) => side === 0).length).toBeGreaterThan(2_850);
    expect(fell.filter((side) => side === 0).length).toBeLessThan(3_150);
  });
});

describe('the working days', () => {
  it('end before today, so that nothing has happened later than now, even just after midnight', () => {
    const days = workDays(day('2026-11-23'), oslo, 18);
    expect([days.day(days.last), days.day(days.last + 1), days.day(0)]).toEqual(['2026-11-20', '2026-11-23', '2025-05-23']);
  });

  it('leave out weekends and the days off that all three countries share', () => {
    const days = workDays(day('2027-01-04'), oslo, 1);
    const all = Array.from({ length: days.last + 1 }, (_, index) => days.day(index));
    expect(all).toContain('2026-12-23');
    for (const off of ['2026-12-24', '2026-12-25', '2026-12-26', '2026-12-27', '2026-12-31', '2027-01-01', '2027-01-02', '2027-01-03'])
      expect(all).not.toContain(off);
  });

  it('give an instant on that day in the zone, in winter and in summer', () => {
    const days = workDays(day('2026-11-21'), oslo, 18);
    const at = (index: number): string => new Date(days.at(index, 9 * 60)).toISOString();
    expect([at(0), at(days.last)]).toEqual(['2025-05-21T07:00:00.000Z', '2026-11-20T08:00:00.000Z']);
  });
});

describe('organisation numbers', () => {
  it.each([
    ['NO', '923609016', '923609017'],
    ['DK', '24256790', '24256791'],
    ['SE', '556012-5790', '556012-5791'],
    ['FI', '0737546-2', '0737546-3'],
  ] as const)('of %s pass with the right check digit alone', (country, right, wrong) => {
    expect([isOrgNumber(country, right), isOrgNumber(country, wrong)]).toEqual([true, false]);
  });

  it('are refused when they are not written as the country writes them', () => {
    expect([isOrgNumber('SE', '5560125790'), isOrgNumber('NO', '92360901'), isOrgNumber('DK', '')]).toEqual([false, false, false]);
  });

  it.each<Country>(['NO', 'DK', 'SE', 'FI'])('made up for %s pass their check, none twice', (country) => {
    const next = orgNumbers();
    const made = Array.from({ length: 2_000 }, () => next(country));
    expect(made.filter((number) => !isOrgNumber(country, number))).toEqual([]);
    expect(new Set(made).size).toBe(2_000);
  });
});

describe('company names', () => {
  it('are enough for the large sample, and no two are the same', () => {
    const next = nameCompanies(seededDice(1));
    const made = Array.from({ length: sampleSizes.large.accounts }, () => next());
    expect(new Set(made.map(({ name }) => name)).size).toBe(20_000);
    expect(made.slice(0, sceneAccounts.length).map(({ name }) => name)).toEqual(sceneAccounts.map(([name]) => name));
  });

  it('of a group and of the two companies in it begin alike', () => {
    const next = nameCompanies(seededDice(4));
    const made = Array.from({ length: 60 }, () => next());
    const groups = made.flatMap(({ role }, at) => (role === 'group' ? [made.slice(at, at + 3)] : []));
    expect(groups.map((each) => [each.map(({ role }) => role), new Set(each.map(({ name }) => name.split(' ')[0])).size])).toEqual(
      Array.from({ length: 3 }, () => [['group', 'member', 'member'], 1]),
    );
  });
});

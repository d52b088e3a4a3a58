/** An import that brings its own process into a workspace that still has the one it began with. */
import { describe, expect, it } from 'vitest';
import { importLines } from '../../src/main/hosts/cli/importLines.ts';
import { languages } from '../../src/shared/i18n/languages.ts';
import { translate } from '../../src/shared/i18n/translate.ts';
import { crmMapping, deals, importStore, type ImportStore } from './importFixture.ts';

const openStages = (into: ImportStore): readonly string[] =>
  into.rows<{ name: string }>("SELECT name FROM stage WHERE deleted = 0 AND kind = 'open' ORDER BY position, id").map(({ name }) => name);
const seeded = ['Qualified', 'Meeting held', 'Proposal', 'Negotiation'];
const file = (...rows: readonly string[]) => [deals(...rows)];

describe('stages that an import brings', () => {
  it('take the place of those that the workspace began with and that no deal was ever in', () => {
    const into = importStore();
    into.report(file('1;First;Engaging;100;;2026-10-01', '2;Second;Prospecting;100;;2026-10-01'), { mapping: crmMapping });
    expect(openStages(into).toSorted()).toEqual(['Engaging', 'Prospecting']);
  });

  it('are said to take their place, by name, in the dry run as in the import, and by no other import', () => {
    const into = importStore();
    const rows = file('1;First;Engaging;100;;2026-10-01', '2;Second;Tilbud;100;;2026-10-01');
    const unused = seeded.filter((name) => name !== 'Proposal');
    expect(into.report(rows, { mapping: crmMapping, mode: 'check' }).putAway).toEqual([]);
    expect(into.report(rows, { mapping: crmMapping, mode: 'dryRun' }).putAway.map(({ name }) => name)).toEqual(unused);
    const stored = into.report(rows, { mapping: crmMapping });
    expect(stored.putAway.map(({ name }) => name)).toEqual(unused);
    expect(into.report(rows, { mapping: crmMapping }).putAway).toEqual([]);
    const told = languages.map((language) =>
      importLines({ language, say: (key, params) => translate(language, key, params) }, stored).find((line) =>
        line.includes(`${translate(language, 'seeds.qualified')}, ${translate(language, 'seeds.meeting')}`),
      ),
    );
    expect(told[0]).toBe(
      '3 stages that came with the product are in the trash (Qualified, Meeting held, Negotiation): no deal was ever in them, and these files brought stages of their own. Undoing the import brings them back.',
    );
    expect(told.every((line) => line?.startsWith('3 ') === true)).toBe(true);
    expect(new Set(told).size).toBe(languages.length);
  });

  it('leave a stage that the same import uses', () => {
    const into = importStore();
    into.report(file('1;First;Engaging;100;;2026-10-01', '2;Second;Tilbud;100;;2026-10-01'), { mapping: crmMapping });
    expect(openStages(into).toSorted()).toEqual(['Engaging', 'Proposal']);
  });

  it('are gone with the batch, and the ones before are back', () => {
    const into = importStore();
    const before = into.rows('SELECT id, name, position FROM stage WHERE deleted = 0 ORDER BY id');
    const { batchId } = into.report(file('1;First;Engaging;100;;2026-10-01'), { mapping: crmMapping });
    expect(openStages(into)).toEqual(['Engaging']);
    expect(into.undo(batchId).ok).toBe(true);
    expect(into.rows('SELECT id, name, position FROM stage WHERE deleted = 0 ORDER BY id')).toEqual(before);
    expect(openStages(into)).toEqual(seeded);
  });

  it('can be sent to one of those before afterwards: it comes back with that import, and goes again when it is undone', () => {
    const into = importStore();
    const rows = file('1;First;Engaging;100;;2026-10-01', '2;Second;Prospecting;100;;2026-10-01');
    into.report(rows, { mapping: crmMapping });
    const decisions = [{ kind: 'stageCreated', original: 'Prospecting', choice: 'use:qualified' }];
    const { batchId } = into.report(rows, { mapping: crmMapping, decisions });
    expect(openStages(into)).toContain('Qualified');
    expect(into.undo(batchId).ok).toBe(true);
    expect(openStages(into)).not.toContain('Qualified');
  });

  it('stand beside the others where the files name none of their own, in a dry run, and once somebody works with the ones there', () => {
    const none = importStore();
    none.report(file('1;First;Proposal;100;;2026-10-01'), { mapping: crmMapping });
    expect(openStages(none)).toEqual(seeded);
    const dry = importStore();
    dry.report(file('1;First;Engaging;100;;2026-10-01'), { mapping: crmMapping, mode: 'dryRun' });
    expect(openStages(dry)).toEqual(seeded);
    none.report(file('2;Second;Engaging;100;;2026-10-01'), { mapping: crmMapping });
    expect(openStages(none).toSorted()).toEqual([...seeded, 'Engaging'].toSorted());
  });
});

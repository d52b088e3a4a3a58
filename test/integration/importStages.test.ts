/** An import that brings its own process into a workspace that still has the one it began with. */
import { describe, expect, it } from 'vitest';
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

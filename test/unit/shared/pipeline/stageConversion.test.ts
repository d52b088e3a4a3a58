/** Stage conversion by cohort: the golden numbers of rule 4 and B6, and the cases where two careful people would differ. */
import { describe, expect, it } from 'vitest';
import { day } from '../../../../src/shared/kernel/day.ts';
import { type ConversionQuestion, type DealPath, stageConversion } from '../../../../src/shared/pipeline/stageConversion.ts';
import type { Stage, StageKind } from '../../../../src/shared/pipeline/schema.ts';

const aStage = (id: string, position: number, kind: StageKind = 'open'): Pick<Stage, 'id' | 'position' | 'kind'> => ({
  id: id as Stage['id'],
  position,
  kind,
});
const stages = [
  aStage('qualified', 100),
  aStage('meeting', 200),
  aStage('proposal', 300),
  aStage('negotiation', 400),
  aStage('won', 500, 'won'),
  aStage('lost', 600, 'lost'),
];
const question: ConversionQuestion = { stage: 'proposal' as Stage['id'], stages, from: day('2026-01-01'), to: day('2026-06-30') };

/** `path('qualified 2026-01-05', 'proposal')`: a stage and the day it was entered, without a day when none is known. */
const path = (...steps: readonly string[]): DealPath => ({
  moves: steps.map((step) => {
    const [stage = '', on] = step.split(' ');
    return { stageId: stage as Stage['id'], day: on === undefined ? null : day(on) };
  }),
});
const times = (count: number, of: DealPath): readonly DealPath[] => Array.from({ length: count }, () => of);
const counts = (...paths: readonly DealPath[]) => {
  const { entered, further, lost, still, dayUnknown } = stageConversion(question, paths);
  return { entered, further, lost, still, dayUnknown };
};
const nobody = { entered: 0, further: 0, lost: 0, still: 0, dayUnknown: 0 };

describe('stage conversion', () => {
  it('40 entered Proposal, 26 went further, 9 were lost, 5 are still there: 65 %, at most 77.5 %', () => {
    const result = stageConversion(question, [
      ...times(20, path('proposal 2026-02-01', 'negotiation 2026-03-01')),
      ...times(6, path('proposal 2026-02-01', 'won 2026-03-01')),
      ...times(9, path('proposal 2026-02-01', 'lost 2026-03-01')),
      ...times(5, path('proposal 2026-02-01')),
    ]);
    expect(result).toEqual({
      entered: 40,
      further: 26,
      lost: 9,
      still: 5,
      dayUnknown: 0,
      rate: { known: true, n: 26n, d: 40n },
      atMost: { known: true, n: 31n, d: 40n },
    });
    const permille = ({ rate, atMost } = result) => [rate, atMost].map((share) => (share.known ? (share.n * 1_000n) / share.d : null));
    expect(permille()).toEqual([650n, 775n]);
  });

  it('a skipped stage counts as passed, on the day of the jump', () => {
    expect(counts(path('qualified 2026-01-10', 'negotiation 2026-02-01'))).toEqual({ ...nobody, entered: 1, further: 1 });
    expect(counts(path('qualified 2025-12-10', 'won 2026-07-01'))).toEqual(nobody);
  });

  it('a stage before the first recorded one was not skipped', () => {
    expect(counts(path('negotiation 2026-02-01', 'won 2026-03-01'))).toEqual(nobody);
  });

  it('a deal lost before the stage never entered it', () => {
    expect(counts(path('qualified 2026-02-01', 'lost 2026-03-01'))).toEqual(nobody);
  });

  it('re-entry counts once, at the first entry', () => {
    expect(counts(path('proposal 2026-02-01', 'meeting 2026-02-10', 'proposal 2026-03-01', 'negotiation 2026-04-01'))).toEqual({
      ...nobody,
      entered: 1,
      further: 1,
    });
    expect(counts(path('proposal 2025-11-01', 'meeting 2025-12-10', 'proposal 2026-03-01'))).toEqual(nobody);
  });

  it('a deal that went further and was lost afterwards went further', () => {
    expect(counts(path('proposal 2026-02-01', 'negotiation 2026-02-10', 'lost 2026-03-01'))).toEqual({ ...nobody, entered: 1, further: 1 });
  });

  it('a deal that was lost and reopened is still there', () => {
    expect(counts(path('proposal 2026-02-01', 'lost 2026-02-10', 'proposal 2026-03-01'))).toEqual({ ...nobody, entered: 1, still: 1 });
  });

  it('both ends of the window count, and a later win counts for the cohort of the entry', () => {
    expect(
      counts(
        path('proposal 2026-01-01'),
        path('proposal 2026-06-30', 'won 2026-11-01'),
        path('proposal 2025-12-31'),
        path('proposal 2026-07-01'),
      ),
    ).toEqual({
      ...nobody,
      entered: 2,
      further: 1,
      still: 1,
    });
  });

  it('an entry without a known day is in no window and is named', () => {
    expect(counts(path('proposal', 'won 2026-03-01'))).toEqual({ ...nobody, dayUnknown: 1 });
  });

  it('nobody entered: no number, with a reason', () => {
    expect(stageConversion(question, []).rate).toEqual({ known: false, reason: 'nothingDecided' });
  });

  it('a move into a stage that is no longer there is passed over', () => {
    expect(counts(path('proposal 2026-02-01', 'gone 2026-02-05'))).toEqual({ ...nobody, entered: 1, still: 1 });
    expect(() => stageConversion({ ...question, stage: 'gone' as Stage['id'] }, [])).toThrow('not one of the stages');
  });
});

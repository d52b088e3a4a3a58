/** How a run is told: a score for each folder, and every fault that nobody noticed. */
import type { Verdict } from './ledger.ts';
import type { Outcome } from './run.ts';
import { folderOf } from './targets.ts';

export type Score = {
  readonly folder: string;
  readonly tried: number;
  readonly noticed: number;
  readonly late: number;
  readonly equivalent: number;
  readonly refused: number;
};

const count = (outcomes: readonly Outcome[], type: Verdict['type']): number =>
  outcomes.filter(({ verdict, why }) => why === null && verdict.type === type).length;

export const scoresOf = (outcomes: readonly Outcome[]): readonly Score[] =>
  [...Map.groupBy(outcomes, ({ mutant }) => folderOf(mutant.path))]
    .map(([folder, own]) => {
      const equivalent = own.filter(({ why }) => why !== null).length;
      const refused = count(own, 'refused');
      const late = count(own, 'late');
      return { folder, tried: own.length - equivalent - refused, noticed: count(own, 'noticed') + late, late, equivalent, refused };
    })
    .sort((a, b) => (a.folder < b.folder ? -1 : 1));

/** The share that somebody must notice, of each folder. */
export const needed = 0.9;

export const isEnough = ({ noticed, tried }: Score): boolean => noticed >= needed * tried;

const percent = ({ noticed, tried }: Pick<Score, 'noticed' | 'tried'>): string =>
  tried === 0 ? 'none' : `${((100 * noticed) / tried).toFixed(1)} %`;

export const reportLines = (outcomes: readonly Outcome[]): readonly string[] => {
  const unnoticed = outcomes.filter(({ verdict, why }) => why === null && (verdict.type === 'survived' || verdict.type === 'uncovered'));
  const scores = scoresOf(outcomes);
  return [
    ...unnoticed.flatMap(({ mutant, verdict }) => [
      `${mutant.path}:${mutant.line} ${mutant.kind}, ${verdict.type === 'survived' ? `${verdict.tried} tests passed, ${verdict.untried} not tried` : 'no test comes by'}`,
      `  - ${mutant.before}`,
      `  + ${mutant.after}`,
    ]),
    '',
    ...scores.map((score) =>
      [
        score.folder.padEnd(24),
        percent(score).padStart(8),
        `${score.noticed} of ${score.tried}`.padStart(14),
        `  (${score.late} never ended; besides ${score.equivalent} equivalent, ${score.refused} refused by the compiler)`,
        isEnough(score) ? '' : '  TOO FEW',
      ].join(''),
    ),
    `all: ${percent({ noticed: scores.reduce((sum, { noticed }) => sum + noticed, 0), tried: scores.reduce((sum, { tried }) => sum + tried, 0) })}`,
  ];
};

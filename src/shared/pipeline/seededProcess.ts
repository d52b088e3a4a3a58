/** The process that a new workspace starts with: its stages, what is agreed of them, and the reasons to win and lose. */
import type { StageCriterion } from './schema.ts';

type SeededStage = {
  readonly key: string;
  readonly name: string;
  readonly kind: 'open' | 'won' | 'lost';
  readonly probabilityBp: number;
  readonly criteria: readonly { readonly key: string; readonly text: string; readonly provenBy: StageCriterion['provenBy'] }[];
};

/** Probabilities are a starting point that the two leaders replace by what they measure (rule 1 shows both). */
export const seededStages: readonly SeededStage[] = [
  {
    key: 'qualified',
    name: 'Qualified',
    kind: 'open',
    probabilityBp: 2_000,
    criteria: [{ key: 'criterionAccount', text: 'The company is known', provenBy: 'hasAccount' }],
  },
  {
    key: 'meeting',
    name: 'Meeting held',
    kind: 'open',
    probabilityBp: 4_000,
    criteria: [{ key: 'criterionNextStep', text: 'A next step is agreed', provenBy: 'hasNextStep' }],
  },
  {
    key: 'proposal',
    name: 'Proposal',
    kind: 'open',
    probabilityBp: 6_000,
    criteria: [
      { key: 'criterionAmount', text: 'The amount is known', provenBy: 'hasAmount' },
      { key: 'criterionClose', text: 'The close date is agreed', provenBy: 'hasExpectedClose' },
    ],
  },
  {
    key: 'negotiation',
    name: 'Negotiation',
    kind: 'open',
    probabilityBp: 8_000,
    criteria: [{ key: 'criterionDecider', text: 'The decision maker has said yes', provenBy: 'manual' }],
  },
  { key: 'won', name: 'Won', kind: 'won', probabilityBp: 10_000, criteria: [] },
  { key: 'lost', name: 'Lost', kind: 'lost', probabilityBp: 0, criteria: [] },
];

export const seededReasons = [
  { key: 'wonFit', kind: 'won', name: 'Best fit for the need', notALoss: false },
  { key: 'wonPrice', kind: 'won', name: 'Price', notALoss: false },
  { key: 'wonTrust', kind: 'won', name: 'Relationship and trust', notALoss: false },
  { key: 'lostPrice', kind: 'lost', name: 'Price', notALoss: false },
  { key: 'lostCompetitor', kind: 'lost', name: 'Chose a competitor', notALoss: false },
  { key: 'lostNoDecision', kind: 'lost', name: 'No decision', notALoss: false },
  { key: 'lostTiming', kind: 'lost', name: 'Wrong time', notALoss: false },
  { key: 'lostDuplicate', kind: 'lost', name: 'Duplicate', notALoss: true },
  { key: 'lostTest', kind: 'lost', name: 'Test entry', notALoss: true },
] as const;

/** Stages stand this far apart, so that new ones fit between. */
export const stageStep = 100;

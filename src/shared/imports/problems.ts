/** What can be odd in a file, what may be done about each, and how a decision about it is written down. */
import { z } from 'zod';
import { asks, type ProblemKind } from '../kernel/importKind.ts';
import { joined } from '../kernel/unlike.ts';
import { nameKey } from './cells.ts';
import { importKinds, kindParts, type OwnProblem } from './kinds.ts';

const tells: ProblemKind = { choices: [], use: 'none', isNote: true };

const ownProblems = joined('the problem', ...importKinds.map((kind) => kindParts(kind).problems)) as Readonly<
  Record<OwnProblem, ProblemKind>
>;

export const problemKinds = {
  // A name that the file gives and nobody knows.
  unknownAccount: asks(['leaveEmpty', 'create'], 'known'),
  unknownParent: asks(['leaveEmpty', 'create'], 'known'),
  unknownProduct: asks(['leaveEmpty', 'create'], 'known'),
  unknownPerson: asks(['leaveEmpty', 'create'], 'known'),
  unknownContact: asks(['leaveEmpty'], 'known'),
  unknownDeal: asks(['leaveEmpty'], 'known'),
  unknownSector: asks(['leaveEmpty', 'keep'], 'known'),
  unknownActivityKind: asks(['leaveEmpty'], 'known'),
  // A field that a deal usually has.
  accountMissing: asks(['leaveEmpty'], 'known'),
  amountMissing: asks(['leaveEmpty', 'listPrice']),
  dayMissing: asks(['leaveEmpty']),
  closeDayMissing: asks(['leaveEmpty']),
  stageMissing: asks(['leaveEmpty'], 'known'),
  // A text that is not what its field holds, or that can be read in two ways.
  unreadableAmount: asks(['leaveEmpty'], 'text'),
  ambiguousAmount: asks(['leaveEmpty', 'asDecimal', 'asThousands'], 'text'),
  amountTooPrecise: asks(['leaveEmpty'], 'text'),
  amountOutOfRange: asks(['leaveEmpty'], 'text'),
  currencyMissing: asks(['leaveEmpty'], 'text'),
  unknownCurrency: asks(['leaveEmpty'], 'text'),
  unreadableDay: asks(['leaveEmpty'], 'text'),
  ambiguousDay: asks(['leaveEmpty', 'dayFirst', 'monthFirst'], 'text'),
  weekNotDay: asks(['leaveEmpty', 'firstDay'], 'text'),
  unreadableNumber: asks(['leaveEmpty'], 'text'),
  // Rows that cannot come in as they are; they are kept here, cell by cell.
  nameMissing: asks([], 'text'),
  duplicateKey: asks([]),
  // Of those, what the files of one kind alone can have.
  ...ownProblems,
  parentLoop: asks(['leaveEmpty']),
  closedBeforeOpened: asks(['keep']),
  dayInFuture: asks(['leaveEmpty', 'keep']),
  stageCreated: asks(['keep'], 'known'),
  // Notes: imported as they are.
  formulaCell: tells,
  formulaValue: tells,
  missingCells: tells,
  surplusCells: tells,
  nulCharacter: tells,
  controlCharacter: tells,
  strayQuote: tells,
  unreadableCharacter: tells,
  textTooLong: tells,
  mixedDecimals: tells,
  mixedDates: tells,
  keyMissing: tells,
  editedHere: tells,
  deletedHere: tells,
} as const satisfies Record<string, ProblemKind>;
export type ProblemKindName = keyof typeof problemKinds;

export const problemKindNames = Object.keys(problemKinds) as readonly ProblemKindName[];
export const isProblemKind = (name: string): name is ProblemKindName => Object.hasOwn(problemKinds, name);

/** A decision as a person gives it: for one original text, or (without `original`) for the whole kind. */
export type Decision = { readonly kind: ProblemKindName; readonly original: string | null; readonly choice: string };

export type InvalidDecisions = {
  readonly type: 'InvalidDecisions';
  /** `index` counts from 0; `detail` is the kind, choice or name that is not known. */
  readonly issues: readonly {
    readonly index: number;
    readonly code: 'shape' | 'unknownKind' | 'unknownChoice' | 'unknownTarget' | 'givenTwice';
    readonly detail: string;
  }[];
};

const fileSchema = z.array(z.unknown()).max(10_000);
const oneSchema = z.strictObject({ kind: z.string(), original: z.string().max(32_767).optional(), choice: z.string().min(1).max(200) });

/** The name after `use:`, or null for the other choices. */
export const meantBy = (choice: string): string | null => (choice.startsWith('use:') ? choice.slice(4).trim() : null);

const fits = (kind: ProblemKind, choice: string): boolean => {
  const meant = meantBy(choice);
  return meant === null ? kind.choices.some((known) => known === choice) : kind.use !== 'none' && meant !== '';
};

/** Under which a decision is found again: the kind, and the original text as names are compared. */
export const decisionKey = (kind: string, original: string | null): string =>
  original === null ? kind : `${kind}\u0000${nameKey(original)}`;

/** Decisions from JSON text that was already parsed; everything wrong with them at once. Names are checked when they are known. */
export const readDecisions = (json: unknown): { readonly decisions: readonly Decision[]; readonly issues: InvalidDecisions['issues'] } => {
  const list = fileSchema.safeParse(json);
  if (!list.success) return { decisions: [], issues: [{ index: 0, code: 'shape', detail: 'a list of decisions is expected' }] };
  const decisions: Decision[] = [];
  const issues: InvalidDecisions['issues'][number][] = [];
  const seen = new Set<string>();
  list.data.forEach((item, index) => {
    const one = oneSchema.safeParse(item);
    if (!one.success) {
      issues.push({ index, code: 'shape', detail: one.error.issues.map((issue) => issue.path.join('.') || issue.code).join(', ') });
      return;
    }
    const { kind, choice } = one.data;
    const original = one.data.original ?? null;
    if (!isProblemKind(kind)) issues.push({ index, code: 'unknownKind', detail: kind });
    else if (!fits(problemKinds[kind], choice)) issues.push({ index, code: 'unknownChoice', detail: choice });
    else if (seen.has(decisionKey(kind, original))) issues.push({ index, code: 'givenTwice', detail: original ?? kind });
    else {
      seen.add(decisionKey(kind, original));
      decisions.push({ kind, original, choice });
    }
  });
  return { decisions, issues };
};

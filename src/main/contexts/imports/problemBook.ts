/** Collects what is odd in a run: applies decisions to it, stores what is new about it, and counts it for the report. */
import { withVisibleControls } from '../../../shared/imports/cells.ts';
import {
  type Decision,
  decisionKey,
  isProblemKind,
  problemKindNames,
  problemKinds,
  type ProblemKindName,
} from '../../../shared/imports/problems.ts';
import type { ProblemGroup } from '../../../shared/imports/report.ts';
import { importDecision, importProblem } from '../../../shared/imports/schema.ts';
import { longestCell } from '../../../shared/imports/csvRows.ts';
import type { ReadTx } from '../../core/tx.ts';
import type { Id } from '../../../shared/kernel/brand.ts';
import { cut } from './declaredFields.ts';
import type { Sink } from './sink.ts';

export type Oddity = {
  readonly kind: ProblemKindName;
  readonly file: string;
  readonly line: number;
  readonly column: string;
  readonly original: string;
  readonly suggestion: string | null;
  readonly decision: string | null;
};

export type ProblemBook = {
  /** The standing answer for an original text, else for the whole kind; null when nobody decided. */
  readonly decisionFor: (kind: ProblemKindName, original: string) => string | null;
  /** Takes down a problem of a row; `cells` is the row as it came. */
  readonly add: (oddity: Oddity, recordId: string | null, cells: readonly string[], isFirstOfRow: boolean) => void;
  /** The row of this record was read: what used to be odd about it and no longer is, is settled. */
  readonly sawRecord: (recordId: string) => void;
  readonly finish: () => void;
  readonly groups: () => readonly ProblemGroup[];
};

/** What an undecided problem becomes when the source no longer has it. */
export const fixedInSource = 'fixedInSource';

type StoredProblem = {
  readonly id: string;
  readonly kind: string;
  readonly file: string;
  readonly line: number;
  readonly column: string;
  readonly original: string;
  readonly record_id: string | null;
  decision: string | null;
};

const identity = (kind: string, column: string, original: string, recordId: string | null, file: string, line: number): string =>
  `${kind}\u0000${column}\u0000${original}\u0000${recordId ?? `${file}:${line}`}`;

type Value = { count: number; readonly suggestion: string | null; readonly decision: string | null };
type Group = {
  count: number;
  undecided: number;
  /** Rows whose texts are more than are kept; each counts as a text of its own. */
  uncounted: number;
  readonly values: Map<string, Value>;
  readonly examples: ProblemGroup['examples'][number][];
};

const mostExamples = 5;
const mostValues = 50;
/** Different texts of one kind that are told apart; a whole column of others would fill the memory with what no report shows. */
const mostTexts = 20_000;

/** Decisions that are remembered for a source. */
export const rememberedDecisions = (tx: ReadTx, source: string): ReadonlyMap<string, { readonly id: string; readonly choice: string }> =>
  new Map(
    tx
      .all<{ id: string; kind: string; original: string; choice: string }>(
        'SELECT id, kind, original, choice FROM import_decision WHERE source = ? AND deleted = 0 ORDER BY id',
        source,
      )
      .map((row) => [decisionKey(row.kind, row.original === '' ? null : row.original), { id: row.id, choice: row.choice }]),
  );

/** Writes those decisions that are new or different; the same ones change nothing. Returns how many were written. */
export const rememberDecisions = (sink: Sink, source: string, decisions: readonly Decision[]): number => {
  const known = rememberedDecisions(sink.tx, source);
  let written = 0;
  for (const { kind, original, choice } of decisions) {
    const before = known.get(decisionKey(kind, original));
    if (before?.choice === choice) continue;
    written++;
    if (before === undefined)
      sink.insert(importDecision, { id: sink.newId() as Id<'ImportDecision'>, source, kind, original: original ?? '', choice });
    else sink.update(importDecision, before.id, { choice });
  }
  return written;
};

const choicesOf = (kind: ProblemKindName): readonly string[] => {
  const { choices, use } = problemKinds[kind];
  return [...choices, ...(use === 'known' ? ['use:NAME'] : use === 'text' ? ['use:TEXT'] : [])];
};

export const createProblemBook = (sink: Sink, source: string, batchId: Id<'ImportBatch'>, given: readonly Decision[]): ProblemBook => {
  const decisions = new Map([...rememberedDecisions(sink.tx, source)].map(([key, { choice }]) => [key, choice]));
  for (const { kind, original, choice } of given) decisions.set(decisionKey(kind, original), choice);
  const stored = new Map<string, StoredProblem>();
  const open = new Map<string, StoredProblem[]>();
  /** Of those that were stored before this run. */
  const seen = new Set<string>();
  /** What was noted about the row in hand: the same thing is said once, however often its cell is looked at. */
  const ofRow = new Set<string>();
  let rowInHand = '';
  const readRecords = new Set<string>();
  const groups = new Map<ProblemKindName, Group>();
  const known = sink.tx.all<StoredProblem>(
    `SELECT p.id, p.kind, p.file, p.line, p."column", p.original, p.record_id, p.decision FROM import_problem p JOIN import_batch b ON b.id = p.batch_id
     WHERE b.source = ? AND b.deleted = 0 AND p.deleted = 0 ORDER BY p.id`,
    source,
  );
  for (const problem of known) {
    stored.set(identity(problem.kind, problem.column, problem.original, problem.record_id, problem.file, problem.line), { ...problem });
    const isOpen =
      problem.record_id !== null && problem.decision === null && isProblemKind(problem.kind) && !problemKinds[problem.kind].isNote;
    if (isOpen && problem.record_id !== null) open.set(problem.record_id, [...(open.get(problem.record_id) ?? []), problem]);
  }

  const count = (oddity: Oddity): void => {
    const group: Group = groups.get(oddity.kind) ?? { count: 0, undecided: 0, uncounted: 0, values: new Map(), examples: [] };
    groups.set(oddity.kind, group);
    group.count++;
    if (oddity.decision === null && !problemKinds[oddity.kind].isNote) group.undecided++;
    const value = group.values.get(oddity.original);
    if (value === undefined && group.values.size < mostTexts)
      group.values.set(oddity.original, { count: 1, suggestion: oddity.suggestion, decision: oddity.decision });
    else if (value === undefined) group.uncounted++;
    else value.count++;
    const { file, line, column, original } = oddity;
    if (group.examples.length < mostExamples) group.examples.push({ file, line, column, original });
  };

  return {
    decisionFor: (kind, original) => decisions.get(decisionKey(kind, original)) ?? decisions.get(kind) ?? null,
    add: (oddity, recordId, cells, isFirstOfRow) => {
      count(oddity);
      const { kind, line, decision } = oddity;
      const file = cut(importProblem.columns.file, oddity.file);
      const column = cut(importProblem.columns.column, oddity.column);
      const original = withVisibleControls(oddity.original).slice(0, longestCell);
      const key = identity(kind, column, original, recordId, file, line);
      const before = stored.get(key);
      if (before !== undefined) {
        seen.add(before.id);
        if (before.decision !== decision) sink.update(importProblem, before.id, { decision });
        before.decision = decision;
        return;
      }
      const row = `${file}:${line}`;
      if (row !== rowInHand) ofRow.clear();
      rowInHand = row;
      if (ofRow.has(key)) return;
      ofRow.add(key);
      const id = sink.newId() as Id<'ImportProblem'>;
      // A record that many rows are about (a stage) is spoken of once in the whole run.
      if (kind === 'stageCreated') stored.set(key, { id, kind, file, line, column, original, record_id: recordId, decision });
      sink.insert(importProblem, {
        id,
        batchId,
        kind,
        file,
        line,
        column,
        original,
        cells: isFirstOfRow ? JSON.stringify(cells) : '',
        recordId,
        decision,
      });
    },
    sawRecord: (recordId) => {
      if (open.has(recordId)) readRecords.add(recordId);
    },
    finish: () => {
      for (const recordId of readRecords) {
        for (const problem of open.get(recordId) ?? []) {
          if (!seen.has(problem.id)) sink.update(importProblem, problem.id, { decision: fixedInSource });
        }
      }
    },
    groups: () =>
      problemKindNames.flatMap((kind) => {
        const group = groups.get(kind);
        if (group === undefined) return [];
        const values = [...group.values]
          .map(([original, value]) => ({ original, ...value }))
          .sort((a, b) => b.count - a.count || (a.original < b.original ? -1 : 1));
        return [
          {
            kind,
            count: group.count,
            undecided: group.undecided,
            choices: choicesOf(kind),
            values: values.slice(0, mostValues),
            moreValues: Math.max(0, values.length - mostValues) + group.uncounted,
            examples: group.examples,
          },
        ];
      }),
  };
};

/** What came from elsewhere: batches, the foreign keys of imported records, what was odd about them, and what people decided. */
import { z } from 'zod';
import { choice, id, instantColumn, integer, json, optional, ref, text } from '../kernel/column.ts';
import { defineTable, type RowOf } from '../kernel/table.ts';

export const importBatch = defineTable(
  'import_batch',
  {
    id: id('ImportBatch'),
    /** The system the files came from; keys are unique within it. */
    source: text({ max: 80, min: 1 }),
    /** What was read, one entry per file with its header (`BatchFile[]` of report.ts), for the list of batches and the problem rows as CSV. */
    files: json(z.array(z.looseObject({ name: z.string(), header: z.array(z.string()) })), { max: 200_000 }),
    startedAt: instantColumn(),
    /** Rows read, records made, records changed, by kind, for the list of batches. */
    counts: json(z.record(z.string(), z.looseObject({})), { max: 4000 }),
    status: choice(['committed', 'undone']),
  },
  { sync: 'lww', named: ['source'], read: 'import.run', write: 'import.run' },
);
export type ImportBatch = RowOf<typeof importBatch>;

/**
 * The record that a foreign row became; `fingerprint` is of its fields as they were understood, so that an unchanged row changes
 * nothing and a field that a person edited since is told from one that the source changed.
 */
export const externalRef = defineTable(
  'external_ref',
  {
    id: id('ExternalRef'),
    source: text({ max: 80 }),
    kind: text({ max: 40 }),
    key: text({ max: 200 }),
    recordId: text({ max: 64 }),
    /** One hash per field as the import last understood it (fingerprint.ts). */
    fingerprint: text({ max: 2_000 }),
  },
  // An import reads all references of its source at once: an index by key would only make it slower.
  {
    sync: 'lww',
    named: ['key'],
    read: 'import.run',
    // A merge leaves the keys of both companies with the one that stays.
    write: ['import.run', 'account.merge'],
    indexes: [['record_id']],
  },
);
export type ExternalRef = RowOf<typeof externalRef>;

/** One thing that was odd in one row, with the original text kept. */
export const importProblem = defineTable(
  'import_problem',
  {
    id: id('ImportProblem'),
    batchId: ref('ImportBatch'),
    kind: text({ max: 40 }),
    file: text({ max: 200 }),
    line: integer({ min: 0, max: 2_000_000_000 }),
    column: text({ max: 120 }),
    /** The cell as it came; a cell holds at most 32,767 characters. */
    original: text({ max: 32_767 }),
    /** The whole row as it came, kept by the first problem of each row; empty on the others. */
    cells: json(z.array(z.string()), { max: 2_000_000, orEmpty: true }),
    recordId: optional(text({ max: 64 })),
    /** What was done about it; null while nobody decided. */
    decision: optional(text({ max: 200 })),
  },
  { sync: 'lww', about: ['batchId'], named: [], read: 'about', write: 'about', indexes: [['batch_id', 'kind']] },
);
export type ImportProblem = RowOf<typeof importProblem>;

/** A standing answer to a kind of problem from one source: remembered, so that the next import of the same source asks nothing twice. */
export const importDecision = defineTable(
  'import_decision',
  {
    id: id('ImportDecision'),
    source: text({ max: 80 }),
    kind: text({ max: 40 }),
    /** The original value it answers; empty when it answers the whole kind. */
    original: text({ max: 32_767 }),
    choice: text({ max: 200 }),
  },
  { sync: 'lww', named: ['original'], read: 'import.run', write: 'import.run' },
);
export type ImportDecision = RowOf<typeof importDecision>;

/** How a foreign layout maps onto ours, saved under a name. */
export const importMapping = defineTable(
  'import_mapping',
  { id: id('ImportMapping'), name: text({ max: 80, min: 1 }), kind: text({ max: 40 }), json: json(z.looseObject({}), { max: 20_000 }) },
  { sync: 'lww', named: ['name'], read: 'import.run', write: 'import.run' },
);
export type ImportMapping = RowOf<typeof importMapping>;

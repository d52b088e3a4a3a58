/** Questions and commands about imports that are over: batches, what was odd in them, mappings, decisions, and taking one back. */
import { importActionOf } from '../../../shared/admin/policy.ts';
import type * as contract from '../../../shared/imports/contract.ts';
import type * as wizard from '../../../shared/imports/wizardContract.ts';
import { csvLine } from '../../../shared/imports/cells.ts';
import type { ImportKind } from '../../../shared/imports/kinds.ts';
import { readDecisions } from '../../../shared/imports/problems.ts';
import type { BatchFile } from '../../../shared/imports/report.ts';
import { importBatch, importMapping, importProblem } from '../../../shared/imports/schema.ts';
import type { Id } from '../../../shared/kernel/brand.ts';
import { fits, readCell } from '../../../shared/kernel/column.ts';
import { err, ok } from '../../../shared/kernel/result.ts';
import { readCursor, readWindow, type WindowSpec } from '../../core/window.ts';
import type { ReadTx } from '../../core/tx.ts';
import type { CallContext, HandlersOf } from '../handlers.ts';
import { readMapping } from './planFiles.ts';
import { rememberDecisions } from './problemBook.ts';
import { writingSink } from './sink.ts';

type Handlers = HandlersOf<typeof contract>;
type WizardHandlers = HandlersOf<typeof wizard>;

type BatchRow = {
  readonly id: string;
  readonly source: string;
  readonly files: string;
  readonly startedAt: number;
  readonly counts: string;
  readonly status: string;
  readonly problems: number;
  readonly undecided: number;
};

const filesOf = (json: string): readonly BatchFile[] => readCell<readonly BatchFile[]>(importBatch.columns.files, json) ?? [];

const batches: Handlers['batches'] = (tx, input) => {
  const spec: WindowSpec = {
    from: 'import_batch b',
    select: `b.id AS id, b.source AS source, b.files AS files, b.started_at AS startedAt, b.counts AS counts, b.status AS status,
      (SELECT count(*) FROM import_problem p WHERE p.batch_id = b.id AND p.deleted = 0) AS problems,
      (SELECT count(*) FROM import_problem p WHERE p.batch_id = b.id AND p.deleted = 0 AND p.decision IS NULL) AS undecided`,
    where: 'b.deleted = 0',
    params: [],
    keys: ['b.started_at'],
    id: 'b.id',
    nullable: false,
    descending: true,
    limit: input.limit,
  };
  const cursor = readCursor(input.after, spec);
  if (cursor === null) return err({ type: 'CursorInvalid' });
  const { rows, next } = readWindow<BatchRow>(tx, [spec], cursor);
  const count = tx.get<{ n: number }>('SELECT count(*) AS n FROM import_batch WHERE deleted = 0')?.n ?? 0;
  const lines = rows.map((row) => ({
    ...row,
    files: filesOf(row.files).map(({ name }) => name),
    counts: readCell<contract.BatchLine['counts']>(importBatch.columns.counts, row.counts) ?? {},
    isUnreadable: !fits(importBatch.columns.files, row.files) || !fits(importBatch.columns.counts, row.counts),
  }));
  return ok({ rows: lines as unknown as readonly contract.BatchLine[], next, count });
};

const problems: Handlers['problems'] = (tx, input) => {
  const conditions = [
    'p.deleted = 0',
    ...(input.batchId === null ? [] : ['p.batch_id = ?']),
    ...(input.kind === null ? [] : ['p.kind = ?']),
    ...(input.undecidedOnly ? ['p.decision IS NULL'] : []),
  ];
  const params = [...(input.batchId === null ? [] : [input.batchId]), ...(input.kind === null ? [] : [input.kind])];
  const where = conditions.join(' AND ');
  const spec: WindowSpec = {
    from: 'import_problem p',
    select:
      'p.id AS id, p.kind AS kind, p.file AS file, p.line AS line, p."column" AS "column", p.original AS original, p.record_id AS recordId, p.decision AS decision',
    where,
    params,
    keys: ['p.file', 'p.line'],
    id: 'p.id',
    nullable: false,
    descending: false,
    limit: input.limit,
  };
  const cursor = readCursor(input.after, spec);
  if (cursor === null) return err({ type: 'CursorInvalid' });
  const { rows, next } = readWindow<contract.ProblemLine>(tx, [spec], cursor);
  const count = tx.get<{ n: number }>(`SELECT count(*) AS n FROM import_problem p WHERE ${where}`, ...params)?.n ?? 0;
  return ok({ rows, next, count });
};

type ProblemRow = {
  readonly kind: string;
  readonly file: string;
  readonly line: number;
  readonly column: string;
  readonly original: string;
  readonly cells: string;
  readonly decision: string | null;
};

/** One line per odd row and problem: the cells as they came, then file, line and what was odd. Files with other columns get a header of their own. */
export const problemsCsv = (tx: ReadTx, batchId: string): string | null => {
  const batch = tx.find(importBatch, batchId);
  if (batch === undefined) return null;
  const headers = new Map(filesOf(batch.files).map(({ name, header }) => [name, header]));
  const rows = tx.all<ProblemRow>(
    'SELECT kind, file, line, "column" AS "column", original, cells, decision FROM import_problem WHERE batch_id = ? AND deleted = 0 ORDER BY file, line, id',
    batchId,
  );
  const lines: string[] = [];
  let file: string | null = null;
  let cells: readonly string[] = [];
  let line = -1;
  for (const row of rows) {
    if (row.file !== file) {
      if (lines.length > 0) lines.push('\r\n');
      lines.push(csvLine([...(headers.get(row.file) ?? []), 'file', 'line', 'problem', 'column', 'original', 'decision']));
    }
    if (row.file !== file || row.line !== line) cells = [];
    // What is no list of cells is written as it is stored.
    if (row.cells !== '') cells = readCell<readonly string[]>(importProblem.columns.cells, row.cells) ?? [row.cells];
    ({ file, line } = row);
    const width = headers.get(row.file)?.length ?? cells.length;
    const filled = Array.from({ length: width }, (_cell, index) => cells[index] ?? '');
    lines.push(csvLine([...filled, row.file, String(row.line), row.kind, row.column, row.original, row.decision ?? '']));
  }
  return lines.join('');
};

const mayImport = ({ may }: CallContext, kind: ImportKind): boolean => may(importActionOf(kind), null);

const saveMapping: Handlers['saveMapping'] = (tx, { name, mapping }, context) => {
  if (!mayImport(context, mapping.kind)) return err({ type: 'ImportKindNotAllowed', file: name, kind: mapping.kind });
  const json = JSON.stringify(mapping);
  const known = tx.get<{ id: string }>('SELECT id FROM import_mapping WHERE name = ? AND deleted = 0 ORDER BY id LIMIT 1', name);
  if (known !== undefined) {
    tx.update(importMapping, known.id, { kind: mapping.kind, json });
    return ok({ id: known.id as Id<'ImportMapping'> });
  }
  const id = tx.newId<'ImportMapping'>();
  tx.insert(importMapping, { id, name, kind: mapping.kind, json });
  return ok({ id });
};

const decide: Handlers['decide'] = (tx, { source, decisions }) => {
  const read = readDecisions(decisions);
  if (read.issues.length > 0) return err({ type: 'InvalidDecisions', issues: read.issues });
  return ok({ remembered: rememberDecisions(writingSink(tx), source, read.decisions) });
};

type MappingRow = { readonly id: string; readonly name: string; readonly kind: string; readonly json: string };

const mappings: WizardHandlers['mappings'] = (tx, { after, limit }) => {
  const spec: WindowSpec = {
    from: 'import_mapping m',
    select: 'm.id AS id, m.name AS name, m.kind AS kind, m.json AS json',
    where: 'm.deleted = 0',
    params: [],
    keys: ['m.name'],
    id: 'm.id',
    nullable: false,
    descending: false,
    limit,
  };
  const cursor = readCursor(after, spec);
  if (cursor === null) return err({ type: 'CursorInvalid' });
  const { rows, next } = readWindow<MappingRow>(tx, [spec], cursor);
  const count = tx.get<{ n: number }>('SELECT count(*) AS n FROM import_mapping WHERE deleted = 0')?.n ?? 0;
  // One that this version cannot read any more is not offered.
  const saved = rows.flatMap(({ id, name, json }) => {
    const mapping = readMapping(readCell(importMapping.columns.json, json));
    return mapping.ok ? [{ id: id as Id<'ImportMapping'>, name, kind: mapping.value.kind, mapping: mapping.value }] : [];
  });
  return ok({ rows: saved, next, count });
};

export const wizardHandlers: WizardHandlers = { mappings };

export const importHandlers: Handlers = {
  batches,
  problems,
  problemsCsv: (tx, { batchId }) => {
    const csv = problemsCsv(tx, batchId);
    return csv === null ? err({ type: 'BatchNotFound' }) : ok({ csv });
  },
  saveMapping,
  decide,
};

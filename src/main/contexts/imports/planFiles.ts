/** Decides what each file is and by which mapping it is read; files come out in the order in which they must be imported. */
import type { ColumnMissing, LayoutUnknown, MappingNotFound, NothingToImport } from '../../../shared/imports/contract.ts';
import type { FileChoice } from '../../../shared/imports/fileChoices.ts';
import { type Proposal, proposeColumns, proposeKind } from '../../../shared/imports/headers.ts';
import { knownHeader } from '../../../shared/imports/knownLayouts.ts';
import { type ImportKind, importKinds } from '../../../shared/imports/kinds.ts';
import { type InvalidMapping, type Mapping, mappingSchema } from '../../../shared/imports/mapping.ts';
import type { FileReport } from '../../../shared/imports/report.ts';
import { importMapping } from '../../../shared/imports/schema.ts';
import { readCell } from '../../../shared/kernel/column.ts';
import { err, ok, type Result } from '../../../shared/kernel/result.ts';
import type { ReadTx } from '../../core/tx.ts';
import type { AnalysedFile } from './analyseFile.ts';

export type PlannedFile = { readonly analysed: AnalysedFile; readonly mapping: Mapping; readonly by: NonNullable<FileReport['mapping']> };
export type SkippedFile = { readonly analysed: AnalysedFile; readonly skipped: NonNullable<FileReport['skipped']> };
export type Plan = { readonly source: string; readonly files: readonly PlannedFile[]; readonly skipped: readonly SkippedFile[] };
export type PlanError = NothingToImport | LayoutUnknown | ColumnMissing;

export type GivenMapping = { readonly mapping: Mapping; readonly by: 'given' | 'saved' };

export type PlanInput = {
  readonly kind: ImportKind | null;
  /** The mapping that was asked for; null: by the header. */
  readonly given: GivenMapping | null;
  /** Names the source of files that we do not know by heart; null: the name of the first file. */
  readonly source: string | null;
  /** What a person said about single files, by their names. */
  readonly choices?: ReadonlyMap<string, FileChoice>;
};

/** A mapping from outside (a file, the wizard), with everything that is wrong with it. */
export const readMapping = (json: unknown): Result<Mapping, InvalidMapping> => {
  const read = mappingSchema.safeParse(json);
  if (read.success) return ok(read.data);
  return err({
    type: 'InvalidMapping',
    issues: read.error.issues.map((issue) => ({ path: issue.path.join('.'), code: issue.code === 'custom' ? issue.message : issue.code })),
  });
};

const savedMapping = (tx: ReadTx, name: string): Result<Mapping, InvalidMapping | MappingNotFound> => {
  const row = tx.get<{ readonly json: string }>(
    'SELECT json FROM import_mapping WHERE name = ? AND deleted = 0 ORDER BY id DESC LIMIT 1',
    name,
  );
  return row === undefined ? err({ type: 'MappingNotFound', name }) : readMapping(readCell(importMapping.columns.json, row.json));
};

/** The mapping that a caller asks for: plain data, the name of a saved one, or (null) none. */
export const givenMapping = (tx: ReadTx, asked: unknown): Result<GivenMapping | null, InvalidMapping | MappingNotFound> => {
  if (asked === null || asked === undefined) return ok(null);
  const by = typeof asked === 'string' ? 'saved' : 'given';
  const mapping = typeof asked === 'string' ? savedMapping(tx, asked) : readMapping(asked);
  return mapping.ok ? ok({ mapping: mapping.value, by }) : mapping;
};

/** Below this share of recognised columns a file in a folder is left alone; a file named alone is tried in any case. */
const sureEnough = 0.5;

const stem = (name: string): string => name.replace(/\.[^.]+$/, '').slice(0, 80) || 'csv';

const missingColumn = (mapping: Mapping, analysed: AnalysedFile): ColumnMissing | null => {
  const missing = Object.values(mapping.columns).find((column) => !analysed.names.includes(column));
  return missing === undefined ? null : { type: 'ColumnMissing', file: analysed.file.name, column: missing };
};

const fromProposal = (proposal: Proposal, source: string): Mapping => ({ kind: proposal.kind, source, columns: { ...proposal.columns } });

/** Columns of a date field that hold nothing but spreadsheet serial numbers are read as such; the report shows it. */
const withSerialDays = (mapping: Mapping, analysed: AnalysedFile): Mapping => {
  const dates: Record<string, 'dmy' | 'mdy' | 'ymd' | 'excel' | 'unknown'> = { ...mapping.dates };
  for (const [field, name] of Object.entries(mapping.columns)) {
    const column = analysed.layout.columns.find((known) => known.name === name);
    if (/day|Day|expectedClose/.test(field) && dates[field] === undefined && column?.maybeSerialDays === true) dates[field] = 'excel';
  }
  return Object.keys(dates).length === 0 ? mapping : { ...mapping, dates };
};

/** Everything but reading rows: which files come in, as what, in which order. */
export const planFiles = (analysed: readonly AnalysedFile[], input: PlanInput): Result<Plan, PlanError> => {
  const alone = analysed.length === 1;
  const fallbackSource = input.source ?? stem(analysed[0]?.file.name ?? '');
  const given = input.given?.mapping ?? null;
  const by = input.given?.by ?? 'given';
  const files: PlannedFile[] = [];
  const skipped: SkippedFile[] = [];
  for (const file of analysed) {
    const header = file.names;
    if (header.length === 0) {
      skipped.push({ analysed: file, skipped: 'empty' });
      continue;
    }
    const chosen = input.choices?.get(file.file.name)?.mapping;
    if (chosen !== undefined) {
      const missing = missingColumn(chosen, file);
      if (missing !== null) return err(missing);
      files.push({ analysed: file, mapping: chosen, by: 'given' });
      continue;
    }
    if (given !== null) {
      const missing = missingColumn(given, file);
      if (missing === null) files.push({ analysed: file, mapping: given, by });
      else if (alone) return err(missing);
      else skipped.push({ analysed: file, skipped: 'unknownLayout' });
      continue;
    }
    const known = knownHeader(header);
    if (known.is === 'notData') skipped.push({ analysed: file, skipped: 'notData' });
    else if (known.is === 'data') {
      if (input.kind === null || input.kind === known.mapping.kind) files.push({ analysed: file, mapping: known.mapping, by: 'builtIn' });
      else skipped.push({ analysed: file, skipped: 'otherKind' });
    } else {
      const proposal = input.kind === null ? proposeKind(header) : proposeColumns(input.kind, header);
      if (proposal !== null && proposal.score > (alone ? 0 : sureEnough)) {
        files.push({ analysed: file, mapping: withSerialDays(fromProposal(proposal, fallbackSource), file), by: 'proposed' });
      } else if (alone) return err({ type: 'LayoutUnknown', file: file.file.name, header });
      else skipped.push({ analysed: file, skipped: 'unknownLayout' });
    }
  }
  if (files.length === 0) return err({ type: 'NothingToImport', files: analysed.map(({ file }) => file.name) });
  files.sort((a, b) => importKinds.indexOf(a.mapping.kind) - importKinds.indexOf(b.mapping.kind));
  // One run has one source, so that what one file calls a company is found by the others.
  const named = files.find((file) => file.by === 'builtIn') ?? files.find((file) => file.by === 'given');
  const source = given?.source ?? named?.mapping.source ?? fallbackSource;
  return ok({ source, files: files.map((file) => ({ ...file, mapping: { ...file.mapping, source } })), skipped });
};

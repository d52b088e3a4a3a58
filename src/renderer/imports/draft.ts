/** What the person made of the dropped files so far, as plain data: readings, mappings and answers, and what they mean for the import. */
import type { FileChoice, ReadingChoice } from '../../shared/imports/fileChoices.ts';
import { proposeColumns, proposeKind, whyProposed } from '../../shared/imports/headers.ts';
import { knownHeader } from '../../shared/imports/knownLayouts.ts';
import { kinds, type ImportKind } from '../../shared/imports/kinds.ts';
import { type Mapping, readingOf } from '../../shared/imports/mapping.ts';
import type { FileLook } from '../../shared/imports/wizardContract.ts';

export type Reading = Omit<ReadingChoice, 'name'>;
export type FileDraft = {
  readonly reading: Reading;
  /** Null: as proposed. */
  readonly isLeftOut: boolean | null;
  /** Null: as proposed. */
  readonly mapping: Mapping | null;
  /** Name of the saved mapping that it began as. */
  readonly saved: string | null;
};
export type Drafts = Readonly<Record<string, FileDraft>>;
export type Answer = { readonly kind: string; readonly original: string | null; readonly choice: string };

const untouched: FileDraft = { reading: {}, isLeftOut: null, mapping: null, saved: null };
/** By own property only: a file may be called anything. */
export const draftOf = (drafts: Drafts, name: string): FileDraft => (Object.hasOwn(drafts, name) ? (drafts[name] ?? untouched) : untouched);

export type PlannedLook = {
  readonly look: FileLook;
  readonly draft: FileDraft;
  readonly mapping: Mapping | null;
  readonly by: 'known' | 'proposed' | 'saved' | 'chosen';
  readonly isLeftOut: boolean;
  /** The file is known to describe the others. */
  readonly isNotData: boolean;
  /** Fields without which the rows cannot be imported. */
  readonly missing: readonly string[];
};

const namesOf = (look: FileLook): readonly string[] => look.columns.map(({ name }) => name);
const sourceOf = (look: FileLook): string => look.name.replace(/\.[^.]+$/, '').slice(0, 80) || 'csv';

/** Columns of nothing but spreadsheet day numbers are read as such. */
const withSerialDays = (mapping: Mapping, look: FileLook): Mapping => {
  const serial = Object.entries(mapping.columns).filter(
    ([field, name]) =>
      readingOf(mapping.kind, field) === 'day' && look.columns.find((column) => column.name === name)?.maybeSerialDays === true,
  );
  return serial.length === 0 ? mapping : { ...mapping, dates: Object.fromEntries(serial.map(([field]) => [field, 'excel' as const])) };
};

/** The mapping of a kind by the names of the columns alone. */
export const mappingOfKind = (kind: ImportKind, look: FileLook): Mapping =>
  withSerialDays({ kind, source: sourceOf(look), columns: { ...proposeColumns(kind, namesOf(look)).columns } }, look);

const missingFields = (mapping: Mapping | null): readonly string[] =>
  mapping === null
    ? []
    : kinds[mapping.kind].needs.filter((field) => mapping.columns[field] === undefined && mapping.constants?.[field] === undefined);

/** One file with the person's draft, or what is proposed where they said nothing. */
export const plan = (look: FileLook, draft: FileDraft): PlannedLook => {
  const known = knownHeader(namesOf(look));
  const isNotData = known.is === 'notData';
  const isLeftOut = draft.isLeftOut ?? (isNotData || look.columns.length === 0);
  const made = (mapping: Mapping | null, by: PlannedLook['by']): PlannedLook => ({
    look,
    draft,
    mapping,
    by,
    isLeftOut,
    isNotData,
    missing: missingFields(mapping),
  });
  if (draft.mapping !== null) return made(draft.mapping, draft.saved === null ? 'chosen' : 'saved');
  if (known.is === 'data') return made(known.mapping, 'known');
  const proposal = proposeKind(namesOf(look));
  return made(proposal === null ? null : mappingOfKind(proposal.kind, look), 'proposed');
};

export const isReady = ({ isLeftOut, mapping, missing }: PlannedLook): boolean => isLeftOut || (mapping !== null && missing.length === 0);

/** What the import is told about each file: exactly what the person saw. One source, so that the files find each other's records. */
export const choicesOf = (plans: readonly PlannedLook[]): readonly FileChoice[] => {
  const used = plans.filter(({ isLeftOut }) => !isLeftOut);
  const source = (used.find(({ by }) => by === 'known') ?? used[0])?.mapping?.source ?? 'csv';
  return plans.map(({ look, draft, mapping, isLeftOut }) => ({
    name: look.name,
    ...draft.reading,
    ...(isLeftOut ? { skip: true } : mapping === null ? {} : { mapping: { ...mapping, source } }),
  }));
};

export const readingChoices = (drafts: Drafts): readonly FileChoice[] =>
  Object.entries(drafts).flatMap(([name, { reading }]) => (Object.keys(reading).length === 0 ? [] : [{ name, ...reading }]));

/** Answers as the import takes them. */
export const decisionsOf = (answers: readonly Answer[]): readonly object[] =>
  answers.map(({ kind, original, choice }) => ({ kind, choice, ...(original === null ? {} : { original }) }));

export type Why = 'Known' | 'Same' | 'Part' | 'Similar' | 'Saved' | 'Chosen';
/** Why a column is the field it is. */
export const whyField = ({ by, mapping, look }: PlannedLook, field: string, column: string): Why => {
  if (by === 'known') return 'Known';
  const proposed = mapping === null ? null : proposeColumns(mapping.kind, namesOf(look)).columns[field];
  if (by === 'saved') return 'Saved';
  const why = proposed === column && mapping !== null ? whyProposed(mapping.kind, field, column) : null;
  return why === null ? 'Chosen' : why === 'same' ? 'Same' : why === 'part' ? 'Part' : 'Similar';
};

/** The mapping with a column given to a field (or to none); a field has one column. */
export const withField = (mapping: Mapping, column: string, field: string | null): Mapping => {
  const columns = Object.fromEntries(Object.entries(mapping.columns).filter(([key, name]) => name !== column && key !== field));
  return { ...mapping, columns: field === null ? columns : { ...columns, [field]: column } };
};

/** A saved mapping that this file has all columns for. */
export const fits = (mapping: Mapping, look: FileLook): boolean => {
  const names = new Set(namesOf(look));
  return Object.values(mapping.columns).every((column) => names.has(column));
};

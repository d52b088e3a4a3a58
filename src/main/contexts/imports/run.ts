/** What all resolvers of rows share while one import runs: applying a record, and finding the record that a cell names. */
import { nameKey, normalKey } from '../../../shared/imports/cells.ts';
import { fieldHash } from '../../../shared/imports/fingerprint.ts';
import type { AnyField, RecordKind } from '../../../shared/imports/kinds.ts';
import type { Mapping } from '../../../shared/imports/mapping.ts';
import { meantBy, type ProblemKindName } from '../../../shared/imports/problems.ts';
import type { RecordCounts } from '../../../shared/imports/report.ts';
import { nearest } from '../../../shared/imports/similarity.ts';
import type { Day } from '../../../shared/kernel/day.ts';
import { contactKey, type ImportState, type NamedKind, remember } from './importState.ts';
import type { ProblemBook } from './problemBook.ts';
import type { RowView } from './rowView.ts';
import type { SeenKeys } from './seenKeys.ts';
import type { Sink } from './sink.ts';
import { type RecordSpec, storedKey, upsert } from './upsert.ts';

type Counts = { -readonly [K in keyof RecordCounts]: RecordCounts[K] };

export type Run = {
  readonly sink: Sink;
  readonly state: ImportState;
  readonly book: ProblemBook;
  readonly today: Day;
  readonly counts: Map<RecordKind, Counts>;
  /** Rows that did not become a record. */
  heldBack: number;
  /** The keys of the file in hand. */
  seen: SeenKeys;
  /** What the texts of a reference field turned out to be, by problem kind. */
  readonly found: Map<ProblemKindName, Map<string, Found>>;
  /** Person → team, of those who are in exactly one team. */
  readonly teamOf: Map<string, string>;
};

/** Texts of one kind of problem whose answer is kept. */
const keptTexts = 20_000;

type Found = { readonly id: string | null; readonly isKnown: boolean; readonly suggestion: string | null };

/** A resolver handles one row; `defer` when it needs a row that comes later. */
export type Resolver = {
  readonly row: (row: RowView, isLastTry: boolean) => 'done' | 'defer';
  /** Looks at every row before the first is resolved, where a row can depend on a later one. */
  readonly scan?: (row: RowView) => void;
};
export type ResolverFactory = (run: Run, mapping: Mapping) => Resolver;

/** Makes or changes the record, counts it, and notes on the row what a person had changed here. */
export const apply = (run: Run, row: RowView, spec: RecordSpec): string => {
  const outcome = upsert(run.sink, run.state, spec);
  const counts = run.counts.get(spec.bucket) ?? { made: 0, changed: 0, unchanged: 0, linked: 0 };
  run.counts.set(spec.bucket, counts);
  counts[outcome.did]++;
  for (const field of outcome.editedHere) row.note('editedHere', field, String(spec.fields[field] ?? spec.later?.[field] ?? ''));
  if (outcome.deletedHere) row.note('deletedHere', '', spec.key);
  return outcome.id;
};

/** The row is kept in its problems and becomes no record. */
export const holdBack = (run: Run, row: RowView): 'done' => {
  run.heldBack++;
  row.settle(null);
  return 'done';
};

/** Keys of one file: the first row of a key wins, rows without one are told apart by their content. */
export const createKeys = (run: Run) => {
  const { seen } = run;
  /** Contents that came more than once, and how often. */
  const again = new Map<string, number>();
  return {
    /** Null when the key was there before: the row is noted as a duplicate and not imported. */
    take: (row: RowView, field: AnyField, key: string): string | null => {
      if (!seen.note(key)) return key;
      row.raise('duplicateKey', field, key);
      holdBack(run, row);
      return null;
    },
    ofContent: (content: string): string => {
      const base = `row:${fieldHash(content)}`;
      if (!seen.note(base)) return base;
      const times = (again.get(base) ?? 1) + 1;
      again.set(base, times);
      return `${base}#${times}`;
    },
  };
};

/** The record that a row of its own is about, by foreign key or name: one that was merged into another is still that one. */
export const lookUpItself = (run: Run, kind: NamedKind, text: string): string | null =>
  run.state.refs[kind].get(storedKey(normalKey(text)))?.recordId ?? run.state.names[kind].get(nameKey(text)) ?? null;

/** A record that something else names; null when nobody knows it. An account that was merged is the one that stands for it. */
export const lookUp = (run: Run, kind: NamedKind, text: string): string | null => {
  const id = lookUpItself(run, kind, text);
  return id === null ? null : (run.state.standsFor.get(id) ?? id);
};

/** The company that a row names by its key in the other system, where the run knows that key; a name can be two companies', a key cannot. */
export const accountByKey = (run: Run, row: RowView): string | null => {
  const key = row.text('accountKey');
  const id = key === '' ? undefined : run.state.refs.accounts.get(storedKey(key))?.recordId;
  return id === undefined ? null : (run.state.standsFor.get(id) ?? id);
};

/** The contact person that a row names: one of the company's own before anybody of that name or key. */
export const contactOf = (run: Run, row: RowView, accountId: string | null): string | null => {
  const text = row.text('contact');
  if (text === '') return null;
  const own = accountId === null ? undefined : run.state.names.contacts.get(contactKey(accountId, text));
  return own ?? resolve(run, row, { problem: 'unknownContact', field: 'contact', kind: 'contacts', text });
};

/**
 * The record that a cell names; what nobody knows is noted with the nearest known name, and the decision about it is carried out. `create`
 * makes the record where the kind of problem allows it.
 */
export const resolve = (
  run: Run,
  row: RowView,
  wanted: {
    readonly problem: ProblemKindName;
    readonly field: AnyField;
    readonly kind: NamedKind;
    readonly text: string;
    readonly create?: (name: string) => string;
  },
): string | null => {
  const { problem, field, kind, text } = wanted;
  let texts = run.found.get(problem);
  if (texts === undefined) run.found.set(problem, (texts = new Map<string, Found>()));
  const known = texts.get(text) ?? find(run, wanted);
  // What a file of a million rows calls things a million ways is looked up again rather than kept.
  if (texts.size >= keptTexts) texts.clear();
  if (!texts.has(text)) texts.set(text, known);
  if (known.isKnown) return known.id;
  const decision = row.raise(problem, field, text, known.suggestion);
  if (decision === null || known.id !== null) return known.id;
  const meant = meantBy(decision);
  const id = meant !== null ? lookUp(run, kind, meant) : decision === 'create' ? (wanted.create?.(text) ?? null) : null;
  if (id !== null) texts.set(text, { ...known, id });
  return id;
};

const find = (run: Run, wanted: { readonly kind: NamedKind; readonly text: string }): Found => {
  const id = lookUp(run, wanted.kind, wanted.text);
  if (id !== null) return { id, isKnown: true, suggestion: null };
  return { id: null, isKnown: false, suggestion: nearest(wanted.text, run.state.labels[wanted.kind].values()) };
};

/** Remembers a record that this run made or met, so that later rows find it. */
export const rememberNamed = (run: Run, kind: NamedKind, id: string, label: string): void => {
  remember(run.state, kind, nameKey(label), id, label);
};

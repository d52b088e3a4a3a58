/** Brings one record up to date with its foreign row: made, changed field by field, or left alone, by a three-way comparison. */
import { fieldHash, type Hashable, joinHashes, splitHashes, valueHash } from '../../../shared/imports/fingerprint.ts';
import { externalRef } from '../../../shared/imports/schema.ts';
import type { RecordKind } from '../../../shared/imports/kinds.ts';
import type { Id } from '../../../shared/kernel/brand.ts';
import type { Day } from '../../../shared/kernel/day.ts';
import { sqlName, type Table } from '../../../shared/kernel/table.ts';
import type { ImportState } from './importState.ts';
import type { Sink } from './sink.ts';

export type FieldValue = string | number | bigint | boolean | null;

/** Dated facts of one sort that belong to a record; as a whole they are one field of it. */
export type FactGroup = {
  readonly table: Table;
  /** Column that names the record. */
  readonly owner: string;
  /** Columns compared, in the order of `values`. */
  readonly columns: readonly string[];
  /** Constant columns (a role), not compared. */
  readonly constants?: Readonly<Record<string, FieldValue>>;
  /** Columns that a new fact gets and nobody compares. */
  readonly extras?: Readonly<Record<string, FieldValue>>;
  /** Undefined: the file says nothing about these facts. */
  readonly facts: readonly { readonly values: readonly FieldValue[]; readonly day: Day | null }[] | undefined;
};

export type RecordSpec = {
  readonly kind: RecordKind;
  /** Under which the record is counted. */
  readonly bucket: RecordKind;
  readonly key: string;
  readonly table: Table;
  /** In a fixed order per kind; undefined: the file says nothing about the field. */
  readonly fields: Readonly<Record<string, FieldValue | undefined>>;
  /** What the file says of columns that were declared after the first fingerprints of the kind. */
  readonly later?: Readonly<Record<string, FieldValue>>;
  /** Columns that a new record gets and an old one keeps. */
  readonly defaults?: Readonly<Record<string, FieldValue>>;
  readonly groups: readonly FactGroup[];
  /** A record that is there already and is this one, by its name. */
  readonly existing: string | null;
};

export type Outcome = {
  readonly id: string;
  readonly did: 'made' | 'changed' | 'unchanged' | 'linked';
  /** Fields that the source changed and a person had changed here: the person's value stays. */
  readonly editedHere: readonly string[];
  /** The record is in the trash or gone. */
  readonly deletedHere: boolean;
};

const untold = '*';
const keyLimit = 200;
/** Keys longer than the column keep their beginning and a hash of the whole. */
export const storedKey = (key: string): string => (key.length <= keyLimit ? key : `${key.slice(0, keyLimit - 12)}#${fieldHash(key)}`);

/** In an order of their own: the store sorts undated facts first, a file names them as they come. */
const factsHashable = (facts: NonNullable<FactGroup['facts']>): Hashable =>
  facts.length < 2 ? facts.map((fact) => [...fact.values, fact.day]) : facts.map((fact) => valueHash([...fact.values, fact.day])).sort();

/** Hashes in the fixed order of a kind, and those of columns that were declared since, for which that order has no place: each under its name. */
type Hashes = { readonly placed: readonly string[]; readonly named: ReadonlyMap<string, string> };

const noneNamed: ReadonlyMap<string, string> = new Map();

const hashesOf = (spec: RecordSpec): Hashes => {
  const placed: string[] = [];
  for (const name in spec.fields) {
    const value = spec.fields[name];
    placed.push(value === undefined ? untold : valueHash(value));
  }
  for (const group of spec.groups) placed.push(group.facts === undefined ? untold : valueHash(factsHashable(group.facts)));
  const named =
    spec.later === undefined ? noneNamed : new Map(Object.entries(spec.later).map(([name, value]) => [name, valueHash(value)] as const));
  return { placed, named };
};

const fingerprintOf = ({ placed, named }: Hashes): string =>
  named.size === 0 ? joinHashes(placed) : joinHashes([...placed, ...[...named].map(([name, hash]) => `${name}:${hash}`).sort()]);

const readFingerprint = (fingerprint: string): Hashes => {
  const hashes = splitHashes(fingerprint);
  const from = hashes.findIndex((hash) => hash.includes(':'));
  if (from === -1) return { placed: hashes, named: noneNamed };
  const named = hashes.slice(from).map((hash): [string, string] => {
    const colon = hash.indexOf(':');
    return [hash.slice(0, colon), hash.slice(colon + 1)];
  });
  return { placed: hashes.slice(0, from), named: new Map(named) };
};

/** What is understood of the record from now on: a field that the file no longer tells keeps the base of the time when it did. */
const nextBase = (before: Hashes, now: Hashes): Hashes => ({
  placed: now.placed.map((hash, index) => (hash === untold ? (before.placed[index] ?? untold) : hash)),
  named: before.named.size === 0 ? now.named : new Map([...before.named, ...now.named]),
});

type StoredFact = { readonly id: string; readonly values: readonly FieldValue[]; readonly day: Day | null };

const storedFacts = (sink: Sink, group: FactGroup, recordId: string): readonly StoredFact[] => {
  const fixed = Object.entries(group.constants ?? {});
  const rows = sink.tx.allExact<Record<string, FieldValue>>(
    `SELECT id, happened_day, ${group.columns.map(sqlName).join(', ')} FROM ${group.table.name}
     WHERE ${sqlName(group.owner)} = ? AND voided = 0${fixed.map(([name]) => ` AND ${sqlName(name)} = ?`).join('')} ORDER BY happened_at, hlc, id`,
    recordId,
    ...fixed.map(([, value]) => (typeof value === 'boolean' ? Number(value) : value)),
  );
  return rows.map((row) => ({
    id: String(row['id']),
    day: (row['happened_day'] ?? null) as Day | null,
    values: group.columns.map((name) => {
      const value = row[sqlName(name)] ?? null;
      const column = group.table.columns[name];
      if (value === null || column === undefined) return null;
      return column.kind === 'boolean' ? Number(value) === 1 : column.kind === 'minor' ? BigInt(String(value)) : value;
    }),
  }));
};

const sameFact = (a: { readonly values: readonly FieldValue[]; readonly day: Day | null }, b: typeof a): boolean =>
  a.day === b.day && a.values.length === b.values.length && a.values.every((value, index) => value === b.values[index]);

const recordFact = (sink: Sink, group: FactGroup, recordId: string, fact: NonNullable<FactGroup['facts']>[number]): void => {
  const row: Record<string, FieldValue> = { id: sink.newId(), [group.owner]: recordId, ...group.constants, ...group.extras };
  for (let index = 0; index < group.columns.length; index++) row[group.columns[index] ?? ''] = fact.values[index] ?? null;
  sink.record(group.table, row, fact.day === null ? null : { day: fact.day });
};

/** Facts are never edited: what the source no longer says is taken back, what it newly says is appended. */
const replaceFacts = (sink: Sink, group: FactGroup, recordId: string, stored: readonly StoredFact[]): void => {
  const wanted = group.facts ?? [];
  for (const old of stored) if (!wanted.some((fact) => sameFact(fact, old))) sink.voidFact(group.table, old.id);
  for (const fact of wanted) if (!stored.some((old) => sameFact(fact, old))) recordFact(sink, group, recordId, fact);
};

const make = (sink: Sink, state: ImportState, spec: RecordSpec, key: string, fingerprint: string): Outcome => {
  const id = sink.newId();
  const row: Record<string, FieldValue> = { id, ...spec.defaults };
  for (const name in spec.fields) {
    const value = spec.fields[name];
    if (value !== undefined && value !== null) row[name] = value;
  }
  for (const name in spec.later) {
    const value = spec.later[name] ?? null;
    if (value !== null) row[name] = value;
  }
  sink.insert(spec.table, row);
  for (const group of spec.groups) for (const fact of group.facts ?? []) recordFact(sink, group, id, fact);
  addRef(sink, state, spec.kind, key, id, fingerprint);
  return { id, did: 'made', editedHere: [], deletedHere: false };
};

const addRef = (sink: Sink, state: ImportState, kind: RecordKind, key: string, recordId: string, fingerprint: string): void => {
  const refId = sink.newId();
  sink.insert(externalRef, { id: refId as Id<'ExternalRef'>, source: state.source, kind, key, recordId, fingerprint });
  // A key comes once a file: the reference of a new record is kept only where another row may name the record by it.
  if (state.namedByKey.has(kind)) state.refs[kind].set(key, { refId, recordId, fingerprint });
};

/**
 * Three-way: `base` is what the import understood last (null: it never saw the record), `now` what it understands now, and the store what is
 * there. A field goes over when the source changed it and the store still holds the base (or nothing, when there is no base).
 */
const merge = (
  sink: Sink,
  spec: RecordSpec,
  id: string,
  base: Hashes | null,
  now: Hashes,
): Omit<Outcome, 'id' | 'did'> & { readonly changed: boolean } => {
  const row = sink.tx.find(spec.table, id) as Readonly<Record<string, FieldValue>> | undefined;
  if (row === undefined) {
    const isPretended = sink.isPretended(id);
    return { changed: isPretended, editedHere: [], deletedHere: !isPretended };
  }
  const editedHere: string[] = [];
  const patch: Record<string, FieldValue> = {};
  let at = 0;
  let changed = false;
  const goesOver = (name: string, current: string, wanted: string, before: string): boolean => {
    if (wanted === untold || wanted === before || current === wanted) return false;
    if (current === (before === untold ? valueHash(null) : before)) return true;
    editedHere.push(name);
    return false;
  };
  const compare = (name: string, value: FieldValue | undefined, wanted: string, before: string): void => {
    if (goesOver(name, valueHash(row[name] ?? null), wanted, before)) patch[name] = value ?? null;
  };
  for (const name in spec.fields) {
    compare(name, spec.fields[name], now.placed[at] ?? untold, base?.placed[at] ?? untold);
    at++;
  }
  for (const [name, wanted] of now.named) compare(name, spec.later?.[name], wanted, base?.named.get(name) ?? untold);
  if (Object.keys(patch).length > 0) {
    sink.update(spec.table, id, patch);
    changed = true;
  }
  for (const group of spec.groups) {
    const wanted = now.placed[at] ?? untold;
    const before = base?.placed[at] ?? untold;
    if (group.facts !== undefined && wanted !== before) {
      const stored = storedFacts(sink, group, id);
      if (goesOver(group.table.name, valueHash(factsHashable(stored)), wanted, before)) {
        replaceFacts(sink, group, id, stored);
        changed = true;
      }
    }
    at++;
  }
  return { changed, editedHere, deletedHere: false };
};

/** Makes, changes or leaves the record of a foreign row, and keeps its external reference. */
export const upsert = (sink: Sink, state: ImportState, spec: RecordSpec): Outcome => {
  const key = storedKey(spec.key);
  const now = hashesOf(spec);
  const fingerprint = fingerprintOf(now);
  const ref = state.refs[spec.kind].get(key);
  if (ref === undefined) {
    if (spec.existing === null) return make(sink, state, spec, key, fingerprint);
    const merged = merge(sink, spec, spec.existing, null, now);
    addRef(sink, state, spec.kind, key, spec.existing, fingerprint);
    return { id: spec.existing, did: 'linked', editedHere: merged.editedHere, deletedHere: merged.deletedHere };
  }
  const id = ref.recordId;
  if (ref.fingerprint === fingerprint) return { id, did: 'unchanged', editedHere: [], deletedHere: false };
  const before = readFingerprint(ref.fingerprint);
  const merged = merge(sink, spec, id, before, now);
  // A record in the trash keeps its old base: when it comes back, the source's changes still go over.
  if (merged.deletedHere) return { id, did: 'unchanged', editedHere: [], deletedHere: true };
  const next = fingerprintOf(nextBase(before, now));
  if (next !== ref.fingerprint) {
    sink.update(externalRef, ref.refId, { fingerprint: next });
    ref.fingerprint = next;
  }
  return { id, did: merged.changed ? 'changed' : 'unchanged', editedHere: merged.editedHere, deletedHere: false };
};

/** The kinds of files that the import takes, as all contexts declare them. */
import type { ImportKindParts, ImportKinds } from '../kernel/importKind.ts';
import { type Joined, joined } from '../kernel/unlike.ts';
import { recordContexts } from '../records/list.ts';

type Declared<Contexts extends readonly { readonly imports: ImportKinds | null }[]> = {
  readonly [K in keyof Contexts]: Contexts[K]['imports'] extends ImportKinds ? Contexts[K]['imports'] : object;
};
type Kinds = Joined<Declared<typeof recordContexts>>;

export const kinds = joined('the kind of import', ...recordContexts.map((context): ImportKinds => context.imports ?? {})) as Kinds;
export type ImportKind = keyof Kinds;

export type FieldOf<K extends ImportKind> = Kinds[K]['fields'][number];
export type AnyField = FieldOf<ImportKind>;
/** Those that no record declares: each has a word of its own. */
export type OnlyInFiles = { [K in ImportKind]: keyof Kinds[K]['only'] }[ImportKind];
/** Records that an import makes. */
export type RecordKind = Kinds[ImportKind]['makes'][number];
/** What can be odd in the files of one kind alone. */
export type OwnProblem = { [K in ImportKind]: keyof Kinds[K]['problems'] }[ImportKind];

export const kindParts = (kind: ImportKind): ImportKindParts => kinds[kind];

/** What others refer to comes first; else the order is that of the declarations. */
export const inOrderOfImport = (of: ImportKinds): readonly string[] => {
  const made = new Set(Object.values(of).flatMap(({ makes }) => makes));
  const waiting = new Map(Object.entries(of));
  const ordered: string[] = [];
  while (waiting.size > 0) {
    const next = [...waiting].find(([kind, { refersTo }]) => refersTo.every((other) => other === kind || !waiting.has(other)));
    if (next === undefined) throw new Error(`the kinds of import ${[...waiting.keys()].join(', ')} wait for each other`);
    const [kind, { refersTo }] = next;
    const unknown = refersTo.find((other) => !made.has(other));
    if (unknown !== undefined) throw new Error(`the kind of import ${kind} refers to ${unknown}, which no kind makes`);
    ordered.push(kind);
    waiting.delete(kind);
  }
  return ordered;
};

/** In the order in which they are imported. */
export const importKinds = inOrderOfImport(kinds) as readonly ImportKind[];

/** The records that imports make, in the order in which they are counted. */
export const recordKinds = [...new Set(importKinds.flatMap((kind): readonly RecordKind[] => kinds[kind].makes))];

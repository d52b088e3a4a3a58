/** Proposes what a file holds by what its columns are called, in four languages. */
import { nameKey } from './cells.ts';
import { type ImportKind, importKinds, kindParts } from './kinds.ts';
import { declaredField } from './mapping.ts';
import { similarity } from './similarity.ts';

/** What a field is called in other systems, the telling names first; compared without case, blanks and signs. */
export const headsOf = (kind: ImportKind, field: string): readonly string[] => {
  const { only } = kindParts(kind);
  return declaredField(kind, field)?.facets.heads ?? (Object.hasOwn(only, field) ? only[field] : undefined) ?? [];
};

const plain = (text: string): string => nameKey(text).replaceAll(/[^\p{L}\p{N}]/gu, '');

export type Proposal = {
  readonly kind: ImportKind;
  readonly columns: Readonly<Record<string, string>>;
  /** 0–1: how sure, by the share of columns that were recognised and how exactly. */
  readonly score: number;
};

/** No field is called by so much. */
const longestName = 200;

const fieldScore = (names: readonly string[], header: string): number => {
  if (header.length > longestName) return 0;
  const wanted = plain(header);
  if (wanted === '') return 0;
  let best = 0;
  names.forEach((name, index) => {
    const known = plain(name);
    // The first synonyms are the telling ones: `name` alone is in every kind of file.
    if (known === wanted) best = Math.max(best, 1 - index * 0.005);
    else if (known.length >= 4 && wanted.length >= 4 && (wanted.includes(known) || known.includes(wanted))) best = Math.max(best, 0.7);
    else if (similarity(known, wanted) >= 0.8) best = Math.max(best, 0.75);
  });
  return best;
};

/** Why a column was proposed for a field; null when its name says nothing about it. */
export const whyProposed = (kind: ImportKind, field: string, header: string): 'same' | 'part' | 'similar' | null => {
  const score = fieldScore(headsOf(kind, field), header);
  return score === 0 ? null : score > 0.75 ? 'same' : score === 0.75 ? 'similar' : 'part';
};

/** The columns of a header that fit the fields of a kind, each column and field used once, best matches first. */
export const proposeColumns = (kind: ImportKind, header: readonly string[]): Proposal => {
  const { fields, needs } = kindParts(kind);
  const pairs = fields
    .flatMap((field) => header.map((name) => ({ field, name, score: fieldScore(headsOf(kind, field), name) })))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score);
  const columns: Record<string, string> = {};
  const used = new Set<string>();
  let total = 0;
  for (const { field, name, score } of pairs) {
    if (columns[field] !== undefined || used.has(name)) continue;
    columns[field] = name;
    used.add(name);
    total += score;
  }
  const complete = needs.every((field) => columns[field] !== undefined);
  return { kind, columns, score: complete && header.length > 0 ? total / header.length : 0 };
};

/** What the file most probably holds; null when no kind has its needed columns. */
export const proposeKind = (header: readonly string[]): Proposal | null => {
  let best: Proposal | null = null;
  for (const kind of importKinds) {
    const proposal = proposeColumns(kind, header);
    if (proposal.score > 0 && (best === null || proposal.score > best.score)) best = proposal;
  }
  return best;
};

/** All faults that could be tried, and the sample of them that a seed chooses. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { seeded } from '../support/seeded.ts';
import { type Change, changesOf } from './changes.ts';
import { markAt, marksIn } from './marks.ts';

export type Mutant = Change & {
  /** Made of all that tells it from others; another text of its file gives another. */
  readonly id: string;
  readonly path: string;
  readonly line: number;
  /** The line before and after, without the spaces around. */
  readonly before: string;
  readonly after: string;
  /** Number of the mark that tests leave where it stands. */
  readonly mark: number;
};

export type Source = { readonly path: string; readonly text: string; readonly firstMark: number };

export const readSources = (root: string, paths: readonly string[]): readonly Source[] => {
  let firstMark = 0;
  return paths.map((path) => {
    const text = readFileSync(join(root, path), 'utf8');
    const source = { path, text, firstMark };
    firstMark += marksIn(path, text);
    return source;
  });
};

export const digest = (...parts: readonly string[]): string => createHash('sha256').update(parts.join('\0')).digest('hex').slice(0, 16);

const lineAround = (text: string, { start, end }: Change): { readonly from: number; readonly to: number } => {
  const from = text.lastIndexOf('\n', start - 1) + 1;
  const next = text.indexOf('\n', end);
  return { from, to: next < 0 ? text.length : next };
};

const oneLine = (text: string): string => text.replaceAll(/\s+/gu, ' ').trim();

export const mutantsOf = ({ path, text, firstMark }: Source): readonly Mutant[] => {
  const mark = markAt(path, text);
  const version = digest(path, text);
  return changesOf(path, text).map((change) => {
    const { from, to } = lineAround(text, change);
    return {
      ...change,
      id: digest(version, `${change.start}-${change.end}`, change.text),
      path,
      line: text.slice(0, change.start).split('\n').length,
      before: oneLine(text.slice(from, to)),
      after: oneLine(text.slice(from, change.start) + change.text + text.slice(change.end, to)),
      mark: firstMark + mark(change),
    };
  });
};

const shuffled = <T>(seed: string, items: readonly T[]): readonly T[] => {
  const random = seeded(seed);
  const out = [...items];
  for (let at = out.length - 1; at > 0; at -= 1) {
    const other = random.below(at + 1);
    [out[at], out[other]] = [out[other] as T, out[at] as T];
  }
  return out;
};

/** At least `floor` of each file (all where it has fewer); what is left of `size` falls anywhere, so that long files get more. */
export const sample = (all: readonly (readonly Mutant[])[], seed: string, size: number, floor: number): readonly Mutant[] => {
  const files = all.map((mutants) => shuffled(`${seed}:${mutants[0]?.path ?? ''}`, mutants));
  const first = files.flatMap((mutants) => mutants.slice(0, floor));
  const rest = shuffled(
    seed,
    files.flatMap((mutants) => mutants.slice(floor)),
  );
  return [...first, ...rest.slice(0, Math.max(0, size - first.length))];
};

/** How a write merges into a row: the one decision of every device and of the hub, whatever each of them keeps rows and clocks in. */
import type { Hlc } from './hlc.ts';

/** When a set counts: its effective clock, and the name of its device, by which ties are broken. */
export type Counted = { readonly hlc: Hlc; readonly device: string };

/** Whether what one set wrote stands instead of what another did: it is later, or the same set goes on. */
export const replaces = (a: Counted, b: Counted): boolean => (a.hlc === b.hlc ? a.device >= b.device : a.hlc > b.hlc);

/** The number that the hub gave to a set; null: none yet. */
export type HubNumber = number | null;

/** Whether a set comes before another in the order that is the same everywhere; what has no number yet yields. */
export const isNumberedBefore = (a: HubNumber, b: HubNumber): boolean => a !== null && (b === null || a < b);

/** A row that is there: the number of the set that made it, and under which stamp each of its cells was written last. */
export type Standing<S> = { readonly number: HubNumber; readonly writtenUnder: (cell: string) => S };

export type Write<S> = {
  readonly kind: 'made' | 'changed';
  readonly cells: readonly string[];
  readonly stamp: S;
  readonly number: HubNumber;
};

export type Merge =
  /** There was none; the row is as the write makes it. */
  | { readonly type: 'make' }
  /** It is made again by a set that comes before: that one made it, and what was written to it since is merged anew. */
  | { readonly type: 'makeAnew' }
  | { readonly type: 'write'; readonly cells: readonly string[] }
  | { readonly type: 'nothing' };

/** A row is made once: what makes one that is there says nothing, not even that it is out of the trash. Of cells the last writer wins. */
export const mergeRow = <S>(there: Standing<S> | undefined, write: Write<S>, wins: (a: S, b: S) => boolean): Merge => {
  if (there === undefined) return { type: write.kind === 'made' ? 'make' : 'nothing' };
  if (write.kind === 'made') return { type: isNumberedBefore(write.number, there.number) ? 'makeAnew' : 'nothing' };
  const cells = write.cells.filter((cell) => wins(write.stamp, there.writtenUnder(cell)));
  return cells.length === 0 ? { type: 'nothing' } : { type: 'write', cells };
};

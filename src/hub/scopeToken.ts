/** What a device was told of its scope, in the words that it keeps and gives back: the hub need not remember any device. */
import { z } from 'zod';
import { accessRoles } from '../shared/admin/schema.ts';
import { seesAll, type Viewer } from '../shared/admin/readScope.ts';
import type { Lens } from './visible.ts';

const view = z.strictObject({ access: z.enum(accessRoles), mates: z.array(z.string().max(64)).max(5_000), at: z.int().min(0) });
/** `upTo` null: to where the device stands. `view` null: nobody knows what the device holds there. */
const part = z.strictObject({ upTo: z.int().min(0).nullable(), view: view.nullable() });
/**
 * Through what each part of what a device holds was seen, in the hub's order. One part, where it was brought up to date; more, where the view
 * changed again before an earlier change was told to the end.
 */
const token = z.array(part).min(1).max(100);
export type ScopeView = z.infer<typeof view>;
export type ScopePart = z.infer<typeof part>;

const wholeOf = (seen: ScopeView | null): readonly ScopePart[] => [{ upTo: null, view: seen }];
/** Before there were scopes every device was given everything. */
const everything: ScopeView = { access: 'admin', mates: [], at: 0 };

/** Reads what a device gives back. It is a claim that decides what is sent again, never what may be seen. */
export const readToken = (text: string | null): readonly ScopePart[] => {
  if (text === null) return wholeOf(everything);
  try {
    const read = token.safeParse(JSON.parse(text));
    return read.success ? read.data : wholeOf(null);
  } catch {
    return wholeOf(null);
  }
};

/** More parts than anybody needs are told anew. */
const mostParts = 20;
export const tokenText = (parts: readonly ScopePart[]): string => JSON.stringify(parts.length > mostParts ? wholeOf(null) : parts);

/** What decides what this person sees, in one order, so that equal views look alike. */
export const viewOf = (viewer: Viewer, at: number): ScopeView => ({
  access: viewer.access,
  mates: seesAll(viewer) ? [] : [...viewer.teammates].toSorted(),
  at,
});

export const lensOf = ({ access, mates, at }: ScopeView, personId: string): Lens => ({
  viewer: { personId, access, teammates: mates },
  at,
});

/** Whether two views differ by who looks, and not only by when. */
export const isOtherViewer = (a: ScopeView, b: ScopeView): boolean =>
  a.access !== b.access || a.mates.length !== b.mates.length || a.mates.some((mate, at) => mate !== b.mates[at]);

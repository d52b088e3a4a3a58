/** What a device was told of its scope, in the words that it keeps and gives back: the hub need not remember any device. */
import { z } from 'zod';
import { accessRoles } from '../shared/admin/schema.ts';
import { seesAll, type Viewer } from '../shared/admin/readScope.ts';
import type { Lens } from './visible.ts';

const view = z.strictObject({ access: z.enum(accessRoles), mates: z.array(z.string().max(64)).max(5_000), at: z.int().min(0) });
/** `view`: through what all that the device holds was seen. `to`: the view that it is being brought to, and the number up to which it has been. */
const token = z.strictObject({ view, to: z.strictObject({ view, done: z.int().min(0) }).optional() });
export type ScopeView = z.infer<typeof view>;
export type ScopeToken = z.infer<typeof token>;

/** Whatever was given before there were scopes, or under words that nobody understands: all of it. */
const everything: ScopeView = { access: 'admin', mates: [], at: 0 };

/** Reads what a device gives back. It is a claim that decides what is sent again, never what may be seen. */
export const readToken = (text: string | null): ScopeToken => {
  if (text === null) return { view: everything };
  try {
    const read = token.safeParse(JSON.parse(text));
    return read.success ? read.data : { view: everything };
  } catch {
    return { view: everything };
  }
};

export const tokenText = (value: ScopeToken): string => JSON.stringify(value);

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

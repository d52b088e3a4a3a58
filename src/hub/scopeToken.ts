/** What a device was told of its scope, in the words that it keeps and gives back: the hub need not remember any device. */
import { z } from 'zod';
import type { Catalog } from '../shared/admin/catalog.ts';
import { reach, type Role, type Viewer } from '../shared/admin/policy.ts';
import { readJson } from '../shared/kernel/boundedJson.ts';
import { listOf } from '../shared/kernel/listOf.ts';
import { accessRoles, positions, teamFunctions } from '../shared/admin/schema.ts';
import type { Lens } from './visible.ts';

const mates = listOf(z.string().max(64), { most: 5_000 });
const at = z.int().min(0);
const role = z.strictObject({ access: z.enum(accessRoles), function: z.enum(teamFunctions), position: z.enum(positions) });
const currentView = z.strictObject({ roles: z.array(role).min(1).max(100), mates, at });
/** Before there were functions and positions, everybody was in sales and had none. */
const earlierView = z
  .strictObject({ access: z.enum(accessRoles), mates, at })
  .transform(({ access, ...view }) => ({ roles: [{ access, function: 'sales' as const, position: 'none' as const }], ...view }));
/**
 * `upTo` null: to where the device stands. `view` null: nobody knows what the device holds there. `told`: the version of the protocol in which it was
 * told; missing: by a hub that withheld no salts.
 */
const part = z.strictObject({
  upTo: z.int().min(0).nullable(),
  view: z.union([currentView, earlierView]).nullable(),
  told: z.int().min(1).max(99).optional(),
});
/**
 * Through what each part of what a device holds was seen, in the hub's order. One part, where it was brought up to date; more, where the view
 * changed again before an earlier change was told to the end.
 */
const token = listOf(part, { least: 1, most: 100 });
/** What a text of it holds at most. */
const tokenBounds = { deepest: 8, most: 200_000 } as const;
export type ScopeView = { readonly roles: readonly Role[]; readonly mates: readonly string[]; readonly at: number };
export type ScopePart = { readonly upTo: number | null; readonly view: ScopeView | null; readonly told?: number | undefined };

const wholeOf = (seen: ScopeView | null): readonly ScopePart[] => [{ upTo: null, view: seen }];
/** Before there were scopes every device was given everything. */
const everything: ScopeView = { roles: [{ access: 'admin', function: 'sales', position: 'none' }], mates: [], at: 0 };

/** Reads what a device gives back. It is a claim that decides what is sent again, never what may be seen. */
export const readToken = (text: string | null): readonly ScopePart[] => {
  if (text === null) return wholeOf(everything);
  const said = readJson(text, tokenBounds);
  const read = said.ok ? token.safeParse(said.value) : null;
  return read?.success === true ? read.data : wholeOf(null);
};

/** More parts than anybody needs are told anew. */
const mostParts = 20;
export const tokenText = (parts: readonly ScopePart[]): string => JSON.stringify(parts.length > mostParts ? wholeOf(null) : parts);

const keyOf = (one: Role): string => `${one.access} ${one.function} ${one.position}`;

/** Each role once, in one order, so that equal views look alike; who has none sees what a guest sees. */
const inOrder = (roles: readonly Role[]): readonly Role[] => {
  const all: readonly Role[] = roles.length > 0 ? roles : [{ access: 'guest', function: 'sales', position: 'none' }];
  return [...new Map(all.map((one) => [keyOf(one), one])).values()].toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
};

/** What decides what this person sees; teammates where any rows are read by whose they are among them. */
export const viewOf = (catalog: Catalog, viewer: Viewer, seenAt: number): ScopeView => {
  const isByTeam = [...catalog.synced.values()].some(({ facets }) => reach(viewer, facets.read) === 'team');
  return { roles: inOrder(viewer.roles), mates: isByTeam ? [...viewer.teammates].toSorted() : [], at: seenAt };
};

/** Whether anybody is CEO decides what is written, and never what is read: it is no part of a view. */
export const lensOf = ({ roles, mates: teammates, at: seenAt }: ScopeView, personId: string): Lens => ({
  viewer: { personId, roles, teammates, hasCeo: false },
  at: seenAt,
});

/** Whether two views differ by who looks, and not only by when. */
export const isOtherViewer = (a: ScopeView, b: ScopeView): boolean =>
  JSON.stringify([inOrder(a.roles).map(keyOf), a.mates]) !== JSON.stringify([inOrder(b.roles).map(keyOf), b.mates]);

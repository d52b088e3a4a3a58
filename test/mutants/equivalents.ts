/** Faults that are none: what they change, nobody can tell from outside. Each is found again by its line before and after, wherever it moves. */

export type Equivalent = { readonly path: string; readonly before: string; readonly after: string; readonly why: string };

export const equivalents: readonly Equivalent[] = [];

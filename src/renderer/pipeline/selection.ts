/** Which deals of a list are chosen: some by their ids, or all of the filter but some, also those that were never on the screen. */

export type Selection =
  | { readonly kind: 'some'; readonly ids: ReadonlySet<string> }
  /** `count`: how many the filter held when all were chosen. */
  | { readonly kind: 'all'; readonly except: ReadonlySet<string>; readonly count: number };

export const nothing: Selection = { kind: 'some', ids: new Set() };

export const isChosen = (selection: Selection, id: string): boolean =>
  selection.kind === 'some' ? selection.ids.has(id) : !selection.except.has(id);

export const countOf = (selection: Selection): number =>
  selection.kind === 'some' ? selection.ids.size : selection.count - selection.except.size;

/** These deals chosen, or not any more. */
export const choose = (selection: Selection, ids: readonly string[], on: boolean): Selection => {
  const named = selection.kind === 'some' ? selection.ids : selection.except;
  const adds = selection.kind === 'some' ? on : !on;
  const next = new Set(named);
  for (const id of ids)
    if (adds) next.add(id);
    else next.delete(id);
  if (selection.kind === 'some') return { kind: 'some', ids: next };
  return next.size >= selection.count ? nothing : { ...selection, except: next };
};

export const toggle = (selection: Selection, id: string): Selection => choose(selection, [id], !isChosen(selection, id));

export const everything = (count: number): Selection => (count === 0 ? nothing : { kind: 'all', except: new Set(), count });

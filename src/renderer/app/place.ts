/** A page of the window as its folder registers it: rail, keys, palette and the window itself know it by this alone. */
import { type ComponentType, createContext, useContext } from 'react';
import type { WorkspaceView } from '../../shared/admin/contract.ts';
import type { TextKey } from '../../shared/i18n/dictionary.ts';
import type { Allow } from '../../shared/kernel/contract.ts';
import { unlike } from '../../shared/kernel/unlike.ts';
import type { SearchHit } from '../../shared/search/contract.ts';
import type { SearchKind } from '../../shared/search/schema.ts';
import { type PlaceName, type RailPlace, railPlaces } from './placeNames.ts';

export type PageProps = { readonly workspace: WorkspaceView; readonly params: URLSearchParams };

/** A kind of record that the search finds, by the place it is shown at: what it is called, and how it is opened; null where it has no page. */
export type FoundKind = {
  readonly label: (hit: SearchHit) => TextKey;
  readonly open: ((hit: SearchHit) => void) | null;
  /** The address of its own page, where it has one. */
  readonly address?: (id: string) => string;
};
export type FoundKinds = Readonly<Partial<Record<SearchKind, FoundKind>>>;

export type Place<N extends PlaceName = PlaceName> = {
  readonly name: N;
  readonly label: TextKey;
  readonly page: ComponentType<PageProps>;
  readonly finds?: FoundKinds;
};

export type PlaceOfRail<N extends RailPlace = RailPlace> = Place<N> & {
  readonly icon: ComponentType<{ readonly className?: string; readonly stroke?: number }>;
  /** Strokes that lead there, one after the other. */
  readonly keys: readonly string[];
  /** A second way, which the sheet of keys does not show. */
  readonly alias?: readonly string[];
  /** What its page asks for, where not everybody may do it. */
  readonly allow?: Allow;
};

export type Places = { readonly [N in RailPlace]: PlaceOfRail<N> } & { readonly start: Place<'start'> };

/** Refuses what two places want: the same keys, or the same kind of record. */
export const checkedPlaces = (places: Places): Places => {
  const ofRail = railPlaces.map((name): PlaceOfRail => places[name]);
  unlike(
    ofRail.flatMap(({ keys, alias }) => [keys, ...(alias === undefined ? [] : [alias])]),
    (keys) => keys.join(' '),
    (keys) => `two places have the keys ${keys}`,
  );
  unlike(
    ofRail.flatMap(({ finds = {} }) => Object.keys(finds)),
    (kind) => kind,
    (kind) => `two places show what the search finds of ${kind}`,
  );
  return places;
};

/** Everything that some place shows of what the search finds. */
export const foundKindsOf = (places: Places): FoundKinds =>
  Object.assign({}, ...railPlaces.map((name) => places[name].finds ?? {})) as FoundKinds;

/** The address of a record that has a page of its own, else null. */
export const recordHref = (places: Places, { table, id }: { readonly table: string; readonly id: string }): string | null => {
  const kinds = foundKindsOf(places);
  return Object.hasOwn(kinds, table) ? (kinds[table]?.address?.(id) ?? null) : null;
};

export const PlacesContext = createContext<Places | null>(null);

export const usePlaces = (): Places => {
  const places = useContext(PlacesContext);
  if (places === null) throw new Error('no places above this component');
  return places;
};

/** Places in the window as the address's hash: `#/cockpit`, `#/pipeline?stage=…`; back and forward are the browser's own. */
import type { Id } from '../../shared/kernel/brand.ts';
import { useMemo, useSyncExternalStore } from 'react';
import { type PlaceName, railPlaces } from './placeNames.ts';

export type Route = {
  readonly place: PlaceName;
  readonly params: URLSearchParams;
  /** The address names no place: the window was just opened, and where it leads is the person's own first page. */
  readonly isBare: boolean;
};

/** The cockpit is home: an unknown or empty hash leads there. */
export const parseRoute = (hash: string): Route => {
  const [path = '', search = ''] = hash.replace(/^#\/?/, '').split('?');
  const [name = '', id = ''] = path.split('/');
  const params = new URLSearchParams(search);
  // The short form of a record's page, as people pass it on: #/accounts/ID, #/deal/ID.
  if (name === 'accounts' && id !== '') params.set('id', id);
  if (name === 'deal' && id !== '') params.set('record', id);
  const isStart = name === 'start';
  const place = isStart ? 'start' : name === 'deal' ? 'pipeline' : (railPlaces.find((each) => each === name) ?? 'cockpit');
  return { place, params, isBare: name === '' };
};

export type RouteParams = Readonly<Record<string, string | null | undefined>>;

/** The hash of a place; empty parameters are left out. */
export const hrefOf = (place: PlaceName, params: RouteParams = {}): string => {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) if (value !== null && value !== undefined && value !== '') search.set(name, value);
  const text = search.toString();
  return `#/${place}${text === '' ? '' : `?${text}`}`;
};

const subscribe = (onChange: () => void): (() => void) => {
  addEventListener('hashchange', onChange);
  return () => {
    removeEventListener('hashchange', onChange);
  };
};

export const useRoute = (): Route => {
  const hash = useSyncExternalStore(subscribe, () => location.hash);
  return useMemo(() => parseRoute(hash), [hash]);
};

/** Goes to a place; a new entry in the history. */
export const goTo = (place: PlaceName, params: RouteParams = {}): void => {
  location.hash = hrefOf(place, params);
};

/** The place that an address without one leads to; no entry of its own in the history. */
export const goHome = (place: PlaceName): void => {
  history.replaceState(null, '', hrefOf(place));
  dispatchEvent(new HashChangeEvent('hashchange'));
};

/** The current place with some parameters changed, for links that open something beside it. */
export const hrefWith = (changes: RouteParams): string => {
  const { place, params } = parseRoute(location.hash);
  return hrefOf(place, { ...Object.fromEntries(params), ...changes });
};

/** Changes parameters of the current place without a new entry in the history, as for a filter being typed. */
export const setParams = (changes: RouteParams): void => {
  history.replaceState(null, '', hrefWith(changes));
  dispatchEvent(new HashChangeEvent('hashchange'));
};

const idShape = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** An id out of the address, or null where there is none or it has not the form of one. */
export const idOf = <Entity extends string>(text: string | null): Id<Entity> | null =>
  text !== null && idShape.test(text) ? (text as Id<Entity>) : null;

/** Going on in another store: everything on screen is of the one before, so the window begins again. */
export const beginAt = (place: PlaceName): void => {
  location.hash = hrefOf(place);
  location.reload();
};

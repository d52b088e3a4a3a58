/** The rail from top to bottom, whole and in its groups: a place has its position by standing here, and needs no number. */
const railGroups = [['cockpit'], ['pipeline', 'accounts'], ['reports'], ['import'], ['history', 'trash'], ['sync', 'settings']] as const;

export type RailPlace = (typeof railGroups)[number][number];
export const railPlaces: readonly RailPlace[] = railGroups.flat();

/** The first questions are a place that no list of places shows: one is led there while there is nothing yet. */
export type PlaceName = RailPlace | 'start';

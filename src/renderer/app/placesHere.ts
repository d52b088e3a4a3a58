/** The places that this person can go to: one whose page would only refuse is in no list of places, no key leads there, and nothing points to it. */
import { useMemo } from 'react';
import { workspace as workspaceQuery } from '../../shared/admin/contract.ts';
import { useQuery } from './calls.ts';
import { mayCall } from './may.ts';
import { type PlaceOfRail, usePlaces } from './place.ts';
import { railPlaces } from './placeNames.ts';

/** Until it is known who one is, a place that asks for something is not shown. */
export const usePlacesHere = (): readonly PlaceOfRail[] => {
  const places = usePlaces();
  const { data } = useQuery(workspaceQuery, {});
  return useMemo(
    () =>
      railPlaces
        .map((name): PlaceOfRail => places[name])
        .filter(({ allow }) => allow === undefined || (data !== undefined && mayCall(data, { allow }))),
    [places, data],
  );
};

/** The places that this person can go to: one whose page would only refuse is in no list of places, no key leads there, and nothing points to it. */
import { useMemo } from 'react';
import { workspace as workspaceQuery } from '../../shared/admin/contract.ts';
import { look } from '../../shared/imports/wizardContract.ts';
import type { Allow } from '../../shared/kernel/contract.ts';
import { syncStatus } from '../../shared/sync/statusContract.ts';
import { useQuery } from './calls.ts';
import { mayCall } from './may.ts';
import { places, type RailPlace } from './routes.ts';

/** What a place is there for, where not everybody may do it: an entry that its page asks. */
const asks: Readonly<Partial<Record<RailPlace, { readonly allow: Allow }>>> = { import: look, sync: syncStatus };

/** Until it is known who one is, a place that asks for something is not shown. */
export const usePlacesHere = (): readonly RailPlace[] => {
  const { data } = useQuery(workspaceQuery, {});
  return useMemo(
    () =>
      places.filter((place) => {
        const entry = asks[place];
        return entry === undefined || (data !== undefined && mayCall(data, entry));
      }),
    [data],
  );
};
